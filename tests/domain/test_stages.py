"""Stages on historic dates: their states, what a postponed polling day moves, decisions upon decisions."""

from dataclasses import replace
from datetime import date

import pytest

from siaga.domain import stage_problems as problems
from siaga.domain.stages import (
    Anchor,
    Decision,
    Offset,
    Span,
    Stage,
    StageKind,
    StageState,
    consequence,
    dated,
    first_spans,
    in_force,
    in_order,
    next_stages,
    spans_after,
    state_on,
)
from siaga.domain.working_days import NO_HOLIDAYS, Holidays

POLLING = Span(date(2020, 9, 23), date(2020, 9, 23))
# The pilkada of 2020: planned for 23 September, postponed to 9 December by Perppu 2/2020 of 4 May 2020.
STAGES = dated(
    [
        Stage("tenang", "Masa tenang", None, kind=StageKind.PERIOD, offset=Offset("suara", -3), length=3),
        Stage("suara", "Pemungutan suara", POLLING),
        Stage("rekap", "Rekapitulasi", None, offset=Offset("suara", 1), length=14),
        Stage("gugat", "Sengketa", None, offset=Offset("rekap", 3, Anchor.LAST, working=True)),
        Stage("pemilih", "Daftar pemilih", Span(date(2020, 4, 18), date(2020, 7, 1))),
    ],
    NO_HOLIDAYS,
)
PILKADA_2020 = Holidays({date(2020, 12, 9): "Pilkada", date(2020, 12, 25): "Natal"})


def decide(number: str, day: date, decided: tuple[str, Span], before: list[Decision]) -> Decision:
    """A decision with what it moves, upon those already taken."""
    spans = spans_after(STAGES, before)
    found = consequence(STAGES, spans, decided, PILKADA_2020)
    return Decision(number, day, "Perppu", decided[0], found.moves, entered=len(before))


def day(span: Span) -> tuple[str, str]:
    """Both days as text."""
    return (span.first.isoformat(), span.last.isoformat())


def test_days_are_counted_from_the_polling_day() -> None:
    spans = first_spans(STAGES)
    assert day(spans["tenang"]) == ("2020-09-20", "2020-09-22")
    assert day(spans["rekap"]) == ("2020-09-24", "2020-10-07")
    assert day(spans["gugat"]) == ("2020-10-12", "2020-10-12"), "three working days over a weekend"


def test_the_postponement_of_2020_moves_what_follows_and_nothing_else() -> None:
    ninth = Span(date(2020, 12, 9), date(2020, 12, 9))
    found = consequence(STAGES, first_spans(STAGES), ("suara", ninth), PILKADA_2020)
    assert {move.stage: day(move.new) for move in found.moves} == {
        "suara": ("2020-12-09", "2020-12-09"),
        "tenang": ("2020-12-06", "2020-12-08"),
        "rekap": ("2020-12-10", "2020-12-23"),
        "gugat": ("2020-12-29", "2020-12-29"),
    }
    assert {move.stage: move.via for move in found.moves}["gugat"] == "rekap"
    assert all(move.old == first_spans(STAGES)[move.stage] for move in found.moves)


def test_superseding_twice_keeps_every_earlier_date() -> None:
    first = decide(
        "Perppu 2/2020", date(2020, 5, 4), ("suara", Span(date(2020, 12, 9), date(2020, 12, 9))), []
    )
    second = decide(
        "KPU 9/2020", date(2020, 6, 1), ("suara", Span(date(2021, 3, 31), date(2021, 3, 31))), [first]
    )
    spans = spans_after(STAGES, [first, second])
    assert day(spans["tenang"]) == ("2021-03-28", "2021-03-30")
    assert first.moves[0].new == second.moves[0].old
    assert day(spans_after(STAGES, [first])["tenang"]) == ("2020-12-06", "2020-12-08")
    assert spans_after(STAGES, []) == first_spans(STAGES)


def test_the_later_decision_prevails_whatever_was_entered_first() -> None:
    later = decide("B", date(2020, 6, 1), ("suara", Span(date(2020, 12, 9), date(2020, 12, 9))), [])
    earlier = replace(
        decide("A", date(2020, 5, 4), ("suara", Span(date(2020, 11, 4), date(2020, 11, 4))), []), entered=9
    )
    holding = in_force([earlier, later], date(2020, 7, 1), "35.73")
    assert [one.number for one in holding] == ["A", "B"]
    assert day(spans_after(STAGES, holding)["suara"]) == ("2020-12-09", "2020-12-09")
    assert [one.number for one in in_force([earlier, later], date(2020, 5, 31), "ID")] == ["A"]
    assert in_force([earlier, later], date(2020, 5, 3), "ID") == ()


def test_of_two_decisions_of_one_day_the_one_entered_last_prevails() -> None:
    one = decide("A", date(2020, 5, 4), ("suara", Span(date(2020, 12, 9), date(2020, 12, 9))), [])
    two = replace(
        decide("B", date(2020, 5, 4), ("suara", Span(date(2020, 12, 16), date(2020, 12, 16))), []), entered=1
    )
    assert day(spans_after(STAGES, in_force([two, one], date(2020, 5, 4), "ID"))["suara"])[0] == "2020-12-16"


def test_a_local_decision_holds_there_and_below_only() -> None:
    local = replace(
        decide("PSL", date(2020, 5, 4), ("suara", Span(date(2020, 12, 9), date(2020, 12, 9))), []),
        area="35.73",
    )
    on = date(2020, 8, 1)
    assert in_force([local], on, "35.73.01") == (local,)
    assert in_force([local], on, "35.7") == in_force([local], on, "35") == in_force([local], on, "ID") == ()


def test_a_stage_dated_by_its_own_decision_stays_when_its_anchor_moves() -> None:
    own = decide("A", date(2020, 5, 4), ("rekap", Span(date(2020, 9, 26), date(2020, 10, 9))), [])
    found = consequence(
        STAGES,
        spans_after(STAGES, [own]),
        ("suara", Span(date(2020, 12, 9), date(2020, 12, 9))),
        PILKADA_2020,
    )
    assert found.stays == ("rekap",)
    assert {move.stage for move in found.moves} == {"suara", "tenang"}, "what follows it stays with it"


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2020, 9, 19), StageState.UPCOMING),
        (date(2020, 9, 20), StageState.RUNNING),
        (date(2020, 9, 22), StageState.RUNNING),
        (date(2020, 9, 23), StageState.DONE),
    ],
)
def test_a_period_ends_by_itself(today: date, state: StageState) -> None:
    assert state_on(first_spans(STAGES)["tenang"], StageKind.PERIOD, today, False) is state


def test_a_duty_is_late_from_the_day_after_its_last() -> None:
    assert state_on(POLLING, StageKind.DUTY, date(2020, 9, 23), False) is StageState.RUNNING
    assert state_on(POLLING, StageKind.DUTY, date(2020, 9, 24), False) is StageState.LATE
    assert state_on(POLLING, StageKind.DUTY, date(2020, 9, 24), True) is StageState.DONE


def test_the_soonest_of_the_upcoming_are_next() -> None:
    spans = first_spans(STAGES)
    states = {code: (span, StageState.UPCOMING) for code, span in spans.items() if code != "pemilih"}
    assert next_stages(states) == {"tenang"}
    assert next_stages({}) == frozenset()


def circle(*pairs: tuple[str, str]) -> list[Stage]:
    """Stages that follow each other without a day."""
    return [Stage(code, code, None, offset=Offset(after, 1)) for code, after in pairs]


@pytest.mark.parametrize(
    "pairs",
    [
        (("a", "a"),),
        (("a", "b"), ("b", "a")),
        (("a", "b"), ("b", "c"), ("c", "a")),
        (("d", "a"), ("a", "b"), ("b", "a")),
    ],
)
def test_stages_that_wait_for_each_other_are_refused(pairs: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(problems.StagesCircular) as refused:
        dated(circle(*pairs), NO_HOLIDAYS)
    assert "a → " in refused.value.sentence("id")


def test_what_cannot_be_dated_is_refused() -> None:
    with pytest.raises(problems.StageUnknown):
        in_order(circle(("a", "tidak-ada")))
    with pytest.raises(problems.StageTwice):
        in_order([*STAGES, STAGES[0]])
    with pytest.raises(problems.StageUndated):
        dated([Stage("a", "A", None)], NO_HOLIDAYS)
    with pytest.raises(problems.StageEndsFirst):
        dated([Stage("a", "A", Span(date(2024, 11, 27), date(2024, 11, 26)))], NO_HOLIDAYS)
    with pytest.raises(problems.StageEndsFirst):
        consequence(
            STAGES, first_spans(STAGES), ("suara", Span(date(2020, 9, 2), date(2020, 9, 1))), NO_HOLIDAYS
        )
    wrong = replace(STAGES[0], span=Span(date(2020, 9, 21), date(2020, 9, 22)))
    with pytest.raises(problems.StageContradicts) as refused:
        dated([wrong, STAGES[1]], NO_HOLIDAYS)
    assert "2020-09-20" in refused.value.sentence("en")


def test_order_is_kept_and_anchors_come_first() -> None:
    assert [stage.code for stage in STAGES] == ["tenang", "suara", "rekap", "gugat", "pemilih"]
    assert [stage.code for stage in in_order(STAGES)] == ["suara", "tenang", "rekap", "gugat", "pemilih"]
