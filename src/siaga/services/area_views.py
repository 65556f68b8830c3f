"""What an area page shows, as values: readings side by side, outcomes, counts, children, history."""

from dataclasses import dataclass, field
from datetime import date

from siaga.domain.spaces import Space
from siaga.rules.alert import Finding
from siaga.services.citations import Citation
from siaga.services.reading_views import (
    AxisReadings,
    EditionView,
    ReadingView,
    newest_of,
)


@dataclass(frozen=True, slots=True)
class EarlierArea:
    """Readings of the area this one was split from: about a wider area, so they stand apart."""

    code: str
    name: str
    until: date
    readings: tuple[ReadingView, ...]


@dataclass(frozen=True, slots=True)
class CodeStep:
    """One change of a code, as the page of the old or the new one tells it."""

    old: str
    old_name: str
    new: str
    new_name: str
    on: date
    kind: str
    source: str
    citation: int = 0


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One kind of outcome in the area or in one below it."""

    area: str
    area_name: str
    kind: str
    stations: int | None
    date: date | None
    note: str
    citation: int


@dataclass(frozen=True, slots=True)
class OutcomeList:
    """What one list of outcomes says of the area; ``speaks`` is whether it lists areas this fine."""

    code: str
    name: str
    name_en: str
    date: date
    complete: bool
    about: str
    about_en: str
    citation: int
    speaks: bool
    rows: tuple[OutcomeView, ...] = ()

    @property
    def stations(self) -> int | None:
        """The stations of all rows, where each is known."""
        if not self.rows or any(row.stations is None for row in self.rows):
            return None
        return sum(row.stations or 0 for row in self.rows)


@dataclass(frozen=True, slots=True)
class StationView:
    """How many TPS the area has in one election; ``parts`` counts the kecamatan added up, if any."""

    election: str
    election_en: str
    stations: int
    parts: int
    date: date
    citation: int


@dataclass(frozen=True, slots=True)
class FigureView:
    """A published number of an election in the area."""

    election: str
    election_en: str
    measure: str
    value: int
    date: date | None
    alternative: bool
    note: str
    citation: int


@dataclass(frozen=True, slots=True)
class CountView:
    """A published count of one indicator in the area."""

    name: str
    name_en: str
    value: float
    date: date | None
    note: str
    citation: int


@dataclass(frozen=True, slots=True)
class CountList:
    """The published counts of one edition, the largest first."""

    edition: EditionView
    counts: tuple[CountView, ...]


@dataclass(frozen=True, slots=True)
class ChildCell:
    """What the newest edition of an axis says of one child; without a reading nothing is known."""

    class_key: str = ""
    score: float | None = None
    decimals: int | None = None
    derived: bool = False
    scored: bool = False

    @property
    def known(self) -> bool:
        """Whether the edition says anything of this child."""
        return bool(self.class_key) or self.score is not None


@dataclass(frozen=True, slots=True)
class ChildColumn:
    """The edition of one axis, and whether it gives any score."""

    edition: EditionView
    scored: bool


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One area right below, with one cell an axis."""

    code: str
    name: str
    population: int | None
    cells: tuple[ChildCell, ...]


@dataclass(frozen=True, slots=True)
class Children:
    """The areas right below, in the order of their codes: this is no league table."""

    level: str
    columns: tuple[ChildColumn, ...]
    rows: tuple[ChildRow, ...]

    @property
    def unknown(self) -> int:
        """How many of them have no reading on any axis."""
        return sum(
            not any(cell.class_key or cell.score is not None for cell in row.cells) for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class AncestorReading:
    """The reading of an area above, for want of one of its own: it speaks of the wider area only."""

    code: str
    name: str
    reading: ReadingView


@dataclass(frozen=True, slots=True)
class DrillPanel:
    """Simulated readings of one drill, never among the real ones."""

    space: Space
    axes: tuple[AxisReadings, ...]
    citations: tuple[Citation, ...] = ()

    @property
    def readings(self) -> tuple[ReadingView, ...]:
        """The newest reading of each agency and axis."""
        return newest_of(self.axes)


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """The area itself."""

    code: str
    name: str
    level: str
    trail: tuple[tuple[str, str], ...]
    latitude: float | None
    longitude: float | None
    population: int | None
    population_citation: int
    area_km2: float | None
    timezone: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class AreaProfile:
    """Everything the page of one area shows to one actor."""

    area: AreaFacts
    space: Space
    on: date
    axes: tuple[AxisReadings, ...]
    earlier: tuple[EarlierArea, ...] = ()
    history: tuple[CodeStep, ...] = ()
    ancestor: AncestorReading | None = None
    findings: tuple[Finding, ...] = ()
    outcomes: tuple[OutcomeList, ...] = ()
    stations: tuple[StationView, ...] = ()
    figures: tuple[FigureView, ...] = ()
    counts: tuple[CountList, ...] = ()
    children: Children | None = None
    drills: tuple[DrillPanel, ...] = ()
    citations: tuple[Citation, ...] = field(default=())

    @property
    def newest(self) -> tuple[ReadingView, ...]:
        """The answer: the newest reading of each agency on each axis."""
        return newest_of(self.axes)

    @property
    def class_key(self) -> str:
        """The class of the first answer, by which the question “why” is asked."""
        return next((one.class_key for one in self.newest if one.class_key), "")

    @property
    def successors(self) -> tuple[CodeStep, ...]:
        """Where the ground of an expired code went."""
        return tuple(step for step in self.history if step.old == self.area.code != step.new)
