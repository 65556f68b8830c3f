"""What a bench prints for people and writes for programs."""

import json
from pathlib import Path

import pytest

from siaga.cli.commands import bench
from siaga.cli.main import main
from siaga.cli.measures import Measure, table_of


class OneBench:
    """Stands for a module of benchmarks/."""

    @staticmethod
    def measure() -> list[Measure]:
        return [Measure("page", 12.5, "ms", "budget", 50.0), Measure("plain", 3.0, "s")]


def test_rows_for_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(bench, "_bench", lambda _: OneBench)
    file = tmp_path / "rows.json"
    assert main(["bench", "map", "--json", str(file)]) == 0
    rows = json.loads(file.read_text())
    assert [set(row) for row in rows] == [{"name", "value", "unit", "beside", "ratio", "machine"}] * 2
    assert rows[0]["ratio"] == 0.25
    assert rows[1]["ratio"] is None
    assert "cores" in rows[0]["machine"]
    assert "page" in capsys.readouterr().out


def test_an_unknown_bench_names_those_there_are(capsys) -> None:
    assert main(["bench", "tidak-ada"]) == 2
    assert "map" in capsys.readouterr().err


def test_the_table_aligns_its_numbers() -> None:
    lines = table_of(OneBench.measure()).splitlines()
    assert lines[1].index("12.5") + 4 == lines[2].index("3.0") + 3
