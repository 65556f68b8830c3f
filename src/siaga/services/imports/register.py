"""Imports the register of polling stations (TPS) from a sheet: looked at first, then all or nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from siaga.domain.import_problems import DayNotGiven, HeaderMissing, SourceNotGiven
from siaga.domain.imports import Difference, Effect, ImportKind, Loaded, PlannedRow, Preview
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound, Problem
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
from siaga.services.imports.register_rows import REGISTER_COLUMNS, Kelurahan, RegisterCheck, StationGiven
from siaga.services.imports.remarks import StationsWithoutPoint
from siaga.services.imports.rows import differences
from siaga.services.imports.sheets import Sheet, read_sheet, require_columns
from siaga.services.use_case import changes, reads
from siaga.store.models import Election, Station
from siaga.store.station_rows import COLUMNS, next_version, upsert_stations

_SHOWN = ("place", "address", "latitude", "longitude", "point_kind", "voters", "source", "date")
_PORTION = 500


def election_of(code: str) -> Election:
    """The election a register belongs to."""
    row = Election.rows.filter(code=code).first()
    if row is None:
        raise NotFound(what="Pemilihan", name=code)
    return row


def check_columns(sheet: Sheet, upload: Upload) -> None:
    """Refuse a sheet without codes, with unknown columns, or with numbers nobody vouches for."""
    require_columns(sheet, (), REGISTER_COLUMNS)
    if "code" not in sheet.columns and not {"area", "number"} <= set(sheet.columns):
        raise HeaderMissing(columns="code (atau area, number)")
    if "source" not in sheet.columns and not upload.source:
        raise SourceNotGiven
    if "date" not in sheet.columns and upload.day is None:
        raise DayNotGiven


def new_check(actor: Actor, upload: Upload, now: datetime) -> RegisterCheck:
    """A check of the rows of ``upload`` against the kelurahan of its election's day."""
    election = election_of(upload.target)
    today = space_of(upload.space, now).now(now).date()
    return RegisterCheck(actor, upload, election, today, Kelurahan.of(election.polling_day))


def plan_register(actor: Actor, upload: Upload, now: datetime) -> Plan:
    """What the rows of an uploaded sheet would do to the register of an election."""
    return examine_register(actor, upload, now)()


def examine_register(actor: Actor, upload: Upload, now: datetime) -> Comparison:
    """Read the sheet and check its rows; what comes back compares them with the stations there are."""
    sheet = read_sheet(upload.file_name, upload.content)
    check_columns(sheet, upload)
    check = new_check(actor, upload, now)
    given = [one for row in sheet.rows if (one := check.read(row)) is not None]
    return lambda: _plan(check, given, now)


def _plan(check: RegisterCheck, given: list[StationGiven], now: datetime) -> Plan:
    """The checked rows beside the stations there are now."""
    actor, upload = check.actor, check.upload
    existing = _existing(check.election, upload.space, [one.code.key for one in given])
    rows = tuple(_compared(one, existing.get(one.code.key), upload) for one in given)
    preview = Preview(
        ImportKind.REGISTER,
        check.election.code,
        check.election.name,
        upload.file_name,
        rows,
        tuple(check.findings),
        audience_for(upload.label, actor.agency or upload.agency, {one.code.area for one in given}),
        _remarks(given),
        total=len(given),
    )
    writing = [one for one, row in zip(given, rows, strict=True) if row.effect is not Effect.SAME]
    return Plan(preview, lambda: write_register(actor, upload, (one.values() for one in writing), now))


def _remarks(given: list[StationGiven]) -> tuple[Problem, ...]:
    lent = sum(one.point_kind != "own" for one in given)
    return (StationsWithoutPoint(count=lent),) if lent else ()


def _existing(election: Election, space: str, codes: list[int]) -> dict[int, dict[str, Any]]:
    """The rows there are for ``codes``, asked in portions."""
    found: dict[int, dict[str, Any]] = {}
    rows = Station.unscoped.filter(space__code=space, election=election)
    for start in range(0, len(codes), _PORTION):
        portion = rows.filter(code__in=codes[start : start + _PORTION])
        found.update({row["code"]: row for row in portion.values("code", "label", *_SHOWN)})
    return found


def _compared(one: StationGiven, before: Mapping[str, Any] | None, upload: Upload) -> PlannedRow:
    values = dict(zip(COLUMNS, one.values(), strict=True))
    after = {name: values[name] for name in _SHOWN} | {"label": upload.label.value}
    differing: tuple[Difference, ...] = differences(before, after)
    effect = Effect.ADD if before is None else Effect.CHANGE if differing else Effect.SAME
    return PlannedRow(one.row, one.code.text, one.name, effect, differing)


def write_register(actor: Actor, upload: Upload, rows: Iterable[tuple[Any, ...]], now: datetime) -> None:
    """Write stations within the open transaction and mark the register as changed."""
    space, election = space_row(upload.space, now), election_of(upload.target)
    owner = owner_row(actor, upload)
    shared = (space.pk, owner.pk if owner else None, upload.label.value, election.pk, actor.user_id)
    upsert_stations(rows, shared)
    next_version(space, election, now)


@changes(Permission.IMPORT_STATIONS, "mengunggah berkas “{result.file_name}” untuk pratinjau register TPS")
def keep_register(actor: Actor, *, plan: Plan, upload: Upload, now: datetime) -> Draft:
    """Keep a planned upload until its author loads it."""
    return keep_plan(actor, plan, upload, now)


@reads(Permission.IMPORT_STATIONS)
def preview_register(actor: Actor, *, upload: Upload, now: datetime) -> Draft:
    """Keep an uploaded sheet of stations and say what it would do."""
    return keep_register(actor, plan=plan_register(actor, upload, now), upload=upload, now=now)


@reads(Permission.IMPORT_STATIONS)
def register_draft(actor: Actor, *, draft: int, now: datetime) -> Draft:
    """The actor's own uploaded sheet of stations, against the rows there are now."""
    return draft_as_of(actor, plan_register, (ImportKind.REGISTER, draft), now)


@changes(
    Permission.IMPORT_STATIONS,
    "memuat register TPS {result.target_name} dari “{result.file_name}”: "
    "{result.added} TPS baru, {result.changed} diubah, {result.same} sama",
)
def record_register(actor: Actor, *, compare: Comparison, draft: int, seal: str, now: datetime) -> Loaded:
    """Compare with the rows there are now, and write."""
    return load_draft(actor, lambda *_: compare(), (ImportKind.REGISTER, draft), (seal, now))


@reads(Permission.IMPORT_STATIONS)
def load_register(actor: Actor, *, draft: int, seal: str, now: datetime) -> Loaded:
    """Load the previewed stations, all or nothing."""
    compare = examine_register(actor, kept_upload(actor, ImportKind.REGISTER, draft, now), now)
    return record_register(actor, compare=compare, draft=draft, seal=seal, now=now)
