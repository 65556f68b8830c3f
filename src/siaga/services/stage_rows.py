"""Rows of calendars as values of the domain: stages, the decisions that hold, the reports that count."""

from collections.abc import Iterable
from datetime import date

from siaga.domain.areas import NATION, Level, lies_within
from siaga.domain.permissions import Actor
from siaga.domain.problems import NotFound
from siaga.domain.spaces import REAL
from siaga.domain.stages import Anchor, Decision, Move, Offset, Span, Stage, StageKind
from siaga.domain.working_days import CAPITAL_ZONE
from siaga.services.stage_views import CalendarFacts, CalendarLine, Completion
from siaga.store.models import Area, Calendar, StageDecision, StageReport
from siaga.store.models import Stage as StageRow


def calendar_named(code: str) -> Calendar:
    """The calendar ``code``."""
    row = Calendar.rows.select_related("election").filter(code=code).first()
    if row is None:
        raise NotFound(what="Kalender", name=code)
    return row


def calendar_for(day: date) -> Calendar:
    """The calendar to open on a day: the next polling day's, else the latest."""
    rows = list(Calendar.rows.select_related("election").order_by("election__polling_day", "code"))
    if not rows:
        raise NotFound(what="Kalender", name="–")
    coming = (row for row in rows if _still_open(row, day))
    return next(coming, rows[-1])


def _still_open(row: Calendar, day: date) -> bool:
    """Whether some stage of a calendar as first dated has not ended."""
    return row.stages.filter(last__gte=day).exists()


def calendar_lines() -> tuple[CalendarLine, ...]:
    """Every calendar, the latest election first."""
    rows = Calendar.rows.select_related("election").order_by("-election__polling_day", "code")
    return tuple(CalendarLine(row.code, row.name, row.name_en, row.election.polling_day) for row in rows)


def facts_of(row: Calendar) -> CalendarFacts:
    """What a calendar says about itself."""
    return CalendarFacts(
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        election=row.election.name,
        election_en=row.election.name_en,
        polling_day=row.election.polling_day,
        regulation=row.regulation,
        valid_from=row.valid_from,
        source=row.source,
        about=row.about,
        about_en=row.about_en,
        concluded_why=row.concluded_why,
        concluded_why_en=row.concluded_why_en,
        packaged=row.entered_by_id is None,
    )


def stages_of(calendar: Calendar) -> tuple[Stage, ...]:
    """The stages as first dated, in their order."""
    return tuple(stage_value(row) for row in calendar.stages.order_by("position", "pk"))


def stage_value(row: StageRow) -> Stage:
    """One row as a value."""
    offset = None
    if row.after and row.days is not None:
        offset = Offset(row.after, row.days, Anchor(row.anchor or Anchor.FIRST), row.working)
    return Stage(
        code=row.code,
        name=row.name,
        span=Span(row.first, row.last),
        name_en=row.name_en,
        body=row.body,
        kind=StageKind(row.kind),
        offset=offset,
        source=row.source,
        valid_from=row.valid_from,
        verified=row.verified,
        note=row.note,
    )


def stage_row(value: Stage, calendar: Calendar, position: int) -> StageRow:
    """A dated stage as a row that is not saved yet."""
    if value.span is None:
        raise ValueError(value.code)
    offset = value.offset
    return StageRow(
        calendar=calendar,
        position=position,
        code=value.code,
        name=value.name,
        name_en=value.name_en,
        first=value.span.first,
        last=value.span.last,
        body=value.body,
        kind=value.kind.value,
        after=offset.after if offset else "",
        anchor=offset.anchor.value if offset else "",
        days=offset.days if offset else None,
        working=offset.working if offset else False,
        source=value.source,
        valid_from=value.valid_from,
        verified=value.verified,
        note=value.note,
    )


def decision_rows(calendar: Calendar, space: str) -> list[StageDecision]:
    """The decisions that hold in a space: the law everywhere, a rehearsed one in its own drill."""
    rows = StageDecision.rows.filter(stage__calendar=calendar, drill=None)
    if space != REAL:
        rows |= StageDecision.rows.filter(stage__calendar=calendar, drill__code=space)
    return list(rows.select_related("stage").prefetch_related("moves__stage").order_by("pk"))


def decision_value(row: StageDecision) -> Decision:
    """One row with its moves as a value."""
    moves = tuple(
        Move(one.stage.code, Span(one.old_first, one.old_last), Span(one.first, one.last), one.via)
        for one in row.moves.all()
    )
    return Decision(row.number, row.decided_on, row.source, row.stage.code, moves, row.area, row.pk)


def completions(
    actor: Actor, calendar: Calendar, where: tuple[str, str], today: date
) -> dict[str, Completion | None]:
    """The duties reported done for an area (``where`` is space and area) by a day.

    The last word counts; nothing stands for a duty somebody said is not done after all.
    """
    space, area = where
    rows = (
        StageReport.visible_to(actor, space)
        .filter(stage__calendar=calendar, on__lte=today)
        .select_related("stage", "owner")
        .order_by("on", "pk")
    )
    found: dict[str, Completion | None] = {}
    for row in rows:
        if not lies_within(area, row.area):
            continue
        by = row.owner.name if row.owner else "Siaga"
        found[row.stage.code] = Completion(row.on, by, row.area, row.note) if row.done else None
    return found


def place_of(area: str) -> tuple[str, str]:
    """The name and the time zone of an area; the nation keeps the capital's."""
    if area in ("", NATION):
        return ("Indonesia", CAPITAL_ZONE)
    row = Area.rows.filter(code=area).order_by("valid_to").first()
    if row is None:
        raise NotFound(what="Wilayah", name=area)
    return (row.name, row.timezone or CAPITAL_ZONE)


def city_of(codes: Iterable[str]) -> str:
    """The first code as a kab/kota at most, or the nation."""
    for code in codes:
        if code and code != NATION:
            return ".".join(code.split(".")[: Level.KABKOTA.depth])
    return NATION
