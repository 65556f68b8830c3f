"""Takes the columns an index is built from out of a table, and refuses values they cannot have."""

from collections.abc import Mapping

import numpy as np

from siaga.index import problems
from siaga.index.notes import Note, written
from siaga.index.specification import Specification
from siaga.index.tables import Numbers, Table, numbers, place
from siaga.index.trees import REMARKS

TOLERANCE = 1e-9


def input_values(
    table: Table, spec: Specification, inputs: str, *, remarks: frozenset[str] = frozenset()
) -> tuple[dict[str, Numbers], list[Note]]:
    """The columns of one level as numbers by code, each of shape (n,), and a note on columns left unused.

    Raises
    ------
    NodeColumnsMissing, ColumnUnknown, ValueNotNumber, ValueInfinite, ValueNegative, ValueOutOfScale
    """
    codes = spec.codes_at(inputs)
    missing = [code for code in codes if code not in table.names]
    if missing:
        raise problems.NodeColumnsMissing(columns=_some(missing), level=inputs)
    used = spec.number_columns(inputs)
    unused = [
        name for name in table.names if name not in used and name not in remarks and name not in REMARKS
    ]
    known = {node.code for node in spec.tree.nodes} | {
        node.exposure for node in spec.tree.nodes if node.exposure
    }
    for column in unused:
        if column not in known:
            raise problems.ColumnUnknown(column=column, name=spec.name)
    values = {code: numbers(table, code) for code in codes}
    notes = [Note("columns-unused", fields=(("columns", ", ".join(unused)),))] if unused else []
    for code in codes:
        check_range(table, spec, inputs, code=code, values=values[code])
    return values, notes


def check_range(table: Table, spec: Specification, inputs: str, *, code: str, values: Numbers) -> None:
    """Refuse counts below zero, and scores outside a bounded scale that nothing rescales afterwards."""
    if inputs == "indicator":
        normalise = spec.method.normalise
        if normalise is not None and normalise.method == "fraction-of-max":
            _refuse_below(table, code, values, least=0.0)
        return
    scale = spec.scale
    if scale is None:
        return
    slack = TOLERANCE * (scale[1] - scale[0])
    if rescaled_above(spec, inputs):
        _refuse_below(table, code, values, least=scale[0] - slack)
        return
    outside = np.flatnonzero((values < scale[0] - slack) | (values > scale[1] + slack))
    if outside.size:
        at = int(outside[0])
        raise problems.ValueOutOfScale(
            **place(table, code, at),
            value=written(float(values[at])),
            lower=written(scale[0]),
            upper=written(scale[1]),
        )


def rescaled_above(spec: Specification, inputs: str) -> bool:
    """Whether a level above the inputs is rescaled, so that the inputs' own scale does not matter."""
    rescale = spec.method.rescale
    return rescale is not None and spec.levels.index(rescale.at) > spec.levels.index(inputs)


def _refuse_below(table: Table, code: str, values: Numbers, least: float) -> None:
    below = np.flatnonzero(values < least)
    if below.size:
        at = int(below[0])
        raise problems.ValueNegative(**place(table, code, at), value=written(float(values[at])))


def denominated(
    table: Table, spec: Specification, values: Mapping[str, Numbers]
) -> tuple[dict[str, Numbers], list[Note]]:
    """Each indicator divided by its exposure, such as occurrences per TPS; counts stay where none is given.

    Formula: y = x / e. With ``when = "given"`` an exposure column that the table does not hold divides
    nothing; with "always" it is refused. An unknown exposure leaves the indicator of that unit unknown.

    Worked: 12 occurrences at 400 TPS → 0.03.

    Raises
    ------
    ExposuresMissing, ExposureNotPositive
    """
    step = spec.method.denominate
    if step is None:
        return dict(values), []
    of = {code: spec.tree.node(code).exposure for code in values}
    wanted = list(dict.fromkeys(name for name in of.values() if name))
    missing = [name for name in wanted if name not in table.names]
    if missing and step.when == "always":
        raise problems.ExposuresMissing(columns=_some(missing))
    given = {name: _exposure(table, name) for name in wanted if name not in missing}
    divided = {code: x / given[of[code]] if of[code] in given else x for code, x in values.items()}
    notes = []
    for name in given:
        nodes = tuple(code for code in values if of[code] == name)
        notes.append(Note("denominated", nodes=nodes, fields=(("exposure", name),)))
    return divided, notes


def _exposure(table: Table, name: str) -> Numbers:
    exposure = numbers(table, name)
    wrong = np.flatnonzero(exposure <= 0)
    if wrong.size:
        at = int(wrong[0])
        value = written(float(exposure[at]))
        raise problems.ExposureNotPositive(**place(table, name, at), value=value)
    return exposure


def _some(names: list[str]) -> str:
    return ", ".join(names[:8]) + (f", … (+{len(names) - 8})" if len(names) > 8 else "")
