"""Occurrences to inputs: severities, exposures, and areas that did not report."""

import math
from pathlib import Path

import pytest
from tests.index.test_specification import refused

from siaga.index import Specification, build, problems
from siaga.index.occurrences import Occurrence, Severity, SeverityScale, weighted_counts

SCALE = SeverityScale((Severity("ringan", 1), Severity("berat", 3)))
CODES = Specification.read("ikp-2024").codes_at("indicator")


def test_counts_are_weighted_by_severity() -> None:
    table = weighted_counts(
        [Occurrence("35.73", "i01", "ringan", 3), Occurrence("35.73", "i01", "berat", 2)],
        SCALE,
        areas=["35.73", "35.07"],
        indicators=["i01", "i02"],
    )
    assert table.key == "area"
    assert (table["i01"].tolist(), table["i02"].tolist()) == ([9, 0], [0, 0])


def test_the_pack_scale_is_marked_unverified() -> None:
    scale = SeverityScale.read("ikp-2024")
    assert not scale.verified
    assert scale.weights == {"ringan": 1, "sedang": 2, "berat": 3}


def test_exposures_divide_in_the_build() -> None:
    found = [Occurrence("35.73", "i31", "ringan", 12), Occurrence("35.07", "i31", "ringan", 12)]
    table = weighted_counts(
        found,
        SCALE,
        areas=["35.73", "35.07"],
        indicators=CODES,
        exposures={"tps": [1200, 4000], "pemilih": [math.nan, 1]},
    )
    index = build(table, Specification.read("ikp-2024"))
    assert index.computed.steps["denominated"]["i31"] == pytest.approx([0.01, 0.003])
    assert math.isnan(index.computed.steps["denominated"]["i01"][0])


@pytest.mark.parametrize(
    ("occurrence", "word"),
    [
        (Occurrence("99", "i01", "ringan"), "99"),
        (Occurrence("35", "x", "ringan"), "x"),
        (Occurrence("35", "i01", "parah"), "parah"),
    ],
)
def test_unknown_names_are_refused(occurrence: Occurrence, word: str) -> None:
    with refused(problems.OccurrenceUnknown, "1", word):
        weighted_counts([occurrence], SCALE, areas=["35"], indicators=["i01"])


@pytest.mark.parametrize("count", [-1.0, math.nan, math.inf])
def test_counts_below_nothing_are_refused(count: float) -> None:
    with refused(problems.ValueNegative, "35", "i01"):
        weighted_counts([Occurrence("35", "i01", "berat", count)], SCALE, areas=["35"], indicators=["i01"])


def test_a_broken_scale_is_refused(tmp_path: Path) -> None:
    (tmp_path / "severity.toml").write_text('[[severity]]\ncode = "x"\nweight = -1\n', encoding="utf-8")
    with refused(problems.FileNotReadable, "severity.toml"):
        SeverityScale.read(tmp_path)
