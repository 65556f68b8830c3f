"""The notes of a build: everything that was done to values, and every class that cannot be reached."""

from collections.abc import Callable, Mapping

import numpy as np

from siaga.index.classify import FEWEST, Limits
from siaga.index.computed import Computed
from siaga.index.groups import Groups
from siaga.index.inputs import rescaled_above
from siaga.index.methods import written_steps
from siaga.index.notes import Note, written
from siaga.index.specification import Specification
from siaga.index.tables import Numbers

Values = Mapping[str, Numbers]


def of_inputs(spec: Specification, inputs: str, values: Values, *, groups: Groups) -> list[Note]:
    """Unknown values, inputs above their scale, and the steps that do not apply to inputs of this level."""
    notes = []
    skipped = [step for step in written_steps(spec.method) if _does_not_apply(spec, inputs, step)]
    if skipped:
        notes.append(Note("steps-not-needed", fields=(("level", inputs), ("steps", ", ".join(skipped)))))
    for group, rows in groups:
        part = {code: x[rows] for code, x in values.items()}
        empty = _codes(part, lambda x: bool(np.isnan(x).all()))
        if empty and inputs != "index":
            notes.append(Note("column-unknown", empty, group))
        if spec.scale and inputs != "indicator" and rescaled_above(spec, inputs):
            notes += _above_scale(spec.scale, part, group)
    return notes


def _does_not_apply(spec: Specification, inputs: str, step: str) -> bool:
    if step in ("denominate", "normalise"):
        return inputs != "indicator"
    if step == "rescale":
        return not rescaled_above(spec, inputs)
    return step == "aggregate" and inputs == "index"


def _above_scale(scale: tuple[float, float], values: Values, group: str) -> list[Note]:
    above = _codes(values, lambda x: bool((x > scale[1] * (1 + 1e-9)).any()))
    if not above:
        return []
    largest = max(float(np.nanmax(values[code])) for code in above)
    fields = (("value", written(largest)), ("minimum", written(scale[0])), ("maximum", written(scale[1])))
    return [Note("above-scale", above, group, fields=fields)]


def _codes(values: Values, test: Callable[[Numbers], bool]) -> tuple[str, ...]:
    return tuple(code for code, x in values.items() if test(x))


def of_normalising(spec: Specification, values: Values, groups: Groups) -> list[Note]:
    """Columns that tell no units apart, and groups of one unit."""
    step = spec.method.normalise
    if step is None:
        return []
    notes = []
    for group, rows in groups:
        part = {code: x[rows][~np.isnan(x[rows])] for code, x in values.items()}
        alone = len(next(iter(values.values()))[rows]) == 1
        if step.method == "min-max":
            constant = _codes(part, lambda x: bool(x.size) and x.min() == x.max())
            notes += [Note("constant", constant, group)] if constant else []
            continue
        zero = _codes(part, lambda x: bool(x.size) and x.max() == 0)
        notes += [Note("all-zero", zero, group)] if zero else []
        notes += [Note("one-unit", (spec.name,), group)] if alone else []
    return notes


def of_results(spec: Specification, inputs: str, computed: Computed) -> list[Note]:
    """Unknown totals, rescaling, and what a reader must know about classes."""
    notes = []
    rescale = spec.method.rescale
    if rescale is not None and rescaled_above(spec, inputs):
        notes.append(Note("rescaled", fields=(("level", rescale.at),)))
    for group in computed.groups.names:
        notes += _unknown_values(spec, inputs, computed, group=group)
    notes += _unknown_units(spec, computed)
    if inputs == "index":
        notes.append(Note("reasons-unknown"))
    if spec.method.classify is None:
        return [*notes, Note("not-classed")]
    for group in computed.groups.names:
        notes += _without_limits(spec, computed, group)
    for (code, group), limits in computed.limits.items():
        if limits is not None:
            notes += _of_limits(spec, computed, code=code, group=group, limits=limits)
    return notes


def _unknown_units(spec: Specification, computed: Computed) -> list[Note]:
    """Units without a total."""
    total = computed.scores[spec.tree.root]
    unknown = tuple(computed.units[int(at)] for at in np.flatnonzero(np.isnan(total)))
    return [Note("units-unknown", units=unknown, fields=(("count", str(len(unknown))),))] if unknown else []


def _unknown_values(spec: Specification, inputs: str, computed: Computed, *, group: str) -> list[Note]:
    """Values that are unknown in units that have a total all the same: their weight went to the siblings."""
    if inputs == "index":
        return []
    positions = computed.groups.positions(group)
    scored = positions[~np.isnan(computed.scores[spec.tree.root][positions])]
    lost = {code: np.isnan(computed.scores[code][scored]) for code in spec.codes_at(inputs)}
    nodes = tuple(code for code, gone in lost.items() if gone.any())
    if not nodes:
        return []
    some = np.logical_or.reduce([lost[code] for code in nodes])
    units = tuple(computed.units[int(at)] for at in scored[some])
    count = sum(int(lost[code].sum()) for code in nodes)
    return [Note("values-unknown", nodes, group, units, (("count", str(count)),))]


def _known(computed: Computed, code: str, group: str) -> int:
    """How many units of a group have a score for a node."""
    scores = computed.scores[code][computed.groups.positions(group)]
    return int(np.count_nonzero(~np.isnan(scores)))


def _without_limits(spec: Specification, computed: Computed, group: str) -> list[Note]:
    """Nodes with scores that cannot be classed, in one note."""
    codes = [code for (code, of), limits in computed.limits.items() if of == group and limits is None]
    codes = [code for code in codes if _known(computed, code, group)]
    if not codes:
        return []
    count = max(_known(computed, code, group) for code in codes)
    titles = tuple(spec.tree.node(code).title() for code in codes)
    return [Note("limits-unknown", titles, group, fields=(("count", str(count)),))]


def _of_limits(
    spec: Specification, computed: Computed, *, code: str, group: str, limits: Limits
) -> list[Note]:
    """Published limits that stand in, scores without spread, and classes that cannot be reached."""
    rule = spec.method.classify
    title = (spec.tree.node(code).title(),)
    count = _known(computed, code, group)
    if rule is None or count == 0:
        return []
    notes = []
    if rule.is_relative and count < FEWEST:
        fields = (("count", str(count)), ("limits", _written(limits)))
        notes.append(Note("few-units", title, group, fields=fields))
    if limits.low == limits.high and rule.method == "mean-sd":
        middle = limits.classes[len(limits.classes) // 2]
        notes.append(Note("no-spread", title, group, fields=(("middle", middle),)))
    if limits.impossible:
        notes.append(_impossible(limits, title, group))
    return notes


def _impossible(limits: Limits, title: tuple[str, ...], group: str) -> Note:
    least, most = limits.attainable
    fields = (
        ("classes", ", ".join(limits.impossible)),
        ("limits", _written(limits)),
        ("minimum", written(least)),
        ("maximum", written(most)),
        ("lowest", str(limits.class_of(least))),
    )
    return Note("class-impossible", title, group, fields=fields)


def _written(limits: Limits) -> str:
    return " / ".join(written(float(f"{cut:.3f}")) for cut in limits.cuts)
