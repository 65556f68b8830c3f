"""What is shown of polling stations: a line, a whole station, a page of lines, counts of an area."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ElectionChoice:
    """An election one can look at."""

    code: str
    name: str
    name_en: str
    polling_day: date


@dataclass(frozen=True, slots=True)
class StationLine:
    """One station in a list; ``above`` names the areas it lies in, the nearest first."""

    code: str
    number: int
    special: bool
    place: str
    above: str
    voters: int | None
    latitude: float | None
    longitude: float | None
    own_point: bool


@dataclass(frozen=True, slots=True)
class StationFacts:
    """Everything the reader may know of one station; address and voters are for the office."""

    line: StationLine
    election: ElectionChoice
    details: bool
    address: str
    trail: tuple[tuple[str, str], ...]
    source: str
    date: date
    label: str
    owner: str


@dataclass(frozen=True, slots=True)
class PublishedCount:
    """How many stations somebody else counted in an area; an alternative is another source's number."""

    value: int
    source: str
    date: date | None
    alternative: bool = False


@dataclass(frozen=True, slots=True)
class AreaStations:
    """How many stations an area has: in the register, and as published."""

    code: str
    name: str
    stations: int
    special: int
    voters: int | None
    published: tuple[PublishedCount, ...] = ()

    @property
    def conflict(self) -> bool:
        """Whether any published number is not the register's."""
        return any(one.value != self.stations for one in self.published)


@dataclass(frozen=True, slots=True)
class StationPage:
    """One page of a list: where it begins, what follows, and the counts of the areas below."""

    election: ElectionChoice | None
    elections: tuple[ElectionChoice, ...]
    trail: tuple[tuple[str, str], ...]
    whole: AreaStations
    found: int
    first: int
    lines: tuple[StationLine, ...]
    before: str
    after: str
    areas: tuple[AreaStations, ...]
    details: bool
