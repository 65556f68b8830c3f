"""Properties that hold for any table: order, scale, sums, monotonicity."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from siaga.index import Rule, Specification, Table, build
from siaga.index.classify import limits_by, mean_and_sd
from siaga.index.normalise import fraction_of_max, min_max
from siaga.index.rank import ranks_of

SPEC = Specification.read("ikp-2024")
CODES = SPEC.codes_at("indicator")
COUNTS = st.one_of(st.just(np.nan), st.integers(0, 40).map(float))


def tables(least: int = 1) -> st.SearchStrategy[np.ndarray]:
    shapes = st.tuples(st.integers(least, 12), st.just(len(CODES)))
    return shapes.flatmap(lambda shape: arrays.arrays(np.float64, shape, elements=COUNTS, fill=st.just(0.0)))


def table_of(values: np.ndarray, order: list[int] | None = None) -> Table:
    codes = [CODES[at] for at in order] if order else list(CODES)
    at = {code: position for position, code in enumerate(CODES)}
    return Table(
        "unit", [f"u{row}" for row in range(len(values))], {code: values[:, at[code]] for code in codes}
    )


@settings(max_examples=40, deadline=None)
@given(values=tables(2), rng=st.randoms(use_true_random=False))
def test_order_of_rows_and_columns_changes_nothing(values: np.ndarray, rng: "np.random.Generator") -> None:
    rows, columns = list(range(len(values))), list(range(len(CODES)))
    rng.shuffle(rows)  # type: ignore[arg-type]
    rng.shuffle(columns)  # type: ignore[arg-type]
    first = build(table_of(values), SPEC)
    second = build(table_of(values[rows], columns), SPEC)
    assert np.array_equal(first.total[rows], second.total, equal_nan=True)
    assert first.class_labels()[rows].tolist() == second.class_labels().tolist()
    assert np.array_equal(first.ranks["index"][rows], second.ranks["index"], equal_nan=True)


@settings(max_examples=40, deadline=None)
@given(values=tables(), at=st.integers(0, 60), power=st.integers(-8, 8))
def test_the_unit_of_measure_of_an_indicator_does_not_matter(values: np.ndarray, at: int, power: int) -> None:
    other = values.copy()
    other[:, at] *= 2.0**power
    first, second = build(table_of(values), SPEC), build(table_of(other), SPEC)
    assert np.array_equal(first.total, second.total, equal_nan=True)


@settings(max_examples=40, deadline=None)
@given(values=tables())
def test_contributions_sum_to_the_total(values: np.ndarray) -> None:
    index = build(table_of(values), SPEC)
    known = ~np.isnan(index.total)
    total = np.nansum(list(index.contribution_values.values()), axis=0)
    assert np.allclose(total[known], index.total[known], rtol=0, atol=1e-10)


@settings(max_examples=40, deadline=None)
@given(values=tables())
def test_scores_stay_on_their_scale(values: np.ndarray) -> None:
    for scores in build(table_of(values), SPEC).computed.scores.values():
        known = scores[~np.isnan(scores)]
        assert ((known >= 0) & (known <= 100 + 1e-9)).all()


@settings(max_examples=40, deadline=None)
@given(values=tables(2), at=st.integers(0, 60), more=st.integers(1, 20))
def test_more_occurrences_elsewhere_unchanged_never_lower_a_unit_against_the_others(
    values: np.ndarray, at: int, more: int
) -> None:
    """A unit's rank does not worsen in vulnerability when only its own count of one indicator grows."""
    values = np.nan_to_num(values, nan=0.0)
    other = values.copy()
    other[0, at] += more
    spec = SPEC.replace(rescale=None)
    before, after = build(table_of(values), spec), build(table_of(other), spec)
    assert after.ranks["index"][0] <= before.ranks["index"][0]


@given(arrays.arrays(np.float64, st.integers(1, 30), elements=st.floats(0, 1e300)))
def test_share_of_the_largest_keeps_order_and_ends_at_the_scale(values: np.ndarray) -> None:
    shares = fraction_of_max(values)
    assert (np.diff(shares[np.argsort(values)]) >= 0).all()
    assert shares.max() == (100 if values.max() > 0 else 0)


@given(arrays.arrays(np.float64, st.integers(2, 30), elements=st.floats(-1e300, 1e300)))
def test_min_max_keeps_order_and_ends_at_the_scale(values: np.ndarray) -> None:
    scores = min_max(values, (0, 10))
    if values.min() == values.max():
        assert np.isnan(scores).all()
    else:
        assert (np.diff(scores[np.argsort(values)]) >= 0).all()
        assert scores.min() == 0 and scores.max() == 10


@given(arrays.arrays(np.float64, st.integers(1, 30), elements=st.one_of(st.just(np.nan), st.integers(0, 5))))
def test_ranks_count_the_greater_scores(values: np.ndarray) -> None:
    ranks = ranks_of(values)
    for value, rank in zip(values, ranks, strict=True):
        assert np.isnan(rank) if np.isnan(value) else rank == 1 + (values > value).sum()


@given(arrays.arrays(np.float64, st.integers(3, 40), elements=st.floats(0, 100)), st.randoms())
def test_limits_do_not_depend_on_the_order_of_scores(values: np.ndarray, rng: "np.random.Generator") -> None:
    order = list(range(len(values)))
    rng.shuffle(order)  # type: ignore[arg-type]
    for rule in (Rule("mean-sd"), Rule("centre-sd"), Rule("quantile", quantiles=(0.2, 0.8))):
        assert limits_by(values, rule) == limits_by(values[order], rule)
    mean, spread = mean_and_sd(values)
    assert np.isclose(mean, values.mean()) and np.isclose(spread, values.std(ddof=1), atol=1e-9)


@given(arrays.arrays(np.float64, st.integers(3, 40), elements=st.floats(0, 100)))
def test_a_higher_score_never_has_a_lower_class(values: np.ndarray) -> None:
    for rule in (Rule("mean-sd"), Rule("centre-sd", classes=6), Rule("fixed", cuts=(33, 66))):
        limits = limits_by(values, rule)
        assert limits is not None
        assert (np.diff(limits.numbers_of(np.sort(values))) >= 0).all()
