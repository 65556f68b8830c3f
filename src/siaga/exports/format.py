"""What an export format is, and the sheet every format writes: same rows, same numbers, guarded cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Cell = str | int | float | bool | date | None
Geometry = Mapping[str, Any]
"""A geometry as GeoJSON has it: type and coordinates in degrees."""

# A spreadsheet takes text that begins so for a formula, and may run it.
_FORMULA_LEADS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the name machines read, and the words people read."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is downloaded: rows of cells, remarks about them, and an outline a row where there is one."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remarks: tuple[tuple[str, str], ...] = ()
    shapes: tuple[Geometry | None, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A way to write a sheet; declaring one in a module of this folder is enough to offer it.

    ``outlines`` asks for the rows' outlines, which take time and room.
    """

    name: str
    suffix: str
    media_type: str
    write: Callable[[Sheet], bytes]
    outlines: bool = False


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe stands before a dangerous beginning."""
    return "'" + text if text.startswith(_FORMULA_LEADS) else text


def printable(text: str) -> str:
    """Text without the characters that XML and paper cannot carry: controls, halves of pairs, non-characters.

    A line end or tab becomes a space; what turns the reading direction round for what follows is left out.
    """
    return "".join(" " if letter in "\t\n\r" else letter for letter in text if _is_printable(ord(letter)))


def _is_printable(code: int) -> bool:
    if code < 0x20 or 0x7F <= code < 0xA0:
        return code in (0x09, 0x0A, 0x0D)
    turns = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return not (turns or 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE)
