"""Agencies, elections and outcomes of the packs as rows."""

from collections.abc import Sequence

from siaga.domain.agencies import agencies
from siaga.domain.elections import Election as ElectionValue
from siaga.domain.elections import elections
from siaga.domain.outcomes import OutcomeSet as OutcomeSetValue
from siaga.domain.outcomes import outcome_sets
from siaga.domain.sources import Source, source_named
from siaga.store.models import Agency, Election, ElectionFigure, Outcome, OutcomeSet


def load_agencies() -> None:
    """National bodies; branches are rows people or drills add."""
    for one in agencies():
        Agency.rows.update_or_create(
            code=one.code,
            defaults={
                "name": one.name,
                "name_en": one.name_en,
                "kind": one.kind.value,
                "territory": one.territory,
            },
        )


def load_elections() -> None:
    """Elections and their published figures."""
    for value in elections():
        row, _ = Election.rows.update_or_create(
            code=value.code,
            defaults={
                "name": value.name,
                "name_en": value.name_en,
                "kind": value.kind.value,
                "polling_day": value.polling_day,
                "source": _reference(value.sources, value.source),
            },
        )
        row.figures.all().delete()
        ElectionFigure.rows.bulk_create(_figures(value, row))


def _figures(value: ElectionValue, row: Election) -> list[ElectionFigure]:
    """The figures of one election."""
    return [
        ElectionFigure(
            election=row,
            area=one.area,
            measure=one.measure.value,
            value=one.value,
            source=_reference(value.sources, one.source),
            date=one.date,
            alternative=one.alternative,
            note=one.note,
        )
        for one in value.figures
    ]


def load_outcomes() -> int:
    """Outcome lists, complete and partial; returns how many outcomes."""
    loaded = 0
    for value in outcome_sets():
        row, _ = OutcomeSet.rows.update_or_create(
            code=value.code,
            defaults={
                "name": value.name,
                "name_en": value.name_en,
                "election": Election.rows.filter(code=value.election).first(),
                "date": value.date,
                "complete": value.complete,
                "source": _reference(value.sources, value.source),
                "about": value.about,
                "about_en": value.about_en,
            },
        )
        row.outcomes.all().delete()
        rows = _outcomes(value, row)
        Outcome.rows.bulk_create(rows)
        loaded += len(rows)
    return loaded


def _outcomes(value: OutcomeSetValue, row: OutcomeSet) -> list[Outcome]:
    """The outcomes of one list."""
    return [
        Outcome(
            outcome_set=row,
            area=one.area,
            kind=one.kind.value,
            stations=one.stations,
            source=_reference(value.sources, one.source),
            date=one.date,
            note=one.note,
        )
        for one in value.outcomes
    ]


def _reference(sources: Sequence[Source], key: str) -> str:
    """A source in one line."""
    source = source_named(sources, key)
    return source.reference[:300] if source else ""
