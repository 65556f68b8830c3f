"""Drafts: only their author sees them, and only what was seen, lately, is loaded – once."""

from datetime import timedelta

import pytest
from tests.services.importing import NOW, set_up, sheet_of

from siaga.domain import import_problems as problems
from siaga.domain.imports import ImportKind
from siaga.domain.permissions import THE_CONSOLE, Actor, Role
from siaga.domain.problems import NotPermitted
from siaga.services.imports import desk, occurrences, outlines, readings, register, stations, templates
from siaga.services.imports.plans import Draft, Upload
from siaga.store.models import AuditEntry, Edition, ImportDraft, Reading, User

HEADER = "area;score;class"
HOUR = timedelta(hours=1)


@pytest.fixture
def edition(db: str) -> Edition:
    """An edition of Bawaslu."""
    return set_up()


@pytest.fixture
def people(edition: Edition) -> tuple[Actor, Actor]:
    """Two colleagues with accounts: same agency, role and territory, even the same name."""
    kept = {"agency": edition.agency, "territory": "35.73", "full_name": "Petugas Bawaslu", "joined_at": NOW}
    return tuple(
        User.objects.create(username=name, role=Role.BAWASLU_OFFICER.value, password="!", **kept).actor()
        for name in ("satu", "dua")
    )


def drafted(actor: Actor, *lines: str) -> Draft:
    """A kept draft of readings."""
    upload = sheet_of(HEADER, *(lines or ("35.73;50;",)), target="uji-2024")
    return readings.preview_readings(actor, upload=upload, now=NOW)


def test_another_person_cannot_read_load_or_remove_a_draft(people: tuple[Actor, Actor]) -> None:
    author, colleague = people
    draft = drafted(author)
    admin = Actor(None, "Admin", Role.ADMINISTRATOR)
    for other in (colleague, admin, THE_CONSOLE):
        with pytest.raises(problems.DraftGone):
            readings.readings_draft(other, draft=draft.id, now=NOW)
        with pytest.raises(problems.DraftGone):
            readings.load_readings(other, draft=draft.id, seal=draft.seal, now=NOW)
        with pytest.raises(problems.DraftGone):
            desk.remove_draft(other, draft=draft.id, now=NOW)
        assert desk.import_desk(other, now=NOW).drafts == ()
    assert [one.id for one in desk.import_desk(author, now=NOW).drafts] == [draft.id]
    assert not Reading.unscoped.exists()


def test_a_draft_is_gone_once_loaded_so_a_second_click_does_nothing(people: tuple[Actor, Actor]) -> None:
    author, _ = people
    draft = drafted(author)
    readings.load_readings(author, draft=draft.id, seal=draft.seal, now=NOW)
    with pytest.raises(problems.DraftGone):
        readings.load_readings(author, draft=draft.id, seal=draft.seal, now=NOW)
    assert Reading.unscoped.count() == 1
    assert AuditEntry.rows.filter(use_case="record_readings").count() == 1
    assert not ImportDraft.rows.exists()
    assert "1 baru" in desk.import_desk(author, now=NOW).latest[0].sentence


def test_what_changed_since_the_preview_is_not_loaded_over(people: tuple[Actor, Actor]) -> None:
    author, colleague = people
    draft, other = drafted(author, "35.73;50;"), drafted(colleague, "35.73;60;")
    readings.load_readings(colleague, draft=other.id, seal=other.seal, now=NOW)
    with pytest.raises(problems.PreviewOutdated):
        readings.load_readings(author, draft=draft.id, seal=draft.seal, now=NOW)
    assert Reading.unscoped.get().score == 60
    fresh = readings.readings_draft(author, draft=draft.id, now=NOW)
    (difference,) = fresh.preview.rows[0].differences
    assert (difference.before, difference.after) == (60, 50)
    readings.load_readings(author, draft=draft.id, seal=fresh.seal, now=NOW)
    assert Reading.unscoped.get().score == 50


def test_a_preview_older_than_an_hour_is_shown_again_first(people: tuple[Actor, Actor]) -> None:
    author, _ = people
    draft = drafted(author)
    late = NOW + HOUR + timedelta(seconds=1)
    with pytest.raises(problems.PreviewTooOld):
        readings.load_readings(author, draft=draft.id, seal=draft.seal, now=late)
    fresh = readings.readings_draft(author, draft=draft.id, now=late)
    readings.load_readings(author, draft=draft.id, seal=fresh.seal, now=late + HOUR)
    assert Reading.unscoped.count() == 1


@pytest.mark.parametrize("seal", ["", "palsu", None])
def test_no_seal_or_another_drafts_seal_loads_nothing(people: tuple[Actor, Actor], seal: str | None) -> None:
    author, _ = people
    draft = drafted(author)
    given = drafted(author, "35.73;60;").seal if seal is None else seal
    with pytest.raises(problems.PreviewOutdated):
        readings.load_readings(author, draft=draft.id, seal=given, now=NOW)
    assert not Reading.unscoped.exists()


def test_drafts_of_a_day_ago_are_gone(people: tuple[Actor, Actor]) -> None:
    author, _ = people
    draft = drafted(author)
    later = NOW + timedelta(days=1)
    with pytest.raises(problems.DraftGone):
        readings.readings_draft(author, draft=draft.id, now=later)
    readings.preview_readings(author, upload=sheet_of(HEADER, "35.73;1;", target="uji-2024"), now=later)
    assert not ImportDraft.rows.filter(pk=draft.id).exists()


def test_a_draft_of_one_kind_is_not_loaded_as_another(people: tuple[Actor, Actor]) -> None:
    author, _ = people
    draft = drafted(author)
    with pytest.raises(problems.DraftGone):
        occurrences.load_occurrences(author, draft=draft.id, seal=draft.seal, now=NOW)


def test_who_will_see_it_is_counted_by_agency(people: tuple[Actor, Actor]) -> None:
    author, _ = people
    User.objects.create(
        username="jauh",
        role=Role.POLRES_LIAISON.value,
        password="!",
        territory="11",
        full_name="x",
        joined_at=NOW,
    )
    audience = drafted(author).preview.audience
    assert (audience.everybody, audience.people, audience.agencies) == (False, 2, (("Bawaslu", 2),))


ALLOWED = {
    ImportKind.READINGS: {"officer", "analyst", "liaison"},
    ImportKind.OCCURRENCES: {"officer", "analyst", "liaison"},
    ImportKind.STATIONS: set(),
    ImportKind.REGISTER: set(),
    ImportKind.OUTLINES: set(),
}
PREVIEWS = {
    ImportKind.READINGS: readings.preview_readings,
    ImportKind.OCCURRENCES: occurrences.preview_occurrences,
    ImportKind.STATIONS: stations.preview_stations,
    ImportKind.REGISTER: register.preview_register,
    ImportKind.OUTLINES: outlines.preview_outlines,
}


@pytest.mark.parametrize("kind", list(ImportKind))
def test_the_standing_four_and_the_administrator(edition: Edition, actors, kind: ImportKind) -> None:
    for name in ("officer", "analyst", "liaison", "stranger"):
        actor = getattr(actors, name)
        if name in ALLOWED[kind]:
            PREVIEWS[kind].require(actor)
            continue
        with pytest.raises(NotPermitted):
            PREVIEWS[kind](actor, upload=sheet_of("a"), now=NOW)
        assert kind not in desk.import_desk(actor, now=NOW).kinds
    PREVIEWS[kind].require(Actor(None, "Admin", Role.ADMINISTRATOR))
    logistics = Actor(None, "KPU", Role.KPU_LOGISTICS_OFFICER, "kpu", "35.73")
    assert set(desk.import_desk(logistics, now=NOW).kinds) == {ImportKind.STATIONS, ImportKind.REGISTER}


def test_a_filled_template_goes_straight_back_in(people: tuple[Actor, Actor]) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    author, _ = people
    asked = {"target": "uji-2024", "space": "real", "language": "id"}
    file = templates.readings_template(author, file_format="xlsx", **asked)
    book = load_workbook(BytesIO(file.content))
    page = book["data"]
    columns = [cell.value for cell in page[1]]
    assert page.protection.sheet and page["A1"].protection.locked and not page["B2"].protection.locked
    assert [row[1].value for row in page.iter_rows(min_row=2, max_row=5)] == [
        "35.73",
        "35.73.01",
        "35.73.02",
        "35.73.03",
    ]
    assert {"kontestasi", "i01", "i02"} <= set(columns)
    lists = [one.formula1 for one in page.data_validations.dataValidation]
    assert any("daftar" in one for one in lists)
    page.cell(2, columns.index("score") + 1).value = 50
    filled = BytesIO()
    book.save(filled)
    upload = Upload(file_name=file.file_name, content=filled.getvalue(), target="uji-2024")
    preview = readings.preview_readings(author, upload=upload, now=NOW).preview
    assert [row.area for row in preview.rows] == ["35.73"] and preview.loadable


def test_a_csv_template_guards_names_against_formulas(people: tuple[Actor, Actor]) -> None:
    from siaga.store.models import Area

    author, _ = people
    Area.rows.filter(code="35.73.01").update(name="=HYPERLINK(1)")
    asked = {"target": "uji-2024", "space": "real", "language": "id"}
    text = templates.readings_template(author, file_format="csv", **asked).content.decode("utf-8-sig")
    assert ";35.73.01;'=HYPERLINK(1);" in text
    draft = readings.preview_readings(
        author, upload=Upload(file_name="a.csv", content=text.encode(), target="uji-2024"), now=NOW
    )
    assert draft.preview.rows == () and not draft.preview.loadable and not draft.preview.failures


def test_occurrence_and_station_templates_carry_their_words(edition: Edition) -> None:
    admin = Actor(None, "Admin", Role.ADMINISTRATOR)
    one = templates.occurrences_template(admin, target="ikp-2024", file_format="csv", language="en")
    assert one.content.decode("utf-8-sig").strip() == "area,indicator,date,count,severity,source,note"
    two = templates.stations_template(admin, target="pilkada-2024", file_format="csv", language="id")
    assert two.content.decode("utf-8-sig").splitlines()[1] == "35.73.01;Blimbing;;;;"
