"""Turns packs into rows; loading again replaces what packs brought, never what people entered."""

from datetime import UTC, datetime, time

from siaga.domain.areas import NATION
from siaga.domain.edition_values import Edition as EditionValue
from siaga.domain.edition_values import PublishedReading
from siaga.domain.editions import editions
from siaga.domain.progress import Progress
from siaga.domain.sharing import Label
from siaga.services.pack_tables import load_agencies, load_elections, load_outcomes
from siaga.store.models import (
    Agency,
    Edition,
    EditionCut,
    EditionLimit,
    EditionMark,
    EditionNode,
    EditionSource,
    IndicatorCount,
    IndicatorSet,
    NationalCount,
    NationalMean,
    NodeValue,
    Reading,
    Space,
)

__all__ = ["load_agencies", "load_editions", "load_elections", "load_outcomes"]

Sources = dict[str, EditionSource]


def load_editions(space: Space, progress: Progress) -> tuple[int, int]:
    """Every packaged edition with its readings; returns how many of both."""
    values = editions()
    readings = 0
    for number, value in enumerate(values):
        progress("Memuat edisi dan bacaan terbit", number, len(values))
        row = _edition(value, space)
        sources = _sources(value, row)
        _details(value, row, sources)
        readings += _readings(value, row, sources)
        _counts(value, row, sources)
    progress("Memuat edisi dan bacaan terbit", len(values), len(values))
    return len(values), readings


def _edition(value: EditionValue, space: Space) -> Edition:
    """The edition's own row; everything a pack hung on it earlier is removed first."""
    row, _ = Edition.rows.update_or_create(
        code=value.code,
        defaults={
            "name": value.name,
            "name_en": value.name_en,
            "agency": Agency.rows.get(code=value.agency),
            "indicator_set": _indicator_set(value),
            "space": space,
            "axis": value.axis,
            "date": value.date,
            "levels": ",".join(value.levels),
            "scale_low": value.scale[0] if value.scale else None,
            "scale_high": value.scale[1] if value.scale else None,
            "indicators": "published" if value.indicators_published else "unpublished",
            "view": value.view.value,
            "class_method": value.rule.method,
            "about": value.about,
            "about_en": value.about_en,
        },
    )
    row.readings.filter(entered_by=None).delete()
    for hung in (
        row.counts,
        row.limits,
        row.marks,
        row.nodes,
        row.national_counts,
        row.national_means,
        row.cuts,
    ):
        hung.all().delete()
    return row


def _indicator_set(value: EditionValue) -> IndicatorSet | None:
    """The indicator tree and method of an edition that published them."""
    if not value.indicators:
        return None
    row, _ = IndicatorSet.rows.update_or_create(
        code=value.code,
        defaults={
            "name": value.name,
            "indicators": value.indicators,
            "method": value.method,
            "entered_at": datetime.combine(value.date, time(), UTC),
        },
    )
    return row


def _sources(value: EditionValue, row: Edition) -> Sources:
    """The edition's sources by their key; a source people's readings lean on keeps its row."""
    found = {}
    for one in value.sources:
        source, _ = EditionSource.rows.update_or_create(
            edition=row,
            key=one.id,
            defaults={
                "title": one.title,
                "publisher": one.publisher,
                "date": one.date,
                "address": one.address,
            },
        )
        found[one.id] = source
    return found


def _details(value: EditionValue, row: Edition, sources: Sources) -> None:
    """Limits, cuts, marks, nodes and national figures."""
    EditionLimit.rows.bulk_create(
        EditionLimit(
            edition=row,
            level=one.level,
            low=one.low,
            high=one.high,
            low_owner=one.low_owned_by.value,
            high_owner=one.high_owned_by.value,
            minimum=one.minimum,
            source=sources.get(one.source),
        )
        for one in value.limits
    )
    EditionCut.rows.bulk_create(
        EditionCut(edition=row, level=one.level, position=position, at=at, source=sources.get(one.source))
        for one in value.cuts
        for position, at in enumerate(one.at, 1)
    )
    EditionMark.rows.bulk_create(
        EditionMark(
            edition=row,
            kind=one.kind.value,
            what=one.what,
            what_en=one.what_en,
            why=one.why,
            why_en=one.why_en,
            source=sources.get(one.source),
        )
        for one in value.marks
    )
    EditionNode.rows.bulk_create(
        EditionNode(edition=row, code=one.code, name=one.name, name_en=one.name_en, maximum=one.maximum)
        for one in value.nodes
    )
    _national(value, row, sources)


def _national(value: EditionValue, row: Edition, sources: Sources) -> None:
    """Class counts and means published for the nation."""
    NationalCount.rows.bulk_create(
        NationalCount(
            edition=row,
            level=one.level,
            tinggi=one.tinggi,
            sedang=one.sedang,
            rendah=one.rendah,
            date=one.date,
            alternative=one.alternative,
            note=one.note,
            source=sources.get(one.source),
        )
        for one in value.national_counts
    )
    NationalMean.rows.bulk_create(
        NationalMean(
            edition=row,
            level=one.level,
            node=one.node,
            value=one.value,
            alternative=one.alternative,
            note=one.note,
            source=sources.get(one.source),
        )
        for one in value.national_means
    )


def _readings(value: EditionValue, row: Edition, sources: Sources) -> int:
    """The published readings, public, owned by the agency that published them.

    Where somebody corrected an area's reading, theirs stays the preferred one and the packaged number stands
    beside it as an alternative: a conflict is shown, and neither is lost.
    """
    corrected = set(row.readings.filter(alternative=False).values_list("area", flat=True))
    rows = [_reading(one, row, sources) for one in value.readings]
    for reading in rows:
        reading.alternative = reading.alternative or reading.area in corrected
    Reading.unscoped.bulk_create(rows)
    NodeValue.rows.bulk_create(
        NodeValue(reading=reading, node=node, value=number)
        for reading, one in zip(rows, value.readings, strict=True)
        for node, number in one.nodes
    )
    return len(rows)


def _reading(one: PublishedReading, row: Edition, sources: Sources) -> Reading:
    """One published reading as a row."""
    return Reading(
        space=row.space,
        owner=row.agency,
        label=Label.PUBLIC.value,
        area=one.area,
        edition=row,
        level=one.level,
        valid_on=one.valid_on,
        score=one.score,
        decimals=one.decimals,
        class_key=one.class_key.value if one.class_key else "",
        own_class=one.own_class,
        rank=one.rank,
        source=sources.get(one.source),
        nodes_source=sources.get(one.nodes_source),
        date=one.date,
        alternative=one.alternative,
        note=one.note,
    )


def _counts(value: EditionValue, row: Edition, sources: Sources) -> None:
    """Published counts by indicator."""
    IndicatorCount.unscoped.bulk_create(
        IndicatorCount(
            space=row.space,
            owner=row.agency,
            label=Label.PUBLIC.value,
            area=one.area or NATION,
            edition=row,
            node=one.node,
            value=one.value,
            source=sources.get(one.source),
            date=one.date,
            note=one.note,
        )
        for one in value.values
    )
