"""Streams a register file of any length from the disk, row by row: a national one fits into no form."""

import csv
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from siaga.domain.import_problems import (
    FileDamaged,
    FileEmpty,
    FileUnfolds,
    NoRows,
    NotASheet,
    SuffixUnknown,
)
from siaga.domain.imports import Cell
from siaga.services.imports.sheets import BROKEN, Sheet, SheetRow, cell_of, header_of, row_of

UNPACKED_LIMIT = 2_000_000_000
_COLUMNS_READ = 40
_SAMPLE = 65_536
Lines = Iterator[Sequence[Cell]]
Reached = Callable[[], tuple[int, int]]
"""How much of the file was read, and how much there is."""


@contextmanager
def register_rows(path: Path) -> Iterator[tuple[Sheet, Iterator[SheetRow], Reached]]:
    """The header as an empty sheet, the rows as they come, and how far the reading is."""
    suffix = path.suffix.lower()
    if suffix not in {".xlsx", ".csv", ".txt", ".tsv"}:
        raise SuffixUnknown(file=path.name, known="XLSX, CSV")
    if not path.stat().st_size:
        raise FileEmpty(file=path.name)
    with (_workbook if suffix == ".xlsx" else _text)(path) as (lines, reached):
        numbered = ((number, line) for number, line in enumerate(lines, start=1) if _filled(line))
        first = next(numbered, None)
        if first is None:
            raise FileEmpty(file=path.name)
        columns = header_of(first[1])
        yield Sheet(columns, ()), _rows(path, columns, numbered), reached


def _filled(line: Sequence[Cell]) -> bool:
    return any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in line)


def _rows(
    path: Path, columns: tuple[str, ...], lines: Iterator[tuple[int, Sequence[Cell]]]
) -> Iterator[SheetRow]:
    count = 0
    for count, (number, line) in enumerate(lines, start=1):  # noqa: B007 - counted for the empty file
        yield row_of(number, columns, line)
    if not count:
        raise NoRows(file=path.name)


@contextmanager
def _text(path: Path) -> Iterator[tuple[Lines, Reached]]:
    """A CSV in UTF-8, or in the CP1252 of older spreadsheets; comma, semicolon or tab between the cells."""
    encoding, delimiter = _told_by(path)
    size = path.stat().st_size
    with path.open("rb") as raw, TextIOWrapper(raw, encoding=encoding, newline="") as file:
        lines = _parsed(path, csv.reader(file, delimiter=delimiter, strict=True))
        yield lines, lambda: (min(raw.tell(), size), size)


def _parsed(path: Path, reader: Any) -> Lines:
    try:
        yield from reader
    except UnicodeDecodeError:
        raise NotASheet(file=path.name, kind="UTF-8 / CP1252", seems="?") from None
    except csv.Error as broken:
        raise FileDamaged(file=path.name) from broken


def _told_by(path: Path) -> tuple[str, str]:
    """Encoding and delimiter, told by the beginning of the file and a walk over its bytes."""
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
        if b"\x00" in start or start.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{", b"<")):
            raise NotASheet(file=path.name, kind="CSV", seems="?")
    encoding = "utf-8-sig" if _is_utf8(path) else "cp1252"
    header = start.decode(encoding, "ignore").lstrip().partition("\n")[0]
    return encoding, max(",;\t", key=header.count)


def _is_utf8(path: Path) -> bool:
    with path.open(encoding="utf-8") as file:
        try:
            while file.read(1 << 20):
                pass
        except UnicodeDecodeError:
            return False
    return True


@contextmanager
def _workbook(path: Path) -> Iterator[tuple[Lines, Reached]]:
    """The first sheet of a workbook (or the one called data), unpacked as it is read."""
    try:
        members = zipfile.ZipFile(path).infolist()
    except (zipfile.BadZipFile, ValueError) as broken:
        raise FileDamaged(file=path.name) from broken
    total = sum(member.file_size for member in members)
    if total > UNPACKED_LIMIT:
        raise FileUnfolds(file=path.name, size=f"{total / 1e6:.0f}")
    book = _opened(path)
    named = {sheet.title.casefold(): sheet for sheet in book.worksheets}
    sheet = named.get("data") or book.worksheets[0]
    rows = [0, sheet.max_row or 0]
    sheet.reset_dimensions()
    yield _sheet_lines(path, sheet, rows), lambda: (rows[0], max(rows))
    book.close()


def _opened(path: Path) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except BROKEN as broken:
        raise FileDamaged(file=path.name) from broken


def _sheet_lines(path: Path, sheet: Any, rows: list[int]) -> Lines:
    try:
        for line in sheet.iter_rows(max_col=_COLUMNS_READ, values_only=True):
            rows[0] += 1
            yield [cell_of(value) for value in line]
    except BROKEN as broken:
        raise FileDamaged(file=path.name) from broken
