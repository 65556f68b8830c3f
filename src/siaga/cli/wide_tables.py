"""Reads a wide table of areas and numbers from CSV or XLSX as people save them; faults are named by row."""

import csv
import io
import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from siaga.domain.problems import Problem
from siaga.index.problems import ColumnTwice, KeyColumnMissing, TableEmpty, ValueNotNumber
from siaga.index.tables import Column, Table

UNKNOWN = ("", "-", "–", "—", "na", "nan", "null")
PLAIN = re.compile(r"[+-]?\d+(e[+-]?\d+)?", re.IGNORECASE)
DECIMAL = re.compile(r"([+-]?\d*)([.,])(\d+)(e[+-]?\d+)?", re.IGNORECASE)
GROUPED = re.compile(r"[+-]?\d{1,3}(([.,])\d{3})(\2\d{3})*([.,]\d+)?")
Cell = str | int | float


class FileMissing(Problem):
    """The file to read does not exist or cannot be opened."""

    indonesian = "Berkas “{file}” tidak dapat dibuka: {why}. Periksa nama dan letaknya."
    english = "The file “{file}” cannot be opened: {why}. Check its name and place."


class EncodingUnknown(Problem):
    """Text that is not UTF-8."""

    indonesian = "Berkas “{file}” bukan UTF-8. Simpan ulang dari Excel sebagai “CSV UTF-8” atau XLSX."
    english = "The file “{file}” is not UTF-8. Save it again from Excel as “CSV UTF-8” or XLSX."


class WorkbookUnreadable(Problem):
    """An XLSX that is none."""

    indonesian = "Berkas “{file}” bukan buku kerja XLSX yang utuh. Simpan ulang sebagai XLSX atau CSV UTF-8."
    english = "The file “{file}” is no intact XLSX workbook. Save it again as XLSX or CSV UTF-8."


class RowTooLong(Problem):
    """A row with more cells than the heading."""

    indonesian = (
        "Baris {row} berisi {cells} sel, kepala tabel {columns}. Bila angka memakai koma desimal, "
        "pisahkan kolom dengan titik koma."
    )
    english = (
        "Row {row} has {cells} cells, the heading {columns}. Where numbers have a decimal comma, "
        "separate columns by semicolons."
    )


class NumberAmbiguous(Problem):
    """A number that may be read in two ways in a file that uses both separators."""

    indonesian = (
        "Baris {row}, kolom “{column}”: “{value}” dapat dibaca dengan dua cara, sebab berkas ini memakai "
        "titik dan koma sebagai tanda desimal. Pakai satu tanda desimal, tanpa pemisah ribuan."
    )
    english = (
        "Row {row}, column “{column}”: “{value}” can be read in two ways, because this file uses both point "
        "and comma as decimal sign. Use one decimal sign and no thousands separator."
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a file: column names in lower case, and rows with the numbers people see beside them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_wide(file: Path, numeric: Collection[str], key: str = "area") -> Table:
    """The table of a CSV or XLSX file; the ``numeric`` columns are read as numbers, all others as text.

    Separators may be comma, semicolon or tab; the decimal sign point or comma; a byte-order mark is fine.
    """
    sheet = _workbook(file) if file.suffix.lower() in (".xlsx", ".xlsm") else _csv(file)
    for column in sheet.columns:
        if sheet.columns.count(column) > 1:
            raise ColumnTwice(column=column)
    if not sheet.columns:
        raise TableEmpty
    if key not in sheet.columns:
        raise KeyColumnMissing(columns=", ".join(sheet.columns))
    at = sheet.columns.index(key)
    units = [_code(cells[at]) for _, cells in sheet.rows]
    known = [position for position, name in enumerate(sheet.columns) if name in numeric]
    signs = _uses(sheet, ",", known), _uses(sheet, ".", known)
    columns: dict[str, Column] = {}
    for position, name in enumerate(sheet.columns):
        if position in known:
            columns[name] = np.array(list(_numbers(sheet, position, units, signs)), dtype=np.float64)
        elif name != key:
            columns[name] = np.array([cells[position] for _, cells in sheet.rows], dtype=object)
    return Table(key, units, columns, [row for row, _ in sheet.rows])


def _csv(file: Path) -> Sheet:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EncodingUnknown(file=file.name) from None
    except OSError as reason:
        raise FileMissing(file=file, why=reason.strerror) from None
    heading = text.lstrip("\r\n").partition("\n")[0]
    separator = max(";\t,", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    numbered = []
    for cells in reader:
        numbered.append((reader.line_num, tuple(cells)))
    return _sheet(numbered)


def _workbook(file: Path) -> Sheet:
    from openpyxl import load_workbook  # noqa: PLC0415 - a tenth of a second that CSV need not pay

    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except OSError as reason:
        raise FileMissing(file=file, why=reason.strerror) from None
    except (BadZipFile, KeyError, ValueError):
        raise WorkbookUnreadable(file=file.name) from None
    sheet = book.worksheets[0]
    return _sheet(
        [(row, tuple(cells)) for row, cells in enumerate(sheet.iter_rows(values_only=True), start=1)]
    )


def _sheet(numbered: Sequence[tuple[int, tuple[object, ...]]]) -> Sheet:
    """Heading and rows: blank rows and blank columns fall away, short rows are filled with nothing."""
    filled = [(row, cells) for row, cells in numbered if any(_text(cell) for cell in cells)]
    if not filled:
        return Sheet((), ())
    heading = [_text(cell).casefold() for cell in filled[0][1]]
    while heading and not heading[-1]:
        heading.pop()
    width = len(heading)
    rows = []
    for row, cells in filled[1:]:
        if any(_text(cell) for cell in cells[width:]):
            raise RowTooLong(row=row, cells=len(cells), columns=width)
        kept = [cell if isinstance(cell, int | float) else _text(cell) for cell in cells[:width]]
        rows.append((row, (*kept, *[""] * (width - len(kept)))))
    return Sheet(tuple(heading), tuple(rows))


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).replace("\N{NO-BREAK SPACE}", " ").strip()


def _code(cell: Cell) -> str:
    """An area code as text; spreadsheets make numbers of codes, with their own decimal sign."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _text(cell).replace(",", ".")


def _uses(sheet: Sheet, sign: str, columns: Sequence[int]) -> bool:
    """Whether some number of these columns has ``sign`` as its decimal sign beyond doubt."""
    return any(_sure_sign(cells[position]) == sign for _, cells in sheet.rows for position in columns)


def _sure_sign(cell: Cell) -> str:
    """The decimal sign of a number written so that it can be nothing else, or nothing."""
    if not isinstance(cell, str) or cell.isdecimal():
        return ""
    grouped = GROUPED.fullmatch(cell)
    if grouped and grouped[4] and grouped[4][0] != grouped[2]:
        return grouped[4][0]
    decimal = DECIMAL.fullmatch(cell)
    if decimal is None:
        return ""
    before = decimal[1].lstrip("+-")
    if len(decimal[3]) == 3 and not decimal[4] and before.strip("0") and len(before) <= 3:
        return ""
    return decimal[2]


def _numbers(sheet: Sheet, position: int, units: Sequence[str], signs: tuple[bool, bool]) -> Iterator[float]:
    """The numbers of one column; nothing is unknown."""
    column = sheet.columns[position]
    for (row, cells), unit in zip(sheet.rows, units, strict=True):
        cell = cells[position]
        if isinstance(cell, int | float) or cell.isdecimal():
            yield float(cell)
        elif cell.casefold() in UNKNOWN:
            yield math.nan
        else:
            number = _number(cell, signs)
            if number is None:
                raise ValueNotNumber(row=row, unit=unit, column=column, value=cell)
            if math.isnan(number):
                raise NumberAmbiguous(row=row, column=column, value=cell)
            yield number


def _number(cell: str, signs: tuple[bool, bool]) -> float | None:
    """A number as written, None where it is none, NaN where it can be read in two ways.

    ``signs`` says whether the file surely uses a decimal comma, and whether it surely uses a decimal point.
    """
    if cell.casefold().lstrip("+-") in ("inf", "infinity"):
        return math.inf
    if PLAIN.fullmatch(cell):
        return float(cell)
    sure, decimal, grouped = _sure_sign(cell), DECIMAL.fullmatch(cell), GROUPED.fullmatch(cell)
    if decimal and not sure and signs[decimal[2] == ","]:
        return math.nan
    if decimal:
        return float(cell.replace(",", "."))
    if grouped is None:
        return None
    whole = cell.replace("," if sure == "." else ".", "") if sure else cell.replace(grouped[2], "")
    return float(whole.replace(",", "."))
