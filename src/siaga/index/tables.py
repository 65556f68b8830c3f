"""The table an index is built from and gives back: NumPy inside, pandas or polars frames at the edge."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from siaga.index import problems
from siaga.index.trees import KEYS

Numbers = NDArray[np.float64]
Column = NDArray[Any]
FrameLike = TypeVar("FrameLike")


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows of units by named columns, without any frame library.

    Parameters
    ----------
    key : str
        "unit" or "area": the name of the key column.
    units : sequence of str
        One label a row.
    columns : mapping of str to array, shape (n,)
        Numbers as float64 (unknown is NaN), text as object.
    rows : sequence of int, optional
        The number of each row where it came from (a line of a file), for messages; 1…n by default.
    """

    key: str
    units: Sequence[str]
    columns: Mapping[str, Column]
    rows: Sequence[int] = field(default=())

    def __len__(self) -> int:
        return len(self.units)

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, without the key."""
        return tuple(self.columns)

    def row_number(self, position: int) -> int:
        """The number by which people know the row at ``position``."""
        return self.rows[position] if self.rows else position + 1

    def at(self, unit: str, column: str) -> Any:
        """One cell."""
        return self.columns[column][list(self.units).index(unit)]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Where a table came from, so that results go back as the same kind of frame."""

    frame: Any = None
    key: str = ""

    def give_back(self, table: Table) -> Any:
        """The table as the caller's kind of frame; the key column keeps its name and its values."""
        if self.frame is None:
            return table
        backend = nw.get_native_namespace(self.frame)
        columns = []
        for name in table.names:
            text = table[name].dtype == object
            values: Any = table[name].tolist() if text else table[name]
            columns.append(nw.new_series(name, values, nw.String if text else nw.Float64, backend=backend))
        return nw.to_native(self.frame.select(self.key).with_columns(*columns))


def read_table(table: object) -> tuple[Table, Source]:
    """A table or frame as a :class:`Table`, with what is needed to answer in kind.

    Raises
    ------
    KeyColumnMissing, TableEmpty, UnitEmpty, UnitDuplicated, ColumnTwice
        Where rows cannot be told apart.
    """
    if isinstance(table, Table):
        check_units(table)
        return table, Source()
    frame: Any = nw.from_native(table, eager_only=True)
    names = [str(name) for name in frame.columns]
    for name in names:
        if names.count(name) > 1:
            raise problems.ColumnTwice(column=name)
    key = _key_of(names)
    units = ["" if empty(value) else str(value) for value in frame.get_column(key).to_list()]
    read = Table(key, units, {name: _column(frame.get_column(name)) for name in names if name != key})
    check_units(read)
    return read, Source(frame, key)


def _key_of(names: Sequence[str]) -> str:
    keys = [name for name in names if name in KEYS]
    if len(keys) != 1:
        raise problems.KeyColumnMissing(columns=", ".join(names) or "–")
    return keys[0]


def _column(series: Any) -> Column:
    """A frame's column as an array: numbers as float64 with NaN for null, anything else as objects."""
    if series.dtype.is_numeric() or series.dtype == nw.Boolean:
        return np.asarray(series.cast(nw.Float64).to_numpy(), dtype=np.float64)
    values = np.empty(len(series), dtype=object)
    values[:] = series.to_list()
    return values


def empty(value: object) -> bool:
    """Whether a cell holds nothing: None, NaN, pandas' NA, or blank text."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return str(value).strip() in ("", "<NA>", "NaT")


def check_units(table: Table) -> None:
    """Refuse a table whose rows cannot be told apart, naming the rows."""
    if not len(table):
        raise problems.TableEmpty()
    if table.key not in KEYS:
        raise problems.KeyColumnMissing(columns=", ".join([table.key, *table.names]))
    seen: dict[str, int] = {}
    for position, unit in enumerate(table.units):
        if not unit:
            raise problems.UnitEmpty(row=table.row_number(position), key=table.key)
        if unit in seen:
            first, row = table.row_number(seen[unit]), table.row_number(position)
            raise problems.UnitDuplicated(unit=unit, first=first, row=row)
        seen[unit] = position


def numbers(table: Table, column: str) -> Numbers:
    """A column as float64 with NaN for unknown, shape (n,).

    Raises
    ------
    ValueNotNumber, ValueInfinite
        Naming row, unit and column.
    """
    values = table[column]
    if values.dtype == object or values.dtype.kind not in "fiub":
        values = np.array([_number(table, column, at) for at in range(len(table))], dtype=np.float64)
    values = np.asarray(values, dtype=np.float64)
    infinite = np.flatnonzero(np.isinf(values))
    if infinite.size:
        raise problems.ValueInfinite(**place(table, column, int(infinite[0])))
    return values


def _number(table: Table, column: str, position: int) -> float:
    value = table[column][position]
    if empty(value):
        return math.nan
    if isinstance(value, str):
        raise problems.ValueNotNumber(**place(table, column, position), value=value)
    try:
        return float(value)
    except (TypeError, ValueError):
        raise problems.ValueNotNumber(**place(table, column, position), value=value) from None


def place(table: Table, column: str, position: int) -> dict[str, object]:
    """The fields by which a problem names a cell."""
    return {"row": table.row_number(position), "unit": table.units[position], "column": column}
