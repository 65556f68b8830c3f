"""What imports need to know of an indicator set or an edition: nodes, bounds, severities, limits, sources."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from siaga.domain.import_problems import NotYourAgency
from siaga.domain.imports import may_write_for
from siaga.domain.permissions import Actor
from siaga.domain.problems import NotFound, Problem
from siaga.domain.scores import Limit
from siaga.index.occurrences import SeverityScale
from siaga.store.models import Edition, IndicatorSet

READING_COLUMNS = (
    *("edition", "area", "name", "score", "class", "own_class", "rank"),
    *("valid_on", "date", "source", "note"),
)


@dataclass(frozen=True, slots=True)
class SetNode:
    """One node of a set and the numbers it may hold."""

    code: str
    name: str
    low: float | None
    high: float | None
    is_indicator: bool


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """An edition with everything a row of it is checked against."""

    row: Edition
    nodes: Mapping[str, SetNode] = field(repr=False)
    limits: Mapping[str, Limit] = field(repr=False)
    sources: Mapping[str, str] = field(repr=False)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels the edition scores, as stored: separated by commas or spaces."""
        return tuple(self.row.levels.replace(",", " ").split())


def set_nodes(indicators: str) -> tuple[SetNode, ...]:
    """The nodes of a tree's text without its root; indicators count from zero, aggregates "
    "have no bound here."""
    lines = list(csv.DictReader(io.StringIO(indicators, newline="")))
    parents = {(line.get("parent") or "").strip() for line in lines}
    return tuple(
        SetNode(code, (line.get("name") or code).strip(), 0.0, None, code not in parents)
        for line in lines
        if (code := (line.get("code") or "").strip()) and (line.get("parent") or "").strip()
    )


def edition_facts(actor: Actor, code: str, space: str) -> EditionFacts:
    """The edition ``code`` in ``space``, for somebody who may write into it."""
    row = (
        Edition.visible_to(actor, space)
        .filter(code=code)
        .select_related("agency", "indicator_set", "space")
        .first()
    )
    if row is None:
        raise NotFound(what="Edisi", name=code)
    if not may_write_for(actor, row.agency.code):
        raise NotYourAgency(edition=row.name, owner=row.agency.name)
    return EditionFacts(row, _nodes(row), _limits(row), dict(row.sources.values_list("key", "title")))


def writable_editions(actor: Actor, space: str) -> tuple[Edition, ...]:
    """The editions of ``space`` an actor may fill, the latest first."""
    rows = Edition.visible_to(actor, space).select_related("agency").order_by("-date", "name")
    return tuple(row for row in rows if may_write_for(actor, row.agency.code))


def _nodes(row: Edition) -> dict[str, SetNode]:
    """The columns beside the total: published nodes, and those of the edition's tree, on its scale."""
    low, high = row.scale_low, row.scale_high
    found = {node.code: SetNode(node.code, node.name, 0.0, node.maximum, False) for node in row.nodes.all()}
    for node in set_nodes(row.indicator_set.indicators if row.indicator_set else ""):
        bound = node if node.is_indicator else SetNode(node.code, node.name, low, high, False)
        found.setdefault(node.code, bound)
    return {code: node for code, node in found.items() if code not in READING_COLUMNS}


def _limits(row: Edition) -> dict[str, Limit]:
    limits = [one.value() for one in row.limits.select_related("source")]
    return {limit.level: limit for limit in limits if limit is not None}


def severities_of(one: IndicatorSet) -> tuple[str, ...]:
    """The words of the set's severity scale; none where the set has no scale."""
    try:
        return tuple(grade.code for grade in SeverityScale.read(one.code).grades)
    except (Problem, OSError):
        return ()
