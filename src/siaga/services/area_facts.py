"""What is known of an area besides its readings: outcomes, polling stations, election figures, counts."""

from collections.abc import Iterable

from django.db.models import Q

from siaga.domain.areas import Level
from siaga.domain.permissions import Actor
from siaga.services.area_readings import edition_view
from siaga.services.area_reasons import node_names
from siaga.services.area_views import CountList, CountView, FigureView, OutcomeList, OutcomeView, StationView
from siaga.services.citations import CitationList
from siaga.store.models import Area, ElectionFigure, IndicatorCount, Outcome, OutcomeSet, StationCount


def outcomes_of(area: Area, codes: Iterable[str], page: CitationList) -> tuple[OutcomeList, ...]:
    """Every list of outcomes with its rows here or below; silence of a partial list says nothing."""
    sets = list(OutcomeSet.rows.order_by("-date", "code"))
    within = Q(area__in=list(codes)) | Q(area__startswith=area.code + ".")
    rows = list(Outcome.rows.filter(within, outcome_set__in=sets).order_by("area", "kind"))
    names = dict(Area.rows.filter(code__in={row.area for row in rows}).values_list("code", "name"))
    speaks = area.level in (Level.PROVINSI, Level.KABKOTA) and area.valid_to is None
    return tuple(
        OutcomeList(
            one.code,
            one.name,
            one.name_en,
            one.date,
            one.complete,
            one.about,
            one.about_en,
            page.cite(one.source),
            speaks,
            tuple(_outcome(row, names, page) for row in rows if row.outcome_set_id == one.pk),
        )
        for one in sets
    )


def _outcome(row: Outcome, names: dict[str, str], page: CitationList) -> OutcomeView:
    return OutcomeView(
        row.area,
        names.get(row.area, row.area),
        row.kind,
        row.stations,
        row.date,
        row.note,
        page.cite(row.source),
    )


def stations_of(actor: Actor, space: str, code: str, page: CitationList) -> tuple[StationView, ...]:
    """TPS by election: the area's own count, else the sum of its kecamatan as far as they are known."""
    rows = StationCount.visible_to(actor, space).select_related("election").order_by("-election__polling_day")
    own = [(row.election, row.stations, 0, row) for row in rows.filter(area=code)]
    counted = {election.pk for election, *_ in own}
    below: dict[int, list[StationCount]] = {}
    if len(code) < 8:
        for row in rows.filter(area__startswith=code + "."):
            if len(row.area) == 8 and row.election.pk not in counted:
                below.setdefault(row.election.pk, []).append(row)
    own += [
        (parts[0].election, sum(part.stations for part in parts), len(parts), parts[0])
        for parts in below.values()
    ]
    return tuple(
        StationView(
            election.name, election.name_en, count, parts, row.date, page.cite(row.source, day=row.date)
        )
        for election, count, parts, row in own
    )


def figures_of(codes: Iterable[str], page: CitationList) -> tuple[FigureView, ...]:
    """Published figures of elections in the area; conflicting ones are marked and stay."""
    rows = ElectionFigure.rows.filter(area__in=list(codes)).select_related("election")
    return tuple(
        FigureView(
            row.election.name,
            row.election.name_en,
            row.measure,
            row.value,
            row.date,
            row.alternative,
            row.note,
            page.cite(row.source, day=row.date),
        )
        for row in rows.order_by("-election__polling_day", "measure", "alternative", "pk")
    )


def counts_of(actor: Actor, space: str, codes: Iterable[str], page: CitationList) -> tuple[CountList, ...]:
    """Published counts of single indicators, apart by edition."""
    rows = IndicatorCount.visible_to(actor, space).filter(area__in=list(codes))
    rows = rows.select_related("edition__agency", "edition__indicator_set", "source")
    rows = rows.prefetch_related("edition__marks", "edition__nodes").order_by("-edition__date", "-value")
    found: dict[int, list[IndicatorCount]] = {}
    for row in rows:
        found.setdefault(row.edition.pk, []).append(row)
    lists = []
    for group in found.values():
        names = node_names(group[0].edition)
        counts = tuple(
            CountView(
                *names.get(row.node, (row.node, "")),
                row.value,
                row.date,
                row.note,
                page.cite_row(row.source),
            )
            for row in group
        )
        lists.append(CountList(edition_view(group[0].edition), counts))
    return tuple(lists)
