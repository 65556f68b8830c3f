"""Editions: what an agency published of its index, on which scale, with which limits, doubts and sources."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from siaga.domain.scores import ClassKey, Limit
from siaga.domain.sources import Source, source_named

TOTAL = "index"


class MarkKind(StrEnum):
    """What a reader must know of a number before trusting it."""

    DERIVED = "derived"
    ASSUMED = "assumed"
    UNVERIFIED = "unverified"
    CONFLICT = "conflict"


class View(StrEnum):
    """Whose input a score of an area is: its own office's, or that of the areas below it."""

    OWN = "own"
    AGGREGATE = "aggregate"


@dataclass(frozen=True, slots=True)
class Mark:
    """One doubt about an edition, said in a sentence of each language."""

    kind: MarkKind
    what: str
    why: str
    what_en: str = ""
    why_en: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Published limits of more than three levels, from the lowest up."""

    level: str
    at: tuple[float, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PublishedNode:
    """A node whose values were published beside the total: a dimension, or a count of indicators."""

    code: str
    name: str
    name_en: str = ""
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class NationalCount:
    """How many areas of a level the agency put in each class; nothing where a source does not say."""

    level: str
    tinggi: int | None
    sedang: int | None
    rendah: int | None
    source: str
    date: datetime.date
    alternative: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class NationalMean:
    """A published mean over all areas of a level; ``node`` is ``index`` for the total."""

    level: str
    node: str
    value: float
    source: str
    alternative: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClassRule:
    """How an edition's classes came about: mean-sd, fixed, centre-sd, published; empty: it has none."""

    method: str = ""
    k: float = 1.0
    centre: float | None = None
    levels: int = 3


@dataclass(frozen=True, slots=True)
class PublishedReading:
    """What was published of one area; ``valid_on`` is a day on which ``area`` is that area's code.

    ``class_key`` is None where no class was published; it is never computed here. ``decimals`` counts the
    decimals as printed. An ``alternative`` is another source's number: shown, never used.
    """

    area: str
    level: str
    valid_on: datetime.date
    score: float | None
    class_key: ClassKey | None
    rank: int | None
    source: str
    date: datetime.date
    alternative: bool = False
    note: str = ""
    own_class: str = ""
    decimals: int | None = None
    nodes: tuple[tuple[str, float], ...] = ()
    nodes_source: str = ""


@dataclass(frozen=True, slots=True)
class PublishedValue:
    """A published count of one indicator in an area; "ID" is the nation."""

    area: str
    level: str
    node: str
    value: float
    source: str
    date: datetime.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One published edition of one agency's index; two editions never share an axis."""

    code: str
    name: str
    name_en: str
    agency: str
    axis: str
    date: datetime.date
    levels: tuple[str, ...]
    scale: tuple[float, float] | None
    indicators_published: bool
    view: View
    about: str
    about_en: str
    rule: ClassRule
    limits: tuple[Limit, ...]
    cuts: tuple[Cuts, ...]
    class_words: tuple[tuple[str, ClassKey], ...]
    nodes: tuple[PublishedNode, ...]
    national_counts: tuple[NationalCount, ...]
    national_means: tuple[NationalMean, ...]
    marks: tuple[Mark, ...]
    sources: tuple[Source, ...]
    readings: tuple[PublishedReading, ...]
    values: tuple[PublishedValue, ...]
    indicators: str = ""
    method: str = ""

    def limit_at(self, level: str) -> Limit | None:
        """The limits published for a level."""
        return next((limit for limit in self.limits if limit.level == level), None)

    def source_named(self, key: str) -> Source | None:
        """The source with this id."""
        return source_named(self.sources, key)

    def readings_of(self, area: str) -> tuple[PublishedReading, ...]:
        """Everything published of one area, the preferred reading first."""
        found = (reading for reading in self.readings if reading.area == area)
        return tuple(sorted(found, key=lambda reading: reading.alternative))

    def scores_at(self, level: str) -> Mapping[str, float]:
        """The preferred scores of a level by area."""
        return {
            reading.area: reading.score
            for reading in self.readings
            if reading.level == level and reading.score is not None and not reading.alternative
        }

    def is_complete_at(self, level: str) -> bool:
        """Whether the scores of a level are as many as the areas its class counts speak of."""
        for count in self.national_counts:
            parts = (count.tinggi, count.sedang, count.rendah)
            if count.level == level and not count.alternative and None not in parts:
                return sum(part or 0 for part in parts) == len(self.scores_at(level))
        return False
