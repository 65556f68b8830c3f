"""Raw occurrences from a sheet: each bad cell named, the same file twice is the same occurrences."""

import pytest
from tests.services.importing import NOW, set_up, sheet_of

from siaga.domain import row_problems
from siaga.domain.imports import Effect, Preview
from siaga.domain.permissions import Actor, Role
from siaga.domain.problems import NotFound, Problem
from siaga.services.imports.occurrences import load_occurrences, preview_occurrences
from siaga.store.models import Agency, IndicatorSet, Occurrence

OFFICER = Actor(None, "Petugas", Role.BAWASLU_OFFICER, "bawaslu", "35.73")
LIAISON = Actor(None, "Polres", Role.POLRES_LIAISON, "polri", "35.73")
ADMIN = Actor(None, "Admin", Role.ADMINISTRATOR)
HEADER = "area;indicator;date;count;severity;source;note"
GOOD = "35.73.02;i01;2024-11-20;2;berat;Laporan 7;"


@pytest.fixture(autouse=True)
def rows(db: str) -> None:
    """The set, its areas and agencies; "ikp-2024" has a packaged severity scale."""
    set_up()


def previewed(*lines: str, actor: Actor = OFFICER) -> Preview:
    """What a CSV would do."""
    return preview_occurrences(actor, upload=sheet_of(HEADER, *lines, target="ikp-2024"), now=NOW).preview


def load(*lines: str, actor: Actor = OFFICER, **chosen: object) -> None:
    """Preview a CSV and load it."""
    draft = preview_occurrences(actor, upload=sheet_of(HEADER, *lines, target="ikp-2024", **chosen), now=NOW)
    load_occurrences(actor, draft=draft.id, seal=draft.seal, now=NOW)


def test_occurrences_are_kept_with_their_owner_and_space() -> None:
    load(GOOD)
    row = Occurrence.unscoped.get()
    assert (row.area, row.node, row.count, row.severity) == ("35.73.02", "i01", 2, "berat")
    assert (row.owner.code, row.space.code, row.label) == ("bawaslu", "real", "internal")


def test_the_same_file_twice_is_loaded_once_and_a_new_count_is_a_change() -> None:
    load(GOOD)
    assert [row.effect for row in previewed(GOOD).rows] == [Effect.SAME]
    load(GOOD.replace(";2;", ";3;"))
    assert Occurrence.unscoped.get().count == 3


def test_another_agencys_occurrence_is_another_row() -> None:
    load(GOOD)
    load(GOOD, actor=LIAISON)
    assert set(Occurrence.unscoped.values_list("owner__code", flat=True)) == {"bawaslu", "polri"}


def test_an_administrator_writes_in_the_name_of_an_agency_that_exists() -> None:
    load(GOOD, actor=ADMIN, agency="polri")
    assert Occurrence.unscoped.get().owner == Agency.rows.get(code="polri")
    with pytest.raises(NotFound):
        load(GOOD, actor=ADMIN, agency="tidak-ada")


@pytest.mark.parametrize(
    ("line", "column", "problem"),
    [
        (GOOD.replace("35.73.02", "35.07"), "area", row_problems.AreaOutsideTerritory),
        (GOOD.replace("35.73.02", "35.73.99"), "area", row_problems.AreaUnknownHere),
        (GOOD.replace("i01", "i1"), "indicator", row_problems.IndicatorUnknown),
        (GOOD.replace("i01", "kontestasi"), "indicator", row_problems.IndicatorUnknown),
        (GOOD.replace("i01", ""), "indicator", row_problems.CellEmpty),
        (GOOD.replace(";2;", ";-2;"), "count", row_problems.NumberNegative),
        (GOOD.replace(";2;", ";;"), "count", row_problems.CellEmpty),
        (GOOD.replace(";2;", ";1.234;"), "count", row_problems.NumberAmbiguous),
        (GOOD.replace(";2;", ";=2;"), "count", row_problems.CellIsFormula),
        (GOOD.replace("2024-11-20", "2025-01-01"), "date", row_problems.DateInFuture),
        (GOOD.replace("2024-11-20", ""), "date", row_problems.CellEmpty),
        (GOOD.replace("berat", "parah"), "severity", row_problems.SeverityUnknown),
        (GOOD.replace("Laporan 7", ""), "source", row_problems.CellEmpty),
    ],
)
def test_each_bad_cell_is_named(line: str, column: str, problem: type[Problem]) -> None:
    other = GOOD.replace("35.73.02", "35.73.01")
    preview = previewed(other, line)
    assert [(one.row, one.column, type(one.problem)) for one in preview.failures] == [(3, column, problem)]
    assert not Occurrence.unscoped.exists()


def test_what_is_probably_meant_is_said() -> None:
    (finding,) = previewed(GOOD.replace("i01", "i1")).failures
    assert "i01" in finding.problem.sentence()
    (finding,) = previewed(GOOD.replace("berat", "parah")).failures
    assert "ringan, sedang, berat" in finding.problem.sentence()


def test_the_same_occurrence_twice_names_the_other_row() -> None:
    (finding,) = previewed(GOOD, GOOD).failures
    assert (finding.row, type(finding.problem)) == (3, row_problems.RowTwice)


def test_a_set_without_a_scale_takes_no_severity_and_says_so() -> None:
    IndicatorSet.rows.filter(code="ikp-2024").update(code="set-baru")
    upload = sheet_of(HEADER, GOOD.replace("berat", ""), GOOD, target="set-baru")
    preview = preview_occurrences(OFFICER, upload=upload, now=NOW).preview
    assert "skala" in preview.remarks[0].sentence()
    assert [(one.row, one.column) for one in preview.failures] == [(3, "severity")]


def test_a_code_of_before_the_split_is_right_on_its_day() -> None:
    before, after = (
        GOOD.replace("35.73.02", "92.01").replace("2024-11-20", day) for day in ("2022-12-31", "2023-01-01")
    )
    assert previewed(before, actor=ADMIN).loadable
    (finding,) = previewed(after, actor=ADMIN).failures
    assert "96.01" in finding.problem.sentence()
