"""Drills: made, replaced, listed and removed whole, deterministic, marked, and never touching real rows."""

import time
from datetime import date

import pytest
from django.apps import apps
from django.forms.models import model_to_dict
from tests.harness.people import StandingActors
from tests.services.rehearsals import CITY, NOW, OTHER, enrol, load_cities

from siaga.domain.areas import InvalidAreaCode, UnknownArea
from siaga.domain.drills import (
    SIMULATED,
    DrillAbsent,
    DrillAreaEmpty,
    DrillAreaNotCity,
    DrillOfOthers,
    DrillOrder,
    DrillsTooMany,
)
from siaga.domain.jobs import JobAlreadyAsked, JobState
from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC, Actor, Role
from siaga.domain.problems import NotFound, NotPermitted
from siaga.domain.spaces import REAL
from siaga.index import Specification, build
from siaga.index.occurrences import Occurrence as IndexOccurrence
from siaga.index.occurrences import SeverityScale, weighted_counts
from siaga.services import drills, jobs
from siaga.services.spaces import drill_clock, space_named, visible_spaces
from siaga.store.models import (
    Agency,
    Area,
    AuditEntry,
    Edition,
    Election,
    ElectionFigure,
    NodeValue,
    Occurrence,
    Reading,
    Space,
    StationCount,
)

SPACE = f"latihan-{CITY}"


@pytest.fixture
def city(db: str) -> str:
    """Kota Malang's areas, without any row of a drill."""
    load_cities(CITY)
    return CITY


def contents() -> dict[str, list[dict[str, object]]]:
    """Every row of every table without keys and times, so that two states can be compared."""
    unlike = {"id", "reading", "edition", "source", "space", "owner", "agency", "created_at", "at"}
    tables = {}
    for model in apps.get_app_config("store").get_models():
        rows = getattr(model, "rows", None) or getattr(model, "unscoped", None) or model.objects
        values = [
            {name: value for name, value in model_to_dict(row).items() if name not in unlike}
            for row in rows.all()
        ]
        tables[model.__name__] = sorted(values, key=repr)
    return tables


def test_a_drill_has_every_agency_and_says_simulated_everywhere(city: str) -> None:
    kept = drills.generate_drill(THE_CONSOLE, area=city)
    assert kept.space == SPACE
    assert kept.as_of == date(2024, 11, 20)
    assert set(kept.editions) == {f"{SPACE}-{kind}" for kind in ("bawaslu", "polri", "tni", "kesbangpol")}
    for edition in Edition.rows.filter(space__code=SPACE):
        assert edition.name.startswith("LATIHAN")
        assert edition.name_en.startswith("DRILL")
        assert edition.agency.territory == city
        assert edition.marks.filter(what=SIMULATED).exists()
        assert all("LATIHAN" in source.title for source in edition.sources.filter(key="latihan"))
        assert edition.readings.filter(level="kabkota", area=city).count() == 1
    assert not Occurrence.unscoped.exclude(source__startswith="LATIHAN").exists()
    assert not Reading.unscoped.exclude(note__startswith="LATIHAN").exists()
    assert not StationCount.unscoped.exclude(source__startswith="LATIHAN").exists()


def test_some_are_high_and_some_unknown(city: str) -> None:
    drills.generate_drill(THE_CONSOLE, area=city)
    rows = Reading.visible_to(THE_PUBLIC, SPACE).filter(edition__code=f"{SPACE}-bawaslu", level="kecamatan")
    classes = set(rows.values_list("class_key", flat=True))
    assert "tinggi" in classes
    assert rows.count() < Area.rows.filter(parent=city).count()
    assert 100 < Occurrence.visible_to(THE_PUBLIC, SPACE).count() < 2000
    assert Reading.visible_to(THE_PUBLIC, SPACE).filter(level="kelurahan").count() > 20


def test_same_order_same_rows_and_a_second_drill_replaces_the_first(city: str) -> None:
    drills.generate_drill(THE_CONSOLE, area=city)
    first = contents()
    drills.generate_drill(THE_CONSOLE, area=city)
    second = contents()
    assert first.pop("AuditEntry") != second.pop("AuditEntry")
    assert first == second
    drills.generate_drill(THE_CONSOLE, area=city, as_of=date(2024, 11, 1), seed=2)
    assert contents() != second
    assert Space.rows.filter(area=city).count() == 1
    assert drills.drill_day(THE_PUBLIC, area=city) == date(2024, 11, 1)


def test_the_reading_is_the_index_of_its_occurrences(city: str) -> None:
    drills.generate_drill(THE_CONSOLE, area=city)
    readings = list(
        Reading.visible_to(THE_PUBLIC, SPACE)
        .filter(edition__code=f"{SPACE}-bawaslu", level="kecamatan")
        .order_by("area")
    )
    spec = Specification.read("ikp-2024")
    table = weighted_counts(
        [
            IndexOccurrence(row.area, row.node, row.severity, row.count)
            for row in Occurrence.visible_to(THE_PUBLIC, SPACE)
        ],
        SeverityScale.read("ikp-2024"),
        areas=[row.area for row in readings],
        indicators=spec.codes_at("indicator"),
    )
    index = build(table, spec, "indicator")
    assert [row.score for row in readings] == pytest.approx(list(index.total), abs=1e-12)
    assert [row.class_key for row in readings] == list(index.class_labels())
    assert [row.rank for row in readings] == [int(rank) for rank in index.ranks["index"]]
    for at, row in enumerate(readings):
        nodes = dict(NodeValue.rows.filter(reading=row).values_list("node", "value"))
        assert len(nodes) == 61 + 12 + 4
        assert nodes == pytest.approx({code: index.computed.scores[code][at] for code in nodes}, abs=1e-12)


def test_limits_of_the_edition_class_its_own_readings(city: str) -> None:
    drills.generate_drill(THE_CONSOLE, area=city)
    edition = Edition.rows.get(code=f"{SPACE}-bawaslu")
    limit = edition.limits.get(level="kecamatan")
    for row in edition.readings.filter(level="kecamatan"):
        expected = "tinggi" if row.score > limit.high else "rendah" if row.score < limit.low else "sedang"
        assert row.class_key == expected
    city_limit = edition.limits.get(level="kabkota")
    assert (city_limit.low, city_limit.high) == (13.46, 49.33)


def test_removal_leaves_no_row_of_the_space_and_every_real_row(city: str) -> None:
    election = Election.rows.create(
        code="pilkada-2024", name="Pilkada 2024", kind="pilkada", polling_day=date(2024, 11, 27), source="KPU"
    )
    real = Space.rows.get(code=REAL)
    StationCount.unscoped.create(
        space=real,
        label="public",
        area=f"{city}.01",
        election=election,
        stations=253,
        source="KPU",
        date=NOW.date(),
    )
    before = contents()
    drills.generate_drill(THE_CONSOLE, area=city)
    removed = drills.remove_drill(THE_CONSOLE, area=city)
    assert removed.rows > 500
    after = contents()
    assert "data nyata tidak disentuh" in AuditEntry.rows.latest("pk").sentence
    before.pop("AuditEntry")
    after.pop("AuditEntry")
    made = [row for row in after.pop("Agency") if row not in before["Agency"]]
    before.pop("Agency")
    assert {row["territory"] for row in made} == {city}, "branches of agencies are rows of their own and stay"
    assert before == after


def test_no_table_that_names_a_space_is_forgotten(city: str) -> None:
    drills.generate_drill(THE_CONSOLE, area=city)
    space = Space.rows.get(code=SPACE)
    key = space.pk
    drills.remove_drill(THE_CONSOLE, area=city)
    for model in apps.get_app_config("store").get_models():
        for field in model._meta.get_fields():
            if getattr(field, "related_model", None) is Space and field.concrete:
                rows = getattr(model, "rows", None) or model.unscoped
                assert not rows.filter(**{field.name: key}).exists(), model


def test_real_counts_are_used_and_said_to_be_copied(city: str) -> None:
    election = Election.rows.create(
        code="pilkada-2024", name="Pilkada 2024", kind="pilkada", polling_day=date(2024, 11, 27), source="KPU"
    )
    ElectionFigure.rows.create(election=election, area=city, measure="tps", value=1188, source="KPU")
    real = Space.rows.get(code=REAL)
    fields = {"space": real, "election": election, "source": "KPU", "date": NOW.date()}
    StationCount.unscoped.create(**fields, label="public", area=f"{city}.01", stations=253)
    StationCount.unscoped.create(**fields, label="internal", area=f"{city}.02", stations=999)
    drills.generate_drill(THE_CONSOLE, area=city)
    counts = {row.area: row for row in StationCount.visible_to(THE_PUBLIC, SPACE)}
    assert counts[f"{city}.01"].stations == 253
    assert "disalin" in counts[f"{city}.01"].source
    assert counts[f"{city}.02"].stations != 999, "an internal count must not leave through a public drill"
    assert "perkiraan" in counts[f"{city}.02"].source
    total = sum(row.stations for row in counts.values())
    assert 0.7 * 1188 < total < 1.3 * 1188


@pytest.mark.parametrize(
    ("area", "problem"),
    [
        ("malang", InvalidAreaCode),
        ("", InvalidAreaCode),
        ("35", DrillAreaNotCity),
        (f"{CITY}.01", DrillAreaNotCity),
        (f"{CITY}.01.1001", DrillAreaNotCity),
        ("35.99", UnknownArea),
    ],
)
def test_a_drill_needs_a_kabupaten_or_kota(city: str, area: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        drills.generate_drill(THE_CONSOLE, area=area)
    assert not Space.rows.exclude(code=REAL).exists()


def test_a_city_without_kecamatan_is_refused(city: str) -> None:
    Area.rows.filter(code__startswith=f"{city}.").delete()
    with pytest.raises(DrillAreaEmpty):
        drills.generate_drill(THE_CONSOLE, area=city)


def test_removing_what_is_not_there_names_what_is(city: str) -> None:
    with pytest.raises(DrillAbsent) as refused:
        drills.remove_drill(THE_CONSOLE, area="35.99")
    assert "35.99" in refused.value.sentence()
    with pytest.raises(DrillAbsent):
        drills.remove_drill(THE_CONSOLE, area="")


def test_the_standing_four(city: str, actors: StandingActors) -> None:
    for actor in actors:
        if actor is actors.analyst:
            drills.generate_drill(actor, area=city)
            continue
        with pytest.raises(NotPermitted):
            drills.generate_drill(actor, area=city)
        with pytest.raises(NotPermitted):
            drills.simulate_drill(actor, order=DrillOrder(city))
    for actor in (actors.officer, actors.liaison, actors.stranger, THE_PUBLIC):
        with pytest.raises(NotPermitted):
            drills.remove_drill(actor, area=city)
        assert len(drills.drills_overview(actor)) == 1
    drills.remove_drill(actors.analyst, area=city)
    assert drills.drills_overview(THE_PUBLIC) == ()


def test_a_drill_of_others_elsewhere_is_theirs(db: str) -> None:
    load_cities(CITY, OTHER)
    drills.generate_drill(THE_CONSOLE, area=OTHER)
    guest = enrol("tamu-malang", Role.BAWASLU_ANALYST, CITY).actor()
    with pytest.raises(DrillOfOthers):
        drills.remove_drill(guest, area=OTHER)
    with pytest.raises(DrillOfOthers):
        drills.generate_drill(guest, area=OTHER)
    with pytest.raises(DrillOfOthers):
        drills.ask_drill(guest, order=DrillOrder(OTHER), now=NOW)
    assert not drills.drills_overview(guest)[0].may_remove
    drills.remove_drill(enrol("setempat", Role.KESBANGPOL_SECRETARY, OTHER).actor(), area=OTHER)


def test_who_asked_for_a_drill_elsewhere_may_remove_it_again(db: str) -> None:
    load_cities(CITY, OTHER)
    guest = enrol("tamu-malang", Role.BAWASLU_ANALYST, CITY).actor()
    asked = drills.ask_drill(guest, order=DrillOrder(OTHER), now=NOW)
    with pytest.raises(JobAlreadyAsked):
        drills.ask_drill(guest, order=DrillOrder(CITY), now=NOW)
    done = jobs.run_next_job(THE_CONSOLE, now=NOW)
    assert done is not None
    assert (done.id, done.state, done.result) == (asked.id, JobState.DONE, f"latihan-{OTHER}")
    assert drills.drill_progress(guest, job_id=asked.id).area_name
    assert drills.drills_overview(guest)[0].may_remove
    other = enrol("orang-lain", Role.BAWASLU_ANALYST, CITY).actor()
    with pytest.raises(DrillOfOthers):
        drills.remove_drill(other, area=OTHER)
    drills.remove_drill(guest, area=OTHER)


def test_there_is_a_most_of_drills(city: str, monkeypatch: pytest.MonkeyPatch) -> None:
    load_cities(OTHER)
    monkeypatch.setattr(drills, "MOST_DRILLS", 1)
    drills.generate_drill(THE_CONSOLE, area=city)
    drills.generate_drill(THE_CONSOLE, area=city, seed=2)
    with pytest.raises(DrillsTooMany):
        drills.generate_drill(THE_CONSOLE, area=OTHER)


def test_a_drill_that_breaks_half_way_leaves_the_old_one(city: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drills.generate_drill(THE_CONSOLE, area=city)
    before = contents()

    def break_down(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(drills, "_keep_readings", break_down)
    with pytest.raises(RuntimeError):
        drills.generate_drill(THE_CONSOLE, area=city, seed=2)
    assert contents() == before


def test_the_clock_of_a_drill_is_its_own(city: str) -> None:
    drills.generate_drill(THE_CONSOLE, area=city)
    wall = NOW.replace(year=2026, month=1, day=31)
    assert drill_clock(THE_PUBLIC, REAL, wall=wall) == wall
    assert drill_clock(THE_PUBLIC, SPACE, wall=wall) == NOW
    assert [space.code for space in visible_spaces(THE_PUBLIC)] == [REAL, SPACE]
    assert space_named(THE_PUBLIC, SPACE).as_of == date(2024, 11, 20)
    with pytest.raises(NotFound):
        space_named(THE_PUBLIC, "latihan-99.99")


def test_a_city_is_quick(city: str) -> None:
    began = time.perf_counter()
    drills.generate_drill(THE_CONSOLE, area=city)
    assert time.perf_counter() - began < 3.0


def test_a_wide_kabupaten_is_quick_too(db: str) -> None:
    load_cities("32.01")
    began = time.perf_counter()
    kept = drills.generate_drill(THE_CONSOLE, area="32.01")
    assert time.perf_counter() - began < 6.0
    assert kept.districts == 40


def test_agencies_that_exist_are_used_as_they_are(city: str) -> None:
    Agency.rows.create(
        code=f"bawaslu-{city}", name="Bawaslu Kota Malang (nyata)", kind="supervisor", territory=city
    )
    drills.generate_drill(THE_CONSOLE, area=city)
    drills.remove_drill(THE_CONSOLE, area=city)
    assert Agency.rows.get(code=f"bawaslu-{city}").name == "Bawaslu Kota Malang (nyata)"


def test_cities_are_found_by_name_and_code(db: str) -> None:
    load_cities(CITY, OTHER)
    console = THE_CONSOLE
    assert [one.code for one in drills.drill_cities(console)] == [CITY, OTHER]
    assert [one.code for one in drills.drill_cities(console, text="  MALANG ")] == [CITY]
    assert [one.code for one in drills.drill_cities(console, text="73.")] == [OTHER]
    assert drills.drill_cities(console, text="atlantis") == ()
    assert drills.drill_cities(console)[0].province == "Jawa Timur"
    with pytest.raises(NotPermitted):
        drills.drill_cities(Actor(None, "orang", Role.NONE))
