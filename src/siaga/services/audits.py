"""Reading the audit record, and examining its chain."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from siaga.domain.audits import Examined, Head, examined
from siaga.domain.permissions import Actor, Permission
from siaga.services.use_case import reads
from siaga.store.audit_chain import chain_head, chained_entries
from siaga.store.models import AuditEntry
from siaga.store.sightings import note_confidential

PAGE_LENGTH = 50


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    """Which entries are asked for; ``before`` is the position the page ends above (0 for the newest)."""

    person: str = ""
    use_case: str = ""
    day: date | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry as it is read."""

    position: int
    at: datetime
    actor: str
    role: str
    agency: str
    use_case: str
    sentence: str
    sentence_en: str
    digest: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some entries, the newest first; ``older`` is where the next page begins (0 when this is the last)."""

    entries: tuple[EntryView, ...]
    older: int
    head: Head
    use_cases: tuple[str, ...]


@reads(Permission.READ_AUDIT, "membaca catatan audit")
def audit_entries(_: Actor, *, question: AuditQuestion) -> AuditPage:
    """The entries of a person, a use case or a day; reading them is written down too."""
    note_confidential()
    rows = AuditEntry.rows.order_by("-position")
    if question.person:
        rows = rows.filter(actor__icontains=question.person)
    if question.use_case:
        rows = rows.filter(use_case=question.use_case)
    if question.day:
        begin = timezone.make_aware(datetime.combine(question.day, datetime.min.time()))
        rows = rows.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    if question.before:
        rows = rows.filter(position__lt=question.before)
    found = list(rows.values_list(*EntryView.__dataclass_fields__)[: PAGE_LENGTH + 1])
    entries = tuple(EntryView(*row) for row in found[:PAGE_LENGTH])
    older = entries[-1].position if len(found) > PAGE_LENGTH else 0
    names = AuditEntry.rows.order_by("use_case").values_list("use_case", flat=True).distinct()
    return AuditPage(entries, older, chain_head(), tuple(names))


@reads(Permission.READ_AUDIT)
def audit_head(_: Actor) -> Head:
    """Where the chain ends now, to print or publish."""
    return chain_head()


@reads(Permission.READ_AUDIT)
def verify_audit(_: Actor, *, printed: Head | None = None) -> Examined:
    """Examine every entry of the chain, and compare it with a head that was printed earlier."""
    return examined(chained_entries(), printed)
