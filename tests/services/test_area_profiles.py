"""The area page's facts: readings side by side, reasons, doubts, history, and what nobody may see."""

from datetime import UTC, date, datetime

import pytest
from tests.services.published import CITY, NOW, add_reading, publish_packs, set_limits

from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC, Actor, Role
from siaga.domain.problems import NotFound
from siaga.domain.scores import ClassKey
from siaga.domain.sharing import Label
from siaga.services.area_profiles import area_profile
from siaga.services.area_views import AreaProfile
from siaga.services.reading_views import ReadingView
from siaga.store.models import Edition, Election, NodeValue, OutcomeSet, Space, StationCount

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def published(db: str) -> None:
    publish_packs()


def profile_of(code: str, actor: Actor = THE_PUBLIC, **options: object) -> AreaProfile:
    return area_profile(actor, code, wall=NOW, **options)  # type: ignore[arg-type]


def readings_of(profile: AreaProfile) -> dict[str, ReadingView]:
    return {one.edition.code: one for axis in profile.axes for one in axis.readings}


def test_kaltim_shows_the_conflict_and_what_it_does_to_the_class() -> None:
    reading = readings_of(profile_of("64"))["ikp-2024"]
    assert (reading.score, reading.decimals, reading.class_key) == (74.04, 2, "tinggi")
    (other,) = reading.others
    assert (other.score, other.class_key) == (77.04, "tinggi")
    assert other.citation != reading.citation
    assert reading.total is not None
    assert [one.score for one in reading.total.conflicts] == [77.04]
    assert reading.total.holds


def test_kaltim_has_reasons_for_what_was_published_and_a_rest() -> None:
    reasons = readings_of(profile_of("64"))["ikp-2024"].reasons
    assert reasons is not None
    assert [one.code for one in reasons.contributions] == [
        "konteks_sosial_politik",
        "penyelenggaraan",
        "partisipasi",
    ]
    assert [node.code for node in reasons.rest_nodes] == ["kontestasi"]
    assert reasons.rest == pytest.approx(74.04 - 60.721)
    assert reasons.strongest[0].code == "penyelenggaraan"


def test_contributions_of_kabupaten_malang_sum_to_its_score() -> None:
    reasons = readings_of(profile_of("35.07"))["ikp-2024"].reasons
    assert reasons is not None
    points = {one.code: one.points for one in reasons.contributions}
    assert points["konteks_sosial_politik"] == pytest.approx(20.97873)
    assert points["penyelenggaraan"] == pytest.approx(28.60602)
    assert sum(points.values()) == pytest.approx(64.007, abs=5e-4)
    assert reasons.rest is None
    assert reasons.derived_weights


def test_dimensions_that_do_not_add_up_to_the_total_give_no_reasons() -> None:
    reading = add_reading("ikp-2024", "32.73", score=90.0, decimals=1)
    NodeValue.rows.bulk_create(
        NodeValue(reading=reading, node=node, value=10.0)
        for node in ("konteks_sosial_politik", "penyelenggaraan", "kontestasi", "partisipasi")
    )
    found = readings_of(profile_of("32.73"))["ikp-2024"]
    assert found.reasons is None
    assert found.only == "total"
    assert len(found.parts) == 4


def test_kota_malang_is_class_only() -> None:
    profile = profile_of(CITY)
    (newest,) = profile.newest
    assert (newest.class_key, newest.rank, newest.only) == ("tinggi", 63, "class")
    assert newest.edition.date == date(2024, 8, 26)
    assert newest.class_count == 84
    assert profile.class_key == "tinggi"


def test_conflicting_voters_of_kota_malang_stand_side_by_side() -> None:
    voters = [(one.value, one.alternative) for one in profile_of(CITY).figures if one.measure == "voters"]
    assert voters == [(660744, False), (660774, True)]


def test_the_eleven_of_jambi() -> None:
    profile = profile_of("15")
    assert profile.children is not None
    classes = {row.code: row.cells[0].class_key for row in profile.children.rows}
    assert len(classes) == 11
    assert sorted(classes.values()).count("sedang") == 8
    assert (classes["15.03"], classes["15.71"], classes["15.08"]) == ("tinggi", "tinggi", "rendah")
    assert profile.children.unknown == 0
    assert profile.children.columns[0].edition.code == "pemetaan-pilkada-2024"


def test_unknown_children_are_unknown_not_low() -> None:
    children = profile_of("35").children
    assert children is not None
    assert children.unknown > 20
    unknown = [row for row in children.rows if not any(cell.known for cell in row.cells)]
    assert all(cell.class_key == "" for row in unknown for cell in row.cells)


def test_papua_selatan_shows_the_undivided_papua_apart() -> None:
    profile = profile_of("93")
    assert list(readings_of(profile)) == ["pemetaan-pilkada-2024"]
    (earlier,) = profile.earlier
    assert (earlier.code, earlier.name, earlier.until) == ("91", "Papua", date(2023, 1, 1))
    scores = {one.edition.code: one.score for one in earlier.readings}
    assert scores["ikp-2024"] == 57.27
    assert profile.history[0].old == "91"


def test_papua_of_today_is_not_the_papua_of_2022() -> None:
    profile = profile_of("91")
    assert "ikp-2024" not in readings_of(profile)
    assert {one.edition.code for one in profile.earlier[0].readings} >= {"ikp-2024", "ikp-2019"}


def test_an_expired_code_opens_and_names_its_heir() -> None:
    profile = profile_of("91.13")
    assert profile.area.valid_to == date(2023, 1, 1)
    assert [step.new for step in profile.successors] == ["95.03"]
    assert readings_of(profile)["ipkp-polri-2024"].area == "95.03"


def test_axes_stay_apart() -> None:
    profile = profile_of("91.20")
    assert [axis.axis for axis in profile.axes] == ["kerawanan pemilu", "keamanan"]
    assert {one.edition.agency for one in profile.axes[1].readings} == {"polri"}


def test_leave_one_out_needs_the_whole_list() -> None:
    banten = readings_of(profile_of("36"))["ikp-2024"].total
    assert banten is not None
    assert banten.leave_one_out is not None
    assert banten.leave_one_out.turning == ("31", "71")
    assert not banten.holds
    malang = readings_of(profile_of("35.07"))["ikp-2024"].total
    assert malang is not None
    assert malang.leave_one_out is None


def test_leave_one_out_stops_when_one_province_is_missing() -> None:
    Edition.rows.get(code="ikp-2024").readings.filter(area="17").delete()
    total = readings_of(profile_of("36"))["ikp-2024"].total
    assert total is not None
    assert total.leave_one_out is None


def test_a_score_of_zero_under_limits_below_zero_is_flagged() -> None:
    set_limits("pemetaan-pilkada-2024", "provinsi", low=-3.0, high=12.0)
    Edition.rows.get(code="pemetaan-pilkada-2024").readings.filter(area="34").delete()
    add_reading("pemetaan-pilkada-2024", "34", score=0.0, decimals=0)
    profile = profile_of("34")
    reading = readings_of(profile)["pemetaan-pilkada-2024"]
    assert (reading.class_key, reading.class_derived) == ("sedang", True)
    assert reading.impossible == (ClassKey.RENDAH,)
    assert {"class_is_degenerate", "score_is_extreme"} <= {one.rule for one in profile.findings}


def test_a_kelurahan_without_data_is_unknown_and_points_to_its_city() -> None:
    profile = profile_of(CITY + ".02.1001")
    assert profile.axes == ()
    assert profile.class_key == ""
    assert profile.ancestor is not None
    assert (profile.ancestor.code, profile.ancestor.reading.class_key) == (CITY, "tinggi")
    assert not any(one.speaks for one in profile.outcomes)


def test_silence_of_a_complete_list_and_of_a_partial_one() -> None:
    lists = {one.code: one for one in profile_of(CITY).outcomes}
    full, partial = lists["pilkada-2024-psu-pss-psl"], lists["pilkada-2024-mk"]
    assert (full.complete, full.rows, full.speaks) == (True, (), True)
    assert (partial.complete, partial.rows) == (False, ())


def test_outcomes_below_a_province_are_named() -> None:
    lists = {one.code: one for one in profile_of("15").outcomes}
    assert [(row.area, row.stations) for row in lists["pilkada-2024-psu-pss-psl"].rows] == [("15.72", 5)]
    assert [(row.area, row.stations) for row in lists["pilkada-2024-mk"].rows] == [("15.08", 21)]


def test_polling_stations_are_summed_from_kecamatan_when_the_city_has_none() -> None:
    election, space = Election.rows.get(code="pilkada-2024"), Space.rows.get(code="real")
    for area, count in (("35.73.01", 250), ("35.73.02", 141), ("35.73.02.1001", 9)):
        StationCount.unscoped.create(
            space=space,
            label=Label.PUBLIC,
            area=area,
            election=election,
            stations=count,
            source="KPU Kota Malang",
            date=NOW.date(),
        )
    (station,) = profile_of(CITY).stations
    assert (station.stations, station.parts) == (391, 2)
    (own,) = profile_of("35.73.02").stations
    assert (own.stations, own.parts) == (141, 0)


def test_a_stranger_sees_no_internal_row_and_the_office_of_the_city_does(actors) -> None:
    add_reading("ipkp-polri-2024", CITY, class_key="tinggi", own_class="sangat rawan", label=Label.INTERNAL)
    for actor in (THE_PUBLIC, actors.stranger):
        assert "ipkp-polri-2024" not in readings_of(profile_of(CITY, actor))
    for actor in (actors.officer, actors.liaison, THE_CONSOLE):
        assert readings_of(profile_of(CITY, actor))["ipkp-polri-2024"].label == "internal"
    elsewhere = Actor(None, "Petugas lain", Role.BAWASLU_OFFICER, "bawaslu-31.75", "31.75")
    assert "ipkp-polri-2024" not in readings_of(profile_of(CITY, elsewhere))


def test_an_internal_reading_gives_the_public_neither_child_class_nor_ancestor() -> None:
    add_reading("ikp-2024", "35.73.01", class_key="tinggi", score=80.0, label=Label.INTERNAL)
    children = profile_of(CITY).children
    assert children is not None
    assert children.unknown == 5
    assert profile_of("35.73.01").ancestor is not None


def test_an_unknown_code_is_not_found() -> None:
    with pytest.raises(NotFound):
        profile_of("00")
    with pytest.raises(NotFound):
        profile_of(CITY, space="latihan-99.99")


def test_age_is_counted_on_the_day_of_the_question() -> None:
    assert profile_of(CITY).findings == ()
    late = area_profile(THE_PUBLIC, CITY, wall=datetime(2026, 11, 20, tzinfo=UTC))
    assert [one.rule for one in late.findings] == ["reading_is_old"]


def test_every_reading_cites_a_listed_source() -> None:
    profile = profile_of("64")
    numbers = {one.number for one in profile.citations}
    assert numbers == set(range(1, len(profile.citations) + 1))
    for axis in profile.axes:
        for reading in axis.readings:
            assert reading.citation in numbers
            assert all(other.citation in numbers for other in reading.others)
    assert OutcomeSet.rows.count() == len(profile.outcomes)
