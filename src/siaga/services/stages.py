"""The board of stages: what is running, next and late on a space's day in an area, and its feed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from siaga.domain.areas import NATION
from siaga.domain.permissions import Actor, Permission
from siaga.domain.spaces import REAL, Space
from siaga.domain.stages import (
    Decision,
    Span,
    Stage,
    StageKind,
    StageState,
    in_force,
    next_stages,
    spans_after,
    state_on,
)
from siaga.domain.working_days import ZONES, Holidays, day_in, zone_of
from siaga.exports.ical import FeedStage, feed_bytes
from siaga.services import stage_rows
from siaga.services.spaces import space_named
from siaga.services.stage_views import Board, Completion, StageLine, Superseded
from siaga.services.use_case import reads
from siaga.services.working_days import legal_holidays
from siaga.store.models import Calendar


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """Which board is asked for; empty is the calendar that fits the day, and one's own area."""

    calendar: str = ""
    space: str = REAL
    area: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """An iCalendar file."""

    name: str
    content: bytes


def space_day(space: Space, wall: datetime, zone: str) -> date:
    """Which day it is in a space, in a zone: a drill's own day begins at the area's midnight."""
    return day_in(zone, space.now(wall.astimezone(zone_of(zone))))


@reads(Permission.PUBLIC)
def stage_board(actor: Actor, *, question: BoardQuestion, wall: datetime) -> Board:
    """The board of a calendar as it stands now in a space and an area."""
    space = space_named(actor, question.space)
    area = question.area or stage_rows.city_of((space.area, actor.territory))
    area_name, zone = stage_rows.place_of(area)
    today = space_day(space, wall, zone)
    row = (
        stage_rows.calendar_named(question.calendar) if question.calendar else stage_rows.calendar_for(today)
    )
    lines, provisional = _lines(actor, row, (space.code, area), today)
    return Board(
        calendar=stage_rows.facts_of(row),
        space=space.code,
        today=today,
        now=space.now(wall.astimezone(zone_of(zone))),
        area=area,
        area_name=area_name,
        zone=ZONES[zone],
        lines=lines,
        choices=stage_rows.calendar_lines(),
        provisional=provisional,
    )


@reads(Permission.PUBLIC)
def stage_feed(actor: Actor, *, question: BoardQuestion, wall: datetime, language: str) -> Feed:
    """The stages as an iCalendar feed: a stage keeps its identity, each decision raises its sequence."""
    board = stage_board(actor, question=question, wall=wall)
    stamps = [row.entered_at for row in stage_rows.decision_rows(_row(board), board.space)]
    stages = tuple(_feed_stage(line, board, language) for line in board.lines)
    name = board.calendar.name_en if language == "en" and board.calendar.name_en else board.calendar.name
    content = feed_bytes(name, stages, max(stamps, default=_published(board)), drill=board.space != REAL)
    prefix = "" if board.space == REAL else "LATIHAN-"
    return Feed(f"{prefix}{board.calendar.code}.ics", content)


def _row(board: Board) -> Calendar:
    return stage_rows.calendar_named(board.calendar.code)


def _published(board: Board) -> datetime:
    """The moment the calendar came into force, which never changes."""
    return datetime.combine(board.calendar.valid_from, datetime.min.time(), zone_of(""))


def _feed_stage(line: StageLine, board: Board, language: str) -> FeedStage:
    space = "" if board.space == REAL else f".{board.space}"
    local = "" if board.area == NATION else f".{board.area}"
    about = [board.calendar.regulation, line.body, line.source, line.note]
    about += [f"{one.number} ({one.decided_on.isoformat()}): {one.source}" for one in line.history]
    return FeedStage(
        uid=f"{board.calendar.code}.{line.code}{local}{space}@siaga",
        name=line.name_en if language == "en" and line.name_en else line.name,
        first=line.first,
        last=line.last,
        about="\n".join(part for part in about if part),
        sequence=len(line.history),
        tentative=not line.verified,
    )


def _lines(
    actor: Actor, row: Calendar, where: tuple[str, str], today: date
) -> tuple[tuple[StageLine, ...], bool]:
    """The stages with their states, soonest first, and whether a count leans on days not decreed yet."""
    space, area = where
    stages = stage_rows.stages_of(row)
    decisions = in_force(
        [stage_rows.decision_value(one) for one in stage_rows.decision_rows(row, space)], today, area
    )
    spans = spans_after(stages, decisions)
    done = stage_rows.completions(actor, row, where, today)
    if row.concluded:
        done = {**_assumed(stages, spans, today), **done}
    holidays = _besides(legal_holidays(), row.election.polling_day)
    states = {one.code: _state(one, spans[one.code], today, done) for one in stages}
    soonest = next_stages({code: (spans[code], state) for code, state in states.items()})
    lines = [
        _line(
            replace(one, span=spans[one.code]),
            StageState.NEXT if one.code in soonest else states[one.code],
            today,
            (_history(one.code, decisions), done.get(one.code), holidays),
        )
        for one in stages
    ]
    provisional = any(one.offset and one.offset.working for one in stages) and any(
        holidays.uncertain(line.first, line.last) for line in lines
    )
    return tuple(sorted(lines, key=lambda line: (line.first, line.last))), provisional


def _besides(holidays: Holidays, polling_day: date) -> Holidays:
    """The holidays without the one that an election itself makes: it surprises nobody on its board."""
    days = {day: name for day, name in holidays.days.items() if day != polling_day}
    return replace(holidays, days=days)


def _state(stage: Stage, span: Span, today: date, done: Mapping[str, Completion | None]) -> StageState:
    return state_on(span, stage.kind, today, done.get(stage.code) is not None)


def _assumed(stages: tuple[Stage, ...], spans: Mapping[str, Span], today: date) -> dict[str, Completion]:
    """In a concluded calendar: the duties whose last day passed, as done on it."""
    return {
        stage.code: Completion(spans[stage.code].last)
        for stage in stages
        if stage.kind is StageKind.DUTY and spans[stage.code].last < today
    }


def _history(code: str, decisions: tuple[Decision, ...]) -> tuple[Superseded, ...]:
    """What each decision in turn did to a stage."""
    return tuple(
        Superseded(decision.number, decision.decided_on, decision.source, move.old, move.new, move.via)
        for decision in decisions
        for move in decision.moves
        if move.stage == code
    )


def _line(
    stage: Stage,
    state: StageState,
    today: date,
    known: tuple[tuple[Superseded, ...], Completion | None, Holidays],
) -> StageLine:
    """One stage of the board; ``known`` is its history, completion and the holidays."""
    history, completion, holidays = known
    span = stage.span or Span(today, today)
    return StageLine(
        code=stage.code,
        name=stage.name,
        name_en=stage.name_en,
        first=span.first,
        last=span.last,
        body=stage.body,
        kind=stage.kind.value,
        state=state,
        days=_days(span, state, today),
        source=stage.source,
        verified=stage.verified,
        note=stage.note,
        valid_from=stage.valid_from,
        history=history,
        completion=completion,
        holiday=holidays.name(span.last),
    )


def _days(span: Span, state: StageState, today: date) -> int:
    """How many days until a stage starts, are left of it (today counted), or have passed since."""
    if state in (StageState.UPCOMING, StageState.NEXT):
        return (span.first - today).days
    if state is StageState.RUNNING:
        return (span.last - today).days + 1
    return (today - span.last).days
