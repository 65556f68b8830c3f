"""Days of the law: which are working days, counting them, and when a day begins and ends in an area."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from siaga.domain.problems import Problem

CAPITAL_ZONE = "Asia/Jakarta"
ZONES: Mapping[str, str] = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_ONE = timedelta(days=1)
_SATURDAY = 5
# Beyond this nobody counts working days; it also stops a count that a slip of the pen made endless.
MOST_DAYS = 3_700


class ZoneUnknown(Problem):
    """A time zone Indonesia does not have."""

    indonesian = "Zona waktu “{zone}” tidak dikenal. Pilih: {known}."
    english = "The time zone “{zone}” is unknown. Choose: {known}."


class DistanceTooFar(Problem):
    """A distance of more than ten years."""

    indonesian = "Jarak {days} hari terlalu jauh. Tulis antara −{most} dan {most} hari."
    english = "A distance of {days} days is too far. Write between −{most} and {most} days."


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days nobody works besides weekends, by name; from ``open_from`` on joint leave is not decreed yet."""

    days: Mapping[date, str] = field(default_factory=dict)
    estimated: Set[date] = frozenset()
    open_from: int = 9999

    def name(self, day: date) -> str:
        """What a day is called; empty for an ordinary one."""
        return self.days.get(day, "")

    def uncertain(self, first: date, last: date) -> bool:
        """Whether a count between two days leans on a day that may still change."""
        return last.year >= self.open_from or any(first <= day <= last for day in self.estimated)


NO_HOLIDAYS = Holidays()


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Monday to Friday, and no national holiday, joint leave or polling day."""
    return day.weekday() < _SATURDAY and day not in holidays.days


def day_after(day: date, days: int, holidays: Holidays | None = None) -> date:
    """The day ``days`` after (or before) ``day``: calendar days, or working days when ``holidays`` is given.

    The starting day never counts. Zero working days from a holiday is the next working day.
    """
    if abs(days) > MOST_DAYS:
        raise DistanceTooFar(days=days, most=MOST_DAYS)
    if holidays is None:
        return day + days * _ONE
    step = -_ONE if days < 0 else _ONE
    left = abs(days)
    while left or not is_working_day(day, holidays):
        day += step
        if left and is_working_day(day, holidays):
            left -= 1
    return day


def working_days_between(first: date, last: date, holidays: Holidays) -> int:
    """How many working days there are from ``first`` to ``last``, both counted."""
    days = (last - first).days + 1
    return sum(is_working_day(first + at * _ONE, holidays) for at in range(max(days, 0)))


def zone_of(name: str) -> ZoneInfo:
    """The zone of an area; the nation keeps the capital's."""
    if name and name not in ZONES:
        raise ZoneUnknown(zone=name, known=", ".join(ZONES))
    return ZoneInfo(name or CAPITAL_ZONE)


def day_begins(day: date, zone: str) -> datetime:
    """The moment ``day`` begins in a zone."""
    return datetime.combine(day, time(), zone_of(zone))


def day_ends(day: date, zone: str) -> datetime:
    """The first moment that is no longer ``day`` in a zone."""
    return day_begins(day + _ONE, zone)


def day_in(zone: str, now: datetime) -> date:
    """Which day it is in a zone at the moment ``now``, which knows its own zone."""
    return now.astimezone(zone_of(zone)).date()
