"""Calendars: the stages of an election as a pack or a pasted sheet lists them."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from siaga.domain.entries import CodeMalformed, FieldEmpty, sound_code
from siaga.domain.pack_problems import FieldProblem, NotWhole
from siaga.domain.packs import Fields, pack_folder, pack_names, read_settings, read_table
from siaga.domain.problems import Problem
from siaga.domain.sources import Source, checked_source, read_sources, source_named
from siaga.domain.stage_problems import DistanceMissing, StageEndsFirst, StageLengthTwice, StageUndated
from siaga.domain.stages import Anchor, Offset, Span, Stage, StageKind, dated
from siaga.domain.working_days import NO_HOLIDAYS, Holidays

KIND = "calendars"
REQUIRED = ("code", "name", "first", "last")
OPTIONAL = (
    *("name_en", "length", "body", "kind", "after", "anchor", "days", "working"),
    *("source", "valid_from", "verified", "note"),
)
_SETTINGS = (
    *("code", "name", "name_en", "election", "regulation", "valid_from", "source", "sources"),
    *("concluded", "concluded_why", "concluded_why_en", "about", "about_en"),
)
MOST_LENGTH = 3_650
FIRST_YEAR, LAST_YEAR = 1950, 2100
_ROOM = {"name": 200, "name_en": 200, "body": 200, "source": 300, "note": 2_000}


class StageCodeMalformed(FieldProblem):
    """A stage code that would not do in an address."""

    indonesian = "{where}: kode “{value}” memakai selain huruf kecil, angka, titik, dan tanda hubung."
    english = "{where}: the code “{value}” has other than small letters, digits, points and hyphens."


class StageTextTooLong(FieldProblem):
    """A text longer than there is room for."""

    indonesian = "{where}: {name} terlalu panjang ({length} huruf). Ringkas sampai {most} huruf."
    english = "{where}: {name} is too long ({length} letters). Shorten it to {most}."


class StageYearOdd(FieldProblem):
    """A year nobody means."""

    indonesian = "{where}: tahun {year} pada {name} tampaknya salah ketik. Periksa tanggalnya."
    english = "{where}: the year {year} of {name} looks like a slip. Check the date."


@dataclass(frozen=True, slots=True)
class Calendar:
    """The stages of one election; a ``concluded`` one takes past duties as done, for the reason given."""

    code: str
    name: str
    name_en: str
    election: str
    regulation: str
    valid_from: datetime.date
    source: str
    concluded: bool
    concluded_why: str
    concluded_why_en: str
    about: str
    about_en: str
    sources: tuple[Source, ...]
    stages: tuple[Stage, ...]

    def reference(self, key: str) -> str:
        """A source in one line."""
        source = source_named(self.sources, key)
        return source.reference if source else ""


@dataclass(frozen=True, slots=True)
class NewCalendar:
    """A calendar to be entered; ``stages`` is a sheet's text with its column titles in the first row."""

    code: str
    name: str
    election: str
    regulation: str
    valid_from: datetime.date
    source: str
    stages: str
    name_en: str = ""

    def wrong(self) -> Iterator[tuple[str, Problem]]:
        """Each field that is wrong, with why."""
        if not sound_code(self.code):
            yield "code", CodeMalformed()
        for name, expected, expected_en in (
            ("name", "nama", "a name"),
            ("election", "pemilihan", "the election"),
            ("regulation", "peraturan yang menetapkannya", "the regulation that sets it"),
            ("source", "sumbernya", "its source"),
        ):
            if not getattr(self, name):
                yield name, FieldEmpty(expected=expected, expected_en=expected_en)


@cache
def calendars() -> tuple[Calendar, ...]:
    """All packaged calendars."""
    return tuple(map(read_calendar, pack_names(KIND)))


def read_calendar(name: str | Path, holidays: Holidays = NO_HOLIDAYS) -> Calendar:
    """The calendar of a packaged pack, or of a folder of one's own."""
    folder = pack_folder(KIND, name)
    settings = read_settings(folder, "calendar.toml")
    settings.refuse_others(_SETTINGS)
    sources = read_sources(settings)
    rows = read_table(folder, "stages.csv", REQUIRED, OPTIONAL).rows
    for row in rows:
        checked_source(row, sources, needed=True)
    return Calendar(
        code=settings.text("code"),
        name=settings.text("name"),
        name_en=settings.text("name_en", ""),
        election=settings.text("election"),
        regulation=settings.text("regulation"),
        valid_from=settings.day("valid_from"),
        source=checked_source(settings, sources, needed=True),
        concluded=settings.flag("concluded"),
        concluded_why=settings.text("concluded_why", ""),
        concluded_why_en=settings.text("concluded_why_en", ""),
        about=settings.text("about", ""),
        about_en=settings.text("about_en", ""),
        sources=sources,
        stages=read_stages(rows, holidays),
    )


def read_stages(rows: Sequence[Fields], holidays: Holidays) -> tuple[Stage, ...]:
    """The stages of a sheet with every day counted."""
    return dated([read_stage(row) for row in rows], holidays)


def read_stage(row: Fields) -> Stage:
    """One row of a sheet of stages."""
    code = row.text("code")
    if not sound_code(code):
        raise StageCodeMalformed(where=row.where, value=code)
    _fits(row)
    offset = _offset(row, code)
    length = _length(row, code)
    return Stage(
        code=code,
        name=row.text("name"),
        span=_written(row, code, length, offset),
        name_en=row.text("name_en", ""),
        body=row.text("body", ""),
        kind=row.word("kind", StageKind, StageKind.DUTY),
        offset=offset,
        length=length,
        source=row.text("source", ""),
        valid_from=row.day_or_none("valid_from"),
        verified=row.flag("verified") if row.has("verified") else True,
        note=row.text("note", ""),
    )


def _fits(row: Fields) -> None:
    """Refuse texts and years there is no room for."""
    for name, most in _ROOM.items():
        length = len(row.text(name, ""))
        if length > most:
            raise StageTextTooLong(where=row.where, name=name, length=length, most=most)
    for name in ("first", "last", "valid_from"):
        day = row.day_or_none(name)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise StageYearOdd(where=row.where, name=name, year=day.year)


def _length(row: Fields, code: str) -> int:
    length = row.whole("length")
    if length is None:
        return 1
    if row.has("last") or not 1 <= length <= MOST_LENGTH:
        raise StageLengthTwice(stage=code, most=MOST_LENGTH)
    return length


def _written(row: Fields, code: str, length: int, offset: Offset | None) -> Span | None:
    """The days as written; nothing when they are counted from another stage."""
    first, last = row.day_or_none("first"), row.day_or_none("last")
    if first is None:
        if last is not None or offset is None:
            raise StageUndated(stage=code)
        return None
    if last is None:
        last = first + datetime.timedelta(days=length - 1)
    if last < first:
        raise StageEndsFirst(stage=code, first=first, last=last)
    return Span(first, last)


def _offset(row: Fields, code: str) -> Offset | None:
    after, days = row.text("after", ""), row.number("days")
    if bool(after) != (days is not None):
        raise DistanceMissing(stage=code)
    if days is None:
        return None
    if days != int(days):
        raise NotWhole(where=row.where, name="days", value=days)
    return Offset(after, int(days), row.word("anchor", Anchor, Anchor.FIRST), row.flag("working"))
