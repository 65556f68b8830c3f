"""The packaged calendars and areas in three zones, for tests of stages."""

from datetime import UTC, date, datetime

from tests.services.rehearsals import NOW

from siaga.domain.gazetteers import read_areas
from siaga.domain.spaces import REAL
from siaga.services.calendars import load_calendars
from siaga.services.pack_rows import load_agencies, load_elections
from siaga.services.stage_decisions import NewDecision
from siaga.store.models import Area, Space

PLACES = ("35", "35.73", "35.73.01", "73", "73.71", "94", "94.01")
# Noon of Java on the given day.
NOON = datetime(2024, 11, 20, 5, 0, tzinfo=UTC)


def load_stage_packs() -> None:
    """Agencies, elections, calendars, and areas in three zones."""
    Space.rows.get_or_create(code=REAL, defaults={"created_at": NOW})
    load_agencies()
    load_elections()
    load_calendars()
    Area.rows.bulk_create(
        Area(
            code=one.code,
            name=one.name,
            search_name=one.name.casefold(),
            level=one.level.value,
            parent=one.parent,
            timezone=one.timezone,
        )
        for one in read_areas()
        if one.code in PLACES and one.valid_to is None
    )


def at(year: int, month: int, day: int, hour: int = 5) -> datetime:
    """A moment, by default noon of Java."""
    return datetime(year, month, day, hour, tzinfo=UTC)


def postponed(first: date = date(2024, 12, 11), **changed: object) -> NewDecision:
    """A decision that postpones the pilkada by two weeks."""
    given: dict[str, object] = {
        "calendar": "pilkada-2024",
        "stage": "pemungutan",
        "number": "Keputusan uji 1/2024",
        "decided_on": date(2024, 10, 1),
        "source": "uji",
        "first": first,
        "last": first,
    }
    return NewDecision(**{**given, **changed})  # type: ignore[arg-type]
