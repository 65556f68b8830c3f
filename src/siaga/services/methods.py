"""Methods: how each edition was made and classed, its indicator tree, its marks, and the worked numbers."""

import tomllib
from dataclasses import dataclass
from datetime import date

from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound
from siaga.domain.spaces import REAL, Space
from siaga.index.occurrences import SeverityScale
from siaga.index.problems import IndexProblem
from siaga.index.worked import WorkedExample, worked_examples
from siaga.rules.alert import AlertRule, alert_rules
from siaga.services.area_readings import axes_in_order, edition_view, limits_view
from siaga.services.area_reasons import specification_of
from siaga.services.citations import Citation, CitationList
from siaga.services.reading_views import EditionView, LimitsView
from siaga.services.spaces import space_named
from siaga.services.use_case import reads
from siaga.services.worked_numbers import (
    SET,
    ConflictedLimits,
    DegenerateCase,
    conflicted_limits,
    degenerate_case,
)
from siaga.store.models import Edition


@dataclass(frozen=True, slots=True)
class LevelLimits:
    """The limits of one level of areas, as published, with who owns a score exactly at each."""

    level: str
    limits: LimitsView


@dataclass(frozen=True, slots=True)
class MethodSummary:
    """One edition in the table of methods."""

    edition: EditionView
    limits: tuple[LevelLimits, ...]


@dataclass(frozen=True, slots=True)
class AxisMethods:
    """The editions of one axis, the newest first."""

    axis: str
    methods: tuple[MethodSummary, ...]


@dataclass(frozen=True, slots=True)
class MethodsOverview:
    """The methods page."""

    axes: tuple[AxisMethods, ...]
    examples: tuple[WorkedExample, ...]
    conflicted: ConflictedLimits
    degenerate: DegenerateCase
    severity: SeverityScale | None
    alerts: tuple[AlertRule, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class MarkView:
    """Something a reader must know of an edition."""

    kind: str
    what: str
    what_en: str
    why: str
    why_en: str
    citation: int


@dataclass(frozen=True, slots=True)
class NodeView:
    """One line of an indicator tree; ``weight`` is the share among its siblings."""

    code: str
    name: str
    name_en: str
    depth: int
    weight: float | None
    direction: int
    exposure: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a method with its arguments, as method.toml has them."""

    name: str
    arguments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CutsView:
    """Published limits of more than three levels."""

    level: str
    at: tuple[float, ...]
    citation: int


@dataclass(frozen=True, slots=True)
class NationalView:
    """How many areas of a level the edition put in each class, as published."""

    level: str
    tinggi: int | None
    sedang: int | None
    rendah: int | None
    date: date | None
    alternative: bool
    note: str
    citation: int


@dataclass(frozen=True, slots=True)
class EditionMethod:
    """How one edition was made."""

    edition: EditionView
    space: Space
    about: str
    about_en: str
    levels: tuple[str, ...]
    limits: tuple[LevelLimits, ...]
    cuts: tuple[CutsView, ...]
    counts: tuple[NationalView, ...]
    marks: tuple[MarkView, ...]
    nodes: tuple[NodeView, ...]
    steps: tuple[StepView, ...]
    citations: tuple[Citation, ...]

    @property
    def leaves(self) -> int:
        """How many indicators the tree has."""
        deepest = max((node.depth for node in self.nodes), default=0)
        return sum(node.depth == deepest for node in self.nodes)


@reads(Permission.PUBLIC)
def methods_overview(actor: Actor) -> MethodsOverview:
    """Every formula with its worked numbers, and how each edition was made."""
    page = CitationList()
    rows = Edition.visible_to(actor, REAL).select_related("agency")
    rows = rows.prefetch_related("limits__source", "marks").order_by("-date", "-view", "code")
    found: dict[str, list[MethodSummary]] = {}
    for row in rows:
        found.setdefault(row.axis, []).append(MethodSummary(edition_view(row), _limits(row, page)))
    axes = tuple(AxisMethods(axis, tuple(found[axis])) for axis in axes_in_order(found))
    return MethodsOverview(
        axes,
        worked_examples(),
        conflicted_limits(),
        degenerate_case(),
        _severity(SET),
        tuple(alert_rules()),
        page.listed(),
    )


@reads(Permission.PUBLIC)
def edition_method(actor: Actor, code: str, *, space: str = REAL) -> EditionMethod:
    """How one edition was made, classed and marked; with its indicator tree where that was published."""
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
    return EditionMethod(
        edition_view(row),
        here,
        row.about,
        row.about_en,
        tuple(level for level in row.levels.split(",") if level),
        _limits(row, page),
        _cuts(row, page),
        _counts(row, page),
        _marks(row, page),
        _nodes(row),
        _steps(row),
        page.listed(),
    )


def _limits(row: Edition, page: CitationList) -> tuple[LevelLimits, ...]:
    """The limits of each level."""
    found = ((one.level, limits_view(row, one.level, page)) for one in row.limits.all())
    return tuple(LevelLimits(level, view) for level, view in found if view is not None)


def _cuts(row: Edition, page: CitationList) -> tuple[CutsView, ...]:
    """Published limits of more than three levels, from the lowest up."""
    by_level: dict[str, list[float]] = {}
    numbers: dict[str, int] = {}
    for cut in row.cuts.select_related("source").order_by("level", "position"):
        by_level.setdefault(cut.level, []).append(cut.at)
        numbers[cut.level] = page.cite_row(cut.source)
    return tuple(CutsView(level, tuple(at), numbers[level]) for level, at in by_level.items())


def _counts(row: Edition, page: CitationList) -> tuple[NationalView, ...]:
    """Published class counts, conflicting ones after the preferred."""
    return tuple(
        NationalView(
            one.level,
            one.tinggi,
            one.sedang,
            one.rendah,
            one.date,
            one.alternative,
            one.note,
            page.cite_row(one.source),
        )
        for one in row.national_counts.select_related("source").order_by("-level", "alternative", "pk")
    )


def _marks(row: Edition, page: CitationList) -> tuple[MarkView, ...]:
    """The marks of an edition, each with its source."""
    return tuple(
        MarkView(one.kind, one.what, one.what_en, one.why, one.why_en, page.cite_row(one.source))
        for one in row.marks.select_related("source").order_by("pk")
    )


def _nodes(row: Edition) -> tuple[NodeView, ...]:
    """The tree from its root down, every node before its children; nothing where it was not published."""
    spec = specification_of(row.indicator_set)
    if spec is None:
        return ()
    tree, lines = spec.tree, []
    waiting = [(tree.root, 0)]
    while waiting:
        code, depth = waiting.pop()
        node = tree.node(code)
        siblings = tree.children[node.parent] if node.parent else ()
        total = sum(tree.node(one).weight for one in siblings)
        share = node.weight / total if total else None
        lines.append(NodeView(code, node.name, node.name_en, depth, share, node.direction, node.exposure))
        waiting += [(child, depth + 1) for child in reversed(tree.children[code])]
    return tuple(lines)


def _steps(row: Edition) -> tuple[StepView, ...]:
    """The steps of the method, in the order they stand in."""
    if row.indicator_set is None or not row.indicator_set.method:
        return ()
    try:
        content = tomllib.loads(row.indicator_set.method)
    except tomllib.TOMLDecodeError:
        return ()
    return tuple(
        StepView(name, tuple((key, _written(value)) for key, value in arguments.items()))
        for name, arguments in content.items()
        if isinstance(arguments, dict)
    )


def _written(value: object) -> str:
    """An argument as its file has it."""
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)


def _severity(name: str) -> SeverityScale | None:
    """The severity scale of a set, where it has one."""
    try:
        return SeverityScale.read(name)
    except IndexProblem:
        return None
