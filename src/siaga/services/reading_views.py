"""What one edition says of an area, as values: the reading, its reasons, limits and conflicting numbers."""

from dataclasses import dataclass
from datetime import date

from siaga.domain.scores import Limit
from siaga.domain.totals import PublishedTotal


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


def newest_of(axes: tuple[AxisReadings, ...]) -> tuple[ReadingView, ...]:
    """The newest known reading of each agency on each axis; the agency's own view before an aggregate."""
    found: dict[tuple[str, str], ReadingView] = {}
    for axis in axes:
        for one in axis.readings:
            if one.known:
                found.setdefault((axis.axis, one.edition.agency), one)
    return tuple(found.values())
