"""Decisions that supersede a stage's days, previewed before they are recorded; reports that it is done."""

from dataclasses import dataclass
from datetime import date, datetime

from siaga.domain.areas import NATION
from siaga.domain.calendars import FIRST_YEAR, LAST_YEAR
from siaga.domain.entries import DateTooFar, FieldEmpty, FieldsWrong
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound, Problem
from siaga.domain.sharing import Label
from siaga.domain.spaces import REAL, Space
from siaga.domain.stage_problems import (
    DecisionFromFuture,
    DecisionTwice,
    NotADuty,
    NothingChanges,
    NotStarted,
    ReportOutside,
    StageUnknown,
)
from siaga.domain.stages import (
    Consequence,
    Decision,
    Span,
    Stage,
    StageKind,
    consequence,
    in_force,
    spans_after,
)
from siaga.domain.working_days import Holidays
from siaga.services import stage_rows
from siaga.services.spaces import space_named
from siaga.services.stage_views import MoveLine, Preview, Recorded
from siaga.services.stages import space_day
from siaga.services.use_case import changes, reads
from siaga.services.working_days import legal_holidays
from siaga.store.models import Agency, Calendar, StageDecision, StageMove, StageReport
from siaga.store.models import Space as SpaceRow


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision to be recorded: what it is called, when it was taken, and the days it gives a stage."""

    calendar: str
    stage: str
    number: str
    decided_on: date
    source: str
    first: date
    last: date
    area: str = NATION
    space: str = REAL


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report that a duty is done in an area, or (``done`` false) is not done after all."""

    calendar: str
    stage: str
    area: str = ""
    note: str = ""
    done: bool = True
    space: str = REAL


@dataclass(frozen=True, slots=True)
class _Case:
    """What a decision is judged against."""

    row: Calendar
    stages: tuple[Stage, ...]
    decisions: tuple[Decision, ...]
    holidays: Holidays
    space: Space
    today: date

    def stage(self, code: str) -> Stage:
        """The stage ``code``."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise StageUnknown(stage=code, known=", ".join(stage.code for stage in self.stages))


@reads(Permission.ENTER_ELECTIONS)
def supersession_preview(actor: Actor, *, new: NewDecision, wall: datetime) -> Preview:
    """What a decision would move, with the holidays its days would touch; nothing is recorded."""
    case = _case(actor, new.calendar, (new.space, new.area), wall)
    found = _judged(new, case)
    lines = tuple(
        MoveLine(
            move.stage,
            case.stage(move.stage).name,
            case.stage(move.stage).name_en,
            move.old,
            move.new,
            move.via,
            case.holidays.name(move.new.first) or case.holidays.name(move.new.last),
        )
        for move in found.moves
    )
    later = [one for one in case.decisions if one.decided_on > new.decided_on]
    outdone = [one.number for one in later if any(move.stage == new.stage for move in one.moves)]
    return Preview(
        moves=lines,
        stays=found.stays,
        outdone=outdone[-1] if outdone else "",
        provisional=any(case.holidays.uncertain(move.new.first, move.new.last) for move in found.moves),
    )


@changes(
    Permission.ENTER_ELECTIONS,
    "mencatat keputusan {result.number} atas tahapan {result.name} ({result.calendar}): "
    "{result.moved} tahapan bergeser",
)
def supersede_stage(actor: Actor, *, new: NewDecision, wall: datetime) -> Recorded:
    """Record a decision with everything it moves; the same form sent twice is one decision."""
    case = _case(actor, new.calendar, (new.space, new.area), wall)
    known = _recorded(new, case)
    if known is not None:
        return known
    found = _judged(new, case)
    drill = SpaceRow.rows.get(code=new.space) if new.space != REAL else None
    rows = {row.code: row for row in case.row.stages.all()}
    row = StageDecision.rows.create(
        stage=rows[new.stage],
        drill=drill,
        area=new.area,
        number=new.number,
        decided_on=new.decided_on,
        source=new.source,
        entered_at=wall,
        entered_by_id=actor.user_id,
    )
    StageMove.rows.bulk_create(
        StageMove(
            decision=row,
            stage=rows[move.stage],
            old_first=move.old.first,
            old_last=move.old.last,
            first=move.new.first,
            last=move.new.last,
            via=move.via,
        )
        for move in found.moves
    )
    return Recorded(case.row.code, new.stage, case.stage(new.stage).name, new.number, moved=len(found.moves))


def _case(actor: Actor, calendar: str, where: tuple[str, str], wall: datetime) -> _Case:
    """The calendar in a space, on the day it is there now in an area."""
    code, area = where
    space = space_named(actor, code)
    row = stage_rows.calendar_named(calendar)
    today = space_day(space, wall, _zone(area))
    rows = [stage_rows.decision_value(one) for one in stage_rows.decision_rows(row, space.code)]
    decisions = in_force(rows, today, area)
    return _Case(row, stage_rows.stages_of(row), decisions, legal_holidays(), space, today)


def _zone(area: str) -> str:
    """The zone of an area; one that is not there is said beside its field."""
    try:
        return stage_rows.place_of(area)[1]
    except NotFound as problem:
        raise FieldsWrong({"area": problem}) from None


def _judged(new: NewDecision, case: _Case) -> Consequence:
    """What the decision moves upon those taken before it, with what is wrong said field by field."""
    wrong = _wrong_fields(new, case.today)
    if {"first", "last"} & set(wrong):
        raise FieldsWrong(wrong)
    before = in_force(case.decisions, new.decided_on, new.area)
    spans, decided = spans_after(case.stages, before), Span(new.first, new.last)
    found = Consequence(())
    try:
        found = consequence(case.stages, spans, (new.stage, decided), case.holidays)
        if spans[new.stage] == decided:
            raise NothingChanges(stage=case.stage(new.stage).name, first=new.first, last=new.last)
    except StageUnknown as problem:
        wrong["stage"] = problem
    except Problem as problem:
        wrong["last"] = problem
    if wrong:
        raise FieldsWrong(wrong)
    return found


def _wrong_fields(new: NewDecision, today: date) -> dict[str, Problem]:
    """What is wrong with each field by itself."""
    wrong: dict[str, Problem] = {}
    expected = {"number": ("nomor keputusan", "its number"), "source": ("sumbernya", "its source")}
    for name, (indonesian, english) in expected.items():
        if not getattr(new, name):
            wrong[name] = FieldEmpty(expected=indonesian, expected_en=english)
    for name in ("first", "last"):
        year = getattr(new, name).year
        if not FIRST_YEAR <= year <= LAST_YEAR:
            wrong[name] = DateTooFar(year=year)
    if new.decided_on > today:
        wrong["decided_on"] = DecisionFromFuture(day=new.decided_on, today=today)
    return wrong


def _recorded(new: NewDecision, case: _Case) -> Recorded | None:
    """The same decision, if it is there already; with other days it is refused."""
    same = [
        one
        for one in stage_rows.decision_rows(case.row, case.space.code)
        if (one.stage.code, one.area, one.number) == (new.stage, new.area, new.number)
    ]
    if not same:
        return None
    move = next(move for move in same[0].moves.all() if move.stage.code == new.stage)
    if (move.first, move.last, same[0].decided_on) != (new.first, new.last, new.decided_on):
        raise FieldsWrong({"number": DecisionTwice(number=new.number, stage=case.stage(new.stage).name)})
    return Recorded(case.row.code, new.stage, case.stage(new.stage).name, new.number, again=True)


@changes(Permission.REPORT_STAGES, "melaporkan tahapan {result.name} ({result.calendar}) {result.number}")
def report_stage_done(actor: Actor, *, report: NewReport, wall: datetime) -> Recorded:
    """Report a duty done in one's own area, or take the report back; the same report twice is one."""
    area = report.area or actor.territory or NATION
    if not actor.covers(area) or (area == NATION and actor.territory):
        raise ReportOutside(area=area, territory=actor.territory)
    case = _case(actor, report.calendar, (report.space, area), wall)
    stage = case.stage(report.stage)
    if stage.kind is not StageKind.DUTY:
        raise NotADuty(stage=stage.name)
    first = spans_after(case.stages, case.decisions)[stage.code].first
    if first > case.today:
        raise NotStarted(stage=stage.name, first=first)
    owner = Agency.rows.filter(code=actor.agency).first()
    row = case.row.stages.get(code=stage.code)
    said = StageReport.visible_to(actor, case.space.code).filter(stage=row, owner=owner, area=area)
    latest = said.order_by("on", "pk").last()
    again = latest is not None and latest.done == report.done
    if not again:
        StageReport(
            space=SpaceRow.rows.get(code=case.space.code),
            owner=owner,
            label=Label.PUBLIC.value,
            area=area,
            stage=row,
            done=report.done,
            on=case.today,
            note=report.note,
            reported_at=wall,
            reported_by_id=actor.user_id,
        ).save()
    word = "selesai" if report.done else "belum selesai"
    return Recorded(case.row.code, stage.code, stage.name, f"{word} di {area}", again=again)
