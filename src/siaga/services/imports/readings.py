"""Imports readings into an edition: looked at first, then all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.text import slugify

from siaga.domain.imports import Audience, Effect, Finding, ImportKind, Loaded, PlannedRow, Preview
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import Problem
from siaga.domain.sharing import Label
from siaga.services.imports.areas import KnownAreas
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
    space_of,
)
from siaga.services.imports.reading_rows import ReadingCheck, ReadingGiven, class_contradicts
from siaga.services.imports.remarks import NewSources, RowsSkipped
from siaga.services.imports.rows import Field, codes_in, differences
from siaga.services.imports.sets import READING_COLUMNS, EditionFacts, edition_facts
from siaga.services.imports.sheets import read_sheet, require_columns
from siaga.services.use_case import changes, reads
from siaga.store.models import EditionSource, NodeValue, Reading

_OWN = ("score", "class", "own_class", "rank", "valid_on", "date", "source", "note", "label")
_WRITTEN = (
    *("score", "decimals", "class_key", "own_class", "rank", "valid_on", "date"),
    *("source", "nodes_source", "note", "label", "entered_by"),
)
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class ReadingChange:
    """One reading to write: the row there is, or none, and its fields afterwards."""

    given: ReadingGiven
    row: Reading | None
    fields: Mapping[str, Any] = field(repr=False)


def plan_readings(actor: Actor, upload: Upload, now: datetime) -> Plan:
    """What the rows of an uploaded sheet would do to the readings of its edition."""
    return examine_readings(actor, upload, now)()


def examine_readings(actor: Actor, upload: Upload, now: datetime) -> Comparison:
    """Read the sheet and check its rows; what comes back compares them with the readings there are."""
    facts = edition_facts(actor, upload.target, upload.space)
    sheet = read_sheet(upload.file_name, upload.content)
    require_columns(sheet, ("area",), (*READING_COLUMNS, *facts.nodes))
    areas = KnownAreas.named(codes_in(sheet))
    today = space_of(upload.space, now).now(now).date()
    check = ReadingCheck(actor, facts, areas, sheet.columns, today)
    given = [one for row in sheet.rows if (one := check.read(row)) is not None]
    return partial(_plan, actor, upload, check, given)


def _plan(actor: Actor, upload: Upload, check: ReadingCheck, given: Sequence[ReadingGiven]) -> Plan:
    """The checked rows beside the readings there are now."""
    facts = check.facts
    planned, changing, warnings = _compare(facts, upload.label, given)
    new = _new_sources(facts, [one.fields for one in changing])
    remarks: list[Problem] = [NewSources(sources="; ".join(new))] if new else []
    if check.skipped:
        remarks.append(RowsSkipped(count=check.skipped))
    preview = Preview(
        ImportKind.READINGS,
        facts.row.code,
        facts.row.name,
        upload.file_name,
        tuple(planned),
        tuple(sorted((*check.findings, *warnings), key=lambda one: one.row)),
        _audience(facts, upload.label, given),
        tuple(remarks),
    )
    return Plan(preview, lambda: write_readings(actor, facts, changing))


def _audience(facts: EditionFacts, label: Label, given: Sequence[ReadingGiven]) -> Audience:
    return audience_for(label, facts.row.agency.code, {one.area.code for one in given})


def _compare(
    facts: EditionFacts, label: Label, given: Sequence[ReadingGiven]
) -> tuple[list[PlannedRow], list[ReadingChange], list[Finding]]:
    """Each row beside the reading there is, and what of the two together needs a look."""
    nodes = {column for one in given for column in one.given if column not in _OWN}
    rows = {row.area: row for row in _existing(facts)}
    values = _existing_nodes(facts, nodes)
    planned: list[PlannedRow] = []
    changing: list[ReadingChange] = []
    warnings: list[Finding] = []
    for one in given:
        row = rows.get(one.area.code)
        before = {**_fields(row), **values.get(row.pk, {})} if row else None
        after = {**(before or _defaults(facts)), **one.given, "label": label.value}
        after["source"] = _source_key(facts, after["source"])
        differing = differences(before, after)
        effect = Effect.ADD if row is None else Effect.CHANGE if differing else Effect.SAME
        planned.append(PlannedRow(one.number, one.area.code, one.area.name, effect, differing))
        if warning := class_contradicts(one, after, facts):
            warnings.append(warning)
        if effect is not Effect.SAME:
            changing.append(ReadingChange(one, row, after))
    return planned, changing, warnings


def _existing(facts: EditionFacts) -> list[Reading]:
    rows = Reading.unscoped.filter(edition=facts.row, alternative=False)
    return list(rows.select_related("source"))


def _existing_nodes(facts: EditionFacts, nodes: set[str]) -> dict[int, dict[str, Field]]:
    found: dict[int, dict[str, Field]] = {}
    if nodes:
        rows = NodeValue.rows.filter(reading__edition=facts.row, reading__alternative=False, node__in=nodes)
        for reading, node, value in rows.values_list("reading_id", "node", "value"):
            found.setdefault(reading, {})[node] = value
    return found


def _fields(row: Reading) -> dict[str, Field]:
    return {
        "score": row.score,
        "class": row.class_key,
        "own_class": row.own_class,
        "rank": row.rank,
        "valid_on": row.valid_on,
        "date": row.date,
        "source": row.source.key if row.source else "",
        "note": row.note,
        "label": row.label,
    }


def _defaults(facts: EditionFacts) -> dict[str, Field]:
    """A new reading's fields where its row does not say: the edition's date and, when it has one, source."""
    only = next(iter(facts.sources)) if len(facts.sources) == 1 else ""
    day = facts.row.date
    return {
        **dict.fromkeys(("score", "rank")),
        **dict.fromkeys(("class", "own_class", "note"), ""),
        **{"valid_on": day, "date": day, "source": only},
    }


def _source_key(facts: EditionFacts, named: Field) -> str:
    """The key of a source named by key or title; a new source keeps its title until it is written."""
    text = str(named or "")
    if text in facts.sources:
        return text
    wanted = text.casefold()
    return next((key for key, title in facts.sources.items() if title.casefold() == wanted), text)


def _new_sources(facts: EditionFacts, fields: Sequence[Mapping[str, Field]]) -> list[str]:
    named = {str(one["source"]) for one in fields if one["source"]}
    return sorted(named - set(facts.sources))


def write_readings(actor: Actor, facts: EditionFacts, changing: Sequence[ReadingChange]) -> None:
    """Write every reading of a plan with its nodes, within the caller's transaction."""
    sources = _sources_written(facts, _new_sources(facts, [one.fields for one in changing]))
    rows = [_filled(actor, facts, one, sources) for one in changing]
    changed = [row for row in rows if row.pk is not None]
    Reading.unscoped.bulk_create([row for row in rows if row.pk is None], batch_size=_BATCH)
    # One upsert a batch: many times faster than an update with a CASE for each row.
    Reading.unscoped.bulk_create(
        changed, _BATCH, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN
    )
    _write_nodes(rows, changing)


def _sources_written(facts: EditionFacts, new: Sequence[str]) -> dict[str, EditionSource]:
    """The sources of the edition by key, and new ones by the title they came with."""
    found: dict[str, EditionSource] = {source.key: source for source in facts.row.sources.all()}
    for title in new:
        stem = slugify(title)[:50] or "sumber"
        keys = {source.key for source in found.values()}
        key = next(k for k in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if k not in keys)
        found[title] = EditionSource.rows.create(edition=facts.row, key=key, title=title)
    return found


def _filled(
    actor: Actor, facts: EditionFacts, one: ReadingChange, sources: Mapping[str, EditionSource]
) -> Reading:
    """The row with its fields set; the row there is, or a new one."""
    edition, fields = facts.row, one.fields
    row = one.row or Reading(
        edition=edition,
        space=edition.space,
        owner=edition.agency,
        area=one.given.area.code,
        level=one.given.area.level,
    )
    if row.score != fields["score"]:
        row.decimals = one.given.decimals
    row.score, row.rank = fields["score"], fields["rank"]
    row.class_key, row.own_class = fields["class"], fields["own_class"]
    row.valid_on, row.date = fields["valid_on"], fields["date"]
    row.note, row.label = fields["note"], fields["label"]
    row.source = sources.get(str(fields["source"]))
    if any(column not in _OWN for column in one.given.given):
        row.nodes_source = row.source
    row.entered_by_id = actor.user_id
    return row


def _write_nodes(rows: Sequence[Reading], changing: Sequence[ReadingChange]) -> None:
    """Replace the node values whose columns the sheet has; an emptied cell removes its value."""
    values: list[NodeValue] = []
    replaced: dict[str, list[int]] = {}
    for row, one in zip(rows, changing, strict=True):
        for node, value in one.given.given.items():
            if node in _OWN:
                continue
            if one.row is not None:
                replaced.setdefault(node, []).append(row.pk)
            if isinstance(value, (int, float)):
                values.append(NodeValue(reading=row, node=node, value=value))
    for node, readings in replaced.items():
        for start in range(0, len(readings), 500):
            NodeValue.rows.filter(node=node, reading_id__in=readings[start : start + 500]).delete()
    NodeValue.rows.bulk_create(values, batch_size=_BATCH)


@changes(Permission.IMPORT_READINGS, "mengunggah berkas “{result.file_name}” untuk pratinjau bacaan")
def keep_readings(actor: Actor, *, plan: Plan, upload: Upload, now: datetime) -> Draft:
    """Keep a planned upload until its author loads it."""
    return keep_plan(actor, plan, upload, now)


@reads(Permission.IMPORT_READINGS)
def preview_readings(actor: Actor, *, upload: Upload, now: datetime) -> Draft:
    """Keep an uploaded sheet of readings and say what it would do."""
    return keep_readings(actor, plan=plan_readings(actor, upload, now), upload=upload, now=now)


@reads(Permission.IMPORT_READINGS)
def readings_draft(actor: Actor, *, draft: int, now: datetime) -> Draft:
    """The actor's own uploaded sheet of readings, against the rows there are now."""
    return draft_as_of(actor, plan_readings, (ImportKind.READINGS, draft), now)


@changes(
    Permission.IMPORT_READINGS,
    "memuat bacaan ke {result.target_name} dari “{result.file_name}”: "
    "{result.added} baru, {result.changed} diubah, {result.same} sama",
)
def record_readings(actor: Actor, *, compare: Comparison, draft: int, seal: str, now: datetime) -> Loaded:
    """Compare with the rows there are now, and write."""
    return load_draft(actor, lambda *_: compare(), (ImportKind.READINGS, draft), (seal, now))


@reads(Permission.IMPORT_READINGS)
def load_readings(actor: Actor, *, draft: int, seal: str, now: datetime) -> Loaded:
    """Load the previewed readings, all or nothing."""
    compare = examine_readings(actor, kept_upload(actor, ImportKind.READINGS, draft, now), now)
    return record_readings(actor, compare=compare, draft=draft, seal=seal, now=now)
