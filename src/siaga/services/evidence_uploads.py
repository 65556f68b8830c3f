"""Uploads in parts that survive a cut line: begin, ask how much arrived, go on; whole, they are evidence.

Nothing is evidence before every byte arrived, its hash is what the sender said, and its content is of an
accepted kind. Parts are not audited one by one: beginning and receiving are.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from siaga.domain.areas import NATION, UnknownArea
from siaga.domain.evidence import (
    MEGABYTE,
    MOST_BYTES,
    MOST_CHUNK,
    MOST_OPEN_UPLOADS,
    UPLOAD_LASTS,
    AgencyNeeded,
    CopyKind,
    CustodyDeed,
    DigestDiffers,
    DigestNotUnderstood,
    EvidenceRefused,
    FileEmpty,
    FileTooLarge,
    LabelUnknown,
    OutsideTerritory,
    TooManyUploads,
    UploadGone,
    WrongOffset,
)
from siaga.domain.permissions import Actor, Permission
from siaga.domain.sharing import Label
from siaga.domain.spaces import REAL
from siaga.services.evidence import derive, log_custody
from siaga.services.evidence_contents import HEAD, recognised, refuse_early
from siaga.services.evidence_images import clean_copy
from siaga.services.spaces import space_named
from siaga.services.use_case import changes, reads
from siaga.store import evidence_files
from siaga.store.evidence_files import Readable
from siaga.store.models import Agency, Area, Evidence, Space, Upload


@dataclass(frozen=True, slots=True)
class NewUpload:
    """What a sender says of a file before sending it; an empty area is the sender's own."""

    name: str
    length: int
    digest: str = ""
    caption: str = ""
    label: str = Label.INTERNAL.value
    area: str = ""
    space: str = REAL


@dataclass(frozen=True, slots=True)
class UploadState:
    """How far an upload is; ``evidence`` is what it became once everything arrived."""

    key: UUID
    arrived: int
    length: int
    expires_at: datetime
    evidence: UUID | None = None


@changes(Permission.UPLOAD_EVIDENCE, "mulai mengunggah bukti “{new.name}” ({new.length} bita)")
def begin_upload(actor: Actor, *, new: NewUpload, now: datetime) -> UploadState:
    """Announce a file; what can be refused by its announcement is refused now."""
    _clear_expired(now)
    if actor.user_id is None or not actor.agency:
        raise AgencyNeeded(who=actor.name)
    _refuse_announced(new)
    area = _area(actor, new.area)
    if Upload.rows.filter(owner_id=actor.user_id, evidence=None).count() >= MOST_OPEN_UPLOADS:
        raise TooManyUploads(most=MOST_OPEN_UPLOADS)
    row = Upload.rows.create(
        owner_id=actor.user_id,
        space=Space.rows.get(code=space_named(actor, new.space).code),
        label=new.label,
        area=area,
        name=new.name[:200],
        caption=new.caption[:300],
        length=new.length,
        digest=new.digest.lower(),
        began_at=now,
        expires_at=now + UPLOAD_LASTS,
    )
    evidence_files.open_part(row.key)
    return _state(row)


@reads(Permission.UPLOAD_EVIDENCE)
def upload_state(actor: Actor, *, key: UUID, now: datetime) -> UploadState:
    """How much of an own upload has arrived."""
    return _state(_own(actor, key, now))


@reads(Permission.UPLOAD_EVIDENCE)
def append_to_upload(actor: Actor, *, key: UUID, offset: int, stream: Readable, now: datetime) -> UploadState:
    """Take the next part; with the last one the file becomes evidence, or is refused and thrown away.

    The part file is locked while a part is written, and the row tells how much of it counts: a part that was
    written but not counted, because something broke in between, is written over by the next attempt.
    """
    known = _own(actor, key, now)
    if known.evidence is not None and offset == known.length:
        return _state(known)
    if offset != known.arrived:
        raise WrongOffset(given=offset, offset=known.arrived)
    with evidence_files.writing(key) as file:
        row = _own(actor, key, now)
        if offset != row.arrived:
            raise WrongOffset(given=offset, offset=row.arrived)
        if row.evidence is not None:
            return _state(row)
        most = min(MOST_CHUNK, row.length - row.arrived)
        row.arrived += evidence_files.write_part(file, offset, stream, most)
        row.expires_at = now + UPLOAD_LASTS
        row.save(update_fields=("arrived", "expires_at"))
        try:
            _look_at_beginning(row)
            if row.arrived < row.length:
                return _state(row)
            row.evidence = receive_evidence(actor, upload=key, now=now)
            return _state(row)
        except EvidenceRefused:
            _discard(row)
            raise


@changes(Permission.UPLOAD_EVIDENCE, "menerima bukti {result} dari unggahan {upload}")
def receive_evidence(actor: Actor, *, upload: UUID, now: datetime) -> UUID:
    """Make a whole upload evidence: hashed, recognised, sealed, with a clean copy of a picture."""
    row = _own(actor, upload, now)
    part = evidence_files.part_of(row.key)
    digest = evidence_files.digest_of(part)
    if row.digest and row.digest != digest:
        raise DigestDiffers(file=row.name, arrived=digest[:12], told=row.digest[:12])
    known = recognised(part, row.name)
    made = clean_copy(part, known.kind) if known.kind.is_picture else None
    evidence = Evidence.unscoped.create(
        space=row.space,
        owner=Agency.rows.get(code=actor.agency),
        label=row.label,
        area=row.area,
        digest=digest,
        size=row.length,
        kind=known.kind.code,
        name=row.name,
        caption=row.caption,
        width=made[1][0] if made else None,
        height=made[1][1] if made else None,
        received_at=now,
        received_by_id=actor.user_id,
    )
    received = CustodyDeed.RECEIVED
    log_custody(actor, evidence, received, now=now, copy=CopyKind.ORIGINAL, digest=digest)
    if made:
        derive(actor, evidence, CopyKind.CLEAN, made[0], now=now)
    evidence_files.keep(part, digest)
    row.evidence = evidence.key
    row.save(update_fields=("evidence",))
    transaction.on_commit(lambda: evidence_files.discard(row.key))
    made_key: UUID = evidence.key
    return made_key


@changes(Permission.UPLOAD_EVIDENCE, "membatalkan unggahan bukti “{result}”")
def abandon_upload(actor: Actor, *, key: UUID, now: datetime) -> str:
    """Give an upload up; returns the name of its file."""
    row = _own(actor, key, now)
    _discard(row)
    return row.name


def _refuse_announced(new: NewUpload) -> None:
    """Refuse lengths, hashes and labels that cannot be."""
    if new.length <= 0:
        raise FileEmpty(file=new.name)
    if new.length > MOST_BYTES:
        size, most = -(-new.length // MEGABYTE), MOST_BYTES // MEGABYTE
        raise FileTooLarge(file=new.name, size=size, kind="MP4", most=most)
    if new.digest and (len(new.digest) != 64 or set(new.digest.lower()) - set("0123456789abcdef")):
        raise DigestNotUnderstood(digest=new.digest[:80])
    if new.label not in {label.value for label in Label}:
        raise LabelUnknown(label=new.label[:40], labels=", ".join(label.value for label in Label))


def _area(actor: Actor, code: str) -> str:
    """The area asked for, else the actor's own; it must exist and lie in their territory."""
    chosen = code or actor.territory or NATION
    if chosen != NATION and not Area.rows.filter(code=chosen).exists():
        raise UnknownArea(code=chosen)
    if not actor.covers("" if chosen == NATION else chosen):
        raise OutsideTerritory(area=chosen, territory=actor.territory)
    return chosen


def _look_at_beginning(row: Upload) -> None:
    """Once the first bytes are there, refuse what they already give away."""
    with evidence_files.part_of(row.key).open("rb") as file:
        head = file.read(HEAD)
    if len(head) == min(HEAD, row.length):
        refuse_early(head, row.length, row.name)


def _own(actor: Actor, key: UUID, now: datetime) -> Upload:
    """The actor's own upload, while it lasts."""
    rows = Upload.rows.select_related("space").filter(key=key, expires_at__gt=now)
    found = rows.filter(owner_id=actor.user_id).first() if actor.user_id is not None else None
    if found is None:
        raise UploadGone(name=key)
    return found


def _clear_expired(now: datetime) -> None:
    """Throw away what nobody went on with."""
    for row in Upload.rows.filter(expires_at__lte=now):
        _discard(row)
    evidence_files.sweep(now - 2 * UPLOAD_LASTS)


def _discard(row: Upload) -> None:
    """Throw an upload away with what has arrived."""
    row.delete()
    evidence_files.discard(row.key)


def _state(row: Upload) -> UploadState:
    """A row as its sender sees it."""
    return UploadState(row.key, row.arrived, row.length, row.expires_at, row.evidence)
