"""Builds an index: one level's values through the steps of a specification to scores, ranks and classes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np

from siaga.index import remarks
from siaga.index.aggregate import weighted_mean
from siaga.index.classify import Limits, limits_by
from siaga.index.computed import Computed
from siaga.index.explain import contributions_of, strongest
from siaga.index.groups import Groups, read_groups
from siaga.index.inputs import denominated, input_values
from siaga.index.normalise import fraction_of_max, min_max
from siaga.index.notes import Note
from siaga.index.problems import StepMissing
from siaga.index.rank import ranks_of
from siaga.index.specification import Specification
from siaga.index.tables import Column, Numbers, Source, Table, read_table

Frame = TypeVar("Frame")
Scores = dict[str, Numbers]


@dataclass(frozen=True, eq=False)
class Index(Generic[Frame]):
    """A built index; frames are of the kind the table was, with its key column, one row a unit.

    Ranks, classes and contributions are computed when first asked for, which is why this value has no slots.
    """

    specification: Specification
    inputs: str
    computed: Computed
    notes: tuple[Note, ...]
    source: Source
    key: str

    def _frame(self, columns: Mapping[str, Column]) -> Frame:
        frame: Frame = self.source.give_back(Table(self.key, self.computed.units, columns))
        return frame

    @cached_property
    def scores(self) -> Frame:
        """Units × nodes: the inputs on the index's scale and every node above them."""
        return self._frame(self.computed.scores)

    @cached_property
    def ranks(self) -> Frame:
        """Units × nodes: 1 is the highest of its group, ties share the least rank, unknown has none."""
        groups = self.computed.groups
        return self._frame({code: groups.apply(ranks_of, x) for code, x in self.computed.scores.items()})

    @cached_property
    def classes(self) -> Frame:
        """Units × nodes above the indicators: class names, None where unknown; empty without a class rule."""
        return self._frame({code: self.class_labels(code) for code in self.classed_nodes})

    @cached_property
    def contributions(self) -> Frame:
        """Units × inputs: points of the total, which they sum to; no column where only the total is given."""
        return self._frame(self.contribution_values)

    @cached_property
    def steps(self) -> Mapping[str, Frame]:
        """The table after each step that was done: denominated, normalised, aggregated."""
        return {name: self._frame(columns) for name, columns in self.computed.steps.items()}

    @property
    def total(self) -> Numbers:
        """The score of the root, shape (n,)."""
        return self.computed.scores[self.specification.tree.root]

    @property
    def classed_nodes(self) -> tuple[str, ...]:
        """The nodes that have classes: all above the indicators, where the set has a class rule."""
        return tuple(dict.fromkeys(code for code, _ in self.computed.limits))

    def limits_of(self, node: str = "", group: str = "") -> Limits | None:
        """The class limits of a node (default: the total) in a group (default: the only one)."""
        names = self.computed.groups.names
        within = names[0] if not group and len(names) == 1 else group
        return self.computed.limits.get((node or self.specification.tree.root, within))

    def class_labels(self, node: str = "") -> Column:
        """The class of each unit by one node (default: the total), None where unknown; shape (n,)."""
        labels = np.full(len(self.computed.units), None, dtype=object)
        scores = self.computed.scores[node or self.specification.tree.root]
        for group, rows in self.computed.groups:
            limits = self.limits_of(node, group)
            if limits is not None:
                labels[rows] = limits.labels_of(scores[rows])
        return labels

    @cached_property
    def contribution_values(self) -> Mapping[str, Numbers]:
        """Contributions by input code, each of shape (n,)."""
        if self.inputs == "index":
            return {}
        spec, found = self.specification, self.computed
        codes = spec.codes_at(self.inputs)
        return contributions_of(
            spec.tree, found.scores, codes, factors=found.factors, reflected=_reflected(spec, self.inputs)
        )

    def reasons(self, most: int = 3) -> list[tuple[str, ...]]:
        """For each unit the codes of its strongest contributions above zero; nothing where none are known."""
        if not self.contribution_values:
            return [() for _ in self.computed.units]
        return strongest(self.contribution_values, most)


def build(
    table: Frame,
    spec: Specification,
    inputs: str = "indicator",
    groups: str | Sequence[str] | None = None,
) -> Index[Frame]:
    """Build an index from the values of one level.

    Parameters
    ----------
    table : pandas or polars frame, or Table
        One row a unit; key column "unit" or "area"; one column for each node of the level ``inputs``; columns
        "name", "level", "note" and exposures may stand beside. Empty is unknown: never low, never classed.
    spec : Specification
    inputs : str
        The level the columns are of: "indicator", "subdimension", "dimension", "index", as the tree has them.
        Steps below it do not apply: normalisation is for indicators, rescaling for levels above the inputs.
    groups : str, or one label a row, optional
        A column, or the labels themselves, such as levels of areas: maxima, limits, classes and ranks are
        taken within a group. By default the column "level" where the table has one.

    Returns
    -------
    Index
        Frames of the same kind as ``table``.

    Raises
    ------
    Problem
        One for each fault of the table, naming row and column.

    Worked: Kab. Malang 77.699, 75.279, 57.689, 0 by ikp-2024 from "dimension" → 64.007.
    """
    read, source = read_table(table)
    rows = read_groups(read, groups)
    named = frozenset({groups}) if isinstance(groups, str) else frozenset()
    values, notes = input_values(read, spec, inputs, remarks=named)
    steps: dict[str, Mapping[str, Numbers]] = {}
    notes += remarks.of_inputs(spec, inputs, values, groups=rows)
    if inputs == "indicator":
        values, more = denominated(read, spec, values)
        notes += more
        if spec.method.denominate is not None:
            steps["denominated"] = dict(values)
        notes += remarks.of_normalising(spec, values, rows)
        values = _normalised(spec, values, rows)
        if spec.method.normalise is not None:
            steps["normalised"] = dict(values)
    scores, factors = _aggregated(spec, inputs, values, groups=rows)
    steps["aggregated"] = scores
    limits = _limits(spec, inputs, scores, groups=rows)
    computed = Computed(read.units, rows, scores, factors, limits, steps)
    notes += remarks.of_results(spec, inputs, computed)
    return Index(spec, inputs, computed, tuple(notes), source, read.key)


def _normalised(spec: Specification, values: Scores, groups: Groups) -> Scores:
    """Indicators on one scale within their group, those of direction −1 reflected."""
    step = spec.method.normalise
    result: Scores = {}
    for code, x in values.items():
        if step is not None and step.method == "fraction-of-max":
            x = groups.apply(lambda part: fraction_of_max(part, step.scale[1]), x)  # noqa: PLW2901
        elif step is not None:
            x = groups.apply(lambda part: min_max(part, step.scale), x)  # noqa: PLW2901
        bounds = sum(step.scale) if step is not None else 0.0
        result[code] = bounds - x if spec.tree.node(code).direction < 0 else x
    return result


def _reflected(spec: Specification, inputs: str) -> dict[str, float]:
    """Nodes of direction −1 that enter their parent as b − x, with b = lower + upper, or 0 without a scale.

    Indicators built from are reflected when they are normalised, so that they are not here.
    """
    bounds = sum(spec.scale) if spec.scale else 0.0
    return {
        node.code: bounds
        for node in spec.tree.nodes
        if node.direction < 0 and not (inputs == "indicator" and spec.tree.level_of(node.code) == "indicator")
    }


def _aggregated(
    spec: Specification, inputs: str, values: Scores, *, groups: Groups
) -> tuple[Scores, dict[str, Numbers]]:
    """Scores of the inputs and all nodes above, level by level, and the factors of rescaled nodes."""
    scores, factors = dict(values), {}
    reflected = _reflected(spec, inputs)
    for code in spec.tree.above(inputs):
        step = spec.method.aggregate
        if step is None:
            raise StepMissing(name=spec.name, step="aggregate", level=inputs)
        children = spec.tree.children[code]
        entering = [
            reflected[child] - scores[child] if child in reflected else scores[child] for child in children
        ]
        weights = [spec.tree.node(child).weight for child in children]
        made = weighted_mean(entering, weights, step.threshold)
        rescale = spec.method.rescale
        if rescale is not None and spec.tree.level_of(code) == rescale.at:
            factors[code] = groups.apply(_factor, made)
            made = groups.apply(fraction_of_max, made)
        scores[code] = made
    return scores, factors


def _factor(scores: Numbers) -> Numbers:
    """100 ÷ the largest of a group, for each of its units; 0 where all are zero."""
    largest = scores[~np.isnan(scores)].max(initial=0.0)
    return np.full_like(scores, 100.0 / largest if largest > 0 else 0.0)


def _limits(
    spec: Specification, inputs: str, scores: Scores, *, groups: Groups
) -> dict[tuple[str, str], Limits | None]:
    """Class limits of every node above the indicators, by group."""
    rule = spec.method.classify
    if rule is None:
        return {}
    options: dict[str, Any] = {"attainable": spec.scale} if spec.scale else {}
    codes = [code for code in scores if inputs == "index" or spec.tree.level_of(code) != "indicator"]
    return {
        (code, group): limits_by(
            scores[code][rows],
            rule,
            published=spec.limits_at(group),
            substitute=code == spec.tree.root,
            **options,
        )
        for code in codes
        for group, rows in groups
    }
