"""What can be said of a published total."""

import pytest

from siaga.domain.editions import read_edition
from siaga.domain.scores import ClassKey, Limit
from siaga.domain.totals import leave_one_out, published_total

LIMIT = Limit("provinsi", 21.70, 68.50)
PROVINCES = dict(read_edition("ikp-2024").scores_at("provinsi"))


def test_a_conflict_that_leaves_the_class_alone() -> None:
    total = published_total(74.04, 2, LIMIT, others=[(77.04, "Antara")])
    assert total.distance.to_low == pytest.approx(52.34)
    assert total.distance.to_high == pytest.approx(5.54)
    assert [one.class_key for one in total.conflicts] == [ClassKey.TINGGI]
    assert total.holds


def test_a_conflict_that_turns_the_class() -> None:
    total = published_total(68.60, 2, LIMIT, others=[(68.06, "Antara")])
    assert total.classes == (ClassKey.SEDANG, ClassKey.TINGGI)
    assert not total.holds


def test_rounding_alone_can_turn_the_class() -> None:
    assert published_total(68.5, 2, LIMIT).classes == (ClassKey.SEDANG, ClassKey.TINGGI)
    assert published_total(68.6, 2, LIMIT).holds
    assert not published_total(68.6, 0, LIMIT).holds
    assert published_total(68.6, None, LIMIT).rounding is None


def test_leaving_one_of_the_34_provinces_out() -> None:
    kaltim = leave_one_out(PROVINCES, "64", LIMIT)
    assert kaltim.areas == 34
    assert kaltim.turning == ()
    assert kaltim.classes == (ClassKey.TINGGI,)
    banten = leave_one_out(PROVINCES, "36", LIMIT)
    assert banten.classes == (ClassKey.SEDANG, ClassKey.TINGGI)
    assert banten.turning == ("31", "71")
    assert banten.high[0] == pytest.approx(66.196, abs=5e-4)


def test_a_class_that_leave_one_out_turns_does_not_hold() -> None:
    found = leave_one_out(PROVINCES, "36", LIMIT)
    assert not published_total(PROVINCES["36"], 2, LIMIT, left_out=found).holds
