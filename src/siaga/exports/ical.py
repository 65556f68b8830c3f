"""Writes stages as an iCalendar feed (RFC 5545): days without hours, identities that stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

_MAKER = "-//Siaga//Tahapan//ID"
_REFRESH = timedelta(hours=12)
MEDIA_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class FeedStage:
    """One entry of the feed; ``sequence`` rises with every decision that moved it."""

    uid: str
    name: str
    first: date
    last: date
    about: str = ""
    sequence: int = 0
    tentative: bool = False


def feed_bytes(title: str, stages: Sequence[FeedStage], changed: datetime, *, drill: bool = False) -> bytes:
    """The feed; a drill's says LATIHAN in its title and in every entry."""
    mark = "LATIHAN – " if drill else ""
    feed = Calendar()
    feed.add("prodid", _MAKER)
    feed.add("version", "2.0")
    feed.add("calscale", "GREGORIAN")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", mark + title)
    feed.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for stage in stages:
        feed.add_component(_entry(stage, changed.astimezone(UTC), mark))
    return bytes(feed.to_ical())


def _entry(stage: FeedStage, changed: datetime, mark: str) -> Event:
    """One stage; the end of an iCalendar entry is the day after the last."""
    entry = Event()
    entry.add("uid", stage.uid)
    entry.add("sequence", stage.sequence)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("dtstart", stage.first)
    entry.add("dtend", stage.last + timedelta(days=1))
    entry.add("summary", mark + stage.name)
    entry.add("description", stage.about)
    entry.add("status", "TENTATIVE" if stage.tentative else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    return entry
