"""Why a reading is what it is: contributions of nodes that were published or simulated."""

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from siaga.index import Specification, Table, build
from siaga.index.problems import IndexProblem
from siaga.services.reading_views import Contribution, Reasons, RestNode
from siaga.store.models import Edition, IndicatorSet

STRONGEST = 3
# Published scores are rounded, each dimension to two decimals: a larger gap means the weights do not fit.
TOLERANCE = 0.05
Names = Mapping[str, tuple[str, str]]


@lru_cache(maxsize=32)
def _specification(name: str, indicators: str, method: str) -> Specification | None:
    """The specification of a stored set; a set that cannot be read has no reasons, its readings stay."""
    try:
        rows = list(csv.DictReader(io.StringIO(indicators, newline="")))
        return Specification.from_frames(rows, tomllib.loads(method), name)
    except (IndexProblem, tomllib.TOMLDecodeError):
        return None


def specification_of(indicator_set: IndicatorSet | None) -> Specification | None:
    """The tree and method of an edition's indicator set, where its indicators are published."""
    if indicator_set is None or not indicator_set.indicators:
        return None
    return _specification(indicator_set.code, indicator_set.indicators, indicator_set.method)


def node_names(edition: Edition) -> Names:
    """What the nodes of an edition are called, in both languages."""
    spec = specification_of(edition.indicator_set)
    named = {node.code: (node.name, node.name_en) for node in spec.tree.nodes} if spec else {}
    return {**named, **{node.code: (node.name, node.name_en) for node in edition.nodes.all()}}


def reasons_of(edition: Edition, values: Mapping[str, float], published: float | None) -> Reasons | None:
    """Contributions that sum to the total, or nothing where values or weights do not allow it."""
    spec = specification_of(edition.indicator_set)
    if spec is None or len(spec.levels) < 2:
        return None
    known = _KnownNodes(spec, values, node_names(edition))
    if not known.top or (known.absent and published is None):
        return None
    found = known.partial() if known.absent else known.complete()
    total = sum(one.points for one in found)
    strongest = _strongest(found)
    reasons = Reasons(
        found, total, published, derived_weights=_has_derived_weights(edition), strongest=strongest
    )
    if known.absent:
        return known.with_rest(reasons)
    fits = published is None or abs(total - published) <= TOLERANCE
    return reasons if fits else None


def _has_derived_weights(edition: Edition) -> bool:
    """Whether the edition's marks call its weights derived."""
    return any(mark.kind == "derived" and "bobot" in mark.what.casefold() for mark in edition.marks.all())


@dataclass(frozen=True, slots=True)
class _KnownNodes:
    """A tree with the values that are known of one area."""

    spec: Specification
    values: Mapping[str, float]
    names: Names

    @property
    def top(self) -> tuple[str, ...]:
        """The known nodes right below the total."""
        return tuple(code for code in self.spec.tree.children[self.spec.tree.root] if code in self.values)

    @property
    def absent(self) -> tuple[str, ...]:
        """The nodes right below the total that were not published."""
        children = self.spec.tree.children[self.spec.tree.root]
        return tuple(code for code in children if code not in self.values)

    def complete(self) -> tuple[Contribution, ...]:
        """The index's own contributions of the level below the total, each with what lies inside it."""
        level = self.spec.levels[-2]
        columns = {code: np.array([self.values[code]]) for code in self.spec.codes_at(level)}
        points = build(Table("area", ["-"], columns), self.spec, inputs=level).contribution_values
        return tuple(self.named(code, float(points[code][0])) for code in self.top)

    def partial(self) -> tuple[Contribution, ...]:
        """Weight × score of the nodes that were published; the others keep their own weight."""
        return tuple(self.named(code, self.weight(code) * self.values[code]) for code in self.top)

    def with_rest(self, reasons: Reasons) -> Reasons | None:
        """The points that unpublished nodes must carry; nothing where they could not carry them."""
        rest = (reasons.published or 0.0) - reasons.total
        most = sum(self.weight(code) for code in self.absent) * (self.spec.scale or (0.0, 100.0))[1]
        if not -TOLERANCE <= rest <= most + TOLERANCE:
            return None
        nodes = tuple(RestNode(code, *self.names.get(code, (code, ""))) for code in self.absent)
        return replace(reasons, rest=max(rest, 0.0), rest_nodes=nodes)

    def weight(self, code: str) -> float:
        """A node's share among its siblings."""
        tree = self.spec.tree
        node = tree.node(code)
        return node.weight / sum(tree.node(one).weight for one in tree.children[node.parent])

    def named(self, code: str, points: float) -> Contribution:
        """A contribution with its name and with what its known descendants add to it."""
        name, name_en = self.names.get(code, (code, ""))
        inside = self.inside(code, points)
        return Contribution(code, name, name_en, points, self.weight(code), self.values.get(code), inside)

    def inside(self, code: str, points: float) -> tuple[Contribution, ...]:
        """A node's points divided among its children by weight × value: rescaling leaves shares unchanged."""
        pulls = {
            child: self.spec.tree.node(child).weight * value
            for child in self.spec.tree.children[code]
            if (value := self.value(child)) is not None
        }
        total = sum(pulls.values())
        if total <= 0:
            return ()
        return tuple(self.named(child, points * pull / total) for child, pull in pulls.items())

    def value(self, code: str) -> float | None:
        """The weighted mean of a node's known children, or its own value."""
        pairs = [
            (self.spec.tree.node(child).weight, value)
            for child in self.spec.tree.children[code]
            if (value := self.value(child)) is not None
        ]
        weight = sum(weight for weight, _ in pairs)
        if weight <= 0:
            return self.values.get(code)
        return sum(weight * value for weight, value in pairs) / weight


def _strongest(contributions: Sequence[Contribution]) -> tuple[Contribution, ...]:
    """The strongest of the finest known nodes."""
    leaves = [leaf for one in contributions for leaf in _leaves(one)]
    leaves.sort(key=lambda one: -one.points)
    return tuple(one for one in leaves[:STRONGEST] if one.points > 0)


def _leaves(one: Contribution) -> list[Contribution]:
    return [leaf for child in one.inside for leaf in _leaves(child)] if one.inside else [one]
