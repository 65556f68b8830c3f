"""Drill readings on area pages: in a panel of their own, or alone, and never beside the real ones."""

import pytest
from tests.services.published import CITY, NOW, publish_packs

from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC
from siaga.services.area_profiles import area_profile
from siaga.services.drills import generate_drill
from siaga.store.models import Reading

pytestmark = pytest.mark.usefixtures("rehearsed")
SPACE = "latihan-35.73"


@pytest.fixture
def rehearsed(db: str) -> None:
    publish_packs()
    generate_drill(THE_CONSOLE, area=CITY)


def scored_kecamatan() -> str:
    """A kecamatan whose simulated reading carries its nodes."""
    rows = Reading.visible_to(THE_PUBLIC, SPACE).filter(level="kecamatan", nodes__isnull=False)
    return rows.order_by("area").values_list("area", flat=True).first()


def test_drill_readings_never_stand_among_the_real_ones() -> None:
    profile = area_profile(THE_PUBLIC, CITY, wall=NOW)
    real = {one.edition.code for axis in profile.axes for one in axis.readings}
    assert real == {"pemetaan-pilkada-2024"}
    (panel,) = profile.drills
    simulated = {one.edition.code for axis in panel.axes for one in axis.readings}
    assert simulated
    assert all(code.startswith("latihan-") for code in simulated)
    assert panel.space.as_of is not None
    assert all(one.edition.code in real for one in profile.newest)


def test_a_kecamatan_of_the_drill_stays_unknown_in_reality() -> None:
    code = scored_kecamatan()
    profile = area_profile(THE_PUBLIC, code, wall=NOW)
    assert profile.axes == ()
    assert profile.class_key == ""
    assert profile.ancestor is not None
    assert profile.ancestor.code == CITY
    assert profile.drills


def test_the_province_above_shows_no_drill_of_its_city() -> None:
    profile = area_profile(THE_PUBLIC, "35", wall=NOW)
    assert profile.drills == ()
    assert profile.children is not None
    assert not any(column.edition.code.startswith("latihan") for column in profile.children.columns)


def test_reasons_of_the_drill_sum_to_its_score() -> None:
    profile = area_profile(THE_PUBLIC, scored_kecamatan(), wall=NOW, space=SPACE)
    reading = next(one for axis in profile.axes for one in axis.readings if one.reasons is not None)
    assert reading.reasons is not None
    assert reading.score is not None
    assert sum(one.points for one in reading.reasons.contributions) == pytest.approx(reading.score, abs=0.01)
    strongest = reading.reasons.strongest
    assert 1 <= len(strongest) <= 3
    assert all(one.code.startswith("i") and one.name for one in strongest)
    assert [one.points for one in strongest] == sorted((one.points for one in strongest), reverse=True)


def test_inside_the_drill_nothing_real_is_said() -> None:
    profile = area_profile(THE_PUBLIC, CITY, wall=NOW, space=SPACE)
    codes = {one.edition.code for axis in profile.axes for one in axis.readings}
    assert all(code.startswith("latihan-") for code in codes)
    assert (profile.outcomes, profile.figures, profile.drills, profile.earlier) == ((), (), (), ())
    assert profile.counts == ()
    assert profile.on == profile.space.as_of
    elsewhere = area_profile(THE_PUBLIC, "64", wall=NOW, space=SPACE)
    assert elsewhere.axes == ()
