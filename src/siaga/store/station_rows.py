"""Writes many polling stations at once: COPY on PostgreSQL, prepared statements on SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import F

from siaga.store.models import Election, Space, Station, StationRegister

# What a row of the register holds beside its space, owner, label, election and author, in this order.
COLUMNS = (
    *("code", "area", "number", "special", "place", "address"),
    *("latitude", "longitude", "point_kind", "voters", "source", "date"),
)
_SHARED = ("space_id", "owner_id", "label", "election_id", "entered_by_id")
_KEY = ("space_id", "election_id", "code")
_BATCH = 5000
Row = Sequence[Any]
Shared = tuple[int, int | None, str, int, int | None]
"""What all rows of one load share: space, owner, label, election, author."""


def upsert_stations(rows: Iterable[Row], shared: Shared) -> int:
    """Add or replace stations within the transaction that is open; gives how many."""
    whole = ((*row, *shared) for row in rows)
    return _copied(whole) if connection.vendor == "postgresql" else _inserted(whole)


def _insert(source: str) -> str:
    """INSERT … that replaces a station with the same code."""
    names = (*COLUMNS, *_SHARED)
    columns = ", ".join(f'"{name}"' for name in names)
    changed = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in _KEY)
    # Only names of our own columns are put together here, never a value.
    return (
        f'INSERT INTO "{Station._meta.db_table}" ({columns}) {source} '
        f"ON CONFLICT ({', '.join(_KEY)}) DO UPDATE SET {changed}"
    )


def _inserted(rows: Iterator[Row]) -> int:
    """One prepared statement over batches."""
    marks = ", ".join(["%s"] * (len(COLUMNS) + len(_SHARED)))
    statement, count = _insert(f"VALUES ({marks})"), 0
    with connection.cursor() as cursor:
        while batch := list(islice(rows, _BATCH)):
            cursor.executemany(statement, batch)
            count += len(batch)
    return count


def _copied(rows: Iterator[Row]) -> int:
    """Stream into a table of this transaction, then into the register in one statement."""
    names = ", ".join(f'"{name}"' for name in (*COLUMNS, *_SHARED))
    table, count = Station._meta.db_table, 0
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS arriving_stations")
        empty = f'SELECT {names} FROM "{table}" LIMIT 0'  # noqa: S608
        cursor.execute(f"CREATE TEMPORARY TABLE arriving_stations ON COMMIT DROP AS {empty}")
        with cursor.copy(f"COPY arriving_stations ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
                count += 1
        cursor.execute(_insert(f"SELECT {names} FROM arriving_stations WHERE TRUE"))  # noqa: S608
        cursor.execute("DROP TABLE arriving_stations")
        cursor.execute(f'ANALYZE "{table}"')
    return count


def next_version(space: Space, election: Election, now: datetime) -> int:
    """Mark that the register of an election changed, so that nobody serves what was read before."""
    row, made = StationRegister.rows.get_or_create(
        space=space, election=election, defaults={"loaded_at": now}
    )
    if not made:
        StationRegister.rows.filter(pk=row.pk).update(version=F("version") + 1, loaded_at=now)
        row.refresh_from_db()
    return row.version
