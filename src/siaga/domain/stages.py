"""Stages of an election: their days, their state on a day, and what a decision moves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from siaga.domain.areas import NATION, lies_within
from siaga.domain.stage_problems import (
    StageContradicts,
    StageEndsFirst,
    StagesCircular,
    StageTwice,
    StageUndated,
    StageUnknown,
)
from siaga.domain.working_days import Holidays, day_after


class StageKind(StrEnum):
    """A duty must be reported done; a period ends by itself on its last day."""

    DUTY = "tugas"
    PERIOD = "masa"


class StageState(StrEnum):
    """Where a stage stands on a day."""

    UPCOMING = "upcoming"
    NEXT = "next"
    RUNNING = "running"
    LATE = "late"
    DONE = "done"


class Anchor(StrEnum):
    """Which day of the other stage a distance is counted from."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a stage, both counted."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def from_day(self, first: date) -> "Span":
        """The same length from another day."""
        return Span(first, first + (self.last - self.first))


@dataclass(frozen=True, slots=True)
class Offset:
    """A stage starts so many days after (or before) a day of another one."""

    after: str
    days: int
    anchor: Anchor = Anchor.FIRST
    working: bool = False

    def day(self, other: Span, holidays: Holidays) -> date:
        """The day this distance gives."""
        start = other.first if self.anchor is Anchor.FIRST else other.last
        return day_after(start, self.days, holidays if self.working else None)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage with the days first set for it; ``span`` is missing only until ``dated`` has counted it."""

    code: str
    name: str
    span: Span | None
    name_en: str = ""
    body: str = ""
    kind: StageKind = StageKind.DUTY
    offset: Offset | None = None
    length: int = 1
    source: str = ""
    valid_from: date | None = None
    verified: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """What a decision does to the days of one stage; ``via`` is the stage it follows, empty if decided."""

    stage: str
    old: Span
    new: Span
    via: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A later decision; ``entered`` orders those of one day, ``area`` says where it holds."""

    number: str
    decided_on: date
    source: str
    stage: str
    moves: tuple[Move, ...]
    area: str = NATION
    entered: int = 0


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a decision moves, and which followers stay because a decision of their own dated them."""

    moves: tuple[Move, ...]
    stays: tuple[str, ...] = ()


def in_order(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """Every stage after the one it is counted from; circles, doubles and strangers are refused."""
    known: dict[str, Stage] = {}
    for stage in stages:
        if stage.code in known:
            raise StageTwice(stage=stage.code)
        known[stage.code] = stage
    ordered: dict[str, Stage] = {}
    for stage in stages:
        for one in reversed(_chain(stage, known)):
            ordered.setdefault(one.code, one)
    return tuple(ordered.values())


def _chain(stage: Stage, known: Mapping[str, Stage]) -> list[Stage]:
    """A stage and those it is counted from, the nearest first."""
    chain = [stage]
    while (offset := chain[-1].offset) is not None:
        if offset.after not in known:
            raise StageUnknown(stage=offset.after, known=", ".join(known))
        chain.append(known[offset.after])
        codes = [one.code for one in chain]
        if codes[-1] in codes[:-1]:
            raise StagesCircular(path=" → ".join(codes[codes.index(codes[-1]) :]))
    return chain


def dated(stages: Sequence[Stage], holidays: Holidays) -> tuple[Stage, ...]:
    """The stages in their own order with every day counted; a written day must agree with its distance."""
    spans: dict[str, Span] = {}
    for stage in in_order(stages):
        spans[stage.code] = _span(stage, spans, holidays)
    return tuple(replace(stage, span=spans[stage.code]) for stage in stages)


def dated_among(stage: Stage, others: Sequence[Stage], holidays: Holidays) -> Stage:
    """One more stage, dated beside stages whose days are set."""
    in_order([*others, stage])
    return replace(stage, span=_span(stage, first_spans(others), holidays))


def _span(stage: Stage, spans: Mapping[str, Span], holidays: Holidays) -> Span:
    counted = stage.offset.day(spans[stage.offset.after], holidays) if stage.offset else None
    if stage.span is None:
        if counted is None:
            raise StageUndated(stage=stage.code)
        return Span(counted, counted + timedelta(days=stage.length - 1))
    if stage.span.last < stage.span.first:
        raise StageEndsFirst(stage=stage.code, first=stage.span.first, last=stage.span.last)
    if stage.offset and counted and counted != stage.span.first:
        raise StageContradicts(
            stage=stage.code,
            first=stage.span.first,
            days=stage.offset.days,
            after=stage.offset.after,
            counted=counted,
        )
    return stage.span


def first_spans(stages: Iterable[Stage]) -> dict[str, Span]:
    """The days first set for each stage."""
    return {stage.code: stage.span for stage in stages if stage.span is not None}


def consequence(
    stages: Sequence[Stage], spans: Mapping[str, Span], decided: tuple[str, Span], holidays: Holidays
) -> Consequence:
    """What giving one stage new days moves downstream.

    A follower moves with its distance kept and its length unchanged; one that no longer stands at its
    distance was dated by a decision of its own, and stays until another decision moves it.
    """
    code, new = decided
    if code not in spans:
        raise StageUnknown(stage=code, known=", ".join(spans))
    if new.last < new.first:
        raise StageEndsFirst(stage=code, first=new.first, last=new.last)
    moves = {code: Move(code, spans[code], new)}
    stays = []
    for stage in in_order(stages):
        offset = stage.offset
        if offset is None or stage.code in moves or offset.after not in moves:
            continue
        old, other = spans[stage.code], moves[offset.after]
        if offset.day(other.old, holidays) != old.first:
            stays.append(stage.code)
            continue
        moved = old.from_day(offset.day(other.new, holidays))
        if moved != old:
            moves[stage.code] = Move(stage.code, old, moved, offset.after)
    return Consequence(tuple(moves.values()), tuple(stays))


def in_force(decisions: Iterable[Decision], on: date, area: str) -> tuple[Decision, ...]:
    """The decisions that hold for ``area`` on a day, in the order in which they supersede each other."""
    holding = [one for one in decisions if one.decided_on <= on and lies_within(area, one.area)]
    return tuple(sorted(holding, key=lambda one: (one.decided_on, one.entered)))


def spans_after(stages: Iterable[Stage], decisions: Iterable[Decision]) -> dict[str, Span]:
    """The days in force: those first set, superseded by each decision in turn."""
    spans = first_spans(stages)
    for decision in decisions:
        for move in decision.moves:
            if move.stage in spans:
                spans[move.stage] = move.new
    return spans


def state_on(span: Span, kind: StageKind, today: date, done: bool) -> StageState:
    """The state of a stage on a day; a duty whose last day passed unreported is late."""
    if done:
        return StageState.DONE
    if today < span.first:
        return StageState.UPCOMING
    if today <= span.last:
        return StageState.RUNNING
    return StageState.LATE if kind is StageKind.DUTY else StageState.DONE


def next_stages(states: Mapping[str, tuple[Span, StageState]]) -> frozenset[str]:
    """The upcoming stages that start soonest."""
    waiting = {code: span.first for code, (span, state) in states.items() if state is StageState.UPCOMING}
    soonest = min(waiting.values(), default=None)
    return frozenset(code for code, first in waiting.items() if first == soonest)
