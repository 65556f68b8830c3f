"""Reads an uploaded XLSX or CSV file into rows of cells, within limits and without running anything."""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from siaga.domain.import_problems import (
    FileDamaged,
    FileEmpty,
    FileTooLarge,
    FileUnfolds,
    HeaderMissing,
    HeaderTwice,
    HeaderUnknown,
    NoRows,
    NotASheet,
    SuffixUnknown,
    TooManyRows,
)
from siaga.domain.imports import Cell

LARGEST_FILE = 5_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 200
LAST_ROW = 1_048_576
UNPACKED_LIMIT = 200_000_000
RATIO_LIMIT = 150
RATIO_MATTERS_FROM = 2_000_000
DATA_SHEET = "data"
FORMULA = "="
# What openpyxl, zipfile and the XML reader raise on half, locked or hostile workbooks.
BROKEN = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, SyntaxError, LookupError),
    *(
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        OverflowError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ),
)

_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "XLS/DOC"),
    (b"PK\x03\x04", "XLSX/ZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"<", "HTML/XML"),
    (b"{", "JSON"),
)
_ALIASES = {
    "wilayah": "area",
    "kode_wilayah": "area",
    "nama": "name",
    "edisi": "edition",
    "skor": "score",
    "kelas": "class",
    "kelas_lembaga": "own_class",
    "peringkat": "rank",
    "berlaku_pada": "valid_on",
    "tanggal": "date",
    "sumber": "source",
    "catatan": "note",
    "indikator": "indicator",
    "jumlah": "count",
    "tingkat_kejadian": "severity",
    "pemilihan": "election",
    "kode_tps": "code",
    "nomor": "number",
    "tempat": "place",
    "alamat": "address",
    "lintang": "latitude",
    "bujur": "longitude",
    "dpt": "voters",
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet; ``number`` is the row people see in their spreadsheet."""

    number: int
    cells: Mapping[str, Cell] = field(repr=False)

    def cell(self, column: str) -> Cell:
        """The cell in ``column``, empty where the sheet has no such column."""
        return self.cells.get(column)

    def filled(self, *columns: str) -> bool:
        """Whether any of ``columns`` holds something."""
        return any(self.cells.get(column) not in (None, "") for column in columns)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header and the rows under it that are not empty."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(file_name: str, content: bytes) -> Sheet:
    """The sheet in ``content``; refuses what is too large, empty, or not what its name says."""
    if not content.strip():
        raise FileEmpty(file=file_name)
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(file=file_name, size=_megabytes(len(content)), limit=_megabytes(LARGEST_FILE))
    suffix = file_name.rpartition(".")[2].lower()
    if suffix == "xlsx":
        lines = _workbook_lines(file_name, content)
    elif suffix in {"csv", "txt", "tsv"}:
        lines = _text_lines(file_name, content)
    else:
        raise SuffixUnknown(file=file_name, known="XLSX, CSV")
    return _sheet_of(file_name, lines)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f}".replace(".", ",")


def _kind_of(content: bytes) -> str:
    start = content[:64].lstrip()
    return next((name for signature, name in _SIGNATURES if start.startswith(signature)), "?")


def _workbook_lines(file_name: str, content: bytes) -> Iterator[Sequence[Cell]]:
    """The rows of a workbook's data sheet, formulas left as formulas so that they can be refused."""
    if not content.startswith(b"PK"):
        raise NotASheet(file=file_name, kind="XLSX", seems=_kind_of(content))
    _refuse_bomb(file_name, content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        named = {sheet.title.casefold(): sheet for sheet in book.worksheets}
        sheet = named.get(DATA_SHEET) or book.worksheets[0]
        sheet.reset_dimensions()
        for line in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield () if line.count(None) == len(line) else [cell_of(value) for value in line]
    except BROKEN as broken:
        raise FileDamaged(file=file_name) from broken


def _refuse_bomb(file_name: str, content: bytes) -> None:
    """Refuse an archive that would unpack to far more than it weighs, before anything unpacks it."""
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError) as broken:
        raise FileDamaged(file=file_name) from broken
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise NotASheet(file=file_name, kind="XLSX", seems="ZIP")
    total = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > RATIO_MATTERS_FROM
        and member.file_size > RATIO_LIMIT * max(member.compress_size, 1)
        for member in members
    )
    if swollen or total > UNPACKED_LIMIT:
        raise FileUnfolds(file=file_name, size=_megabytes(total))


def cell_of(value: object) -> Cell:
    """A workbook's value as a cell; anything that is computed becomes a formula to be refused."""
    if value is None or isinstance(value, (str, int, float, bool, date, datetime)):
        return value
    return FORMULA


def _text_lines(file_name: str, content: bytes) -> Iterator[Sequence[Cell]]:
    """The records of a CSV file in UTF-8 or CP1252, separated by comma, semicolon or tab."""
    if b"\x00" in content or content.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{", b"<")):
        raise NotASheet(file=file_name, kind="CSV", seems=_kind_of(content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _western(file_name, content)
    first = next(line for line in text.splitlines() if line.strip())
    if re.fullmatch(r"sep=.", first.strip()):
        text = text.replace(first, "", 1)  # its row stays, empty, so that rows keep their numbers
        first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as broken:
        raise FileDamaged(file=file_name) from broken


def _western(file_name: str, content: bytes) -> str:
    """Text of an older Excel; bytes that mean nothing there are another encoding altogether."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise NotASheet(file=file_name, kind="UTF-8 / CP1252", seems="?") from None


def _sheet_of(file_name: str, lines: Iterable[Sequence[Cell]]) -> Sheet:
    columns: tuple[str, ...] = ()
    rows: list[SheetRow] = []
    for number, line in enumerate(lines, start=1):
        if number > LAST_ROW:
            raise TooManyRows(file=file_name, limit=LAST_ROW)
        if all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in line):
            continue
        if not columns:
            columns = header_of(line)
            continue
        rows.append(row_of(number, columns, line))
        if len(rows) > MOST_ROWS:
            raise TooManyRows(file=file_name, limit=f"{MOST_ROWS:,}".replace(",", "."))
    if not columns:
        raise FileEmpty(file=file_name)
    if not rows:
        raise NoRows(file=file_name)
    return Sheet(columns, tuple(rows))


def header_of(line: Sequence[Cell]) -> tuple[str, ...]:
    """The names of the columns, each once; columns without a name are left out where they are empty."""
    names = [str(cell or "").strip().casefold() for cell in line]
    while names and not names[-1]:
        names.pop()
    names = [_ALIASES.get(name, name) for name in names]
    for name in names:
        if name and names.count(name) > 1:
            raise HeaderTwice(column=name)
    return tuple(names)


def row_of(number: int, columns: tuple[str, ...], line: Sequence[Cell]) -> SheetRow:
    names = [name or f"({place})" for place, name in enumerate(columns, start=1)]
    cells = dict(zip(names, line, strict=False))
    beyond = [cell for cell in line[len(columns) :] if cell not in (None, "")]
    if beyond:
        cells["(…)"] = beyond[0]
    return SheetRow(number, cells)


def require_columns(sheet: Sheet, required: Sequence[str], known: Sequence[str]) -> None:
    """Refuse a sheet that lacks a column or has one nobody knows."""
    missing = [column for column in required if column not in sheet.columns]
    if missing:
        raise HeaderMissing(columns=", ".join(missing))
    for column in sheet.columns:
        if column and column not in known:
            close = get_close_matches(column, known, 3) or list(known)
            raise HeaderUnknown(column=column, known=", ".join(close[:12]))


def formula_cells(row: SheetRow) -> list[str]:
    """The columns of ``row`` that hold a formula."""
    texts = ((column, cell) for column, cell in row.cells.items() if isinstance(cell, str))
    return [column for column, cell in texts if cell.lstrip().startswith("=")]
