"""Trees and methods: what is read, and that each fault is refused with a sentence naming it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from tests.index.tables_of_tests import METHOD, NODES, nodes, small

from siaga.index import Rule, Specification, problems
from siaga.index.editions import set_names, tree_folder


@contextmanager
def refused(kind: type[problems.IndexProblem], *words: str) -> Iterator[None]:
    """Expect a problem whose two sentences both name ``words``."""
    with pytest.raises(kind) as found:
        yield
    for language in ("id", "en"):
        sentence = found.value.sentence(language)
        assert all(word in sentence for word in words), sentence


def test_levels_follow_from_the_tree() -> None:
    assert small().levels == ("indicator", "dimension", "index")
    assert Specification.read("ikp-2024").levels == ("indicator", "subdimension", "dimension", "index")
    assert small().codes_at("indicator") == ("a1", "a2", "b1")


def test_pandas_polars_and_mappings_give_the_same_specification() -> None:
    rows = nodes(index={"weight": 1}, a={"exposure": ""}, b={"exposure": ""})
    rows = [{"name": "", "exposure": "", **row} for row in rows]
    expected = Specification.from_frames(rows, METHOD, "kecil").tree.nodes
    for frame in (pd.DataFrame(rows), pl.DataFrame(rows)):
        assert Specification.from_frames(frame, METHOD, "kecil").tree.nodes == expected


def test_unpublished_indicators_are_said_to_be_unpublished() -> None:
    with pytest.raises(problems.IndicatorsNotPublished) as found:
        Specification.read("ikp-2019")
    assert "indikator tidak diterbitkan" in found.value.sentence("id")
    assert "not published" in found.value.sentence("en")


def test_every_pack_can_be_read_or_says_why_not() -> None:
    read = []
    for name in set_names():
        try:
            read.append(Specification.read(name).name)
        except (problems.IndicatorsNotPublished, problems.SetAggregated):
            assert Specification.totals(name).levels == ("index",)
    assert {"ikp-2024", "tps-rawan-pemilu-2024", "tps-rawan-pilkada-2024"} <= set(read)


def test_ikp_2024_has_the_published_structure() -> None:
    tree = Specification.read("ikp-2024").tree
    dimensions = ("konteks_sosial_politik", "penyelenggaraan", "kontestasi", "partisipasi")
    assert tree.at("dimension") == dimensions
    assert tree.at("indicator") == tuple(f"i{number:02d}" for number in range(1, 62))
    assert len(tree.at("subdimension")) == 12
    assert [tree.node(code).weight for code in dimensions] == [0.27, 0.38, 0.25, 0.10]
    below = {code: [len(tree.children[sub]) for sub in tree.children[code]] for code in dimensions}
    assert [sum(counts) for counts in below.values()] == [16, 24, 15, 6]
    assert [len(counts) for counts in below.values()] == [3, 5, 2, 2]
    for sub in tree.at("subdimension"):
        assert tree.node(sub).weight == len(tree.children[sub])


@pytest.mark.parametrize(("name", "count"), [("tps-rawan-pemilu-2024", 22), ("tps-rawan-pilkada-2024", 25)])
def test_polling_station_checklists_are_flat_and_unclassed(name: str, count: int) -> None:
    spec = Specification.read(name)
    assert spec.levels == ("indicator", "dimension", "index")
    assert len(spec.codes_at("indicator")) == count
    assert {node.weight for node in spec.tree.nodes} == {1.0}
    assert spec.method.classify is None


def test_every_node_of_every_pack_has_a_name_in_both_languages() -> None:
    for name in ("ikp-2024", "tps-rawan-pemilu-2024", "tps-rawan-pilkada-2024"):
        for node in Specification.read(name).tree.nodes:
            assert node.name and node.name_en, node.code


FAULTS: tuple[tuple[dict[str, Any], type[problems.IndexProblem], str], ...] = (
    ({"a1": {"parent": "x"}}, problems.NodeOrphaned, "x"),
    ({"b": {"parent": ""}}, problems.RootsSeveral, "b"),
    ({"index": {"parent": "a", "weight": 1}}, problems.TreeCircular, "index → a → index"),
    ({"a": {"parent": "a1"}}, problems.TreeCircular, "a1"),
    ({"b1": {"parent": "index"}}, problems.TreeUneven, "b"),
    ({"a2": {"code": "a1"}}, problems.CodeDuplicated, "a1"),
    ({"a2": {"code": ""}}, problems.CodeEmpty, "5"),
    ({"a2": {"code": "area"}}, problems.CodeReserved, "area"),
    ({"a1": {"direction": 0}}, problems.DirectionUnknown, "a1"),
    ({"a1": {"direction": "naik"}}, problems.DirectionUnknown, "naik"),
    ({"a1": {"direction": None}}, problems.DirectionUnknown, "a1"),
    ({"a1": {"weight": -1}}, problems.WeightInvalid, "-1"),
    ({"a1": {"weight": "berat"}}, problems.WeightInvalid, "berat"),
    ({"a1": {"weight": ""}}, problems.WeightInvalid, "a1"),
    ({"a1": {"weight": "inf"}}, problems.WeightInvalid, "inf"),
    ({"a1": {"weight": 0}, "a2": {"weight": 0}}, problems.WeightsAllZero, "a"),
)


@pytest.mark.parametrize(("changes", "kind", "word"), FAULTS)
def test_each_fault_of_a_tree_is_its_own_problem(
    changes: dict[str, Any], kind: type[problems.IndexProblem], word: str
) -> None:
    with refused(kind, word):
        small(**changes)


def test_a_missing_column_is_named() -> None:
    rows = [{name: value for name, value in node.items() if name != "weight"} for node in NODES]
    with refused(problems.ColumnsMissing, "weight"):
        Specification.from_frames(rows, METHOD)


def test_a_table_without_nodes_is_refused() -> None:
    with refused(problems.TreeEmpty):
        Specification.from_frames([], METHOD)


METHOD_FAULTS: tuple[tuple[dict[str, Any], type[problems.IndexProblem], str], ...] = (
    ({"normalize": {"method": "min-max"}}, problems.StepUnknown, "normalize"),
    ({"impute": {"method": "mean"}}, problems.StepNotCarriedOut, "impute"),
    ({"treat": {"method": "winsorise-then-log"}}, problems.StepNotCarriedOut, "treat"),
    ({"normalise": {"method": "z-score"}}, problems.StepNotCarriedOut, "z-score"),
    ({"normalise": {"method": "ajaib"}}, problems.ArgumentInvalid, "ajaib"),
    ({"normalise": {"method": "min-max", "rage": [0, 1]}}, problems.ArgumentUnknown, "rage"),
    ({"normalise": {"method": "min-max", "range": [1, 0]}}, problems.ArgumentInvalid, "range"),
    ({"normalise": {"method": "fraction-of-max", "range": [1, 2]}}, problems.ArgumentInvalid, "range"),
    ({"normalise": "min-max"}, problems.ArgumentInvalid, "min-max"),
    ({"aggregate": {"method": "geometric"}}, problems.StepNotCarriedOut, "geometric"),
    ({"aggregate": {"by_level": ["arithmetic", "geometric"]}}, problems.StepNotCarriedOut, "geometric"),
    ({"aggregate": {"method": "arithmetic", "threshold": 2}}, problems.ArgumentInvalid, "threshold"),
    ({"rescale": {"at": "indicator"}}, problems.ArgumentInvalid, "indicator"),
    ({"rescale": {"at": "subdimension"}}, problems.ArgumentInvalid, "subdimension"),
    ({"denominate": {"when": "kadang"}}, problems.ArgumentInvalid, "kadang"),
    ({"classify": {"method": "jenks"}}, problems.StepNotCarriedOut, "jenks"),
    ({"classify": {"method": "fixed"}}, problems.ArgumentInvalid, "cuts"),
    ({"classify": {"method": "fixed", "cuts": [66, 33]}}, problems.ArgumentInvalid, "cuts"),
    ({"classify": {"method": "quantile", "quantiles": [0.2, 1.5]}}, problems.ArgumentInvalid, "quantiles"),
    ({"classify": {"method": "centre-sd", "classes": 5}}, problems.ArgumentInvalid, "classes"),
    ({"classify": {"method": "mean-sd", "k": 0}}, problems.ArgumentInvalid, "k"),
    ({"classify": {"method": "mean-sd", "k": "satu"}}, problems.ArgumentInvalid, "satu"),
)


@pytest.mark.parametrize(("steps", "kind", "word"), METHOD_FAULTS)
def test_each_fault_of_a_method_is_refused(
    steps: dict[str, Any], kind: type[problems.IndexProblem], word: str
) -> None:
    with refused(kind, word):
        small({**METHOD, **steps})


def test_a_folder_of_ones_own_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "kabku"
    folder.mkdir()
    with refused(problems.SetNotFound, "kabku"):
        Specification.read(folder)
    lines = ["code,parent,weight,direction", "index,,,1", "a,index,1,1", "b,index,1,-1"]
    (folder / "indicators.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    with refused(problems.FileNotReadable, "method.toml"):
        Specification.read(folder)
    (folder / "method.toml").write_text('[aggregate]\nmethod = "arithmetic"\n', encoding="utf-8")
    spec = Specification.read(str(folder))
    assert (spec.name, spec.levels) == ("kabku", ("indicator", "index"))
    (folder / "method.toml").write_text("[aggregate\n", encoding="utf-8")
    with refused(problems.FileNotReadable, "method.toml"):
        Specification.read(folder)


def test_an_unknown_set_lists_what_there_is() -> None:
    with refused(problems.SetNotFound, "ikp-2042", "ikp-2024"):
        tree_folder("ikp-2042")


def test_replace_gives_a_variant_and_leaves_the_first_alone() -> None:
    spec = small()
    other = spec.replace(
        weights={"b": 5},
        directions={"a1": -1},
        classify="fixed:33,66",
        rescale=None,
        normalise={"method": "min-max"},
    )
    assert (other.tree.node("b").weight, other.tree.node("a1").direction) == (5, -1)
    assert other.method.classify == Rule("fixed", cuts=(33, 66))
    assert other.method.rescale is None
    assert (spec.tree.node("b").weight, spec.method.classify) == (1, Rule("mean-sd"))
    with refused(problems.NodeUnknown, "zz"):
        spec.replace(weights={"zz": 1})
    with refused(problems.WeightsAllZero, "a"):
        spec.replace(weights={"a1": 0, "a2": 0})
    with refused(problems.StepUnknown, "hitung"):
        spec.replace(hitung={})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mean",
        "fixed",
        "fixed:66,33",
        "fixed:a,b",
        "centre-sd",
        "centre-sd:50:5",
        "centre-sd:nan",
        "quantile:0,1",
        "quantile:.8,.2",
        "mean-sd:-1",
        "published:1",
    ],
)
def test_a_malformed_class_rule_is_a_sentence(text: str) -> None:
    with refused(problems.RuleMalformed, "fixed:33,66"):
        Rule.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "mean-sd",
        "mean-sd:1.5",
        "fixed:33,66",
        "centre-sd:50",
        "centre-sd:50:6",
        "quantile:0.2,0.8",
        "published",
    ],
)
def test_a_class_rule_is_written_as_it_is_typed(text: str) -> None:
    assert str(Rule.parse(text)) == text
