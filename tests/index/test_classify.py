"""Class limits: ownership, quantiles, degenerate classes, unknown scores."""

import math

import numpy as np
import pytest

from siaga.index import Rule
from siaga.index.classify import cuts_by, limits_by, mean_and_sd, published_limits
from siaga.index.problems import ArgumentInvalid


def test_a_limit_belongs_to_sedang_by_default() -> None:
    limits = limits_by(np.array([1.0]), Rule("fixed", cuts=(33, 66)))
    assert limits is not None
    found = [limits.class_of(score) for score in (32.99, 33, 50, 66, 66.01)]
    assert found == ["rendah", "sedang", "sedang", "sedang", "tinggi"]


def test_ownership_is_data() -> None:
    limits = published_limits(33, 66, low_owned_by="rendah", high_owned_by="tinggi")
    assert [limits.class_of(score) for score in (33, 33.01, 65.99, 66)] == [
        "rendah",
        "sedang",
        "sedang",
        "tinggi",
    ]
    with pytest.raises(ArgumentInvalid):
        published_limits(33, 66, low_owned_by="tinggi")
    with pytest.raises(ArgumentInvalid):
        published_limits(66, 33)


def test_six_classes_own_limits_towards_the_middle() -> None:
    scores = np.array([40.0, 50.0, 60.0])
    limits = limits_by(scores, Rule("centre-sd", centre=50, classes=6))
    assert limits is not None
    assert limits.cuts == (30, 40, 50, 60, 70)
    assert [limits.class_of(cut) for cut in limits.cuts] == ["2", "3", "3", "4", "5"]


def test_unknown_has_no_class() -> None:
    limits = published_limits(33, 66)
    assert limits.class_of(None) is None
    assert limits.class_of(math.nan) is None
    assert limits.labels_of(np.array([math.nan, 50.0])).tolist() == [None, "sedang"]


def test_quantiles_are_of_type_7() -> None:
    rule = Rule("quantile", quantiles=(0.2, 0.8))
    assert cuts_by(np.array([5.0, 1.0, 4.0, 2.0, 3.0, math.nan]), rule) == pytest.approx((1.8, 4.2))
    other = Rule("quantile", quantiles=(0.25, 0.5, 0.75))
    limits = limits_by(np.arange(1.0, 10.0), other)
    assert limits is not None
    assert limits.classes == ("1", "2", "3", "4")


def test_sample_standard_deviation() -> None:
    assert mean_and_sd(np.array([2.0, 4.0, 9.0])) == pytest.approx((5, math.sqrt(13)))
    assert mean_and_sd(np.array([0.1, 0.1, 0.1])) == (0.1, 0.0)
    assert mean_and_sd(np.array([1e300, -1e300, 1e300]))[1] == pytest.approx(1.1547e300, rel=1e-4)
    assert all(math.isnan(value) for value in mean_and_sd(np.array([1.0, math.nan])))


def test_fewer_than_three_scores_take_published_limits() -> None:
    published = published_limits(13.46, 49.33, high_owned_by="tinggi")
    for rule in (Rule("mean-sd"), Rule("centre-sd"), Rule("quantile", quantiles=(0.2, 0.8))):
        assert limits_by(np.array([50.0, 10.0, math.nan]), rule, published=published) is published
        assert limits_by(np.array([50.0, 10.0]), rule) is None
        assert limits_by(np.array([50.0, 10.0]), rule, published=published, substitute=False) is None
    fixed = limits_by(np.array([50.0]), Rule("fixed", cuts=(33, 66)), published=published)
    assert fixed is not None
    assert fixed.cuts == (33, 66)


def test_impossible_classes_on_both_sides() -> None:
    scores = np.array([0.0, 0.0, 0.0, 100.0, 100.0, 100.0])
    limits = limits_by(scores, Rule("mean-sd"), attainable=(0, 100))
    assert limits is not None
    assert limits.impossible == ("rendah", "tinggi")
    at_zero = limits_by(scores, Rule("fixed", cuts=(0, 50)), attainable=(0, 100))
    assert at_zero is not None
    assert at_zero.impossible == ("rendah",)
