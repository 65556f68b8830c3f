"""Sources: every published number Siaga holds, with where, when and by whom it was published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch

from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound
from siaga.domain.spaces import REAL, Space
from siaga.services.area_readings import axes_in_order, edition_view
from siaga.services.area_reasons import node_names
from siaga.services.area_views import FigureView
from siaga.services.citations import Citation, CitationList
from siaga.services.reading_views import EditionView
from siaga.services.spaces import space_named
from siaga.services.use_case import reads
from siaga.store.models import (
    Area,
    AreaChange,
    Edition,
    EditionSource,
    ElectionFigure,
    IndicatorCount,
    OutcomeSet,
    Reading,
)


@dataclass(frozen=True, slots=True)
class SourceUse:
    """One source of an edition and how many numbers were taken from it."""

    key: str
    title: str
    publisher: str
    date: date | None
    address: str
    readings: int
    conflicts: int
    counts: int


@dataclass(frozen=True, slots=True)
class EditionSources:
    """An edition with its sources, the most used first."""

    edition: EditionView
    sources: tuple[SourceUse, ...]

    @property
    def numbers(self) -> int:
        """How many numbers of areas it holds."""
        return sum(one.readings + one.conflicts + one.counts for one in self.sources)


@dataclass(frozen=True, slots=True)
class AxisSources:
    """The editions of one axis."""

    axis: str
    editions: tuple[EditionSources, ...]


@dataclass(frozen=True, slots=True)
class OutcomeSource:
    """A list of outcomes: whose, of when, complete or not, and how large."""

    code: str
    name: str
    name_en: str
    date: date
    complete: bool
    source: str
    about: str
    about_en: str
    areas: int
    stations: int | None


@dataclass(frozen=True, slots=True)
class FigureSource:
    """A published figure with the area it is about."""

    area: str
    area_name: str
    figure: FigureView


@dataclass(frozen=True, slots=True)
class SourcesOverview:
    """The sources page."""

    axes: tuple[AxisSources, ...]
    outcomes: tuple[OutcomeSource, ...]
    figures: tuple[FigureSource, ...]
    laws: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class NumberView:
    """One published number of an edition: of an area, a node of it, or the nation."""

    area: str
    area_name: str
    level: str
    what: str
    what_en: str
    value: float | None
    decimals: int | None
    class_key: str
    own_class: str
    rank: int | None
    date: date | None
    alternative: bool
    note: str
    citation: int


@dataclass(frozen=True, slots=True)
class EditionNumbers:
    """Every number of one edition with its source."""

    edition: EditionView
    space: Space
    numbers: tuple[NumberView, ...]
    citations: tuple[Citation, ...]

    @property
    def conflicts(self) -> int:
        """How many numbers contradict another source."""
        return sum(one.alternative for one in self.numbers)


@reads(Permission.PUBLIC)
def sources_overview(actor: Actor) -> SourcesOverview:
    """The sources of every edition, list of outcomes, figure and map."""
    page = CitationList()
    found: dict[str, list[EditionSources]] = {}
    known = Prefetch("sources", queryset=EditionSource.visible_to(actor, REAL))
    rows = Edition.visible_to(actor, REAL).select_related("agency").prefetch_related("marks", known)
    uses = _uses(actor)
    for row in rows.order_by("-date", "-view", "code"):
        sources = tuple(sorted((_use(one, uses) for one in row.sources.all()), key=lambda one: -one.readings))
        found.setdefault(row.axis, []).append(EditionSources(edition_view(row), sources))
    axes = tuple(AxisSources(axis, tuple(found[axis])) for axis in axes_in_order(found))
    laws = tuple(sorted(set(AreaChange.rows.values_list("source", flat=True))))
    return SourcesOverview(axes, _outcomes(), _figures(page), laws, page.listed())


Uses = Mapping[str, Mapping[int, int]]


def _uses(actor: Actor) -> Uses:
    """How often each source is used, by kind of use."""
    readings = Reading.visible_to(actor, REAL).order_by()
    counts = IndicatorCount.visible_to(actor, REAL).order_by()
    return {
        "readings": _counted(readings.filter(alternative=False).values_list("source").annotate(Count("pk"))),
        "conflicts": _counted(readings.filter(alternative=True).values_list("source").annotate(Count("pk"))),
        "nodes": _counted(readings.values_list("nodes_source").annotate(Count("nodes"))),
        "counts": _counted(counts.values_list("source").annotate(Count("pk"))),
    }


def _counted(rows: object) -> Mapping[int, int]:
    """Pairs of a key and a count as a mapping."""
    return dict(rows)  # type: ignore[call-overload, no-any-return]


def _use(source: EditionSource, uses: Uses) -> SourceUse:
    """A source with its numbers."""
    used = {kind: counts.get(source.pk, 0) for kind, counts in uses.items()}
    return SourceUse(
        source.key,
        source.title,
        source.publisher,
        source.date,
        source.address,
        used["readings"],
        used["conflicts"],
        used["counts"] + used["nodes"],
    )


def _outcomes() -> tuple[OutcomeSource, ...]:
    """Lists of outcomes, the newest first."""
    found = []
    for row in OutcomeSet.rows.prefetch_related("outcomes").order_by("-date", "code"):
        outcomes = list(row.outcomes.all())
        known = [one.stations for one in outcomes if one.stations is not None]
        stations = sum(known) if len(known) == len(outcomes) else None
        areas = len({one.area for one in outcomes})
        found.append(
            OutcomeSource(
                row.code,
                row.name,
                row.name_en,
                row.date,
                row.complete,
                row.source,
                row.about,
                row.about_en,
                areas,
                stations,
            )
        )
    return tuple(found)


def _figures(page: CitationList) -> tuple[FigureSource, ...]:
    """Published figures of elections, the nation's first."""
    rows = list(
        ElectionFigure.rows.select_related("election").order_by("-election__polling_day", "area", "pk")
    )
    names = _names({row.area for row in rows})
    rows.sort(key=lambda row: row.area != "ID")
    return tuple(
        FigureSource(
            row.area,
            names.get(row.area, row.area),
            FigureView(
                row.election.name,
                row.election.name_en,
                row.measure,
                row.value,
                row.date,
                row.alternative,
                row.note,
                page.cite(row.source, day=row.date),
            ),
        )
        for row in rows
    )


def _names(codes: set[str]) -> dict[str, str]:
    """Names by code, today's before an expired one's."""
    rows = Area.rows.filter(code__in=codes).order_by("-valid_to").values_list("code", "name", "valid_to")
    names = {code: name for code, name, until in rows if until is not None}
    names.update({code: name for code, name, until in rows if until is None})
    return {"ID": "Indonesia", **names}


@reads(Permission.PUBLIC, "melihat angka tidak publik dari edisi {code}")
def edition_numbers(actor: Actor, code: str, *, space: str = REAL) -> EditionNumbers:
    """Every number of one edition that ``actor`` may see, each with its source and date."""
    here = space_named(actor, space)
    row = (
        Edition.visible_to(actor, here.code)
        .filter(code=code)
        .select_related("agency", "indicator_set")
        .first()
    )
    if row is None:
        raise NotFound(what="Edisi", name=code)
    page = CitationList()
    numbers = (*_reading_numbers(actor, row, here, page), *_count_numbers(actor, row, here, page))
    return EditionNumbers(edition_view(row), here, numbers, page.listed())


def _reading_numbers(actor: Actor, row: Edition, here: Space, page: CitationList) -> tuple[NumberView, ...]:
    """Totals and classes of areas, each followed by its published nodes; conflicts last."""
    readings = Reading.visible_to(actor, here.code).filter(edition=row).prefetch_related("nodes")
    readings = readings.select_related("source", "nodes_source").order_by("area", "alternative", "pk")
    found = list(readings)
    names, nodes = _names({one.area for one in found}), node_names(row)
    numbers: list[NumberView] = []
    for one in found:
        numbers.append(_total(one, names.get(one.area, one.area), page.cite_row(one.source)))
        source = page.cite_row(one.nodes_source or one.source)
        numbers += [
            _node(
                one,
                (names.get(one.area, one.area), *nodes.get(node.node, (node.node, ""))),
                node.value,
                source,
            )
            for node in one.nodes.all()
        ]
    return tuple(numbers)


def _total(one: Reading, name: str, citation: int) -> NumberView:
    return NumberView(
        one.area,
        name,
        one.level,
        "",
        "",
        one.score,
        one.decimals,
        one.class_key,
        one.own_class,
        one.rank,
        one.date,
        one.alternative,
        one.note,
        citation,
    )


def _node(one: Reading, names: tuple[str, str, str], value: float, citation: int) -> NumberView:
    name, what, what_en = names
    return NumberView(
        one.area,
        name,
        one.level,
        what,
        what_en,
        value,
        None,
        "",
        "",
        None,
        one.date,
        one.alternative,
        "",
        citation,
    )


def _count_numbers(actor: Actor, row: Edition, here: Space, page: CitationList) -> tuple[NumberView, ...]:
    """Published counts of indicators, the nation's first."""
    rows = IndicatorCount.visible_to(actor, here.code).filter(edition=row).select_related("source")
    found = sorted(rows.order_by("area", "node", "pk"), key=lambda one: one.area != "ID")
    names, nodes = _names({one.area for one in found}), node_names(row)
    return tuple(
        NumberView(
            one.area,
            names.get(one.area, one.area),
            "",
            *nodes.get(one.node, (one.node, "")),
            one.value,
            0,
            "",
            "",
            None,
            one.date,
            False,
            one.note,
            page.cite_row(one.source),
        )
        for one in found
    )
