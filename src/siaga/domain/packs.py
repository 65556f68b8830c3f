"""Finds the packaged data folders and reads them cell by cell, naming file, row and column of a fault."""

import csv
import io
import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from siaga.domain import pack_problems as problems

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_LARGEST = 1e15
Word = TypeVar("Word", bound=StrEnum)


def packs_root(kind: str = "") -> Traversable:
    """The folder of all packs, or of the packs of one kind."""
    root = files("siaga") / "packs"
    return root / kind if kind else root


def pack_names(kind: str) -> tuple[str, ...]:
    """The names of the packaged packs of one kind, in order."""
    root = packs_root(kind)
    return tuple(sorted(folder.name for folder in root.iterdir() if _is_pack(folder)))


def _is_pack(folder: Traversable) -> bool:
    """Whether a folder holds data; empty rooms and caches are none."""
    return folder.is_dir() and any(child.is_file() for child in folder.iterdir())


def pack_folder(kind: str, name: str | Path) -> Traversable:
    """The folder of a pack: a packaged pack's name, or a path to a folder of one's own."""
    if str(name) in pack_names(kind):
        return packs_root(kind) / str(name)
    if Path(name).is_dir():
        return Path(name)
    raise problems.PackNotFound(name=name, kind=kind, known=", ".join(pack_names(kind)))


@dataclass(frozen=True, slots=True)
class Fields:
    """One record of a pack, a row of a table or a block of settings, whose faults name their place.

    ``values`` are the raw texts or TOML values; ``place`` says where the record stands.
    """

    values: Mapping[str, object]
    file: str
    place: str

    @property
    def where(self) -> str:
        """File and place in one phrase."""
        return f"{self.file}, {self.place}" if self.place else self.file

    def has(self, name: str) -> bool:
        """Whether something is written there."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, otherwise: str | None = None) -> str:
        """A text; without ``otherwise`` it must be there."""
        if not self.has(name):
            if otherwise is None:
                raise problems.ValueMissing(where=self.where, name=name)
            return otherwise
        value = self.values[name]
        if not isinstance(value, str):
            raise problems.NotText(where=self.where, name=name, value=value)
        return value.strip()

    def number(self, name: str) -> float | None:
        """A number with a decimal point, or nothing where the cell is empty."""
        if not self.has(name):
            return None
        value = self.values[name]
        if isinstance(value, str) and "," in value:
            raise problems.DecimalComma(where=self.where, name=name, value=value)
        written = isinstance(value, str) and _NUMBER.fullmatch(value.strip()) is not None
        typed = isinstance(value, int | float) and not isinstance(value, bool)
        found = float(str(value)) if written or typed else math.nan
        if not abs(found) <= _LARGEST:
            raise problems.NotANumber(where=self.where, name=name, value=value)
        return found

    def required_number(self, name: str) -> float:
        """A number that must be there."""
        found = self.number(name)
        if found is None:
            raise problems.ValueMissing(where=self.where, name=name)
        return found

    def whole(self, name: str) -> int | None:
        """A whole number from 0 up, or nothing where the cell is empty."""
        found = self.number(name)
        if found is None:
            return None
        if found < 0 or found != int(found):
            raise problems.NotWhole(where=self.where, name=name, value=self.values[name])
        return int(found)

    def decimals(self, name: str) -> int:
        """How many decimals are written; the source may have dropped zeros."""
        return len(str(self.values.get(name, "")).strip().partition(".")[2])

    def day(self, name: str, otherwise: date | None = None) -> date:
        """A day written 2024-11-27; without ``otherwise`` it must be there."""
        value = self.values.get(name)
        if not self.has(name):
            if otherwise is None:
                raise problems.ValueMissing(where=self.where, name=name)
            return otherwise
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            raise problems.NotADay(where=self.where, name=name, value=value) from None

    def day_or_none(self, name: str) -> date | None:
        """A day, or nothing where it is not written."""
        return self.day(name) if self.has(name) else None

    def flag(self, name: str) -> bool:
        """Yes (1, true) or no (0, false, empty)."""
        value = self.values.get(name)
        if value in (None, "", "0", False):
            return False
        if value in ("1", True):
            return True
        raise problems.NotAFlag(where=self.where, name=name, value=value)

    def word(self, name: str, words: type[Word], otherwise: Word | None = None) -> Word:
        """One of the words of an enumeration; without ``otherwise`` it must be there."""
        if not self.has(name) and otherwise is not None:
            return otherwise
        value = self.text(name)
        known = [word.value for word in words]
        if value not in known:
            raise problems.WordUnknown(where=self.where, name=name, value=value, known=", ".join(known))
        return words(value)

    def one_of(self, name: str, known: Iterable[str], otherwise: str | None = None) -> str:
        """A text that must be among ``known``."""
        value = self.text(name, otherwise)
        allowed = tuple(known)
        if value not in allowed and value != otherwise:
            raise problems.WordUnknown(where=self.where, name=name, value=value, known=", ".join(allowed))
        return value

    def numbers(self, name: str) -> tuple[float, ...]:
        """A list of numbers of a settings file; nothing where it is not written."""
        return tuple(
            Fields({name: item}, self.file, self.place).required_number(name) for item in self._list(name)
        )

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts of a settings file; nothing where it is not written."""
        return tuple(Fields({name: item}, self.file, self.place).text(name) for item in self._list(name))

    def block(self, name: str) -> "Fields":
        """The settings under ``[name]``; empty where there are none."""
        value = self.values.get(name, {})
        if not isinstance(value, Mapping):
            raise problems.NotABlock(where=self.where, name=name)
        return Fields(value, self.file, f"[{name}]")

    def blocks(self, name: str) -> tuple["Fields", ...]:
        """The settings under each ``[[name]]``, counted from 1."""
        rows = self._list(name)
        if not all(isinstance(row, Mapping) for row in rows):
            raise problems.NotABlock(where=self.where, name=name)
        return tuple(
            Fields(row, self.file, f"[[{name}]] {at}")
            for at, row in enumerate(rows, 1)
            if isinstance(row, Mapping)
        )

    def _list(self, name: str) -> list[object]:
        value = self.values.get(name, [])
        if not isinstance(value, list):
            raise problems.NotAList(where=self.where, name=name)
        return value

    def refuse_others(self, known: Iterable[str]) -> None:
        """Refuse settings nobody reads: most are misspelt."""
        allowed = tuple(known)
        for name in self.values:
            if name not in allowed:
                raise problems.SettingUnknown(where=self.where, name=name, known=", ".join(allowed))


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV table of a pack: its heading, and its rows as records."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Fields, ...]


def _text_of(folder: Traversable, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise problems.PackFileMissing(pack=folder.name, file=name) from None
    except UnicodeDecodeError:
        raise problems.PackFileUnreadable(
            file=f"{folder.name}/{name}", why="bukan teks UTF-8 / not UTF-8 text"
        ) from None


def holds(folder: Traversable, name: str) -> bool:
    """Whether a pack has this file."""
    return (folder / name).is_file()


def read_settings(folder: Traversable, name: str) -> Fields:
    """The content of a pack's TOML file."""
    file = f"{folder.name}/{name}"
    try:
        return Fields(tomllib.loads(_text_of(folder, name)), file, "")
    except tomllib.TOMLDecodeError as reason:
        raise problems.PackFileUnreadable(file=file, why=reason) from None


def read_table(
    folder: Traversable, name: str, required: Iterable[str], optional: Iterable[str] | None = ()
) -> Table:
    """A pack's CSV file: required columns must be there, no column but the named ones (``None``: any)."""
    file = f"{folder.name}/{name}"
    lines = csv.reader(io.StringIO(_text_of(folder, name), newline=""))
    columns = tuple(cell.strip() for cell in next(lines, []))
    needed = tuple(required)
    _check_columns(file, columns, needed, columns if optional is None else (*needed, *optional))
    return Table(file, columns, tuple(_records(file, columns, lines)))


def _check_columns(
    file: str, columns: tuple[str, ...], needed: tuple[str, ...], known: tuple[str, ...]
) -> None:
    for name in needed:
        if name not in columns:
            raise problems.ColumnMissing(file=file, column=name)
    for at, name in enumerate(columns):
        if name not in known:
            raise problems.ColumnUnknown(file=file, column=name, known=", ".join(known))
        if name in columns[:at]:
            raise problems.ColumnTwice(file=file, column=name)


def _records(file: str, columns: tuple[str, ...], lines: Iterable[list[str]]) -> Iterator[Fields]:
    for line, cells in enumerate(lines, 2):
        if not any(cell.strip() for cell in cells):
            continue
        place = f"baris/row {line}"
        if len(cells) != len(columns):
            raise problems.RowUneven(where=f"{file}, {place}", cells=len(cells), columns=len(columns))
        yield Fields(dict(zip(columns, cells, strict=True)), file, place)
