"""Readings from a sheet: each bad cell named with what to do, what is previewed is what is loaded."""

from datetime import date

import pytest
from tests.services.importing import NOW, add_edition, set_up, sheet_of, workbook

from siaga.domain import import_problems, row_problems
from siaga.domain.imports import Effect, Preview, may_see
from siaga.domain.permissions import Actor, Role
from siaga.domain.problems import NotFound, Problem
from siaga.domain.sharing import Label
from siaga.services.imports.plans import Upload
from siaga.services.imports.readings import load_readings, preview_readings, readings_draft
from siaga.store.models import Agency, AuditEntry, Edition, EditionSource, NodeValue, Reading, Space

OFFICER = Actor(None, "Petugas", Role.BAWASLU_OFFICER, "bawaslu", "35.73")
PROVINCE = Actor(None, "Petugas provinsi", Role.BAWASLU_OFFICER, "bawaslu", "35")
ADMIN = Actor(None, "Admin", Role.ADMINISTRATOR)
HEADER = "area;score;class;date"


@pytest.fixture
def edition(db: str) -> Edition:
    """An edition of Bawaslu with two indicators."""
    return set_up()


def upload(*lines: str, **chosen: object) -> Upload:
    """A CSV for the edition."""
    return sheet_of(*lines, target="uji-2024", **chosen)


def previewed(*lines: str, actor: Actor = PROVINCE, **chosen: object) -> Preview:
    """What a CSV would do."""
    return preview_readings(actor, upload=upload(*lines, **chosen), now=NOW).preview


def loaded(*lines: str, actor: Actor = PROVINCE, **chosen: object) -> object:
    """Preview a CSV and load it."""
    draft = preview_readings(actor, upload=upload(*lines, **chosen), now=NOW)
    return load_readings(actor, draft=draft.id, seal=draft.seal, now=NOW)


def failing(preview: Preview) -> list[tuple[int, str, type[Problem]]]:
    """Row, column and kind of every failure."""
    return [(one.row, one.column, type(one.problem)) for one in preview.failures]


def test_a_preview_changes_nothing_and_loading_does_what_it_said(edition: Edition) -> None:
    draft = preview_readings(PROVINCE, upload=upload(HEADER, "35.73;64,007;tinggi;2024-08-27"), now=NOW)
    assert not Reading.unscoped.exists()
    (row,) = draft.preview.rows
    assert (row.row, row.area, row.name, row.effect) == (2, "35.73", "Kota Malang", Effect.ADD)
    done = load_readings(PROVINCE, draft=draft.id, seal=draft.seal, now=NOW)
    assert (done.added, done.changed, done.same) == (1, 0, 0)
    reading = Reading.unscoped.get()
    assert (reading.score, reading.decimals, reading.class_key) == (64.007, 3, "tinggi")
    assert (reading.level, reading.label, reading.owner.code) == ("kabkota", "internal", "bawaslu")
    assert (reading.date, reading.valid_on) == (date(2024, 8, 27), edition.date)
    assert reading.source.key == "rilis"
    assert reading.space.code == "real"


def test_the_audit_record_tells_it_as_a_sentence(edition: Edition) -> None:
    loaded(HEADER, "35.73;50;;", "35.07;40;;")
    said = AuditEntry.rows.get(use_case="record_readings").sentence
    assert said == "memuat bacaan ke Indeks uji 2024 dari “data.csv”: 2 baru, 0 diubah, 0 sama"


def test_the_same_file_again_is_all_the_same_and_a_changed_cell_a_change(edition: Edition) -> None:
    loaded(HEADER, "35.73;50;sedang;", "35.07;40;sedang;")
    again = previewed(HEADER, "35.73;50;sedang;", "35.07;41,5;sedang;")
    assert [row.effect for row in again.rows] == [Effect.SAME, Effect.CHANGE]
    (difference,) = again.rows[1].differences
    assert (difference.column, difference.before, difference.after) == ("score", 40, 41.5)


def test_columns_the_sheet_lacks_keep_what_was_there_and_an_empty_cell_clears(edition: Edition) -> None:
    loaded("area;score;rank;note", "35.73;50;3;dari rilis")
    loaded("area;score;rank", "35.73;51;")
    reading = Reading.unscoped.get()
    assert (reading.score, reading.rank, reading.note) == (51, None, "dari rilis")


def test_nodes_are_kept_replaced_and_removed(edition: Edition) -> None:
    loaded("area;score;kontestasi;i01;i02", "35.73;50;57,689;4;2")
    assert dict(NodeValue.rows.values_list("node", "value")) == {"kontestasi": 57.689, "i01": 4, "i02": 2}
    loaded("area;score;i01;i02", "35.73;50;5;")
    assert dict(NodeValue.rows.values_list("node", "value")) == {"kontestasi": 57.689, "i01": 5}


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ("35.99;50;;", "area", row_problems.AreaUnknownHere),
        (";50;;", "area", row_problems.CellEmpty),
        ("96.01;50;;", "area", row_problems.AreaOutsideTerritory),
        ("35.73;101;;", "score", row_problems.NumberOutsideScale),
        ("35.73;-1;;", "score", row_problems.NumberOutsideScale),
        ("35.73;lima;;", "score", row_problems.NumberUnreadable),
        ("35.73;=1+1;;", "score", row_problems.CellIsFormula),
        ("35.73;50;rawan;", "class", row_problems.ClassUnknown),
        ("35.73;50;;27/11/2024", "date", row_problems.DateUnreadable),
        ("35.73;50;;2024-12-02", "date", row_problems.DateInFuture),
        ("35.73;;;2024-08-01", "score", row_problems.ReadingSaysNothing),
    ],
)
def test_each_bad_cell_is_named(edition: Edition, row: str, column: str, problem: type[Problem]) -> None:
    preview = previewed(HEADER, "35.07;40;;", row)
    assert failing(preview) == [(3, column, problem)]
    finding = preview.failures[0]
    assert finding.value in row
    assert finding.problem.sentence() and finding.problem.sentence("en")
    assert not preview.loadable


@pytest.mark.parametrize(
    ("lines", "column", "problem"),
    [
        (("area;score;edition", "35.73;50;ikp-2019"), "edition", row_problems.OtherEdition),
        (("area;score;rank", "35.73;50;-1"), "rank", row_problems.NumberNegative),
        (("area;score;rank", "35.73;50;1.234"), "rank", row_problems.NumberAmbiguous),
        (("area;score;i01", "35.73;50;-2"), "i01", row_problems.NumberOutsideScale),
        (("area;score;i01", "35.73;50;1.234"), "i01", row_problems.NumberAmbiguous),
        (("area;score;kontestasi", "35.73;50;101"), "kontestasi", row_problems.NumberOutsideScale),
        (("area;score;own_class", f"35.73;50;{'x' * 33}"), "own_class", row_problems.TextTooLong),
        (("area;score;valid_on", "35.73;50;2025-01-01"), "valid_on", row_problems.DateInFuture),
    ],
)
def test_each_bad_optional_cell_is_named(
    edition: Edition, lines: tuple[str, str], column: str, problem: type[Problem]
) -> None:
    assert failing(previewed(*lines)) == [(2, column, problem)]


def test_an_expired_code_names_its_successor(edition: Edition) -> None:
    (finding,) = previewed(HEADER, "92.01;50;;", actor=ADMIN).failures
    assert isinstance(finding.problem, row_problems.AreaExpired)
    assert "96.01 Kabupaten Sorong" in finding.problem.sentence()


def test_a_code_of_its_time_is_right_with_its_day(edition: Edition) -> None:
    preview = previewed("area;score;valid_on", "92.01;50;2022-12-16", actor=ADMIN)
    assert preview.loadable
    assert failing(previewed("area;score;valid_on", "92.01;50;2023-01-01", actor=ADMIN)) == [
        (2, "area", row_problems.AreaExpired)
    ]


def test_an_undotted_code_is_recognised_in_the_sentence(edition: Edition) -> None:
    (finding,) = previewed(HEADER, "3573;50;;").failures
    assert "35.73?" in finding.problem.sentence()


def test_the_same_area_twice_names_the_other_row(edition: Edition) -> None:
    (finding,) = previewed(HEADER, "35.73;50;;", "35.07;40;;", "35.73;51;;").failures
    assert (finding.row, type(finding.problem)) == (4, row_problems.RowTwice)
    assert "baris 2" in finding.problem.sentence()


def test_a_level_the_edition_does_not_score(edition: Edition) -> None:
    Edition.rows.update(levels="provinsi")
    assert failing(previewed(HEADER, "35.73;50;;")) == [(2, "area", row_problems.LevelNotInEdition)]


def test_a_class_against_the_limits_is_a_warning_and_both_are_kept(edition: Edition) -> None:
    preview = previewed(HEADER, "35.73;33;rendah;", "35.07;33,1;rendah;")
    assert [(one.row, type(one.problem)) for one in preview.warnings] == [
        (3, row_problems.ClassAgainstLimits)
    ]
    assert preview.loadable
    loaded(HEADER, "35.07;33,1;rendah;")
    assert Reading.unscoped.get().class_key == "rendah"


def test_a_score_alone_beside_the_class_on_record_is_said_and_both_are_kept(edition: Edition) -> None:
    loaded(HEADER, "35.73;20;rendah;", "35.07;70;tinggi;")
    preview = previewed("area;score", "35.73;90", "35.07;71")
    (finding,) = preview.warnings
    assert (finding.row, finding.column, finding.value) == (2, "class", "rendah")
    assert isinstance(finding.problem, row_problems.ClassKeptFromBefore)
    for language in ("id", "en"):
        assert "90" in finding.problem.sentence(language)
        assert "tinggi" in finding.problem.sentence(language) and "rendah" in finding.problem.sentence(
            language
        )
    assert preview.loadable
    loaded("area;score", "35.73;90", "35.07;71")
    reading = Reading.unscoped.get(area="35.73")
    assert (reading.score, reading.class_key) == (90, "rendah")


def test_a_class_alone_beside_the_score_on_record_is_said(edition: Edition) -> None:
    loaded(HEADER, "35.73;20;rendah;")
    (finding,) = previewed("area;class", "35.73;tinggi").warnings
    assert isinstance(finding.problem, row_problems.ScoreKeptFromBefore)
    assert "20" in finding.problem.sentence() and "20" in finding.problem.sentence("en")


def test_an_empty_class_cell_clears_the_class_and_nothing_contradicts(edition: Edition) -> None:
    loaded(HEADER, "35.73;20;rendah;")
    assert not previewed("area;score;class", "35.73;90;").warnings
    loaded("area;score;class", "35.73;90;")
    assert Reading.unscoped.get().class_key == ""


def test_rows_with_nothing_but_an_area_are_skipped_and_counted(edition: Edition) -> None:
    preview = previewed("area;name;score", "35.73;Kota Malang;50", "35.07;Kabupaten Malang;")
    assert len(preview.rows) == 1
    assert "1 baris" in preview.remarks[0].sentence()


def test_one_bad_row_and_nothing_is_loaded(edition: Edition) -> None:
    draft = preview_readings(PROVINCE, upload=upload(HEADER, "35.73;50;;", "35.07;500;;"), now=NOW)
    before = Reading.unscoped.count(), EditionSource.rows.count()
    with pytest.raises(import_problems.HasFailures):
        load_readings(PROVINCE, draft=draft.id, seal=draft.seal, now=NOW)
    assert (Reading.unscoped.count(), EditionSource.rows.count()) == before == (0, 1)


def test_a_new_source_is_announced_and_then_noted(edition: Edition) -> None:
    lines = ("area;score;source", "35.73;50;Antara, 16 Des", "35.07;40;rilis bawaslu")
    preview = previewed(*lines)
    assert "Antara, 16 Des" in preview.remarks[0].sentence()
    assert EditionSource.rows.count() == 1
    loaded(*lines)
    named = Reading.unscoped.values_list("area", "source__title")
    assert dict(named) == {"35.73": "Antara, 16 Des", "35.07": "Rilis Bawaslu"}


def test_a_workbook_does_the_same_and_its_formula_is_refused(edition: Edition) -> None:
    rows = [["area", "score", "class"], ["35.73", 64.007, "Tinggi"], ["35.07", "=B2/2", "sedang"]]
    one = Upload(file_name="a.xlsx", content=workbook(rows), target="uji-2024")
    preview = preview_readings(PROVINCE, upload=one, now=NOW).preview
    assert failing(preview) == [(3, "score", row_problems.CellIsFormula)]
    assert preview.rows[0].differences[0].after == 64.007


def test_a_code_kept_as_a_number_is_still_the_code(edition: Edition) -> None:
    rows = [["area", "score"], [35.73, 50], [35, 40]]
    one = Upload(file_name="a.xlsx", content=workbook(rows), target="uji-2024")
    preview = preview_readings(PROVINCE, upload=one, now=NOW).preview
    assert [row.area for row in preview.rows] == ["35.73", "35"]


def test_a_code_taken_for_a_date_is_explained(edition: Edition) -> None:
    rows = [["area", "score"], [date(2002, 1, 11), 50]]
    one = Upload(file_name="a.xlsx", content=workbook(rows), target="uji-2024")
    preview = preview_readings(PROVINCE, upload=one, now=NOW).preview
    assert failing(preview) == [(2, "area", row_problems.AreaIsDate)]


def test_an_unknown_column_names_what_is_near(edition: Edition) -> None:
    with pytest.raises(import_problems.HeaderUnknown, match="score"):
        previewed("area;scor", "35.73;1")
    with pytest.raises(import_problems.HeaderMissing, match="area"):
        previewed("kode;score", "35.73;1")


def test_only_ones_own_agency_and_an_administrator_any(edition: Edition) -> None:
    liaison = Actor(None, "Polres", Role.POLRES_LIAISON, "polri", "35.73")
    with pytest.raises(NotFound):
        previewed(HEADER, "35.73;50;;", actor=liaison)
    loaded(HEADER, "35.73;50;;", label=Label.PUBLIC)
    with pytest.raises(import_problems.NotYourAgency):
        previewed(HEADER, "35.73;50;;", actor=liaison)
    assert previewed(HEADER, "35.73;50;;", actor=ADMIN).loadable
    assert failing(previewed(HEADER, "35.07;50;;", actor=OFFICER)) == [
        (2, "area", row_problems.AreaOutsideTerritory)
    ]


def test_an_edition_of_another_space_is_not_there(edition: Edition) -> None:
    drill = Space.rows.create(code="latihan-35.73", area="35.73", as_of=date(2024, 11, 20), created_at=NOW)
    add_edition("latihan-uji", Agency.rows.get(code="bawaslu"), drill)
    with pytest.raises(NotFound):
        preview_readings(PROVINCE, upload=sheet_of(HEADER, "35.73;50;;", target="latihan-uji"), now=NOW)
    into = {"target": "latihan-uji", "space": "latihan-35.73"}
    late = preview_readings(PROVINCE, upload=sheet_of(HEADER, "35.73;50;;2024-11-21", **into), now=NOW)
    assert failing(late.preview) == [(2, "date", row_problems.DateInFuture)]
    draft = preview_readings(PROVINCE, upload=sheet_of(HEADER, "35.73;50;;2024-11-19", **into), now=NOW)
    load_readings(PROVINCE, draft=draft.id, seal=draft.seal, now=NOW)
    assert Reading.unscoped.get().space.code == "latihan-35.73"


def test_a_draft_shows_the_rows_there_are_now(edition: Edition) -> None:
    draft = preview_readings(PROVINCE, upload=upload(HEADER, "35.73;50;;"), now=NOW)
    loaded(HEADER, "35.73;50;;")
    assert readings_draft(PROVINCE, draft=draft.id, now=NOW).preview.rows[0].effect is Effect.SAME


@pytest.mark.parametrize("label", list(Label))
def test_who_may_see_is_what_the_store_shows(edition: Edition, label: Label) -> None:
    loaded(HEADER, "35.73;50;;", "35.07;40;;", "96.01;1;;", actor=ADMIN, label=label)
    people = [
        Actor(None, role.value, role, agency, territory)
        for role in Role
        for agency in ("", "bawaslu", "polri")
        for territory in ("", "35", "35.73")
    ]
    for person in people:
        shown = set(Reading.visible_to(person, "real").values_list("area", flat=True))
        assert shown == {
            area for area in ("35.73", "35.07", "96.01") if may_see(person, label, "bawaslu", area)
        }
