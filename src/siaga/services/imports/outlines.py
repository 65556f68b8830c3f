"""Imports outlines of areas from GeoJSON; each replaces the packaged outline of its area until removed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from siaga.domain.import_problems import DayNotGiven, FileEmpty, FileTooLarge, SourceNotGiven, SuffixUnknown
from siaga.domain.imports import Audience, Effect, Finding, ImportKind, Loaded, PlannedRow, Preview
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound, Problem
from siaga.domain.row_problems import DateInFuture
from siaga.services.imports.areas import require_in_territory
from siaga.services.imports.plans import (
    Comparison,
    Draft,
    Plan,
    Upload,
    draft_as_of,
    keep_plan,
    kept_upload,
    load_draft,
)
from siaga.services.imports.rows import differences
from siaga.services.use_case import changes, reads
from siaga.store.models import Area, Outline
from siaga.store.outline_files import read_outline_file

LARGEST_OUTLINES = 20_000_000


@dataclass(frozen=True, slots=True)
class ImportedOutline:
    """An imported outline: which area, from where, of which date, and who brought it."""

    area: str
    name: str
    source: str
    date: date
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class OutlineGiven:
    """One outline of a file that passed: its feature, its area and its GeoJSON text."""

    feature: int
    code: str
    name: str
    text: str
    date: date


def _checked(upload: Upload, now: datetime) -> date:
    """Refuse a file that cannot be outlines, or outlines without source and date."""
    if not upload.file_name.lower().endswith((".geojson", ".json")):
        raise SuffixUnknown(file=upload.file_name, known="GeoJSON (.geojson)")
    if not upload.content.strip():
        raise FileEmpty(file=upload.file_name)
    if len(upload.content) > LARGEST_OUTLINES:
        sizes = {"size": len(upload.content) // 1_000_000, "limit": LARGEST_OUTLINES // 1_000_000}
        raise FileTooLarge(file=upload.file_name, **sizes)
    if not upload.source:
        raise SourceNotGiven
    if upload.day is None:
        raise DayNotGiven
    if upload.day > now.date():
        raise DateInFuture(today=now.date().isoformat())
    return upload.day


def plan_outlines(actor: Actor, upload: Upload, now: datetime) -> Plan:
    """Which outlines a GeoJSON file would add or replace."""
    return examine_outlines(actor, upload, now)()


def examine_outlines(actor: Actor, upload: Upload, now: datetime) -> Comparison:
    """Read and check the file; what comes back compares its outlines with those there are."""
    day = _checked(upload, now)
    file = read_outline_file(upload.content)
    findings = [_finding(problem) for problem in file.problems]
    codes = [one.code for one in file.readable]
    areas = {area.code: area for area in Area.rows.filter(code__in=codes, valid_to__isnull=True)}
    given: list[OutlineGiven] = []
    for one in file.readable:
        area = areas.get(one.code)
        try:
            if area is None:
                raise NotFound(what="Wilayah", name=one.code)
            require_in_territory(actor, area)
        except Problem as problem:
            findings.append(Finding(one.feature, "feature", one.code, problem))
            continue
        text = json.dumps(one.geometry.__geo_interface__, separators=(",", ":"))
        given.append(OutlineGiven(one.feature, one.code, area.name, text, day))
    return lambda: _plan(actor, upload, (given, findings), now)


def _plan(
    actor: Actor, upload: Upload, checked: tuple[Sequence[OutlineGiven], Sequence[Finding]], now: datetime
) -> Plan:
    """The checked outlines beside those there are now."""
    given, findings = checked
    existing = {row.area: row for row in Outline.rows.filter(area__in=[one.code for one in given])}
    rows = tuple(_compared(one, existing.get(one.code), upload) for one in given)
    everybody = Audience(everybody=True)
    name = "Batas wilayah"
    preview = Preview(ImportKind.OUTLINES, "", name, upload.file_name, rows, tuple(findings), everybody)
    same = {row.area for row in rows if row.effect is Effect.SAME}
    texts = {one.code: one.text for one in given if one.code not in same}
    return Plan(preview, lambda: _write(actor, texts, upload, now))


def _finding(problem: Problem) -> Finding:
    """A problem of the reader as a finding; its sentence names the feature already."""
    number = problem.fields.get("feature", 0)
    code = str(problem.fields.get("code", ""))
    return Finding(number if isinstance(number, int) else 0, "feature", code, problem)


def _compared(one: OutlineGiven, row: Outline | None, upload: Upload) -> PlannedRow:
    after = {"outline": _mark(one.text), "source": upload.source, "date": one.date}
    before = {"outline": _mark(row.geometry), "source": row.source, "date": row.date} if row else None
    differing = differences(before, after)
    effect = Effect.ADD if row is None else Effect.CHANGE if differing else Effect.SAME
    return PlannedRow(one.feature, one.code, one.name, effect, differing)


def _mark(geometry: str) -> str:
    """A short mark that differs when the outline does."""
    return sha256(geometry.encode()).hexdigest()[:8]


def _write(actor: Actor, texts: Mapping[str, str], upload: Upload, now: datetime) -> None:
    for code, text in texts.items():
        fields: dict[str, Any] = {
            "geometry": text,
            "source": upload.source,
            "date": upload.day,
            "entered_by_id": actor.user_id,
            "entered_at": now,
        }
        Outline.rows.update_or_create(area=code, defaults=fields)


@reads(Permission.IMPORT_OUTLINES)
def imported_outlines(actor: Actor) -> Sequence[ImportedOutline]:
    """The imported outlines within the actor's territory."""
    rows = [
        row for row in Outline.rows.select_related("entered_by").order_by("area") if actor.covers(row.area)
    ]
    named = Area.rows.filter(code__in=[row.area for row in rows], valid_to__isnull=True)
    names = dict(named.values_list("code", "name"))
    return tuple(
        ImportedOutline(
            row.area,
            names.get(row.area, ""),
            row.source,
            row.date,
            row.entered_by.full_name if row.entered_by else "konsol",
            row.entered_at,
        )
        for row in rows
    )


@changes(Permission.IMPORT_OUTLINES, "menghapus batas impor {area}; batas bawaan dipakai lagi")
def remove_outline(actor: Actor, *, area: str) -> None:
    """Remove an imported outline, so that the packaged one is shown again."""
    row = Outline.rows.filter(area=area).first()
    if row is None or not actor.covers(area):
        raise NotFound(what="Batas impor", name=area)
    row.delete()


@changes(Permission.IMPORT_OUTLINES, "mengunggah berkas “{result.file_name}” untuk pratinjau batas wilayah")
def keep_outlines(actor: Actor, *, plan: Plan, upload: Upload, now: datetime) -> Draft:
    """Keep a planned upload until its author loads it."""
    return keep_plan(actor, plan, upload, now)


@reads(Permission.IMPORT_OUTLINES)
def preview_outlines(actor: Actor, *, upload: Upload, now: datetime) -> Draft:
    """Keep an uploaded GeoJSON file and say which outlines it would replace."""
    return keep_outlines(actor, plan=plan_outlines(actor, upload, now), upload=upload, now=now)


@reads(Permission.IMPORT_OUTLINES)
def outlines_draft(actor: Actor, *, draft: int, now: datetime) -> Draft:
    """The actor's own uploaded GeoJSON file, against the outlines there are now."""
    return draft_as_of(actor, plan_outlines, (ImportKind.OUTLINES, draft), now)


@changes(
    Permission.IMPORT_OUTLINES,
    "memuat batas wilayah dari “{result.file_name}”: "
    "{result.added} baru, {result.changed} diganti, {result.same} sama",
)
def record_outlines(actor: Actor, *, compare: Comparison, draft: int, seal: str, now: datetime) -> Loaded:
    """Compare with the rows there are now, and write."""
    return load_draft(actor, lambda *_: compare(), (ImportKind.OUTLINES, draft), (seal, now))


@reads(Permission.IMPORT_OUTLINES)
def load_outlines(actor: Actor, *, draft: int, seal: str, now: datetime) -> Loaded:
    """Load the previewed outlines, all or nothing."""
    compare = examine_outlines(actor, kept_upload(actor, ImportKind.OUTLINES, draft, now), now)
    return record_outlines(actor, compare=compare, draft=draft, seal=seal, now=now)
