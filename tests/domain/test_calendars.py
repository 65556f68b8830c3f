"""The packaged calendars against the published dates, and rows of a sheet that do not do."""

from datetime import date

import pytest

from siaga.domain import stage_problems as problems
from siaga.domain.calendars import calendars, read_calendar, read_stage, read_stages
from siaga.domain.elections import elections
from siaga.domain.pack_problems import PackProblem, WordUnknown
from siaga.domain.packs import Fields
from siaga.domain.problems import Problem
from siaga.domain.stages import StageKind, first_spans
from siaga.domain.working_days import NO_HOLIDAYS

PUBLISHED = {
    ("pilkada-2024", "kampanye"): ("2024-09-25", "2024-11-23"),
    ("pilkada-2024", "masa-tenang"): ("2024-11-24", "2024-11-26"),
    ("pilkada-2024", "pemungutan"): ("2024-11-27", "2024-11-27"),
    ("pilkada-2024", "rekapitulasi"): ("2024-11-27", "2024-12-16"),
    ("pilkada-2024", "penetapan-calon"): ("2024-09-22", "2024-09-22"),
    ("pilkada-2024", "iklan"): ("2024-11-10", "2024-11-23"),
    ("pemilu-2024", "kampanye"): ("2023-11-28", "2024-02-10"),
    ("pemilu-2024", "masa-tenang"): ("2024-02-11", "2024-02-13"),
    ("pemilu-2024", "pemungutan"): ("2024-02-14", "2024-02-14"),
    ("pemilu-2024", "pemungutan-ulang"): ("2024-02-15", "2024-02-24"),
    ("pemilu-2024", "rekapitulasi"): ("2024-02-15", "2024-03-20"),
}


@pytest.mark.parametrize(("calendar", "stage"), PUBLISHED)
def test_packaged_dates_are_the_published_ones(calendar: str, stage: str) -> None:
    span = first_spans(read_calendar(calendar).stages)[stage]
    assert (span.first.isoformat(), span.last.isoformat()) == PUBLISHED[calendar, stage]


def test_every_calendar_is_of_an_election_and_agrees_with_its_polling_day() -> None:
    days = {one.code: one.polling_day for one in elections()}
    assert {one.election for one in calendars()} == set(days)
    for one in calendars():
        spans = first_spans(one.stages)
        assert spans["pemungutan"].first == days[one.election]
        assert spans["kampanye"].last < spans["masa-tenang"].first
        assert spans["masa-tenang"].days == 3
        assert one.concluded_why, "a past calendar says why its duties count as done"


def test_every_stage_has_a_source_a_body_and_both_names() -> None:
    for calendar in calendars():
        for stage in calendar.stages:
            assert calendar.reference(stage.source), (calendar.code, stage.code)
            assert stage.body
            assert stage.name_en
            assert stage.valid_from
            assert stage.verified or stage.note, "what is not verified says why"
        assert any(stage.kind is StageKind.PERIOD for stage in calendar.stages)


def row(**values: str) -> Fields:
    """A row of a pasted sheet."""
    return Fields({"code": "aa", "name": "A", **values}, "kalender", "baris/row 2")


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({}, problems.StageUndated),
        ({"last": "2029-02-01"}, problems.StageUndated),
        ({"first": "2029-02-02", "last": "2029-02-01"}, problems.StageEndsFirst),
        ({"first": "2029-02-30"}, PackProblem),
        ({"first": "1/2/2029"}, PackProblem),
        ({"first": "2029-02-01", "last": "2029-02-02", "length": "2"}, problems.StageLengthTwice),
        ({"first": "2029-02-01", "length": "0"}, problems.StageLengthTwice),
        ({"after": "b"}, problems.DistanceMissing),
        ({"days": "-3"}, problems.DistanceMissing),
        ({"after": "b", "days": "1.5"}, PackProblem),
        ({"first": "2029-02-01", "kind": "rapat"}, WordUnknown),
        ({"code": "Ä", "first": "2029-02-01"}, PackProblem),
    ],
)
def test_a_row_that_does_not_do_is_refused_with_a_sentence(
    values: dict[str, str], problem: type[Problem]
) -> None:
    with pytest.raises(problem) as refused:
        read_stage(row(**values))
    assert refused.value.sentence("id") != refused.value.sentence("en")


def test_the_next_elections_are_written_with_distances_alone() -> None:
    stages = read_stages(
        [
            row(code="suara", first="2029-02-14"),
            row(code="tenang", after="suara", days="-3", length="3", kind="masa"),
            row(code="rekap", after="suara", days="1", length="35"),
        ],
        NO_HOLIDAYS,
    )
    spans = first_spans(stages)
    assert (spans["tenang"].first, spans["tenang"].last) == (date(2029, 2, 11), date(2029, 2, 13))
    assert spans["rekap"].last == date(2029, 3, 21)
