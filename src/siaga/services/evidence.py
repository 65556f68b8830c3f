"""Evidence: seeing it, opening its files, deriving redacted copies, and examining what is kept."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from siaga.domain.evidence import (
    KINDS,
    SAME_LOOK,
    Box,
    CopyKind,
    CustodyDeed,
    EvidenceFileMissing,
    FileKind,
    NoPicture,
    boxes_from,
)
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound
from siaga.domain.sharing import Label
from siaga.domain.spaces import REAL
from siaga.services.evidence_images import redacted_copy
from siaga.services.use_case import changes, reads
from siaga.store import evidence_files
from siaga.store.models import CustodyEntry, Evidence, EvidenceCopy

SHOWN = 50


@dataclass(frozen=True, slots=True)
class CopyView:
    """One file of a piece of evidence."""

    key: UUID
    kind: CopyKind
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class CustodyView:
    """One line of the custody log."""

    at: datetime
    actor: str
    agency: str
    deed: CustodyDeed
    copy: CopyKind
    digest: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence as one actor sees it: the copies they may open; the log for insiders only."""

    key: UUID
    kind: FileKind
    name: str
    caption: str
    area: str
    agency: str
    label: str
    digest: str
    size: int
    width: int | None
    height: int | None
    received_at: datetime
    copies: tuple[CopyView, ...]
    custody: tuple[CustodyView, ...]
    may_redact: bool

    @property
    def shown(self) -> CopyView | None:
        """The copy a page shows of a picture: the newest that hides the most."""
        pictures = [copy for copy in self.copies if copy.kind is not CopyKind.ORIGINAL]
        return pictures[-1] if pictures and self.kind.is_picture else None


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file to hand over."""

    path: Path
    size: int
    digest: str
    media_type: str
    name: str
    public: bool


@dataclass(frozen=True, slots=True)
class FileFault:
    """A file that is not what its name says: "missing" or "changed"."""

    digest: str
    fault: str
    evidence: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class FilesExamined:
    """What re-hashing every file found; ``unnamed`` files belong to no row any more."""

    files: int
    faults: tuple[FileFault, ...]
    unnamed: int


@reads(Permission.SIGNED_IN, "melihat daftar bukti yang tidak publik")
def visible_evidence(actor: Actor, *, space: str = REAL) -> tuple[EvidenceView, ...]:
    """The newest evidence of a space that ``actor`` may see."""
    rows = Evidence.visible_to(actor, space).select_related("owner").prefetch_related("copies")
    return tuple(_view(actor, row) for row in rows.order_by("-received_at", "-pk")[:SHOWN])


@reads(Permission.PUBLIC, "melihat bukti {key} yang tidak publik")
def evidence_shown(actor: Actor, *, key: UUID, space: str = REAL) -> EvidenceView:
    """One piece of evidence, with its custody log for those who see more than what is public."""
    row = _row(actor, key, space)
    return _view(actor, row, custody=_is_insider(actor, row))


@reads(Permission.PUBLIC, "membuka berkas bukti {key} yang tidak publik")
def open_evidence(actor: Actor, *, key: UUID, copy: UUID, now: datetime, space: str = REAL) -> OpenedFile:
    """A file of the evidence; whoever opens one that is not public stands in the custody log."""
    row = _row(actor, key, space)
    found = next((one for one in _copies(actor, row) if one.key == copy), None)
    if found is None:
        raise NotFound(what="Berkas bukti", name=copy)
    path = evidence_files.path_of(found.digest)
    if not path.is_file():
        raise EvidenceFileMissing(name=key, digest=found.digest[:12])
    public = row.label == Label.PUBLIC.value and found.kind is not CopyKind.ORIGINAL
    if not public:
        _note_look(actor, row, found, now)
    kind = KINDS[row.kind]
    name = f"bukti-{row.key}-{found.kind}.{kind.suffix}"
    return OpenedFile(path, path.stat().st_size, found.digest, kind.media_type, name, public)


@changes(Permission.UPLOAD_EVIDENCE, "menyensor bukti {key}: {result} kotak hitam")
def redact_evidence(actor: Actor, *, key: UUID, boxes: str, now: datetime, space: str = REAL) -> int:
    """Derive a copy with black boxes; the original stays as it was. Returns how many boxes."""
    row = _row(actor, key, space)
    if not _is_insider(actor, row):
        raise NotFound(what="Bukti", name=key)
    kind = KINDS[row.kind]
    clean = row.copies.filter(kind=CopyKind.CLEAN.value).first()
    if not kind.is_picture or clean is None or not row.width or not row.height:
        raise NoPicture(kind=kind.code.upper())
    given = boxes_from(boxes, row.width, row.height)
    path = evidence_files.path_of(row.digest)
    if not path.is_file():
        raise EvidenceFileMissing(name=key, digest=row.digest[:12])
    derive(actor, row, CopyKind.REDACTED, redacted_copy(path, kind, given), now=now, boxes=given)
    return len(given)


@reads(Permission.OPERATE)
def verify_evidence(_: Actor) -> FilesExamined:
    """Hash every file that a row names again, and count the files that no row names."""
    named: dict[str, list[UUID]] = {}
    for digest, key in Evidence.unscoped.values_list("digest", "key").iterator(2000):
        named.setdefault(digest, []).append(key)
    for digest, key in EvidenceCopy.rows.values_list("digest", "evidence__key").iterator(2000):
        named.setdefault(digest, []).append(key)
    faults = []
    for digest, keys in named.items():
        path = evidence_files.path_of(digest)
        fault = "missing" if not path.is_file() else ""
        if not fault and evidence_files.digest_of(path) != digest:
            fault = "changed"
        if fault:
            faults.append(FileFault(digest, fault, tuple(dict.fromkeys(keys))))
    unnamed = sum(digest not in named for digest in evidence_files.kept_digests())
    return FilesExamined(len(named), tuple(faults), unnamed)


def derive(
    actor: Actor,
    row: Evidence,
    kind: CopyKind,
    content: bytes,
    *,
    now: datetime,
    boxes: tuple[Box, ...] = (),
) -> None:
    """Keep a derived copy and say so in the custody log."""
    digest = evidence_files.keep_bytes(content)
    EvidenceCopy.rows.create(
        evidence=row,
        kind=kind.value,
        digest=digest,
        size=len(content),
        boxes=json.dumps([asdict(box) for box in boxes]) if boxes else "",
        made_at=now,
        made_by_id=actor.user_id,
    )
    log_custody(actor, row, CustodyDeed.DERIVED, now=now, copy=kind, digest=digest)


def log_custody(
    actor: Actor, row: Evidence, deed: CustodyDeed, *, now: datetime, copy: CopyKind, digest: str
) -> None:
    """Append a line to the custody log."""
    CustodyEntry.rows.create(
        evidence=row.key,
        at=now,
        actor=actor.name,
        user_id=actor.user_id,
        agency=actor.agency,
        deed=deed.value,
        copy=copy.value,
        digest=digest,
    )


def _row(actor: Actor, key: UUID, space: str) -> Evidence:
    """The evidence, if the actor may know that it exists."""
    rows = Evidence.visible_to(actor, space).select_related("owner").prefetch_related("copies")
    found = rows.filter(key=key).first()
    if found is None:
        raise NotFound(what="Bukti", name=key)
    return found


def _is_insider(actor: Actor, row: Evidence) -> bool:
    """Whether the actor would see the row if it were not public: its agency, or its territory's people."""
    own = bool(actor.agency) and row.owner is not None and row.owner.code == actor.agency
    return own or (actor.may(Permission.READ_INTERNAL) and actor.covers(row.area))


def _copies(actor: Actor, row: Evidence) -> tuple[CopyView, ...]:
    """The files the actor may open: insiders all; others no original of a picture, redacted before clean."""
    original = CopyView(row.key, CopyKind.ORIGINAL, row.digest, row.size)
    rows = sorted(row.copies.all(), key=lambda one: one.pk)
    derived = [CopyView(one.key, CopyKind(one.kind), one.digest, one.size) for one in rows]
    if _is_insider(actor, row):
        return (original, *derived)
    redacted = [one for one in derived if one.kind is CopyKind.REDACTED]
    if redacted or derived:
        # The last redaction replaces those before it: one that was not enough is not shown any longer.
        return (redacted[-1],) if redacted else tuple(derived)
    return () if KINDS[row.kind].is_picture else (original,)


def _view(actor: Actor, row: Evidence, *, custody: bool = False) -> EvidenceView:
    """A row as the actor sees it; who is outside is not told the name its sender gave it."""
    inside = _is_insider(actor, row)
    lines = CustodyEntry.rows.filter(evidence=row.key).order_by("pk") if custody else ()
    return EvidenceView(
        key=row.key,
        kind=KINDS[row.kind],
        name=row.name if inside else "",
        caption=row.caption,
        area=row.area,
        agency=row.owner.name if row.owner else "",
        label=row.label,
        digest=row.digest,
        size=row.size,
        width=row.width,
        height=row.height,
        received_at=row.received_at,
        copies=_copies(actor, row),
        custody=tuple(
            CustodyView(
                line.at,
                line.actor,
                line.agency,
                CustodyDeed(line.deed),
                CopyKind(line.copy),
                line.digest,
            )
            for line in lines
        ),
        may_redact=inside and KINDS[row.kind].is_picture and actor.may(Permission.UPLOAD_EVIDENCE),
    )


def _note_look(actor: Actor, row: Evidence, copy: CopyView, now: datetime) -> None:
    """One look in the custody log, however many parts of the file are asked for."""
    with transaction.atomic():
        looks = CustodyEntry.rows.filter(
            evidence=row.key,
            deed=CustodyDeed.VIEWED.value,
            digest=copy.digest,
            actor=actor.name,
            user_id=actor.user_id,
            at__gt=now - SAME_LOOK,
        )
        if not looks.exists():
            log_custody(actor, row, CustodyDeed.VIEWED, now=now, copy=copy.kind, digest=copy.digest)
