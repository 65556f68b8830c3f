"""Appends to the audit chain: one writer at a time on either store, so that the chain never forks."""

from collections.abc import Iterator, Sequence

from django.db import connection, transaction
from django.utils import timezone

from siaga.domain.audits import GENESIS, ChainedEntry, Deed, Head
from siaga.store.models.audits import AuditEntry

# Any number will do, as long as nobody else in this database locks by it.
_LOCK = 0x51A6A
_FIELDS = ("actor", "user_id", "role", "agency", "use_case", "sentence", "sentence_en")


def append(deeds: Sequence[Deed]) -> None:
    """Write ``deeds`` at the end of the chain, in this transaction.

    On PostgreSQL the advisory lock is held until the transaction ends, so whoever waits for it reads the head
    that the holder committed; callers append last, to hold it only as long as the commit takes. On SQLite the
    transaction already holds the one write lock.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        head, rows = chain_head(), []
        for deed in deeds:
            entry = ChainedEntry(head.position + 1, timezone.now(), deed, head.digest).sealed()
            rows.append(_row(entry))
            head = Head(entry.position, entry.at, entry.digest)
        AuditEntry.rows.bulk_create(rows)


def chain_head() -> Head:
    """Where the chain ends now."""
    last = AuditEntry.rows.order_by("-position").values_list("position", "at", "digest").first()
    return Head(*last) if last else Head(0, None, GENESIS)


def chained_entries() -> Iterator[ChainedEntry]:
    """Every entry in the order of the positions, read in portions."""
    rows = AuditEntry.rows.order_by("position", "pk")
    for position, at, previous, digest, *deed in rows.values_list(
        "position", "at", "previous", "digest", *_FIELDS
    ).iterator(5000):
        yield ChainedEntry(position, at, Deed(*deed), previous, digest)


def _row(entry: ChainedEntry) -> AuditEntry:
    """An entry as its row."""
    deed = {name: getattr(entry.deed, name) for name in _FIELDS}
    return AuditEntry(
        position=entry.position, at=entry.at, previous=entry.previous, digest=entry.digest, **deed
    )
