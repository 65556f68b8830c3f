"""Outcomes: where voting was repeated, postponed or continued, as lists published by one body."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from siaga.domain.areas import level_of
from siaga.domain.pack_problems import NamedTwice
from siaga.domain.packs import Fields, pack_folder, pack_names, read_settings, read_table
from siaga.domain.sources import Source, checked_source, read_sources, source_named

KIND = "outcomes"
_SETTINGS = (
    *("code", "name", "name_en", "election", "date", "complete", "source", "about", "about_en"),
    *("totals", "sources"),
)
_COLUMNS = ("area", "kind", "stations", "source", "date", "note")


class OutcomeKind(StrEnum):
    """What happened to the voting at a station; PSU-MK was ordered by the Constitutional Court."""

    PSU = "PSU"
    PSS = "PSS"
    PSL = "PSL"
    PSU_MK = "PSU-MK"

    def word(self, language: str = "id") -> str:
        """The words shown to people."""
        return _WORDS[self][language == "en"]


_WORDS: Mapping[OutcomeKind, tuple[str, str]] = {
    OutcomeKind.PSU: ("pemungutan suara ulang", "repeated voting"),
    OutcomeKind.PSS: ("pemungutan suara susulan", "postponed voting"),
    OutcomeKind.PSL: ("pemungutan suara lanjutan", "continued voting"),
    OutcomeKind.PSU_MK: ("pemungutan suara ulang atas putusan MK", "repeated voting ordered by the court"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One kind of outcome in one area; ``stations`` is nothing where the source gives no number."""

    area: str
    level: str
    kind: OutcomeKind
    stations: int | None
    source: str
    date: datetime.date
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeTotal:
    """How many stations a source counts in the nation; an ``alternative`` is another day's number."""

    kind: OutcomeKind
    stations: int
    source: str
    date: datetime.date
    alternative: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeSet:
    """A published list of outcomes; only from a ``complete`` one follows that an area not listed had none."""

    code: str
    name: str
    name_en: str
    election: str
    date: datetime.date
    complete: bool
    source: str
    about: str
    about_en: str
    totals: tuple[OutcomeTotal, ...]
    sources: tuple[Source, ...]
    outcomes: tuple[Outcome, ...]

    def source_named(self, key: str) -> Source | None:
        """The source with this id."""
        return source_named(self.sources, key)

    def stations(self, kind: OutcomeKind) -> int:
        """The sum of the stations listed for one kind."""
        return sum(outcome.stations or 0 for outcome in self.outcomes if outcome.kind is kind)


@cache
def outcome_sets() -> tuple[OutcomeSet, ...]:
    """All packaged lists of outcomes, the latest first."""
    return tuple(sorted(map(read_outcomes, pack_names(KIND)), key=lambda one: one.date, reverse=True))


def read_outcomes(name: str | Path) -> OutcomeSet:
    """The list of a packaged pack, or of a folder of one's own."""
    folder = pack_folder(KIND, name)
    settings = read_settings(folder, "outcomes.toml")
    settings.refuse_others(_SETTINGS)
    sources = read_sources(settings)
    day = settings.day("date")
    rows = read_table(folder, "outcomes.csv", _COLUMNS).rows
    return OutcomeSet(
        code=settings.text("code"),
        name=settings.text("name"),
        name_en=settings.text("name_en", ""),
        election=settings.text("election"),
        date=day,
        complete=settings.flag("complete"),
        source=checked_source(settings, sources, needed=True),
        about=settings.text("about"),
        about_en=settings.text("about_en", ""),
        totals=tuple(_total(block, sources, day) for block in settings.blocks("totals")),
        sources=sources,
        outcomes=_outcomes(rows, sources, day),
    )


def _total(block: Fields, sources: tuple[Source, ...], day: datetime.date) -> OutcomeTotal:
    block.refuse_others(("kind", "stations", "date", "source", "alternative", "note"))
    block.required_number("stations")
    return OutcomeTotal(
        block.word("kind", OutcomeKind),
        block.whole("stations") or 0,
        checked_source(block, sources, needed=True),
        block.day("date", day),
        block.flag("alternative"),
        block.text("note", ""),
    )


def _outcomes(
    rows: tuple[Fields, ...], sources: tuple[Source, ...], day: datetime.date
) -> tuple[Outcome, ...]:
    found, seen = [], dict[tuple[str, OutcomeKind], str]()
    for row in rows:
        area, kind = row.text("area"), row.word("kind", OutcomeKind)
        if (area, kind) in seen:
            raise NamedTwice(
                where=row.where, name="area, kind", value=f"{area} {kind}", first=seen[area, kind]
            )
        seen[area, kind] = row.place
        source = checked_source(row, sources, needed=True)
        stations, on = row.whole("stations"), row.day("date", day)
        found.append(Outcome(area, level_of(area).value, kind, stations, source, on, row.text("note", "")))
    return tuple(found)
