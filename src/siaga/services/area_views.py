"""What an area page shows, as values: readings side by side, reasons, outcomes, counts, children, history."""

from dataclasses import dataclass, field
from datetime import date

from siaga.domain.scores import Limit
from siaga.domain.spaces import Space
from siaga.domain.totals import PublishedTotal
from siaga.rules.alert import Finding
from siaga.services.citations import Citation


@dataclass(frozen=True, slots=True)
class EditionView:
    """The edition a reading belongs to; ``marks`` are the kinds of remarks it carries."""

    code: str
    name: str
    name_en: str
    agency: str
    agency_name: str
    agency_name_en: str
    axis: str
    date: date
    scale_low: float | None
    scale_high: float | None
    indicators: str
    view: str
    class_method: str
    marks: tuple[str, ...] = ()

    def place_of(self, value: float) -> float:
        """Where a value lies on this edition's own scale, 0 to 100."""
        low, high = self.scale_low or 0.0, self.scale_high if self.scale_high is not None else 100.0
        return min(100.0, max(0.0, 100 * (value - low) / (high - low))) if high > low else 0.0


@dataclass(frozen=True, slots=True)
class LimitsView:
    """The limits of one edition at one level; a published limit cites its source."""

    limit: Limit
    citation: int = 0

    @property
    def low(self) -> float:
        """Below it is rendah."""
        return self.limit.low

    @property
    def high(self) -> float:
        """Above it is tinggi."""
        return self.limit.high


@dataclass(frozen=True, slots=True)
class ScaleStrip:
    """Places on one edition's own scale, 0 to 100, for its picture."""

    low: float
    high: float
    score: float
    others: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The width between the limits."""
        return self.high - self.low

    @property
    def top(self) -> float:
        """The width above the upper limit."""
        return 100 - self.high

    @property
    def narrow(self) -> bool:
        """Whether the limits' labels would touch if each stood under its limit."""
        return self.middle < 18

    @property
    def anchor(self) -> str:
        """To which side the score's label leans, so that it stays on the picture."""
        return "start" if self.score < 6 else "end" if self.score > 94 else "middle"


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Another source's number for the same reading."""

    score: float | None
    decimals: int | None
    class_key: str
    source: str
    citation: int
    note: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A published node behind a reading."""

    code: str
    name: str
    name_en: str
    value: float
    maximum: float | None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one node adds to the total, in points; ``value`` is unknown where only the remainder is."""

    code: str
    name: str
    name_en: str
    points: float
    weight: float | None = None
    value: float | None = None
    inside: tuple["Contribution", ...] = ()


@dataclass(frozen=True, slots=True)
class RestNode:
    """A node whose value was not published."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Contributions that sum to ``total``; ``rest`` are points of nodes that were not published."""

    contributions: tuple[Contribution, ...]
    total: float
    published: float | None
    rest: float | None = None
    rest_nodes: tuple[RestNode, ...] = ()
    derived_weights: bool = False
    strongest: tuple[Contribution, ...] = ()

    @property
    def longest(self) -> float:
        """The longest bar."""
        return max([*(one.points for one in self.contributions), self.rest or 0.0, 1e-9])


@dataclass(frozen=True, slots=True)
class ReadingView:
    """What one edition says of the area, with everything needed to judge it."""

    edition: EditionView
    area: str
    area_name: str
    level: str
    valid_on: date
    date: date
    score: float | None
    decimals: int | None
    class_key: str
    class_derived: bool
    own_class: str
    rank: int | None
    label: str
    citation: int
    parts_citation: int
    note: str
    limits: LimitsView | None = None
    impossible: tuple[str, ...] = ()
    others: tuple[OtherReading, ...] = ()
    parts: tuple[PartView, ...] = ()
    reasons: Reasons | None = None
    total: PublishedTotal | None = None
    total_counts: tuple[tuple[str, int | None], ...] = ()

    @property
    def only(self) -> str:
        """What alone was published: "total", "class", or nothing when the reasons are known."""
        if self.reasons is not None:
            return ""
        return "total" if self.score is not None else "class"

    @property
    def known(self) -> bool:
        """Whether it says a class or a score."""
        return bool(self.class_key) or self.score is not None

    @property
    def strip(self) -> ScaleStrip | None:
        """The score between its limits on the edition's own scale, where all of it is known."""
        if self.score is None or self.limits is None or self.edition.scale_high is None:
            return None
        place = self.edition.place_of
        others = tuple(place(one.score) for one in self.others if one.score not in (None, self.score))
        return ScaleStrip(place(self.limits.low), place(self.limits.high), place(self.score), others)

    @property
    def class_count(self) -> int | None:
        """How many areas of the level the edition put in this class, as published."""
        return dict(self.total_counts).get(self.class_key)


@dataclass(frozen=True, slots=True)
class AxisReadings:
    """All readings of one axis, the newest edition first."""

    axis: str
    readings: tuple[ReadingView, ...]


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


def newest_of(axes: tuple[AxisReadings, ...]) -> tuple[ReadingView, ...]:
    """The newest known reading of each agency on each axis; the agency's own view before an aggregate."""
    found: dict[tuple[str, str], ReadingView] = {}
    for axis in axes:
        for one in axis.readings:
            if one.known:
                found.setdefault((axis.axis, one.edition.agency), one)
    return tuple(found.values())
