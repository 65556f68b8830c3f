"""Reads the packaged tables of areas and of code changes, and answers which area a code meant on a day."""

import csv
import io
import lzma
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import islice

from siaga.domain.areas import (
    NATION,
    Area,
    AreaNotValidThen,
    ChangeKind,
    CodeChange,
    Level,
    PointKind,
    UnknownArea,
    level_of,
    lies_within,
)

_LEVELS = {2: Level.PROVINSI, 5: Level.KABKOTA, 8: Level.KECAMATAN, 13: Level.KELURAHAN}
_POINTS: dict[str, PointKind] = {kind.value: kind for kind in PointKind}
Row = list[str]


def _rows_of(name: str) -> Iterator[Row]:
    """The rows of one packaged table, without its heading."""
    data = (files("siaga") / "packs" / "areas" / name).read_bytes()
    text = (lzma.decompress(data) if name.endswith(".xz") else data).decode()
    return islice(csv.reader(io.StringIO(text, newline="")), 1, None)


@cache
def _day(text: str) -> date | None:
    """A date of the tables; empty is an open end."""
    return date.fromisoformat(text) if text else None


@cache
def _table() -> dict[str, tuple[Row, ...]]:
    """The rows of every code, the oldest first."""
    table: dict[str, tuple[Row, ...]] = {}
    for row in _rows_of("areas.csv.xz"):
        code = row[0]
        table[code] = (*table[code], row) if code in table else (row,)
    return table


def _area(row: Row) -> Area:
    """One row as a value."""
    code, name, latitude, longitude, population, area_km2, timezone, since, until, point = row
    return Area(
        code,
        name,
        _LEVELS[len(code)],
        code.rpartition(".")[0] or NATION,
        float(latitude),
        float(longitude),
        int(population) if population else None,
        float(area_km2) if area_km2 else None,
        timezone,
        _day(since),
        _day(until),
        _POINTS[point],
    )


def _valid(row: Row, on: date | None) -> bool:
    """Whether a row is valid on ``on``; ``None`` asks for rows without an end."""
    if on is None:
        return not row[8]
    day = on.isoformat()
    return row[7] <= day and (not row[8] or day < row[8])


def read_areas() -> Iterator[Area]:
    """Every area, expired ones included, in the order of codes."""
    for rows in _table().values():
        yield from map(_area, rows)


def current_areas(
    level: Level | str | None = None, within: str = "", on: date | None = None
) -> tuple[Area, ...]:
    """The areas valid on ``on`` (default: those that have not expired), of one level, within a code."""
    if within and within != NATION:
        area_on(within, on)
    length = next((size for size, of in _LEVELS.items() if of == level), 0)
    return tuple(
        _area(row)
        for code, rows in _table().items()
        if (not level or len(code) == length) and lies_within(code, within)
        for row in rows
        if _valid(row, on)
    )


def children_of(code: str, on: date | None = None) -> tuple[Area, ...]:
    """The areas right below ``code``; below the nation lie the provinces."""
    levels = list(Level)
    depth = 0 if code == NATION else level_of(code).depth
    return current_areas(levels[depth], code, on) if depth < len(levels) else ()


def find_area(code: str, on: date | None = None) -> Area | None:
    """The area that carried ``code`` on ``on``, or nothing."""
    return next((_area(row) for row in _table().get(code, ()) if _valid(row, on)), None)


def area_on(code: str, on: date | None = None) -> Area:
    """The area that carried ``code`` on ``on`` (default: the one not expired), or a clear refusal."""
    found = find_area(code, on)
    if found is not None:
        return found
    level_of(code)
    if code not in _table():
        raise UnknownArea(code=code)
    spans = ", ".join(f"{row[7] or '…'} – {row[8] or '…'}" for row in _table()[code])
    if on is not None and _table()[code][0][7] > on.isoformat():
        instead = predecessors(code, on)
    else:
        instead = successors(code, on)
    raise AreaNotValidThen(code=code, on=on or "hari ini/today", interval=spans, instead=", ".join(instead))


@cache
def code_changes() -> tuple[CodeChange, ...]:
    """Every change of a code, the oldest first."""
    return tuple(
        CodeChange(old, new, date.fromisoformat(on), date.fromisoformat(enacted), ChangeKind(kind), source)
        for old, new, on, enacted, kind, source in _rows_of("code_changes.csv")
    )


def _heirs(code: str, pairs: list[tuple[str, str]]) -> tuple[str, ...]:
    """Where the ground of ``code`` went on one day.

    Kecamatan were renumbered with their kab/kota and no table pairs their codes: the heir of a code below a
    recoded kab/kota is that kab/kota's heir, wider but certain.
    """
    direct = tuple(new for old, new in pairs if old == code)
    above = (new for old, new in pairs if len(old) > 2 and old != new and code.startswith(old + "."))
    return direct or tuple(above) or (code,)


def _follow(codes: tuple[str, ...], changes: list[list[tuple[str, str]]]) -> tuple[str, ...]:
    """The codes reached from ``codes`` through the changes of one day after the other."""
    for pairs in changes:
        codes = tuple(dict.fromkeys(heir for code in codes for heir in _heirs(code, pairs)))
    return codes


def _days(after: date | None, until: date | None) -> list[date]:
    """The days of change after ``after`` up to and including ``until``, the oldest first."""
    days = sorted({change.on for change in code_changes()})
    return [day for day in days if (after is None or day > after) and (until is None or day <= until)]


def successors(code: str, on: date | None = None, since: date | None = None) -> tuple[str, ...]:
    """The codes holding on ``on`` the ground ``code`` meant on ``since`` (default: before all changes)."""
    days = [
        [(change.old, change.new) for change in code_changes() if change.on == day]
        for day in _days(since, on)
    ]
    return _follow((code,), days)


def predecessors(code: str, on: date, until: date | None = None) -> tuple[str, ...]:
    """The codes that held on ``on`` the ground that ``code`` means on ``until`` (default: today's table)."""
    days = [
        [(change.new, change.old) for change in code_changes() if change.on == day]
        for day in reversed(_days(on, until))
    ]
    return _follow((code,), days)
