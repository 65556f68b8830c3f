"""Methods and sources: every formula computed, every number with its source."""

import pytest
from tests.services.published import add_reading, publish_packs

from siaga.domain.permissions import THE_PUBLIC
from siaga.domain.problems import NotFound
from siaga.domain.sharing import Label
from siaga.services.methods import edition_method, methods_overview
from siaga.services.sources import edition_numbers, sources_overview
from siaga.store.models import Edition, IndicatorCount, OutcomeSet, Reading

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def published(db: str) -> None:
    publish_packs()


def test_the_methods_page_computes_the_golden_numbers() -> None:
    overview = methods_overview(THE_PUBLIC)
    examples = {one.key: one for one in overview.examples}
    totals = [one.value for one in examples["weighted-mean"].results]
    assert totals == pytest.approx([64.007, 88.953, 77.045], abs=6e-4)
    assert overview.conflicted.low == pytest.approx(21.702, abs=5e-4)
    assert overview.conflicted.high_by_press == pytest.approx(68.71, abs=5e-3)
    assert overview.degenerate.class_of_zero == "sedang"
    assert overview.degenerate.impossible == ("rendah",)
    assert overview.severity is not None
    assert not overview.severity.verified


def test_every_edition_stands_on_its_own_axis() -> None:
    overview = methods_overview(THE_PUBLIC)
    assert [axis.axis for axis in overview.axes] == ["kerawanan pemilu", "keamanan"]
    listed = {one.edition.code for axis in overview.axes for one in axis.methods}
    assert listed == set(Edition.rows.values_list("code", flat=True))


def test_the_owner_of_a_limit_is_data() -> None:
    limits = {one.level: one.limits.limit for one in edition_method(THE_PUBLIC, "ikp-2024").limits}
    assert limits["kabkota"].high_owned_by == "tinggi"
    assert limits["provinsi"].high_owned_by == "sedang"


def test_the_tree_of_ikp_2024_and_sets_without_one() -> None:
    method = edition_method(THE_PUBLIC, "ikp-2024")
    assert method.leaves == 61
    dimensions = {node.code: node.weight for node in method.nodes if node.depth == 1}
    assert dimensions["penyelenggaraan"] == pytest.approx(0.38)
    assert [one.kind for one in method.marks].count("derived") >= 2
    assert edition_method(THE_PUBLIC, "tps-rawan-pilkada-2024").leaves == 25
    for code in ("pemetaan-pilkada-2024", "ipkp-polri-2024", "ikp-2019"):
        assert edition_method(THE_PUBLIC, code).nodes == ()
        assert edition_method(THE_PUBLIC, code).edition.indicators == "unpublished"


def test_an_edition_nobody_published() -> None:
    for asked in (edition_method, edition_numbers):
        with pytest.raises(NotFound):
            asked(THE_PUBLIC, "ikp-1999")


def test_every_number_has_a_source_and_every_reading_a_date() -> None:
    for edition in Edition.rows.all():
        found = edition_numbers(THE_PUBLIC, edition.code)
        expected = Reading.visible_to(THE_PUBLIC, "real").filter(edition=edition).count()
        expected += IndicatorCount.visible_to(THE_PUBLIC, "real").filter(edition=edition).count()
        assert sum(not one.what or one.level == "" for one in found.numbers) == expected
        assert all(one.citation for one in found.numbers), edition.code
        assert all(one.date for one in found.numbers if one.level), edition.code


def test_conflicts_are_marked() -> None:
    found = edition_numbers(THE_PUBLIC, "ikp-2024")
    kaltim = [(one.value, one.alternative) for one in found.numbers if one.area == "64" and not one.what]
    assert kaltim == [(74.04, False), (77.04, True)]
    assert found.conflicts >= 5


def test_an_internal_number_is_not_a_public_source() -> None:
    before = len(edition_numbers(THE_PUBLIC, "ipkp-polri-2024").numbers)
    add_reading("ipkp-polri-2024", "35.73", class_key="rendah", label=Label.INTERNAL)
    assert len(edition_numbers(THE_PUBLIC, "ipkp-polri-2024").numbers) == before


def test_sources_count_what_was_taken_from_them() -> None:
    overview = sources_overview(THE_PUBLIC)
    editions = {one.edition.code: one for axis in overview.axes for one in axis.editions}
    public = Reading.visible_to(THE_PUBLIC, "real").filter(edition__code="ikp-2024")
    assert (
        sum(one.readings for one in editions["ikp-2024"].sources) == public.filter(alternative=False).count()
    )
    assert (
        sum(one.conflicts for one in editions["ikp-2024"].sources) == public.filter(alternative=True).count()
    )


def test_lists_of_outcomes_say_whether_they_are_complete() -> None:
    lists = {one.code: one for one in sources_overview(THE_PUBLIC).outcomes}
    assert set(lists) == set(OutcomeSet.rows.values_list("code", flat=True))
    full = lists["pilkada-2024-psu-pss-psl"]
    assert (full.complete, full.areas, full.stations) == (True, 44, 287)
    assert not lists["pilkada-2024-mk"].complete
    assert lists["pilkada-2024-mk"].stations is None
