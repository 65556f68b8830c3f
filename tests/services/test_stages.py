"""The board of stages, decisions that supersede days, and reports, on both stores."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from icalendar import Calendar as ParsedFeed
from tests.harness.people import StandingActors
from tests.services.calendars_of_tests import NOON, at, load_stage_packs, postponed

from siaga.domain import stage_problems as problems
from siaga.domain.entries import FieldsWrong
from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC, Actor, Role
from siaga.domain.problems import NotFound, NotPermitted
from siaga.domain.spaces import drill_code
from siaga.domain.stages import StageState
from siaga.services.calendars import load_calendars
from siaga.services.stage_decisions import (
    NewReport,
    report_stage_done,
    supersede_stage,
    supersession_preview,
)
from siaga.services.stage_views import Board, StageLine
from siaga.services.stages import BoardQuestion, stage_board, stage_feed
from siaga.services.working_days import legal_holidays
from siaga.store.models import AuditEntry, Calendar, Election, Space, Stage, StageDecision, StageMove

DRILL = drill_code("35.73")
KPU = Actor(None, "Petugas KPU Kota Malang", Role.KPU_LOGISTICS_OFFICER, "kpu", "35.73")


@pytest.fixture
def packs(db: str) -> str:
    """The packaged calendars."""
    load_stage_packs()
    return db


@pytest.fixture
def drill(packs: str) -> str:
    """A drill on 20 November 2024."""
    Space.rows.create(code=DRILL, area="35.73", as_of=date(2024, 11, 20), created_at=NOON)
    return DRILL


def board(wall=NOON, **question: str) -> Board:
    """The board the public sees."""
    asked = BoardQuestion(**{"calendar": "pilkada-2024", **question})
    return stage_board(THE_PUBLIC, question=asked, wall=wall)


def line(shown: Board, code: str) -> StageLine:
    """One stage of a board."""
    return next(one for one in shown.lines if one.code == code)


def codes(lines: tuple[StageLine, ...]) -> set[str]:
    """The codes of some stages."""
    return {one.code for one in lines}


def test_a_week_before_the_pilkada(packs: str) -> None:
    shown = board()
    assert codes(shown.running) == {"kampanye", "iklan", "kpps"}
    assert codes(shown.next) == {"masa-tenang"}
    assert line(shown, "masa-tenang").days == 4
    assert line(shown, "kampanye").days == 4, "the 23rd still counts"
    assert line(shown, "pemungutan").state is StageState.UPCOMING
    assert not shown.late
    assert line(shown, "badan-ad-hoc").completion.assumed
    assert not line(shown, "pemungutan").holiday, "its own polling day is no surprise"
    assert line(board(calendar="pemilu-2024"), "pemungutan-ulang").holiday == ""


@pytest.mark.parametrize(
    ("day", "running", "coming"),
    [
        (23, {"kampanye", "iklan", "kpps"}, {"masa-tenang"}),
        (24, {"masa-tenang", "kpps"}, {"pemungutan", "rekapitulasi"}),
        (26, {"masa-tenang", "kpps"}, {"pemungutan", "rekapitulasi"}),
        (27, {"pemungutan", "rekapitulasi", "kpps"}, set()),
    ],
)
def test_the_days_around_the_quiet_period(packs: str, day: int, running: set, coming: set) -> None:
    shown = board(at(2024, 11, day))
    assert codes(shown.running) == running
    assert codes(shown.next) == coming


def test_the_quiet_period_begins_in_papua_while_java_still_campaigns(packs: str) -> None:
    moment = at(2024, 11, 23, 15) + timedelta(minutes=30)
    papua, java = board(moment, area="94.01"), board(moment, area="35.73")
    assert (papua.zone, papua.today.day, java.zone, java.today.day) == ("WIT", 24, "WIB", 23)
    assert "masa-tenang" in codes(papua.running)
    assert "kampanye" in codes(java.running)
    assert board(moment, area="73.71").zone == "WITA"
    assert board(moment).zone == "WIB"


def test_a_drill_has_its_own_day_all_day_long(drill: str) -> None:
    for hour in (1, 12, 16, 18, 23):
        shown = board(at(2026, 7, 1, hour), space=drill)
        assert shown.today == date(2024, 11, 20), hour
        assert shown.area_name.startswith("Kota")
    assert board(at(2026, 7, 1), space="").over


def test_the_calendar_that_fits_the_day_opens(packs: str) -> None:
    for moment, code in ((at(2023, 12, 1), "pemilu-2024"), (at(2024, 5, 1), "pilkada-2024")):
        assert board(moment, calendar="").calendar.code == code
    assert board(at(2026, 1, 1), calendar="").calendar.code == "pilkada-2024"
    with pytest.raises(NotFound):
        board(calendar="pemilu-1955")
    with pytest.raises(NotFound):
        board(area="99.99")


def test_a_decision_is_previewed_then_recorded_with_what_it_moves(packs: str) -> None:
    preview = supersession_preview(THE_CONSOLE, new=postponed(), wall=NOON)
    assert not StageDecision.rows.exists()
    moved = {one.code: one for one in preview.moves}
    assert set(moved) == {"pemungutan", "masa-tenang", "kampanye", "iklan", "kpps", "rekapitulasi"}
    assert {one.days for one in preview.moves} == {14}
    assert moved["masa-tenang"].via == "pemungutan"
    recorded = supersede_stage(THE_CONSOLE, new=postponed(), wall=NOON)
    assert recorded.moved == len(preview.moves) == StageMove.rows.count()
    shown = line(board(), "masa-tenang")
    assert (shown.first, shown.last) == (date(2024, 12, 8), date(2024, 12, 10))
    assert (shown.history[0].old.first, shown.history[0].number) == (
        date(2024, 11, 24),
        "Keputusan uji 1/2024",
    )
    assert Stage.rows.get(calendar__code="pilkada-2024", code="masa-tenang").first == date(2024, 11, 24)
    assert "6 tahapan bergeser" in AuditEntry.rows.order_by("-pk").first().sentence
    assert line(board(at(2024, 9, 30)), "masa-tenang").first == date(2024, 11, 24), "before it was decided"


def test_a_decision_twice_is_one_and_with_other_days_refused(packs: str) -> None:
    supersede_stage(THE_CONSOLE, new=postponed(), wall=NOON)
    assert supersede_stage(THE_CONSOLE, new=postponed(), wall=NOON).again
    assert StageDecision.rows.count() == 1
    with pytest.raises(FieldsWrong) as refused:
        supersede_stage(THE_CONSOLE, new=postponed(date(2024, 12, 18)), wall=NOON)
    assert isinstance(refused.value.problems["number"], problems.DecisionTwice)


def test_superseding_twice_shows_both_and_a_late_entry_does_not_prevail(packs: str) -> None:
    supersede_stage(THE_CONSOLE, new=postponed(), wall=NOON)
    second = postponed(date(2024, 12, 18), number="2/2024", decided_on=date(2024, 11, 1))
    supersede_stage(THE_CONSOLE, new=second, wall=NOON)
    late = postponed(date(2024, 12, 4), number="0/2024", decided_on=date(2024, 9, 1))
    assert supersession_preview(THE_CONSOLE, new=late, wall=NOON).outdone == "2/2024"
    supersede_stage(THE_CONSOLE, new=late, wall=NOON)
    shown = line(board(), "pemungutan")
    assert shown.first == date(2024, 12, 18)
    assert [one.number for one in shown.history] == ["0/2024", "Keputusan uji 1/2024", "2/2024"]


def test_a_local_decision_holds_in_its_city_alone(packs: str) -> None:
    supersede_stage(THE_CONSOLE, new=postponed(area="35.73"), wall=NOON)
    assert line(board(area="35.73.01"), "pemungutan").first == date(2024, 12, 11)
    assert line(board(area="35"), "pemungutan").first == date(2024, 11, 27)
    assert line(board(), "pemungutan").first == date(2024, 11, 27)


def test_a_rehearsed_decision_stays_in_its_drill_and_goes_with_it(drill: str) -> None:
    supersede_stage(THE_CONSOLE, new=postponed(space=drill), wall=at(2026, 7, 1))
    assert line(board(space=drill), "pemungutan").first == date(2024, 12, 11)
    assert line(board(at(2026, 7, 1)), "pemungutan").first == date(2024, 11, 27)
    supersede_stage(THE_CONSOLE, new=postponed(date(2024, 12, 4), number="nyata"), wall=at(2026, 7, 1))
    Space.rows.get(code=drill).delete()
    assert [one.number for one in StageDecision.rows.all()] == ["nyata"]


@pytest.mark.parametrize(
    ("changed", "field", "problem"),
    [
        ({"last": date(2024, 12, 10)}, "last", problems.StageEndsFirst),
        ({"first": date(2024, 11, 27), "last": date(2024, 11, 27)}, "last", problems.NothingChanges),
        ({"decided_on": date(2024, 11, 21)}, "decided_on", problems.DecisionFromFuture),
        ({"stage": "rapat"}, "stage", problems.StageUnknown),
        ({"area": "99.99"}, "area", NotFound),
        ({"number": ""}, "number", object),
        ({"source": ""}, "source", object),
    ],
)
def test_a_decision_that_does_not_do_is_refused_beside_its_field(
    packs: str, changed: dict, field: str, problem: type
) -> None:
    for ask in (supersession_preview, supersede_stage):
        with pytest.raises(FieldsWrong) as refused:
            ask(THE_CONSOLE, new=postponed(**changed), wall=NOON)
        assert isinstance(refused.value.problems[field], problem)
    assert not StageDecision.rows.exists()


def test_the_database_keeps_decisions(packs: str) -> None:
    supersede_stage(THE_CONSOLE, new=postponed(), wall=NOON)
    for change in (
        lambda: StageDecision.rows.update(number="lain"),
        lambda: StageMove.rows.update(first=date(2030, 1, 1)),
        lambda: StageMove.rows.all().delete(),
        lambda: StageDecision.rows.all().delete(),
    ):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            change()
    assert StageMove.rows.count() == 6


def test_only_administrators_decide_and_strangers_report_nothing(packs: str, actors: StandingActors) -> None:
    for actor in (*actors, THE_PUBLIC):
        with pytest.raises(NotPermitted):
            supersede_stage(actor, new=postponed(), wall=NOON)
    for actor in (actors.liaison, actors.stranger, THE_PUBLIC):
        with pytest.raises(NotPermitted):
            report_stage_done(actor, report=NewReport("pilkada-2024", "pemungutan"), wall=NOON)


def open_calendar() -> None:
    """As if nobody had held the election yet: duties must be reported."""
    Calendar.rows.filter(code="pilkada-2024").update(concluded=False)


def test_who_is_late_and_how_a_report_ends_it(packs: str) -> None:
    open_calendar()
    shown = board(area="35.73")
    assert "badan-ad-hoc" in codes(shown.late)
    assert "pemantau" not in codes(shown.late), "a period ends by itself"
    assert line(shown, "badan-ad-hoc").days == 15
    report = NewReport("pilkada-2024", "badan-ad-hoc", note="57 PPS")
    assert not report_stage_done(KPU, report=report, wall=NOON).again
    assert report_stage_done(KPU, report=report, wall=NOON).again
    done = line(board(area="35.73.01"), "badan-ad-hoc")
    assert done.state is StageState.DONE
    assert (done.completion.by, done.completion.note) == ("Komisi Pemilihan Umum", "57 PPS")
    assert "badan-ad-hoc" in codes(board(area="73.71").late), "others are still late"
    assert "badan-ad-hoc" in codes(board().late)
    report_stage_done(KPU, report=NewReport("pilkada-2024", "badan-ad-hoc", done=False), wall=NOON)
    assert "badan-ad-hoc" in codes(board(area="35.73").late), "the last word counts"


def test_a_rehearsed_delay_is_late_in_the_drill_only(drill: str) -> None:
    delayed = NewReport("pilkada-2024", "badan-ad-hoc", done=False, space=drill)
    report_stage_done(KPU, report=delayed, wall=NOON)
    assert codes(board(space=drill).late) == {"badan-ad-hoc"}
    assert not board(area="35.73").late


@pytest.mark.parametrize(
    ("stage", "area", "problem"),
    [
        ("kampanye", "", problems.NotADuty),
        ("pemungutan", "", problems.NotStarted),
        ("badan-ad-hoc", "73.71", problems.ReportOutside),
        ("badan-ad-hoc", "ID", problems.ReportOutside),
        ("tidak-ada", "", problems.StageUnknown),
    ],
)
def test_reports_that_do_not_do(packs: str, stage: str, area: str, problem: type) -> None:
    with pytest.raises(problem):
        report_stage_done(KPU, report=NewReport("pilkada-2024", stage, area=area), wall=NOON)


def feed(**question: str) -> ParsedFeed:
    """The public feed, parsed back."""
    asked = BoardQuestion(**{"calendar": "pilkada-2024", **question})
    return ParsedFeed.from_ical(stage_feed(THE_PUBLIC, question=asked, wall=NOON, language="id").content)


def entries(parsed: ParsedFeed) -> dict:
    """The entries of a feed by their identity."""
    return {str(one["uid"]): one for one in parsed.walk("VEVENT")}


def test_the_feed_is_read_back_and_decisions_raise_its_sequence(packs: str) -> None:
    before = entries(feed())
    assert len(before) == Stage.rows.filter(calendar__code="pilkada-2024").count()
    quiet = before["pilkada-2024.masa-tenang@siaga"]
    assert (quiet["dtstart"].dt, quiet["dtend"].dt) == (date(2024, 11, 24), date(2024, 11, 27))
    assert int(quiet["sequence"]) == 0
    assert entries(feed()) == before, "the same feed twice"
    supersede_stage(THE_CONSOLE, new=postponed(), wall=NOON)
    after = entries(feed())
    assert set(after) == set(before)
    quiet = after["pilkada-2024.masa-tenang@siaga"]
    assert (quiet["dtstart"].dt, int(quiet["sequence"])) == (date(2024, 12, 8), 1)
    assert int(after["pilkada-2024.dp4@siaga"]["sequence"]) == 0
    assert "Keputusan uji 1/2024" in quiet["description"]


def test_a_drills_feed_says_latihan_and_has_identities_of_its_own(drill: str) -> None:
    mine = feed(space=drill)
    assert "LATIHAN" in str(mine["x-wr-calname"])
    assert all(str(one["summary"]).startswith("LATIHAN") for one in entries(mine).values())
    assert not set(entries(mine)) & set(entries(feed()))


def test_loading_again_keeps_decisions_and_entered_calendars(packs: str) -> None:
    supersede_stage(THE_CONSOLE, new=postponed(), wall=NOON)
    ids = set(Stage.rows.values_list("pk", flat=True))
    Stage.rows.create(
        calendar=Calendar.rows.get(code="pilkada-2024"),
        **{"position": 99, "code": "lama", "name": "Lama", "kind": "tugas"},
        **{"first": date(2024, 1, 1), "last": date(2024, 1, 1)},
    )
    load_calendars()
    assert set(Stage.rows.values_list("pk", flat=True)) == ids
    assert line(board(), "pemungutan").first == date(2024, 12, 11)


def test_holidays_hold_joint_leave_and_every_polling_day(packs: str) -> None:
    Election.rows.create(code="x", name="X", kind="pemilu", polling_day=date(2029, 2, 14), source="uji")
    holidays = legal_holidays()
    for day in (
        date(2024, 3, 12),
        date(2024, 4, 15),
        date(2024, 2, 14),
        date(2020, 12, 9),
        date(2029, 2, 14),
    ):
        assert holidays.name(day), day
    assert not holidays.uncertain(date(2024, 1, 1), date(2024, 12, 31))
    assert holidays.uncertain(date(2029, 1, 1), date(2029, 12, 31))


def test_a_board_asks_the_store_a_fixed_number_of_times(packs: str) -> None:
    for number in range(3):
        moved = postponed(date(2024, 12, 4 + number), number=str(number))
        supersede_stage(THE_CONSOLE, new=moved, wall=NOON)
    connection.force_debug_cursor, before = True, len(connection.queries_log)
    board()
    connection.force_debug_cursor = False
    assert len(connection.queries_log) - before <= 12
