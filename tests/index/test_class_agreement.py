"""The domain and the index class a score alike, also exactly at a limit, whoever owns it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.domain.scores import ClassKey, Limit, class_by_limits
from siaga.index.classify import published_limits

SCORES = st.floats(-1000, 1000)
LOW_OWNERS = (ClassKey.RENDAH, ClassKey.SEDANG)
HIGH_OWNERS = (ClassKey.SEDANG, ClassKey.TINGGI)


@pytest.mark.parametrize("low_owner", LOW_OWNERS)
@pytest.mark.parametrize("high_owner", HIGH_OWNERS)
@given(limits=st.tuples(SCORES, SCORES).filter(lambda pair: pair[0] < pair[1]), other=SCORES)
def test_domain_and_index_agree(
    low_owner: ClassKey, high_owner: ClassKey, limits: tuple[float, float], other: float
) -> None:
    low, high = limits
    limit = Limit("provinsi", low, high, low_owner, high_owner)
    index = published_limits(low, high, low_owned_by=low_owner.value, high_owned_by=high_owner.value)
    near = [math.nextafter(at, way) for at in limits for way in (-math.inf, math.inf)]
    for score in (low, high, other, *near):
        assert class_by_limits(score, limit).value == index.class_of(score), score
    assert class_by_limits(low, limit) is low_owner
    assert class_by_limits(high, limit) is high_owner


def test_what_is_unknown_has_no_class_in_either() -> None:
    limit, index = Limit("provinsi", 21.7, 68.5), published_limits(21.7, 68.5)
    for score in (None, math.nan):
        assert class_by_limits(score, limit) is ClassKey.UNKNOWN
        assert index.class_of(score) is None
