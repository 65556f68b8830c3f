"""Spaces keep drill rows (LATIHAN) apart from real ones: every operational row lives in exactly one."""

from dataclasses import dataclass
from datetime import date, datetime

REAL = "real"
DRILL_PREFIX = "latihan-"
DEFAULT_DRILL_DATE = date(2024, 11, 20)


def drill_code(area: str) -> str:
    """The code of the drill space of ``area``: ``latihan-35.73``."""
    return DRILL_PREFIX + area


@dataclass(frozen=True, slots=True)
class Space:
    """A deployment's own panel of rows; a drill space has an area and a clock of its own."""

    code: str
    area: str = ""
    as_of: date | None = None

    @property
    def is_drill(self) -> bool:
        """Whether everything here is simulated and must be marked LATIHAN."""
        return self.code != REAL

    def now(self, wall: datetime) -> datetime:
        """The time in this space: the wall clock, or the drill's own day at the wall clock's hour."""
        if self.as_of is None:
            return wall
        return wall.replace(year=self.as_of.year, month=self.as_of.month, day=self.as_of.day)


THE_REAL_SPACE = Space(REAL)
