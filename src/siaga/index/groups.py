"""Groups of rows, such as levels of areas: maxima, limits, classes and ranks stay within a group."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from siaga.index.problems import GroupsMismatched
from siaga.index.tables import Numbers, Table, empty

LEVEL = "level"


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """One label a row; ``names`` in order of first appearance; a table without groups has one group, "" ."""

    labels: tuple[str, ...]
    names: tuple[str, ...]
    numbers: NDArray[np.intp]

    @classmethod
    def of(cls, labels: Sequence[str]) -> "Groups":
        """The groups of one label a row."""
        names = tuple(dict.fromkeys(labels))
        order = {name: number for number, name in enumerate(names)}
        return cls(tuple(labels), names, np.array([order[label] for label in labels], dtype=np.intp))

    def __iter__(self) -> Iterator[tuple[str, NDArray[np.intp] | slice]]:
        """Each group's name and the rows that belong to it."""
        if len(self.names) == 1:
            yield self.names[0], slice(None)
            return
        for number, name in enumerate(self.names):
            yield name, np.flatnonzero(self.numbers == number)

    def positions(self, name: str) -> NDArray[np.intp]:
        """The positions of the rows of one group."""
        return np.flatnonzero(self.numbers == self.names.index(name))

    def apply(self, function: Callable[[Numbers], Numbers], values: Numbers) -> Numbers:
        """``function`` on each group's values, put back in the order of rows."""
        if len(self.names) == 1:
            return function(values)
        result = np.empty_like(values)
        for _, rows in self:
            result[rows] = function(values[rows])
        return result


def read_groups(table: Table, groups: str | Sequence[str] | None) -> Groups:
    """The groups a caller named: a column, one label a row, or by default the column "level" if any."""
    if groups is None:
        if LEVEL not in table.names:
            return Groups.of([""] * len(table))
        groups = LEVEL
    if isinstance(groups, str):
        if groups not in table.names:
            raise GroupsMismatched(what=f"kolom “{groups}” tidak ada (no such column)")
        groups = list(table[groups])
    if len(groups) != len(table):
        raise GroupsMismatched(what=f"{len(groups)} ≠ {len(table)}")
    for position, label in enumerate(groups):
        if empty(label):
            raise GroupsMismatched(what=f"baris {table.row_number(position)} kosong (empty)")
    return Groups.of([str(label) for label in groups])
