"""Imports raw occurrences for the indicators of a set: looked at first, then all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from functools import partial

from siaga.domain.imports import (
    Cell,
    Effect,
    Finding,
    ImportKind,
    Loaded,
    PlannedRow,
    Preview,
    count_of,
    day_of,
    text_of,
)
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound, Problem
from siaga.domain.row_problems import CellEmpty, IndicatorUnknown, RowTwice, SeverityUnknown
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
from siaga.services.imports.remarks import RowsSkipped, SeverityMissing
from siaga.services.imports.rows import RowReader, codes_in, differences
from siaga.services.imports.sets import set_nodes, severities_of
from siaga.services.imports.sheets import SheetRow, read_sheet, require_columns
from siaga.services.use_case import changes, reads
from siaga.store.models import Area, IndicatorSet, Occurrence

OCCURRENCE_COLUMNS = ("area", "name", "indicator", "date", "count", "severity", "source", "note")
Key = tuple[str, str, date, str, str]


@dataclass(frozen=True, slots=True)
class OccurrenceGiven:
    """What one row says: so many occurrences of one indicator on one day in one area."""

    number: int
    area: Area
    node: str
    on: date
    count: int
    severity: str
    source: str
    note: str

    @property
    def key(self) -> Key:
        """What makes it the same occurrence when a file is loaded twice."""
        return (self.area.code, self.node, self.on, self.severity, self.source)


@dataclass(slots=True)
class OccurrenceCheck:
    """Checks the rows of one file, remembering which occurrences came before."""

    actor: Actor
    upload: Upload
    indicators: tuple[str, ...]
    severities: tuple[str, ...]
    areas: KnownAreas
    today: date
    findings: list[Finding] = field(default_factory=list)
    skipped: int = 0
    _first: dict[Key, int] = field(default_factory=dict)

    def read(self, row: SheetRow) -> OccurrenceGiven | None:
        """What ``row`` says; nothing where it fails or holds no more than an area's name."""
        if not row.filled("indicator", "date", "count", "severity", "source", "note"):
            self.skipped += 1
            return None
        reader = RowReader(row, self.findings)
        node = reader.take("indicator", self._indicator)
        on = reader.required(
            "date", reader.take("date", partial(day_of, today=self.today)), "tanggal kejadian"
        )
        count = reader.required("count", reader.take("count", count_of), "jumlah kejadian")
        severity = reader.take("severity", self._severity)
        source = reader.text("source", 300, self.upload.source)
        reader.required("source", source, "sumber laporan")
        note = reader.text("note", 2000)
        area = self._area(reader, on or self.today)
        if reader.failed or None in (area, node, on, count, severity):
            return None
        assert area and node and on and count is not None and severity is not None
        return self._once(reader, OccurrenceGiven(row.number, area, node, on, count, severity, source, note))

    def _area(self, reader: RowReader, on: date) -> Area | None:
        code = reader.take("area", code_of)
        area = reader.check("area", lambda: self.areas.on(code, on)) if code else None
        if area is not None:
            reader.check("area", lambda: require_in_territory(self.actor, area))
        return area

    def _indicator(self, cell: Cell) -> str:
        code = text_of(cell)
        if not code:
            raise CellEmpty(expected="kode indikator")
        if code not in self.indicators:
            close = get_close_matches(code, self.indicators, 1)
            raise IndicatorUnknown(hint=f" (→ {close[0]}?)" if close else "")
        return code

    def _severity(self, cell: Cell) -> str:
        word = text_of(cell).casefold()
        known = self.severities
        if word not in known and (word or known):
            raise SeverityUnknown(known=", ".join(known) or "–")
        return word

    def _once(self, reader: RowReader, one: OccurrenceGiven) -> OccurrenceGiven | None:
        first = self._first.setdefault(one.key, reader.row.number)
        if first != reader.row.number:
            what = f"{one.area.code}, {one.node}, {one.on}, {one.source}"
            reader.note("area", RowTwice(first=first, what=what))
            return None
        return one


def plan_occurrences(actor: Actor, upload: Upload, now: datetime) -> Plan:
    """What the rows of an uploaded sheet would do to the occurrences of a set."""
    return examine_occurrences(actor, upload, now)()


def examine_occurrences(actor: Actor, upload: Upload, now: datetime) -> Comparison:
    """Read the sheet and check its rows; what comes back compares them with the occurrences there are."""
    one_set = IndicatorSet.rows.filter(code=upload.target).first()
    if one_set is None:
        raise NotFound(what="Set indikator", name=upload.target)
    sheet = read_sheet(upload.file_name, upload.content)
    require_columns(sheet, ("area", "indicator", "date", "count"), OCCURRENCE_COLUMNS)
    indicators = tuple(node.code for node in set_nodes(one_set.indicators) if node.is_indicator)
    severities = severities_of(one_set)
    today = space_of(upload.space, now).now(now).date()
    areas = KnownAreas.named(codes_in(sheet))
    check = OccurrenceCheck(actor, upload, indicators, severities, areas, today)
    given = [one for row in sheet.rows if (one := check.read(row)) is not None]
    return lambda: _plan(check, one_set, given, now)


def _plan(
    check: OccurrenceCheck, one_set: IndicatorSet, given: Sequence[OccurrenceGiven], now: datetime
) -> Plan:
    """The checked rows beside the occurrences there are now."""
    actor, upload = check.actor, check.upload
    existing = _existing(actor, upload, one_set)
    rows = tuple(_compared(one, existing.get(one.key), upload) for one in given)
    preview = Preview(
        ImportKind.OCCURRENCES,
        one_set.code,
        one_set.name,
        upload.file_name,
        rows,
        tuple(check.findings),
        audience_for(upload.label, actor.agency or upload.agency, {one.area.code for one in given}),
        _remarks(check),
        total=sum(one.count for one in given),
    )
    writing = [one for one, row in zip(given, rows, strict=True) if row.effect is not Effect.SAME]
    return Plan(preview, lambda: _write(actor, upload, (one_set, existing), (writing, now)))


def _remarks(check: OccurrenceCheck) -> tuple[Problem, ...]:
    remarks: list[Problem] = [] if check.severities else [SeverityMissing()]
    if check.skipped:
        remarks.append(RowsSkipped(count=check.skipped))
    return tuple(remarks)


def _existing(actor: Actor, upload: Upload, one_set: IndicatorSet) -> dict[Key, Occurrence]:
    """The occurrences of the same owner; another agency's count of the same day is another row."""
    owner = actor.agency or upload.agency
    rows = Occurrence.unscoped.filter(indicator_set=one_set, space__code=upload.space)
    rows = rows.filter(owner__code=owner) if owner else rows.filter(owner=None)
    return {(row.area, row.node, row.on, row.severity, row.source): row for row in rows}


def _compared(one: OccurrenceGiven, row: Occurrence | None, upload: Upload) -> PlannedRow:
    before = {"count": row.count, "note": row.note, "label": row.label} if row else None
    after = {"count": one.count, "note": one.note, "label": upload.label.value}
    if row is None:
        told = {"indicator": one.node, "date": one.on, "severity": one.severity, "source": one.source}
        return PlannedRow(
            one.number, one.area.code, one.area.name, Effect.ADD, differences(None, {**told, **after})
        )
    differing = differences(before, after)
    effect = Effect.CHANGE if differing else Effect.SAME
    return PlannedRow(one.number, one.area.code, one.area.name, effect, differing)


def _write(
    actor: Actor,
    upload: Upload,
    target: tuple[IndicatorSet, Mapping[Key, Occurrence]],
    writing: tuple[Sequence[OccurrenceGiven], datetime],
) -> None:
    """Write the occurrences (at a moment) into the set, beside the rows there are."""
    (one_set, existing), (given, now) = target, writing
    space, owner = space_row(upload.space, now), owner_row(actor, upload)
    rows = []
    for one in given:
        row = existing.get(one.key) or Occurrence(
            indicator_set=one_set,
            space=space,
            owner=owner,
            area=one.area.code,
            node=one.node,
            on=one.on,
            severity=one.severity,
            source=one.source,
        )
        row.count, row.note = one.count, one.note
        row.label, row.entered_by_id = upload.label.value, actor.user_id
        rows.append(row)
    Occurrence.unscoped.bulk_create([row for row in rows if row.pk is None], batch_size=2000)
    Occurrence.unscoped.bulk_create(
        [row for row in rows if row.pk is not None],
        2000,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=("count", "note", "label", "entered_by"),
    )


@changes(Permission.IMPORT_READINGS, "mengunggah berkas “{result.file_name}” untuk pratinjau kejadian")
def keep_occurrences(actor: Actor, *, plan: Plan, upload: Upload, now: datetime) -> Draft:
    """Keep a planned upload until its author loads it."""
    return keep_plan(actor, plan, upload, now)


@reads(Permission.IMPORT_READINGS)
def preview_occurrences(actor: Actor, *, upload: Upload, now: datetime) -> Draft:
    """Keep an uploaded sheet of occurrences and say what it would do."""
    return keep_occurrences(actor, plan=plan_occurrences(actor, upload, now), upload=upload, now=now)


@reads(Permission.IMPORT_READINGS)
def occurrences_draft(actor: Actor, *, draft: int, now: datetime) -> Draft:
    """The actor's own uploaded sheet of occurrences, against the rows there are now."""
    return draft_as_of(actor, plan_occurrences, (ImportKind.OCCURRENCES, draft), now)


@changes(
    Permission.IMPORT_READINGS,
    "memuat kejadian untuk {result.target_name} dari “{result.file_name}”: "
    "{result.added} baru, {result.changed} diubah, {result.same} sama",
)
def record_occurrences(actor: Actor, *, compare: Comparison, draft: int, seal: str, now: datetime) -> Loaded:
    """Compare with the rows there are now, and write."""
    return load_draft(actor, lambda *_: compare(), (ImportKind.OCCURRENCES, draft), (seal, now))


@reads(Permission.IMPORT_READINGS)
def load_occurrences(actor: Actor, *, draft: int, seal: str, now: datetime) -> Loaded:
    """Load the previewed occurrences, all or nothing."""
    compare = examine_occurrences(actor, kept_upload(actor, ImportKind.OCCURRENCES, draft, now), now)
    return record_occurrences(actor, compare=compare, draft=draft, seal=seal, now=now)
