"""The import desk: what an actor may import into what, their drafts, and what they loaded lately."""

from dataclasses import dataclass
from datetime import datetime

from siaga.domain.import_problems import DraftGone
from siaga.domain.imports import ImportKind, may_write_for
from siaga.domain.permissions import Actor, Permission
from siaga.services.imports.plans import space_of
from siaga.services.imports.sets import set_nodes, writable_editions
from siaga.services.use_case import changes, reads
from siaga.store.models import Agency, AuditEntry, Election, ImportDraft, IndicatorSet

PERMISSIONS = {
    ImportKind.READINGS: Permission.IMPORT_READINGS,
    ImportKind.OCCURRENCES: Permission.IMPORT_READINGS,
    ImportKind.STATIONS: Permission.IMPORT_STATIONS,
    ImportKind.REGISTER: Permission.IMPORT_STATIONS,
    ImportKind.OUTLINES: Permission.IMPORT_OUTLINES,
}
_LOADS = (
    *("record_readings", "record_occurrences", "record_stations", "record_register", "load_station_file"),
    *("record_outlines", "remove_outline"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to import into."""

    code: str
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PendingDraft:
    """An uploaded file that waits for its author."""

    id: int
    kind: ImportKind
    file_name: str
    asked_at: datetime
    space: str


@dataclass(frozen=True, slots=True)
class LatestImport:
    """What the actor loaded, as the audit record tells it."""

    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What an actor sees before importing."""

    kinds: tuple[ImportKind, ...]
    drafts: tuple[PendingDraft, ...]
    latest: tuple[LatestImport, ...]


@reads(Permission.SIGNED_IN)
def import_desk(actor: Actor, *, now: datetime) -> Desk:
    """The kinds of import an actor may do, their waiting drafts and their latest imports."""
    drafts = ImportDraft.of(actor, now).order_by("-asked_at")
    entries = AuditEntry.rows.filter(user_id=actor.user_id, actor=actor.name, use_case__in=_LOADS)
    return Desk(
        tuple(kind for kind, permission in PERMISSIONS.items() if actor.may(permission)),
        tuple(
            PendingDraft(row.pk, ImportKind(row.kind), row.file_name, row.asked_at, row.space)
            for row in drafts.only("kind", "file_name", "asked_at", "space")
        ),
        tuple(LatestImport(entry.at, entry.sentence) for entry in entries.order_by("-at", "-pk")[:10]),
    )


@reads(Permission.IMPORT_READINGS)
def reading_targets(actor: Actor, *, space: str, now: datetime) -> tuple[Choice, ...]:
    """The editions of a space that the actor may fill."""
    space_of(space, now)
    return tuple(
        Choice(row.code, row.name, f"{row.agency.name}, {row.date.isoformat()}")
        for row in writable_editions(actor, space)
    )


@reads(Permission.IMPORT_READINGS)
def occurrence_targets(_: Actor) -> tuple[Choice, ...]:
    """The indicator sets whose indicators are known, so that occurrences can be counted for them."""
    rows = IndicatorSet.rows.exclude(indicators="").order_by("name")
    return tuple(
        Choice(row.code, row.name) for row in rows if any(n.is_indicator for n in set_nodes(row.indicators))
    )


@reads(Permission.IMPORT_STATIONS)
def station_targets(_: Actor) -> tuple[Choice, ...]:
    """The elections whose polling stations can be counted, the latest first."""
    return tuple(
        Choice(row.code, row.name, row.polling_day.isoformat())
        for row in Election.rows.order_by("-polling_day", "name")
    )


@reads(Permission.IMPORT_OUTLINES)
def outline_targets(_: Actor) -> tuple[Choice, ...]:
    """Outlines have no target: each names its area."""
    return ()


@reads(Permission.SIGNED_IN)
def agencies_to_write_for(actor: Actor) -> tuple[Choice, ...]:
    """The agencies an actor without one of their own may write for."""
    if actor.agency:
        return ()
    rows = Agency.rows.order_by("name")
    return tuple(Choice(row.code, row.name) for row in rows if may_write_for(actor, row.code))


@changes(Permission.SIGNED_IN, "menghapus unggahan “{result}” tanpa memuatnya")
def remove_draft(actor: Actor, *, draft: int, now: datetime) -> str:
    """Give up an uploaded file; returns its name."""
    row = ImportDraft.of(actor, now).filter(pk=draft).first()
    if row is None:
        raise DraftGone(what="Pratinjau", name=draft)
    row.delete()
    return row.file_name
