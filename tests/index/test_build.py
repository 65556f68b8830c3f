"""Building: the semantics of each level of inputs, unknown values, groups, frames, and each bad input."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from tests.index.tables_of_tests import METHOD, small, table
from tests.index.test_specification import refused

from siaga.index import Index, Specification, build, problems
from siaga.index.tables import Table


def keys(index: Index[Any]) -> list[str]:
    return [note.key for note in index.notes]


def test_from_indicators_shares_then_means_then_rescaled_dimensions() -> None:
    index = build(table(a1=[2, 4], a2=[10, 0], b1=[0, 0]), small())
    scores = index.computed.scores
    assert scores["a1"].tolist() == [50, 100]
    assert scores["a2"].tolist() == [100, 0]
    assert scores["b1"].tolist() == [0, 0]
    assert scores["a"] == pytest.approx([100, 25 / 87.5 * 100])
    assert scores["b"].tolist() == [0, 0]
    assert index.total == pytest.approx([200 / 3, 25 / 87.5 * 200 / 3])
    assert {"all-zero", "rescaled"} <= set(keys(index))


def test_from_dimensions_nothing_is_rescaled() -> None:
    index = build(table(a=[30, 60], b=[10, 20]), small(), "dimension")
    assert index.total == pytest.approx([70 / 3, 140 / 3])
    assert "rescaled" not in keys(index)
    assert "steps-not-needed" in keys(index)


def test_from_subdimensions_only_the_dimensions_are_rescaled() -> None:
    spec = Specification.read("ikp-2024")
    columns = {code: [10.0, 20.0, 40.0] for code in spec.codes_at("subdimension")}
    index = build(table(**columns), spec, "subdimension")
    assert index.computed.scores["keamanan"].tolist() == [10, 20, 40]
    assert index.computed.scores["partisipasi"] == pytest.approx([25, 50, 100])
    assert index.total == pytest.approx([25, 50, 100])


def test_the_total_is_never_rescaled() -> None:
    index = build(table(a1=[1, 2], a2=[3, 1], b1=[0, 7]), small())
    assert index.total.max() < 100


def test_steps_hold_the_table_after_each_step() -> None:
    spec = small({**METHOD, "denominate": {}})
    index = build(table(a1=[2, 4], a2=[10, 0], b1=[1, 3], tps=[1, 4]), spec)
    assert list(index.steps) == ["denominated", "normalised", "aggregated"]
    assert index.steps["denominated"]["a1"].tolist() == [2, 1]
    assert index.steps["normalised"]["a1"].tolist() == [100, 50]
    assert index.steps["aggregated"]["index"].tolist() == index.total.tolist()
    assert "denominated" in keys(index)


def test_an_exposure_may_be_left_out_where_the_method_allows() -> None:
    given = small({**METHOD, "denominate": {"when": "given"}})
    index = build(table(a1=[2, 4], a2=[10, 0], b1=[1, 3]), given)
    assert index.steps["denominated"]["a1"].tolist() == [2, 4]
    with refused(problems.ExposuresMissing, "tps"):
        build(table(a1=[2, 4], a2=[10, 0], b1=[1, 3]), small({**METHOD, "denominate": {}}))
    with refused(problems.ExposureNotPositive, "tps", "u2"):
        build(table(a1=[2, 4], a2=[10, 0], b1=[1, 3], tps=[3, 0]), given)


def test_an_unknown_child_gives_its_weight_to_its_siblings_with_a_note() -> None:
    index = build(table(a=[30, math.nan], b=[10, 20]), small(), "dimension")
    assert index.total == pytest.approx([70 / 3, 20])
    note = next(note for note in index.notes if note.key == "values-unknown")
    assert (note.nodes, note.units) == (("a",), ("u2",))
    contributions = index.contribution_values
    assert math.isnan(contributions["a"][1])
    assert contributions["b"][1] == pytest.approx(20)


def test_a_threshold_of_known_children_leaves_a_node_unknown() -> None:
    strict = small({**METHOD, "aggregate": {"method": "arithmetic", "threshold": 0.6}})
    index = build(table(a=[30, math.nan], b=[10, 20]), strict, "dimension")
    assert math.isnan(index.total[1])
    assert keys(index).count("units-unknown") == 1


def test_an_unknown_unit_is_neither_low_nor_ranked() -> None:
    index = build(table(a=[math.nan, 60, 10, 5], b=[math.nan, 20, 10, 5]), small(), "dimension")
    assert math.isnan(index.total[0])
    assert index.class_labels().tolist()[0] is None
    assert math.isnan(index.ranks["index"][0])
    assert index.ranks["index"].tolist()[1:] == [1, 2, 3]
    assert index.reasons()[0] == ()


def test_a_column_without_any_value_is_noted() -> None:
    index = build(table(a1=[1, 2], a2=[math.nan, math.nan], b1=[1, 2]), small())
    assert [note.nodes for note in index.notes if note.key == "column-unknown"] == [("a2",)]
    assert index.computed.scores["a"].tolist() == [50, 100]


def test_ties_share_the_least_rank() -> None:
    index = build(table(index=[5, 9, 5, 1]), small(), "index")
    assert index.ranks["index"].tolist() == [2, 1, 2, 4]


def test_groups_keep_maxima_limits_classes_and_ranks_apart() -> None:
    rows = {"a1": [1, 2, 4, 10, 20, 40], "a2": [4, 2, 1, 40, 20, 10], "b1": [1, 1, 2, 10, 10, 20]}
    labels = ["x", "x", "x", "y", "y", "y"]
    both = build(table(**rows), small(), groups=labels)
    for group, rows_of in (("x", slice(0, 3)), ("y", slice(3, 6))):
        alone = build(table(**{code: values[rows_of] for code, values in rows.items()}), small())
        assert both.total[rows_of].tolist() == alone.total.tolist()
        assert both.ranks["index"][rows_of].tolist() == alone.ranks["index"].tolist()
        assert both.limits_of(group=group) == alone.limits_of()


def test_a_level_column_groups_by_itself() -> None:
    rows = table(a=[30, 60, 10], b=[10, 20, 30], level=["provinsi", "provinsi", "kabkota"])
    assert build(rows, small(), "dimension").computed.groups.names == ("provinsi", "kabkota")
    named = table(a=[30, 60, 10], b=[10, 20, 30], wilayah=["x", "x", "y"])
    assert build(named, small(), "dimension", "wilayah").computed.groups.names == ("x", "y")
    with refused(problems.GroupsMismatched):
        build(rows, small(), "dimension", ["x"])
    with refused(problems.GroupsMismatched, "zona"):
        build(rows, small(), "dimension", "zona")
    with refused(problems.GroupsMismatched):
        build(rows, small(), "dimension", ["x", "", "y"])


def test_few_units_take_published_limits_or_none() -> None:
    known = build(table(index=[50.0]), Specification.read("ikp-2024"), "index", ["kabkota"])
    assert known.class_labels().tolist() == ["tinggi"]
    assert "few-units" in keys(known)
    unknown = build(table(index=[50.0]), Specification.read("ikp-2024"), "index", ["kecamatan"])
    assert unknown.class_labels().tolist() == [None]
    assert "limits-unknown" in keys(unknown)


def test_an_impossible_class_is_flagged() -> None:
    index = build(table(index=[0.0, 0.0, 0.0, 90.0]), small(), "index")
    assert index.class_labels().tolist()[0] == "sedang"
    note = next(note for note in index.notes if note.key == "class-impossible")
    assert "rendah" in note.sentence("id") and "sedang" in note.sentence("en")


def test_equal_scores_are_all_in_the_middle() -> None:
    index = build(table(index=[0.1, 0.1, 0.1]), small(), "index")
    assert index.class_labels().tolist() == ["sedang"] * 3
    assert "no-spread" in keys(index)


def test_a_set_without_a_class_rule_says_so() -> None:
    index = build(table(index=[1.0, 2.0]), small({}), "index")
    assert index.classed_nodes == ()
    assert index.class_labels().tolist() == [None, None]
    assert "not-classed" in keys(index)


def test_reasons_are_unknown_where_only_the_total_is_given() -> None:
    index = build(table(index=[1.0, 2.0, 9.0]), small(), "index")
    assert index.reasons() == [(), (), ()]
    assert "reasons-unknown" in keys(index)
    assert index.contributions.names == ()


def test_reasons_are_the_strongest_contributions_above_zero() -> None:
    index = build(table(a1=[4, 0], a2=[1, 0], b1=[0, 5]), small())
    assert index.reasons() == [("a2", "a1"), ("b1",)]


def test_contributions_sum_through_reflection_and_rescaling() -> None:
    spec = small(a={"direction": -1}, a1={"direction": -1})
    rows = table(a1=[1, 2, math.nan], a2=[3, 1, 5], b1=[0, 7, math.nan])
    index = build(rows, spec)
    total = np.nansum(list(index.contribution_values.values()), axis=0)
    assert total == pytest.approx(index.total, abs=1e-9)
    assert index.computed.scores["a1"][:2].tolist() == [50, 0]


def test_a_reflected_node_enters_its_parent_as_lower_plus_upper_minus_itself() -> None:
    bounded = build(table(a=[30.0], b=[10.0]), small(a={"direction": -1}), "dimension")
    assert bounded.total[0] == pytest.approx((2 * 70 + 10) / 3)
    free = build(
        table(a1=[4.0], a2=[1.0], b1=[2.0]),
        small({"aggregate": {"method": "arithmetic"}}, a={"direction": -1}),
    )
    assert free.total[0] == pytest.approx((-2 * 1.75 + 2) / 3)


def test_constant_column_under_min_max_is_noted_and_left_out() -> None:
    spec = small({"normalise": {"method": "min-max"}, "aggregate": {"method": "arithmetic"}})
    index = build(table(a1=[3, 3], a2=[1, 2], b1=[1, 2]), spec)
    assert np.isnan(index.computed.scores["a1"]).all()
    assert [note.nodes for note in index.notes if note.key == "constant"] == [("a1",)]
    assert index.total.tolist() == [0, 100]


def test_one_unit_is_noted() -> None:
    assert "one-unit" in keys(build(table(a1=[3], a2=[0], b1=[1]), small()))


def test_huge_numbers_stay_finite() -> None:
    index = build(table(a1=[1e300, 5e299], a2=[1e-300, 0], b1=[1e308, 1e308]), small())
    assert np.isfinite(index.total).all()
    assert all(limits is None or np.isfinite(limits.cuts).all() for limits in index.computed.limits.values())


@pytest.mark.parametrize("key", ["unit", "area"])
@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame])
def test_frames_go_in_and_come_out_as_the_same_kind(kind: Any, key: str) -> None:
    frame = kind({key: ["x", "y", "z"], "a": [30, 60, None], "b": [10, 20, 30], "name": ["X", "Y", "Z"]})
    index = build(frame, small(), "dimension")
    for found in (index.scores, index.ranks, index.classes, index.contributions, index.steps["aggregated"]):
        assert isinstance(found, kind)
        assert next(iter(found.columns)) == key
        assert list(found[key]) == ["x", "y", "z"]
    assert list(index.scores["index"]) == pytest.approx([70 / 3, 140 / 3, 30])
    assert list(index.classes.columns) == [key, "a", "b", "index"]


def test_a_pandas_index_and_whole_number_keys_are_kept() -> None:
    frame = pd.DataFrame({"unit": [7, 8], "a": [1.0, 2.0], "b": [2.0, 1.0]}, index=[70, 80])
    scores = build(frame, small(), "dimension").scores
    assert list(scores.index) == [70, 80]
    assert list(scores["unit"]) == [7, 8]


BAD: tuple[tuple[dict[str, Sequence[object]], type[problems.IndexProblem], tuple[str, ...]], ...] = (
    ({"a1": [1, "tiga"], "a2": [1, 1], "b1": [1, 1]}, problems.ValueNotNumber, ("2", "u2", "a1", "tiga")),
    ({"a1": [1, 1], "a2": [1, math.inf], "b1": [1, 1]}, problems.ValueInfinite, ("2", "u2", "a2")),
    ({"a1": [1, 1], "a2": [1, 1], "b1": [-1, 1]}, problems.ValueNegative, ("1", "u1", "b1")),
    ({"a1": [1, 1], "a2": [1, 1]}, problems.NodeColumnsMissing, ("b1",)),
    ({"a1": [1], "a2": [1], "b1": [1], "gdp": [1]}, problems.ColumnUnknown, ("gdp",)),
    ({"a1": [], "a2": [], "b1": []}, problems.TableEmpty, ()),
)


@pytest.mark.parametrize(("columns", "kind", "words"), BAD)
def test_each_bad_table_is_refused_by_name(
    columns: dict[str, Sequence[object]], kind: type[problems.IndexProblem], words: tuple[str, ...]
) -> None:
    with refused(kind, *words):
        build(table(**columns), small())


def test_rows_that_cannot_be_told_apart_are_refused() -> None:
    with refused(problems.UnitDuplicated, "x", "1", "3"):
        build(table(units=["x", "y", "x"], a=[1, 2, 3], b=[1, 2, 3]), small(), "dimension")
    with refused(problems.UnitEmpty, "2"):
        build(table(units=["x", ""], a=[1, 2], b=[1, 2]), small(), "dimension")
    with refused(problems.KeyColumnMissing, "wilayah"):
        build(pd.DataFrame({"wilayah": ["x"], "a": [1.0], "b": [1.0]}), small(), "dimension")
    with refused(problems.KeyColumnMissing, "unit"):
        build(pd.DataFrame({"unit": ["x"], "area": ["y"], "a": [1.0], "b": [1.0]}), small(), "dimension")


def test_text_in_a_frame_names_row_and_column() -> None:
    for kind in (pd.DataFrame, pl.DataFrame):
        with refused(problems.ValueNotNumber, "2", "y", "a", "banyak"):
            build(
                kind({"unit": ["x", "y"], "a": ["1", "banyak"][::1], "b": [1.0, 2.0]}).pipe(
                    _only_second_text
                ),
                small(),
                "dimension",
            )


def _only_second_text(frame: Any) -> Any:
    """The first cell of column a emptied, so that only the second is text."""
    if isinstance(frame, pd.DataFrame):
        frame["a"] = pd.Series([None, "banyak"], dtype=object)
        return frame
    return frame.with_columns(pl.Series("a", [None, "banyak"]))


def test_scores_outside_the_scale_are_refused_unless_rescaled_later() -> None:
    with refused(problems.ValueOutOfScale, "b", "120"):
        build(table(a=[1, 2], b=[1, 120]), small(), "dimension")
    with refused(problems.ValueOutOfScale, "index", "-1"):
        build(table(index=[-1, 2]), small(), "index")
    spec = Specification.read("ikp-2024")
    columns = {code: [10.0, 200.0] for code in spec.codes_at("subdimension")}
    assert "above-scale" in keys(build(table(**columns), spec, "subdimension"))


def test_a_level_the_tree_lacks_is_refused() -> None:
    with refused(problems.LevelUnknown, "subdimension", "dimension"):
        build(table(a=[1]), small(), "subdimension")


def test_a_step_the_build_needs_is_asked_for() -> None:
    with refused(problems.StepMissing, "aggregate"):
        build(table(a1=[1], a2=[1], b1=[1]), small({}))


def test_columns_of_other_levels_are_noted_as_unused() -> None:
    index = build(table(a=[1, 2], b=[1, 2], a1=[5, 5]), small(), "dimension")
    assert "columns-unused" in keys(index)


def test_every_note_can_be_said_in_both_languages() -> None:
    rows = table(a=[30, math.nan, math.nan], b=[10, 20, math.nan])
    for note in build(rows, small(), "dimension").notes:
        assert note.sentence("id") and note.sentence("en")
        assert "{" not in note.sentence("id") + note.sentence("en")


def test_a_table_is_not_changed_by_building() -> None:
    rows: Table = table(a1=[1, 2], a2=[3, 1], b1=[0, 7])
    before = {name: rows[name].copy() for name in rows.names}
    build(rows, small())
    for name, values in before.items():
        assert rows[name].tolist() == values.tolist()
