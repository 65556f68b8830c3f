"""Plans: what an uploaded file would do, kept as a draft until its author loads it, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from django.core import signing

from siaga.domain.import_problems import DraftGone, HasFailures, PreviewOutdated, PreviewTooOld
from siaga.domain.imports import (
    KEPT_FOR,
    SEEN_FOR,
    Audience,
    Effect,
    ImportKind,
    Loaded,
    Preview,
    audience_of,
)
from siaga.domain.permissions import Actor
from siaga.domain.problems import NotFound
from siaga.domain.sharing import Label
from siaga.domain.spaces import REAL, THE_REAL_SPACE, Space
from siaga.store.models import Agency, ImportDraft, User
from siaga.store.models import Space as SpaceRow
from siaga.store.models.imports import author_of

_SALT = "siaga.imports"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file and what its author chose for it; ``day`` and ``source`` stand in for cells left empty."""

    file_name: str
    content: bytes = field(repr=False)
    target: str = ""
    space: str = REAL
    label: Label = Label.INTERNAL
    agency: str = ""
    source: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A preview and what carries it out."""

    preview: Preview
    write: Callable[[], None]

    @property
    def fingerprint(self) -> str:
        """Changes whenever the plan would do something else."""
        shown = (self.preview.target, self.preview.rows, len(self.preview.failures))
        return sha256(repr(shown).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """An uploaded file with its preview as of now; ``seal`` proves which preview its author saw, and when."""

    id: int
    kind: ImportKind
    file_name: str
    asked_at: datetime
    space: str
    label: Label
    preview: Preview
    seal: str


Planner = Callable[[Actor, Upload, datetime], Plan]
Comparison = Callable[[], Plan]  # what is left to do once a file is read and its rows are checked


def keep_draft(actor: Actor, planner: Planner, upload: Upload, now: datetime) -> Draft:
    """Plan an upload and keep it for a day."""
    return keep_plan(actor, planner(actor, upload, now), upload, now)


def keep_plan(actor: Actor, plan: Plan, upload: Upload, now: datetime) -> Draft:
    """Keep a planned upload for a day; drafts older than that are removed on the way."""
    ImportDraft.rows.filter(asked_at__lte=now - KEPT_FOR).delete()
    row = ImportDraft.rows.create(
        kind=plan.preview.kind.value,
        target=upload.target,
        space=upload.space,
        label=upload.label.value,
        agency=upload.agency,
        source=upload.source,
        day=upload.day,
        file_name=upload.file_name[:200],
        content=upload.content,
        sha256=sha256(upload.content).hexdigest(),
        asked_by_id=actor.user_id,
        author=author_of(actor),
        asked_at=now,
    )
    return _draft(row, plan, now)


def _draft(row: ImportDraft, plan: Plan, now: datetime) -> Draft:
    seal = signing.dumps((row.pk, row.sha256, plan.fingerprint, now.timestamp()), salt=_SALT)
    kind = plan.preview.kind
    return Draft(row.pk, kind, row.file_name, row.asked_at, row.space, Label(row.label), plan.preview, seal)


def upload_of(row: ImportDraft) -> Upload:
    """The upload a draft keeps."""
    return Upload(
        file_name=row.file_name,
        content=bytes(row.content),
        target=row.target,
        space=row.space,
        label=Label(row.label),
        agency=row.agency,
        source=row.source,
        day=row.day,
    )


def _kept(actor: Actor, kind: ImportKind, draft: int, now: datetime) -> ImportDraft:
    """The actor's own draft of this kind."""
    row = ImportDraft.of(actor, now).filter(pk=draft, kind=kind.value).first()
    if row is None:
        raise DraftGone(what="Pratinjau", name=draft)
    return row


def kept_upload(actor: Actor, kind: ImportKind, draft: int, now: datetime) -> Upload:
    """The upload behind the actor's own draft."""
    return upload_of(_kept(actor, kind, draft, now))


def draft_as_of(actor: Actor, planner: Planner, kept: tuple[ImportKind, int], now: datetime) -> Draft:
    """The actor's draft (kind and number), planned again against the rows there are now."""
    row = _kept(actor, *kept, now)
    return _draft(row, planner(actor, upload_of(row), now), now)


def load_draft(
    actor: Actor, planner: Planner, kept: tuple[ImportKind, int], seen: tuple[str, datetime]
) -> Loaded:
    """Carry out exactly the preview the actor saw (its seal, and now), or nothing.

    Reading the file and checking its rows may take seconds and needs no lock: a caller does that before, and
    passes a planner that only compares. The space is locked first: two imports that both read "nothing there
    yet" would otherwise both add, and the second click on "load" would find its draft still there.
    """
    seal, now = seen
    row = _kept(actor, *kept, now)
    SpaceRow.rows.select_for_update().filter(code=row.space).first()
    if not ImportDraft.rows.filter(pk=row.pk).exists():
        raise DraftGone(what="Pratinjau", name=row.pk)
    plan = planner(actor, upload_of(row), now)
    _compare(row, plan, seal, now)
    plan.write()
    row.delete()
    preview = plan.preview
    return Loaded(
        preview.kind,
        preview.target_name,
        preview.file_name,
        added=len(preview.of(Effect.ADD)),
        changed=len(preview.of(Effect.CHANGE)),
        same=len(preview.of(Effect.SAME)),
    )


def _compare(row: ImportDraft, plan: Plan, seal: str, now: datetime) -> None:
    """Refuse when what would happen is not what was seen within the last hour."""
    try:
        number, digest, fingerprint, at = signing.loads(seal, salt=_SALT)
    except signing.BadSignature:
        raise PreviewOutdated from None
    if plan.preview.failures:
        raise HasFailures(count=plan.preview.failing_rows)
    if (number, digest, fingerprint) != (row.pk, row.sha256, plan.fingerprint):
        raise PreviewOutdated
    if now.timestamp() - at > SEEN_FOR.total_seconds():
        raise PreviewTooOld


def space_row(code: str, now: datetime) -> SpaceRow:
    """The row of a space; the real one is made where nothing was loaded yet."""
    if code == REAL:
        return SpaceRow.rows.get_or_create(code=REAL, defaults={"created_at": now})[0]
    row = SpaceRow.rows.filter(code=code).first()
    if row is None:
        raise NotFound(what="Latihan", name=code)
    return row


def space_of(code: str, now: datetime) -> Space:
    """A space as a value, for its clock."""
    return THE_REAL_SPACE if code == REAL else space_row(code, now).value()


def audience_for(label: Label, owner: str, areas: set[str]) -> Audience:
    """Who among the active accounts would see rows of ``areas``, told by agency."""
    people = User.objects.filter(is_active=True).select_related("agency")
    named = [(user.actor(), user.agency.name if user.agency else "") for user in people]
    return audience_of(named, label, owner, areas)


def owner_row(actor: Actor, upload: Upload) -> Agency | None:
    """The agency the rows belong to: the actor's own; an administrator names one, or none."""
    code = actor.agency or upload.agency
    if not code:
        return None
    row = Agency.rows.filter(code=code).first()
    if row is None:
        raise NotFound(what="Lembaga", name=code)
    return row
