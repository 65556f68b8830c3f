"""Reads the cells of one sheet row and collects everything that is wrong with them."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any, TypeVar

from siaga.domain.imports import Cell, Difference, Finding, text_of
from siaga.domain.problems import Problem
from siaga.domain.row_problems import CellEmpty, CellIsFormula, TextTooLong
from siaga.services.imports.areas import code_of
from siaga.services.imports.sheets import Sheet, SheetRow, formula_cells

Value = TypeVar("Value")


class RowReader:
    """One row under examination; a cell that cannot be read leaves a finding and counts as empty."""

    def __init__(self, row: SheetRow, findings: list[Finding]) -> None:
        self.row = row
        self.findings = findings
        self.failed = False
        for column in formula_cells(row):
            self.note(column, CellIsFormula())

    def note(self, column: str, problem: Problem, serious: bool = True) -> None:
        """Write down what is wrong with one cell, once."""
        self.failed = self.failed or serious
        shown = _shown(self.row.cell(column))
        self.findings.append(Finding(self.row.number, column, shown, problem, serious))

    def take(self, column: str, parse: Callable[[Cell], Value | None]) -> Value | None:
        """What ``parse`` makes of the cell in ``column``; nothing where it is wrong."""
        try:
            return parse(self.row.cell(column))
        except CellIsFormula:
            return None  # noted for the whole row already
        except Problem as problem:
            self.note(column, problem)
            return None

    def check(self, column: str, rule: Callable[[], Value]) -> Value | None:
        """What ``rule`` answers; nothing where it refuses."""
        try:
            return rule()
        except Problem as problem:
            self.note(column, problem)
            return None

    def text(self, column: str, limit: int, default: str = "") -> str:
        """The text in ``column``, at most ``limit`` letters."""
        return self.take(column, partial(_text, limit)) or default

    def required(self, column: str, value: Value | None, expected: str) -> Value | None:
        """``value``, or a finding that the cell is empty."""
        if value in (None, "") and not _shown(self.row.cell(column)):
            self.note(column, CellEmpty(expected=expected))
        return value


def _text(limit: int, cell: Cell) -> str:
    text = " ".join(text_of(cell).replace("\x00", "").split())
    if len(text) > limit:
        raise TextTooLong(length=len(text), limit=limit)
    return text


def _shown(cell: Cell) -> str:
    """A cell as a person sees it, short enough for a list of failures."""
    text = "" if cell is None else str(cell)
    return text if len(text) <= 60 else text[:59] + "…"


Field = float | str | date | None


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The fields that change; for a new row the ones that say something."""
    if before is None:
        return tuple(
            Difference(name, None, value) for name, value in after.items() if value not in (None, "")
        )
    return tuple(
        Difference(name, before.get(name), value)
        for name, value in after.items()
        if before.get(name) != value
    )


def codes_in(sheet: Sheet, column: str = "area") -> set[str]:
    """The area codes a sheet names, the readable ones."""
    codes: set[str] = set()
    for row in sheet.rows:
        with suppress(Problem):
            codes.add(code_of(row.cell(column)))
    return codes
