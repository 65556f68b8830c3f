"""Imports: what a file's cells mean, what each row would do, and who would see it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import isfinite

from siaga.domain.areas import lies_within
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import Problem
from siaga.domain.row_problems import (
    CellIsFormula,
    DateInFuture,
    DateUnreadable,
    NumberAmbiguous,
    NumberNegative,
    NumberNotWhole,
    NumberOutsideScale,
    NumberTooLarge,
    NumberUnreadable,
)
from siaga.domain.sharing import Label

LARGEST_COUNT = 2_000_000_000
SEEN_FOR = timedelta(hours=1)
KEPT_FOR = timedelta(days=1)

Cell = str | int | float | bool | date | datetime | None

_GROUPED = re.compile(r"-?\d{1,3}([.,])\d{3}(\1\d{3})*")
_PLAIN = re.compile(r"-?(\d+([.,]\d*)?|[.,]\d+)([eE][-+]?\d{1,3})?")
_MIXED = re.compile(r"-?\d{1,3}(\.\d{3})*,\d+|-?\d{1,3}(,\d{3})*\.\d+")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class ImportKind(StrEnum):
    """What can be imported."""

    READINGS = "readings"
    OCCURRENCES = "occurrences"
    STATIONS = "stations"
    REGISTER = "register"
    OUTLINES = "outlines"


class Effect(StrEnum):
    """What loading a row does."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one cell; ``row`` is the row of the sheet, 0 for the whole file."""

    row: int
    column: str
    value: str
    problem: Problem
    serious: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that loading sets, from what it was (nothing for a new row)."""

    column: str
    before: float | str | date | None
    after: float | str | date | None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What loading does to one thing."""

    row: int
    area: str
    name: str
    effect: Effect
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who would see the rows: everybody, or so many people of each agency."""

    everybody: bool
    agencies: tuple[tuple[str, int], ...] = ()

    @property
    def people(self) -> int:
        """How many people with an account would see at least one row."""
        return sum(count for _, count in self.agencies)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do, before it does it."""

    kind: ImportKind
    target: str
    target_name: str
    file_name: str
    rows: tuple[PlannedRow, ...]
    findings: tuple[Finding, ...]
    audience: Audience
    remarks: tuple[Problem, ...] = ()
    total: int | None = None

    def of(self, effect: Effect) -> tuple[PlannedRow, ...]:
        """The rows with one effect."""
        return tuple(row for row in self.rows if row.effect is effect)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """What keeps the file from being loaded."""
        return tuple(finding for finding in self.findings if finding.serious)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is loaded all the same and should be looked at."""
        return tuple(finding for finding in self.findings if not finding.serious)

    @property
    def failing_rows(self) -> int:
        """How many rows of the sheet fail."""
        return len({finding.row for finding in self.failures})

    @property
    def loadable(self) -> bool:
        """Whether there is something to load and nothing in its way."""
        return bool(self.rows) and not self.failures


@dataclass(frozen=True, slots=True)
class Loaded:
    """What an import did."""

    kind: ImportKind
    target_name: str
    file_name: str
    added: int
    changed: int
    same: int


def text_of(cell: Cell) -> str:
    """A cell as trimmed text; an apostrophe that guarded an exported formula is taken off."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    text = str(cell).strip()
    if text.startswith("'") and text[1:2] in _FORMULA_STARTS:
        return text[1:]
    if text.startswith("="):
        raise CellIsFormula
    return text


def guarded(text: str) -> str:
    """Text that a spreadsheet will not run as a formula."""
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def number_of(cell: Cell, low: float | None = None, high: float | None = None) -> float | None:
    """A number with decimal comma or point; what could be thousands or decimals must fit the scale."""
    text = text_of(cell)
    if not text:
        return None
    if isinstance(cell, bool):
        raise NumberUnreadable
    candidates = [float(cell)] if isinstance(cell, (int, float)) else _meanings(text)
    if not all(isfinite(value) for value in candidates):
        raise NumberUnreadable
    fitting = [value for value in candidates if _fits(value, low, high)]
    if len(fitting) > 1:
        whole, part = f"{max(fitting, key=abs):.0f}", min(fitting, key=abs)
        raise NumberAmbiguous(whole=whole, part=_comma(part, 3), part_written=_comma(part, 4))
    if not fitting:
        raise NumberOutsideScale(low=_short(low), high=_short(high))
    return fitting[0]


def _meanings(text: str) -> list[float]:
    """Every number a text may mean."""
    text = text.replace(" ", "").replace("\u00a0", "").replace("−", "-")
    if _PLAIN.fullmatch(text):
        decimal = float(text.replace(",", "."))
        grouped = _GROUPED.fullmatch(text) and text.lstrip("-")[0] != "0"
        return [decimal, float(re.sub("[.,]", "", text))] if grouped else [decimal]
    if _GROUPED.fullmatch(text):
        return [float(re.sub("[.,]", "", text))]
    if _MIXED.fullmatch(text):
        thousands = "." if text.rindex(",") > text.rindex(".") else ","
        return [float(text.replace(thousands, "").replace(",", "."))]
    raise NumberUnreadable


def _fits(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def _comma(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


def _short(value: float | None) -> str:
    return "…" if value is None else f"{value:g}"


def decimals_of(cell: Cell) -> int | None:
    """How many decimals a number was written with."""
    if cell is None or text_of(cell) == "":
        return None
    written = repr(float(cell)) if isinstance(cell, (int, float)) else text_of(cell)
    digits = re.search(r"[.,](\d+)$", written)
    return 0 if digits is None or digits[1] == "0" else min(len(digits[1]), 15)


def count_of(cell: Cell) -> int | None:
    """A whole number, zero or more."""
    value = number_of(cell)
    if value is None:
        return None
    if value < 0:
        raise NumberNegative
    if value != int(value):
        raise NumberNotWhole
    if value > LARGEST_COUNT:
        raise NumberTooLarge(limit=LARGEST_COUNT)
    return int(value)


def day_of(cell: Cell, today: date | None = None) -> date | None:
    """A day written as ISO or kept as a date by the spreadsheet, not after ``today``."""
    text = text_of(cell)
    if not text:
        return None
    if isinstance(cell, datetime):
        day = cell.date()
    elif isinstance(cell, date):
        day = cell
    else:
        day = _written_day(text)
    if not 1900 <= day.year <= 2200:
        raise DateUnreadable
    if today is not None and day > today:
        raise DateInFuture(today=today.isoformat())
    return day


def _written_day(text: str) -> date:
    parts = _DAY.fullmatch(text)
    if parts is None:
        raise DateUnreadable
    try:
        return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        raise DateUnreadable from None


def may_see(actor: Actor, label: Label, owner: str, area: str) -> bool:
    """Whether ``actor`` sees a row of ``area`` with this label and owning agency; the store asks the same."""
    if label is Label.PUBLIC or (actor.agency and actor.agency == owner):
        return True
    if not actor.may(Permission.READ_INTERNAL):
        return False
    return not actor.territory or lies_within(area, actor.territory)


def may_write_for(actor: Actor, agency: str) -> bool:
    """Whether ``actor`` may write rows in the name of ``agency``: their own, an administrator any."""
    return actor.may(Permission.ENTER_ELECTIONS) or (bool(agency) and actor.agency == agency)


def audience_of(people: Sequence[tuple[Actor, str]], label: Label, owner: str, areas: set[str]) -> Audience:
    """Who of ``people`` (with the name of their agency) would see a row in one of ``areas``."""
    if label is Label.PUBLIC:
        return Audience(everybody=True)
    counts: dict[str, int] = {}
    for actor, agency in people:
        if any(may_see(actor, label, owner, area) for area in areas):
            counts[agency] = counts.get(agency, 0) + 1
    return Audience(everybody=False, agencies=tuple(sorted(counts.items())))
