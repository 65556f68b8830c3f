"""Classes by limits: ownership at a limit, unknown, press conflicts, rounding, limits without one area."""

import math

import pytest

from siaga.domain.scores import (
    ClassKey,
    Limit,
    class_by_limits,
    classes_leaving_one_out,
    classes_possible,
    distance_to_limits,
    limits_of_mean_and_deviation,
    rounding_interval,
)

PROVINCES = Limit("provinsi", 21.70, 68.50, minimum=0)
REGENCIES = Limit("kabkota", 13.46, 49.33, ClassKey.RENDAH, ClassKey.TINGGI, 0)
FIXED = Limit("provinsi", 33, 66, ClassKey.RENDAH, ClassKey.SEDANG, 0)
RENDAH, SEDANG, TINGGI = ClassKey.RENDAH, ClassKey.SEDANG, ClassKey.TINGGI


@pytest.mark.parametrize(
    ("score", "limit", "expected"),
    [
        (21.70, PROVINCES, SEDANG),
        (21.69, PROVINCES, RENDAH),
        (68.50, PROVINCES, SEDANG),
        (68.51, PROVINCES, TINGGI),
        (33, FIXED, RENDAH),
        (33.01, FIXED, SEDANG),
        (66, FIXED, SEDANG),
        (66.01, FIXED, TINGGI),
        (49.33, REGENCIES, TINGGI),
        (49.32, REGENCIES, SEDANG),
        (13.46, REGENCIES, RENDAH),
        (13.47, REGENCIES, SEDANG),
        (None, PROVINCES, ClassKey.UNKNOWN),
        (math.nan, PROVINCES, ClassKey.UNKNOWN),
        (50, None, ClassKey.UNKNOWN),
    ],
)
def test_the_owner_of_a_limit_names_the_class_there(
    score: float | None, limit: Limit | None, expected: ClassKey
) -> None:
    assert class_by_limits(score, limit) is expected


@pytest.mark.parametrize("limit", [PROVINCES, REGENCIES, FIXED])
def test_the_index_library_classes_alike(limit: Limit) -> None:
    from siaga.index.classify import published_limits

    theirs = published_limits(
        limit.low, limit.high, low_owned_by=limit.low_owned_by, high_owned_by=limit.high_owned_by
    )
    around = [bound + step for bound in (limit.low, limit.high) for step in (-0.01, 0, 0.01)]
    for score in around:
        assert theirs.class_of(score) == class_by_limits(score, limit).value
    assert theirs.class_of(None) is None


def test_distances_carry_their_side() -> None:
    distance = distance_to_limits(74.04, PROVINCES)
    assert (round(distance.to_low, 2), round(distance.to_high, 2)) == (52.34, 5.54)
    assert distance_to_limits(20.36, PROVINCES).to_low < 0
    assert round(distance_to_limits(20.36, PROVINCES).nearest, 2) == 1.34


def test_conflicting_scores_keep_both_classes_and_nothing_between() -> None:
    assert classes_possible([(77.04, 2), (74.04, 2)], PROVINCES) == (TINGGI,)
    assert classes_possible([(60, 2), (70, 2)], PROVINCES) == (SEDANG, TINGGI)
    assert classes_possible([(10, 2), (70, 2)], PROVINCES) == (RENDAH, TINGGI)
    assert classes_possible([(10, 2)], None) == (ClassKey.UNKNOWN,)


def test_rounding_reaches_over_a_limit() -> None:
    assert rounding_interval(21.7, 1) == pytest.approx((21.65, 21.75))
    assert classes_possible([(21.7, 1)], PROVINCES) == (RENDAH, SEDANG)
    assert classes_possible([(21.75, 2)], PROVINCES) == (SEDANG,)
    narrow = Limit("provinsi", 49.8, 50.2)
    assert classes_possible([(50, 0)], narrow) == (RENDAH, SEDANG, TINGGI)


def test_a_lower_limit_below_the_least_score_leaves_no_low_class() -> None:
    assert Limit("provinsi", -4.2, 30, minimum=0).impossible == (RENDAH,)
    assert PROVINCES.impossible == ()
    assert Limit("provinsi", 0, 30, minimum=0).impossible == (RENDAH,)
    assert Limit("provinsi", 0, 30, RENDAH, SEDANG, 0).impossible == ()
    assert Limit("provinsi", -4.2, 30).impossible == ()


def test_limits_without_one_area_can_change_the_class_of_another() -> None:
    scores = {"a": 10.0, "b": 20.0, "c": 30.0, "d": 40.0, "e": 100.0}
    limits = limits_of_mean_and_deviation(list(scores.values()), PROVINCES)
    assert (round(limits.low, 3), round(limits.high, 3)) == (4.645, 75.355)
    found = classes_leaving_one_out(scores, PROVINCES)
    assert found["e"] == (TINGGI,)
    assert found["a"] == (RENDAH, SEDANG)
    assert found["c"] == (SEDANG,)
    assert set(found) == set(scores)


def test_unknown_is_neither_low_nor_silent() -> None:
    assert [key.order for key in (ClassKey.UNKNOWN, RENDAH, SEDANG, TINGGI)] == [0, 1, 2, 3]
    assert ClassKey.UNKNOWN.word() == "belum ada data"
    assert TINGGI.word("en") == "high"
