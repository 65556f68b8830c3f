"""Imports counts of polling stations (TPS) by kecamatan: KPU's own sheet, or Siaga's simple template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from siaga.domain.areas import Level
from siaga.domain.import_problems import DayNotGiven, SourceNotGiven
from siaga.domain.imports import Effect, Finding, ImportKind, Loaded, PlannedRow, Preview, count_of, day_of
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound, Problem
from siaga.domain.row_problems import LevelNotCounted, NamesDiffer, OtherElection, RowTwice, StationByOrder
from siaga.services.imports.areas import KnownAreas, code_of, require_in_territory
from siaga.services.imports.plans import (
    Comparison,
    Draft,
    Plan,
    Upload,
    audience_for,
    draft_as_of,
    keep_plan,
    kept_upload,
    load_draft,
    owner_row,
    space_of,
    space_row,
)
from siaga.services.imports.remarks import StationsMatchedByName, StationsMatchedByOrder
from siaga.services.imports.rows import RowReader, codes_in, differences
from siaga.services.imports.sheets import Sheet, SheetRow, read_sheet, require_columns
from siaga.services.imports.station_codes import How, Match, kpu_matches, plain
from siaga.services.use_case import changes, reads
from siaga.store.models import Area, Election, StationCount

STATION_COLUMNS = ("area", "name", "tps", "election", "source", "date")
KPU_COLUMNS = ("kode_kpu", "kode_kemendagri_cocok", "nama_kecamatan", "tps")


@dataclass(frozen=True, slots=True)
class CountGiven:
    """What one row says: so many polling stations in an area."""

    number: int
    area: Area
    stations: int
    source: str
    date: date


@dataclass(slots=True)
class StationCheck:
    """Checks the rows of one file, remembering which kecamatan came before."""

    actor: Actor
    upload: Upload
    election: Election
    today: date
    codes: KnownAreas
    matches: Mapping[int, Match] = field(repr=False)
    findings: list[Finding] = field(default_factory=list)
    _first: dict[str, int] = field(default_factory=dict)

    def read(self, row: SheetRow) -> CountGiven | None:
        """The count in ``row``; nothing where it fails."""
        reader = RowReader(row, self.findings)
        election = reader.text("election", 64)
        if election and election not in (self.election.code, self.election.name):
            reader.note("election", OtherElection(election=self.election.name))
        area = self._area(reader)
        stations = reader.required("tps", reader.take("tps", count_of), "jumlah TPS")
        day = reader.take("date", partial(day_of, today=self.today)) or self.upload.day
        source = reader.text("source", 300, self.upload.source)
        reader.required("date", day, "tanggal angka")
        reader.required("source", source, "sumber angka")
        if reader.failed or area is None or stations is None or day is None:
            return None
        match = self.matches.get(row.number)
        if match is not None and match.how is How.ORDER:
            source = f"{source[:240]}; kecamatan menurut urutan nomor KPU"
        return CountGiven(row.number, area, stations, source, day)

    def _area(self, reader: RowReader) -> Area | None:
        area = self._matched(reader)
        if area is None:
            return None
        column = "area" if reader.row.filled("area") else "kode_kpu"
        if area.level != Level.KECAMATAN:
            reader.note(column, LevelNotCounted(name=area.name, level=area.level))
        reader.check(column, lambda: require_in_territory(self.actor, area))
        first = self._first.setdefault(area.code, reader.row.number)
        if first != reader.row.number:
            reader.note(column, RowTwice(first=first, what=area.code))
        return area

    def _matched(self, reader: RowReader) -> Area | None:
        """The area of the row: by its own code, or by the match of KPU's code."""
        day = self.election.polling_day
        match = self.matches.get(reader.row.number)
        if match is None:
            column = "area" if reader.row.filled("area") or not reader.row.filled("kode_kpu") else "kode_kpu"
            code = reader.take(column, code_of)
            area = reader.check(column, lambda: self.codes.on(code, day)) if code else None
            self._same_name(reader, area)
            return area
        if match.problem is not None:
            reader.note("kode_kpu", match.problem)
            return None
        area = reader.check("kode_kpu", lambda: self.codes.on(match.code, day))
        if match.how is How.ORDER and area is not None:
            fields = {"within": area.parent, "name": area.name, "code": area.code}
            reader.note("kode_kpu", StationByOrder(**fields), serious=False)
        elif match.how is How.CODE:
            self._same_name(reader, area)
        return area

    def _same_name(self, reader: RowReader, area: Area | None) -> None:
        column = next((one for one in ("nama_kecamatan", "name") if reader.row.filled(one)), "")
        name = reader.text(column, 120) if column else ""
        if area is not None and name and plain(name) != plain(area.name):
            reader.note(column, NamesDiffer(given=name, name=area.name), serious=False)


def _election(code: str) -> Election:
    row = Election.rows.filter(code=code).first()
    if row is None:
        raise NotFound(what="Pemilihan", name=code)
    return row


def _checked_sheet(upload: Upload) -> Sheet:
    """The sheet, in KPU's columns (more columns are left aside) or in those of the template."""
    sheet = read_sheet(upload.file_name, upload.content)
    if "kode_kpu" in sheet.columns:
        require_columns(sheet, KPU_COLUMNS, sheet.columns)
    else:
        require_columns(sheet, ("area", "tps"), STATION_COLUMNS)
    if "source" not in sheet.columns and not upload.source:
        raise SourceNotGiven
    if "date" not in sheet.columns and upload.day is None:
        raise DayNotGiven
    return sheet


def plan_stations(actor: Actor, upload: Upload, now: datetime) -> Plan:
    """What the rows of an uploaded sheet would do to the counts of an election."""
    return examine_stations(actor, upload, now)()


def examine_stations(actor: Actor, upload: Upload, now: datetime) -> Comparison:
    """Read the sheet and check its rows; what comes back compares them with the counts there are."""
    election = _election(upload.target)
    sheet = _checked_sheet(upload)
    matches = kpu_matches(sheet, election.polling_day)
    codes = codes_in(sheet) | codes_in(sheet, "kode_kpu") | {match.code for match in matches.values()}
    today = space_of(upload.space, now).now(now).date()
    check = StationCheck(actor, upload, election, today, KnownAreas.named(codes), matches)
    given = [one for row in sheet.rows if (one := check.read(row)) is not None]
    return lambda: _plan(check, given, now)


def _plan(check: StationCheck, given: Sequence[CountGiven], now: datetime) -> Plan:
    """The checked rows beside the counts there are now."""
    actor, upload, election, matches = check.actor, check.upload, check.election, check.matches
    existing = _existing(election, upload.space)
    rows = tuple(_compared(one, existing.get(one.area.code), upload) for one in given)
    preview = Preview(
        ImportKind.STATIONS,
        election.code,
        election.name,
        upload.file_name,
        rows,
        tuple(check.findings),
        audience_for(upload.label, actor.agency or upload.agency, {one.area.code for one in given}),
        _remarks(matches),
        total=sum(one.stations for one in given),
    )
    writing = [one for one, row in zip(given, rows, strict=True) if row.effect is not Effect.SAME]
    return Plan(preview, lambda: _write(actor, upload, (election, existing), (writing, now)))


def _remarks(matches: Mapping[int, Match]) -> tuple[Problem, ...]:
    """What a reader must know of how KPU's codes found their kecamatan."""
    remarks: list[Problem] = []
    by_name = [match for match in matches.values() if match.how is How.NAME and match.code]
    by_order = [match.code for match in matches.values() if match.how is How.ORDER and match.code]
    if by_name:
        remarks.append(StationsMatchedByName(count=len(by_name)))
    if by_order:
        within = ", ".join(sorted({code[:5] for code in by_order}))
        remarks.append(StationsMatchedByOrder(count=len(by_order), within=within))
    return tuple(remarks)


def _existing(election: Election, space: str) -> dict[str, StationCount]:
    rows = StationCount.unscoped.filter(election=election, space__code=space)
    return {row.area: row for row in rows}


def _compared(one: CountGiven, row: StationCount | None, upload: Upload) -> PlannedRow:
    before = (
        {"tps": row.stations, "source": row.source, "date": row.date, "label": row.label} if row else None
    )
    after = {"tps": one.stations, "source": one.source, "date": one.date, "label": upload.label.value}
    differing = differences(before, after)
    effect = Effect.ADD if row is None else Effect.CHANGE if differing else Effect.SAME
    return PlannedRow(one.number, one.area.code, one.area.name, effect, differing)


def _write(
    actor: Actor,
    upload: Upload,
    target: tuple[Election, Mapping[str, StationCount]],
    writing: tuple[Sequence[CountGiven], datetime],
) -> None:
    """Write the counts (at a moment) into the election, beside the rows there are."""
    (election, existing), (given, now) = target, writing
    space, owner = space_row(upload.space, now), owner_row(actor, upload)
    rows = []
    for one in given:
        row = existing.get(one.area.code) or StationCount(
            space=space, owner=owner, area=one.area.code, election=election
        )
        row.stations, row.source, row.date = one.stations, one.source, one.date
        row.label, row.entered_by_id = upload.label.value, actor.user_id
        rows.append(row)
    StationCount.unscoped.bulk_create([row for row in rows if row.pk is None], batch_size=2000)
    StationCount.unscoped.bulk_create(
        [row for row in rows if row.pk is not None],
        2000,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=("stations", "source", "date", "label", "entered_by"),
    )


@changes(Permission.IMPORT_STATIONS, "mengunggah berkas “{result.file_name}” untuk pratinjau jumlah TPS")
def keep_stations(actor: Actor, *, plan: Plan, upload: Upload, now: datetime) -> Draft:
    """Keep a planned upload until its author loads it."""
    return keep_plan(actor, plan, upload, now)


@reads(Permission.IMPORT_STATIONS)
def preview_stations(actor: Actor, *, upload: Upload, now: datetime) -> Draft:
    """Keep an uploaded sheet of TPS counts and say what it would do."""
    return keep_stations(actor, plan=plan_stations(actor, upload, now), upload=upload, now=now)


@reads(Permission.IMPORT_STATIONS)
def stations_draft(actor: Actor, *, draft: int, now: datetime) -> Draft:
    """The actor's own uploaded sheet of TPS counts, against the rows there are now."""
    return draft_as_of(actor, plan_stations, (ImportKind.STATIONS, draft), now)


@changes(
    Permission.IMPORT_STATIONS,
    "memuat jumlah TPS {result.target_name} dari “{result.file_name}”: "
    "{result.added} kecamatan baru, {result.changed} diubah, {result.same} sama",
)
def record_stations(actor: Actor, *, compare: Comparison, draft: int, seal: str, now: datetime) -> Loaded:
    """Compare with the rows there are now, and write."""
    return load_draft(actor, lambda *_: compare(), (ImportKind.STATIONS, draft), (seal, now))


@reads(Permission.IMPORT_STATIONS)
def load_stations(actor: Actor, *, draft: int, seal: str, now: datetime) -> Loaded:
    """Load the previewed TPS counts, all or nothing."""
    compare = examine_stations(actor, kept_upload(actor, ImportKind.STATIONS, draft, now), now)
    return record_stations(actor, compare=compare, draft=draft, seal=seal, now=now)
