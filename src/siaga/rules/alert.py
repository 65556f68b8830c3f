"""What an alert rule is: a judgement on one area's readings, saying what deserves a second look."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from siaga.domain.words import Sayable, Wording, said
from siaga.registry import declared


@dataclass(frozen=True, slots=True)
class OtherNumber:
    """A conflicting number of another source for the same reading."""

    score: float | None
    class_key: str
    source: str


@dataclass(frozen=True, slots=True)
class Part:
    """One known node behind a reading: a dimension or an indicator with its scale's ends."""

    name: Wording
    value: float
    minimum: float = 0.0
    maximum: float = 100.0


@dataclass(frozen=True, slots=True)
class StatedReading:
    """What one edition states of the area; everything unknown is empty."""

    edition: Wording
    agency: Wording
    axis: str
    date: date
    level: str = ""
    class_key: str = ""
    score: float | None = None
    low: float | None = None
    high: float | None = None
    minimum: float | None = None
    impossible: tuple[str, ...] = ()
    others: tuple[OtherNumber, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """One area on one day, with every reading somebody may see, the newest first."""

    area: str
    name: str
    on: date
    readings: tuple[StatedReading, ...] = ()

    @property
    def axes(self) -> tuple[str, ...]:
        """The axes spoken of, in the order of their newest reading."""
        return tuple(dict.fromkeys(one.axis for one in self.readings))

    def newest(self, axis: str) -> tuple[StatedReading, ...]:
        """Each agency's newest reading on one axis that states a class or a score."""
        found: dict[Wording, StatedReading] = {}
        for one in sorted(self.readings, key=lambda one: one.date, reverse=True):
            if one.axis == axis and (one.class_key or one.score is not None):
                found.setdefault(one.agency, one)
        return tuple(found.values())

    def current(self) -> tuple[StatedReading, ...]:
        """Each agency's newest reading on every axis."""
        return tuple(one for axis in self.axes for one in self.newest(axis))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth a second look, as templates and the numbers that fill them."""

    rule: str
    indonesian: str
    english: str
    fields: tuple[tuple[str, Sayable], ...] = field(default=())

    def sentence(self, language: str = "id") -> str:
        """The finding as a sentence of ``language``."""
        template = self.english if language == "en" else self.indonesian
        return template.format(**{name: said(value, language) for name, value in self.fields})


@dataclass(frozen=True, slots=True)
class AlertRule:
    """A named judgement with the source it rests on; it sees a frozen situation and nothing else."""

    code: str
    name: str
    name_en: str
    source: str
    judge: Callable[[Situation], tuple[Finding, ...]]


def alert_rules() -> list[AlertRule]:
    """Every rule that a file of ``rules.alerts`` declares."""
    from siaga.rules import alerts  # noqa: PLC0415 - the rules import this module

    return declared(alerts, AlertRule)


def judged(situation: Situation, rules: Iterable[AlertRule]) -> tuple[Finding, ...]:
    """What all rules find, in the order of the rules."""
    return tuple(finding for rule in rules for finding in rule.judge(situation))
