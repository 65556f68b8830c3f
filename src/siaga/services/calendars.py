"""Calendars as packs bring them and as an administrator enters them: by form, by pasted rows, by file."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import ProtectedError

from siaga.domain.calendars import (
    KIND,
    OPTIONAL,
    REQUIRED,
    NewCalendar,
    read_calendar,
    read_stage,
    read_stages,
)
from siaga.domain.calendars import Calendar as CalendarValue
from siaga.domain.entries import CodeTaken, FieldsWrong
from siaga.domain.import_problems import TooManyRows
from siaga.domain.packs import Fields, pack_names
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import Problem
from siaga.domain.row_problems import CellIsFormula
from siaga.domain.stage_problems import CalendarOfPack, ElectionUnknown
from siaga.domain.stages import Stage, dated_among
from siaga.services import stage_rows
from siaga.services.elections import Entered
from siaga.services.imports.sheets import SheetRow, formula_cells, read_sheet, require_columns
from siaga.services.use_case import changes, reads
from siaga.services.working_days import legal_holidays
from siaga.store.models import Calendar, Election

_WORDS = {
    "kode": "code",
    "tahapan": "name",
    "nama": "name",
    "mulai": "first",
    "sampai": "last",
    "selesai": "last",
    "panjang": "length",
    "pelaksana": "body",
    "jenis": "kind",
    "setelah": "after",
    "jarak": "days",
    "hari_kerja": "working",
    "berlaku_sejak": "valid_from",
    "terverifikasi": "verified",
}
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
MOST_STAGES = 500
_COLUMNS = (*REQUIRED, *OPTIONAL)


@dataclass(frozen=True, slots=True)
class CalendarChoices:
    """What a new calendar can be of, and what a new stage can follow."""

    elections: tuple[tuple[str, str], ...]


@reads(Permission.ENTER_ELECTIONS)
def calendar_choices(_: Actor) -> CalendarChoices:
    """The elections there are, the next first."""
    rows = Election.rows.order_by("-polling_day", "code")
    return CalendarChoices(tuple((row.code, f"{row.name} ({row.polling_day.isoformat()})") for row in rows))


def load_calendars() -> int:
    """The packaged calendars; decisions stay, and a stage that decisions or reports lean on stays too."""
    holidays = legal_holidays()
    names = pack_names(KIND)
    for name in names:
        value = read_calendar(name, holidays)
        if not Calendar.rows.filter(code=value.code).exclude(entered_by=None).exists():
            _load(value)
    return len(names)


def _load(value: CalendarValue) -> None:
    row, _ = Calendar.rows.update_or_create(
        code=value.code,
        defaults={
            "name": value.name,
            "name_en": value.name_en,
            "election": Election.rows.get(code=value.election),
            "regulation": value.regulation,
            "valid_from": value.valid_from,
            "source": value.reference(value.source)[:300],
            "concluded": value.concluded,
            "concluded_why": value.concluded_why,
            "concluded_why_en": value.concluded_why_en,
            "about": value.about,
            "about_en": value.about_en,
        },
    )
    known = {stage.code: stage for stage in row.stages.all()}
    for position, stage in enumerate(value.stages):
        fresh = stage_rows.stage_row(stage, row, position)
        fresh.source = value.reference(stage.source)[:300]
        fresh.pk = known[stage.code].pk if stage.code in known else None
        fresh.save()
    for gone in set(known) - {one.code for one in value.stages}:
        with suppress(ProtectedError):
            known[gone].delete()


@changes(Permission.ENTER_ELECTIONS, "mencatat kalender {result.name} ({result.code})")
def enter_calendar(actor: Actor, *, new: NewCalendar, file: tuple[str, bytes] | None = None) -> Entered:
    """Enter the calendar of an election from rows of a sheet; the same form sent twice is one calendar."""
    wrong = dict(new.wrong())
    election = Election.rows.filter(code=new.election).first()
    if new.election and election is None:
        wrong["election"] = ElectionUnknown(code=new.election)
    stages: tuple[Stage, ...] = ()
    try:
        stages = sheet_stages(*(file or ("tahapan.csv", new.stages.encode())))
    except Problem as problem:
        wrong["stages"] = problem
    row = Calendar.rows.filter(code=new.code).first()
    if row is not None and not _same(row, new, stages):
        wrong["code"] = CodeTaken(code=new.code, name=row.name)
    if wrong or election is None:
        raise FieldsWrong(wrong)
    if row is None:
        _enter(actor, new, election, stages)
    return Entered(new.code, new.name, again=row is not None)


def _enter(actor: Actor, new: NewCalendar, election: Election, stages: tuple[Stage, ...]) -> None:
    """The rows of a new calendar."""
    row = Calendar.rows.create(
        code=new.code,
        name=new.name,
        name_en=new.name_en,
        election=election,
        regulation=new.regulation,
        valid_from=new.valid_from,
        source=new.source,
        entered_by_id=actor.user_id,
    )
    for position, stage in enumerate(stages):
        stage_rows.stage_row(stage, row, position).save()


@changes(Permission.ENTER_ELECTIONS, "menambah tahapan {result.name} pada kalender {calendar}")
def enter_stage(_: Actor, *, calendar: str, values: Mapping[str, str]) -> Entered:
    """Add one stage to a calendar that was entered; the same form sent twice is one stage."""
    row = stage_rows.calendar_named(calendar)
    if row.entered_by_id is None and calendar in pack_names(KIND):
        raise CalendarOfPack(name=row.name)
    others = stage_rows.stages_of(row)
    try:
        stage = read_stage(Fields(_read(values), "formulir", ""))
        same = [one for one in others if one.code == stage.code]
        stage = dated_among(stage, [one for one in others if one not in same], legal_holidays())
    except Problem as problem:
        raise FieldsWrong({"": problem}) from None
    if same and (same[0].name, same[0].span) != (stage.name, stage.span):
        raise FieldsWrong({"code": CodeTaken(code=stage.code, name=same[0].name)})
    if not same:
        stage_rows.stage_row(stage, row, len(others)).save()
    return Entered(stage.code, stage.name, again=bool(same))


def sheet_stages(file_name: str, content: bytes) -> tuple[Stage, ...]:
    """The stages of an uploaded or pasted sheet, with every day counted."""
    sheet = read_sheet(file_name, content)
    if len(sheet.rows) > MOST_STAGES:
        raise TooManyRows(file=file_name, limit=MOST_STAGES)
    columns = tuple(_WORDS.get(column, column) for column in sheet.columns)
    require_columns(type(sheet)(columns, sheet.rows), ("code", "name"), _COLUMNS)
    return read_stages([_fields(row) for row in sheet.rows], legal_holidays())


def _fields(row: SheetRow) -> Fields:
    """A row of a sheet as a record whose faults name its number."""
    if formula_cells(row):
        raise CellIsFormula()
    values = {_WORDS.get(name, name): _written(cell) for name, cell in row.cells.items()}
    return Fields(_read(values), "lembar kerja", f"baris/row {row.number}")


def _written(cell: object) -> str:
    """A cell as it would be written in a pack."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "1" if cell else ""
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _read(values: Mapping[str, str]) -> dict[str, str]:
    """Values as people write them: 14/02/2029 for a day, a true minus sign, ya for yes."""
    read = {name: value.strip() for name, value in values.items()}
    for name in ("first", "last", "valid_from"):
        if match := _DAY_FIRST.fullmatch(read.get(name, "")):
            day, month, year = match.groups()
            read[name] = f"{year}-{int(month):02d}-{int(day):02d}"
    read["days"] = read.get("days", "").replace("−", "-").removeprefix("+")
    for name in ("working", "verified"):
        word = read.get(name, "").casefold()
        read[name] = {"ya": "1", "yes": "1", "tidak": "0", "no": "0"}.get(word, word)
    return read


def _same(row: Calendar, new: NewCalendar, stages: tuple[Stage, ...]) -> bool:
    """Whether a calendar is the one entered again."""
    mine = (row.name, row.election.code, row.regulation, row.valid_from)
    theirs = (new.name, new.election, new.regulation, new.valid_from)
    spans = [(one.code, one.span) for one in stage_rows.stages_of(row)]
    return mine == theirs and spans == [(one.code, one.span) for one in stages]
