"""Checks one sheet row of readings against its edition, cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from siaga.domain.import_problems import ImportProblem
from siaga.domain.imports import Cell, Finding, count_of, day_of, decimals_of, number_of, text_of
from siaga.domain.permissions import Actor
from siaga.domain.row_problems import (
    ClassAgainstLimits,
    ClassKeptFromBefore,
    ClassUnknown,
    LevelNotInEdition,
    OtherEdition,
    ReadingSaysNothing,
    RowTwice,
    ScoreKeptFromBefore,
)
from siaga.domain.scores import ClassKey, class_by_limits
from siaga.services.imports.areas import KnownAreas, code_of, require_in_territory
from siaga.services.imports.rows import Field, RowReader
from siaga.services.imports.sets import EditionFacts
from siaga.services.imports.sheets import SheetRow
from siaga.store.models import Area

CLASS_WORDS = (ClassKey.RENDAH.value, ClassKey.SEDANG.value, ClassKey.TINGGI.value)
_SAYS = ("score", "class", "own_class", "rank", "valid_on", "date", "source", "note")


@dataclass(frozen=True, slots=True)
class ReadingGiven:
    """What one row says: only the columns the sheet has, and not the empty ones that have a default."""

    number: int
    area: Area
    given: Mapping[str, Field] = field(repr=False)
    decimals: int | None = None


@dataclass(slots=True)
class ReadingCheck:
    """Checks the rows of one file, remembering which areas came before."""

    actor: Actor
    facts: EditionFacts
    areas: KnownAreas
    columns: tuple[str, ...]
    today: date
    findings: list[Finding] = field(default_factory=list)
    skipped: int = 0
    _first: dict[str, int] = field(default_factory=dict)

    def read(self, row: SheetRow) -> ReadingGiven | None:
        """What ``row`` says; nothing where it fails or holds no more than an area's name."""
        if not row.filled(*_SAYS, *self.facts.nodes):
            self.skipped += 1
            return None
        reader = RowReader(row, self.findings)
        self._edition(reader)
        valid_on = reader.take("valid_on", partial(day_of, today=self.today))
        area = self._area(reader, valid_on or self.facts.row.date)
        given = self._values(reader)
        given |= self._nodes(reader)
        if valid_on:
            given["valid_on"] = valid_on
        if area is not None:
            _says_something(reader, given)
        if reader.failed or area is None:
            return None
        return ReadingGiven(row.number, area, given, decimals_of(row.cell("score")))

    def _edition(self, reader: RowReader) -> None:
        """The row is for this edition, or does not say."""
        named = reader.text("edition", 96)
        if named and named not in (self.facts.row.code, self.facts.row.name):
            reader.note("edition", OtherEdition(edition=self.facts.row.name))

    def _area(self, reader: RowReader, on: date) -> Area | None:
        code = reader.take("area", code_of)
        area = reader.check("area", lambda: self.areas.on(code, on)) if code else None
        if area is None:
            return None
        if area.level not in self.facts.levels:
            levels = ", ".join(self.facts.levels)
            reader.note("area", LevelNotInEdition(name=area.name, level=area.level, levels=levels))
        reader.check("area", lambda: require_in_territory(self.actor, area))
        first = self._first.setdefault(area.code, reader.row.number)
        if first != reader.row.number:
            reader.note("area", RowTwice(first=first, what=area.code))
        return area

    def _values(self, reader: RowReader) -> dict[str, Field]:
        """Every column but the area and the nodes; empty cells with a default are left out."""
        edition = self.facts.row
        score = partial(number_of, low=edition.scale_low, high=edition.scale_high)
        given: dict[str, Field] = {
            "score": reader.take("score", score),
            "class": reader.take("class", class_of),
            "own_class": reader.text("own_class", 32),
            "rank": reader.take("rank", count_of),
            "note": reader.text("note", 2000),
        }
        given = {column: value for column, value in given.items() if column in self.columns}
        for column, value in (
            ("date", reader.take("date", partial(day_of, today=self.today))),
            ("source", reader.text("source", 300)),
        ):
            if value:
                given[column] = value
        return given

    def _nodes(self, reader: RowReader) -> dict[str, Field]:
        nodes = (self.facts.nodes[column] for column in self.columns if column in self.facts.nodes)
        return {
            node.code: reader.take(node.code, partial(number_of, low=node.low, high=node.high))
            for node in nodes
        }


def _says_something(reader: RowReader, given: Mapping[str, Field]) -> None:
    """A row without score and class says nothing about its area."""
    if given.get("score") is None and not given.get("class") and not reader.failed:
        reader.note("score", ReadingSaysNothing())


def class_contradicts(one: ReadingGiven, after: Mapping[str, Field], facts: EditionFacts) -> Finding | None:
    """Say when class and score contradict each other once the row is loaded, wherever each came from.

    The agency publishes both, so neither is changed or cleared here: both stay visible, and whoever loads
    the sheet is told which of the two it brought and which was there.
    """
    score, word, limit = after["score"], after["class"], facts.limits.get(one.area.level)
    if not isinstance(score, (int, float)) or not word or limit is None:
        return None
    expected = class_by_limits(float(score), limit)
    if expected is ClassKey.UNKNOWN or expected.value == word:
        return None
    problem: type[ImportProblem] = ClassAgainstLimits
    if "class" not in one.given:
        problem = ClassKeptFromBefore
    elif "score" not in one.given:
        problem = ScoreKeptFromBefore
    said = problem(score=f"{score:g}".replace(".", ","), expected=expected.value, given=word)
    return Finding(one.number, "class", str(word), said, serious=False)


def class_of(cell: Cell) -> str:
    """One of the three class words, however it is capitalised."""
    word = text_of(cell).casefold()
    if word and word not in CLASS_WORDS:
        raise ClassUnknown
    return word
