"""Small trees and tables the index tests share."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from siaga.index import Specification, Table

NODES: tuple[dict[str, Any], ...] = (
    {"code": "index", "parent": "", "weight": "", "direction": 1, "name": "Indeks"},
    {"code": "a", "parent": "index", "weight": 2, "direction": 1, "name": "Dimensi A"},
    {"code": "b", "parent": "index", "weight": 1, "direction": 1, "name": "Dimensi B"},
    {"code": "a1", "parent": "a", "weight": 1, "direction": 1, "exposure": "tps"},
    {"code": "a2", "parent": "a", "weight": 3, "direction": 1, "exposure": ""},
    {"code": "b1", "parent": "b", "weight": 1, "direction": 1, "exposure": ""},
)
METHOD: dict[str, Any] = {
    "normalise": {"method": "fraction-of-max"},
    "aggregate": {"method": "arithmetic"},
    "rescale": {"at": "dimension"},
    "classify": {"method": "mean-sd"},
}


def nodes(**changes: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The nodes with some of them changed, by code."""
    return [{**node, **changes.get(node["code"], {})} for node in NODES]


def small(method: Mapping[str, Any] | None = None, **changes: Mapping[str, Any]) -> Specification:
    """The specification of the small tree."""
    return Specification.from_frames(nodes(**changes), METHOD if method is None else method, "kecil")


def table(key: str = "unit", units: Sequence[str] = (), **columns: Sequence[object]) -> Table:
    """A table of number columns; text stays text."""
    length = len(next(iter(columns.values()))) if columns else 0
    made = {}
    for name, values in columns.items():
        is_text = any(isinstance(value, str) for value in values)
        made[name] = np.array(list(values), dtype=object if is_text else np.float64)
    return Table(key, list(units) or [f"u{number}" for number in range(1, length + 1)], made)
