"""``siaga area list`` as a person or a script calls it."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from siaga.cli.main import main


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["area", "list", *words]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("level", "count"), [("provinsi", 38), ("kabkota", 514), ("kecamatan", 7285), ("kelurahan", 83762)]
)
def test_csv_has_one_row_an_area(capsys: pytest.CaptureFixture[str], level: str, count: int) -> None:
    rows = list(csv.DictReader(io.StringIO(listed(capsys, "--level", level, "--format", "csv"))))
    assert len(rows) == count
    assert {row["level"] for row in rows} == {level}
    assert {"code", "name", "parent", "latitude", "longitude", "population", "timezone"} <= rows[0].keys()


def test_json_within_a_city(capsys: pytest.CaptureFixture[str]) -> None:
    areas = json.loads(listed(capsys, "--level", "kecamatan", "--within", "35.73", "--format", "json"))
    assert [area["name"] for area in areas] == ["Blimbing", "Klojen", "Kedungkandang", "Sukun", "Lowokwaru"]
    assert areas[0]["population"] is None


def test_the_table_is_aligned(capsys: pytest.CaptureFixture[str]) -> None:
    lines = listed(capsys, "--level", "kabkota", "--within", "31").splitlines()
    assert len(lines) == 7
    start = lines[0].index("level")
    assert all(line[start:].startswith(("level", "kabkota")) for line in lines)


def test_areas_of_another_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys, "--level", "provinsi", "--on", "2022-12-16", "--format", "csv").count("\n") == 35


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--level", "desa"], "desa"),
        (["--level", "kecamatan", "--within", "35.99"], "35.99"),
        (["--level", "kecamatan", "--within", "Malang"], "Malang"),
        (["--level", "provinsi", "--on", "16-12-2022"], "16-12-2022"),
        (["--level", "kabkota", "--within", "93", "--on", "2022-12-16"], "91"),
    ],
)
def test_what_cannot_be_listed_is_one_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], named: str
) -> None:
    assert main(["area", "list", *words]) == 2
    spoken = capsys.readouterr()
    assert spoken.out == ""
    assert named in spoken.err
    assert spoken.err.count("\n") == 1


def test_a_reader_that_stops_early_sees_no_complaint_and_nothing_of_django_is_loaded() -> None:
    script = (
        "import sys; from siaga.cli.main import main; code = main(['area','list','--level','kelurahan']);"
        "sys.exit('django.db' in sys.modules or 'shapely' in sys.modules or code)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert complaint == b""
