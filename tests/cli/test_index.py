"""``siaga index build``: what goes in, what comes out, and each refusal."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from siaga.cli.main import main

DIMENSIONS = "konteks_sosial_politik;penyelenggaraan;kontestasi;partisipasi"
# Published dimension scores: medcom.id 5b2rODMb, rumahpemilu.org ?p=33479, jabar.bawaslu.go.id.
MALANG, DKI, JABAR = "77,699;75,279;57,689;0", "78,27;92,36;96,09;87,01", "74,91;83,38;83,71;42,07"


class Run:
    """One run of the command on a file of this text or these bytes."""

    def __init__(self, folder: Path, content: str | bytes, *options: str, **named: str) -> None:
        self.input, self.output, self.summary = folder / "in.csv", folder / "out.csv", folder / "out.json"
        self.input.write_bytes(content if isinstance(content, bytes) else content.encode())
        arguments = ["index", "build", "--set", named.get("set", "ikp-2024")]
        arguments += [
            "--from",
            named.get("inputs", "dimension"),
            "--input",
            str(named.get("input", self.input)),
        ]
        arguments += ["--output", str(named.get("output", self.output)), "--summary", str(self.summary)]
        self.code = main([*arguments, *options])

    @property
    def rows(self) -> list[dict[str, str]]:
        with self.output.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @property
    def said(self) -> Any:
        return json.loads(self.summary.read_text(encoding="utf-8"))


def test_dimensions_to_score_class_rank_and_reasons(tmp_path: Path) -> None:
    run = Run(tmp_path, f"area;{DIMENSIONS}\n35.07;{MALANG}\n31;{DKI}\n32;{JABAR}\n")
    assert run.code == 0
    malang, dki, jabar = run.rows
    assert list(malang) == [
        "area",
        "name",
        "score",
        "class",
        "rank",
        "index",
        *(f"reason_{n}" for n in (1, 2, 3)),
    ]
    assert (malang["area"], malang["name"], malang["class"], malang["rank"]) == (
        "35.07",
        "Kabupaten Malang",
        "tinggi",
        "1",
    )
    assert float(malang["score"]) == pytest.approx(64.007, abs=1e-9)
    assert [malang[f"reason_{n}"] for n in (1, 2, 3)] == [
        "Penyelenggaraan pemilu",
        "Konteks sosial dan politik",
        "Kontestasi",
    ]
    assert float(dki["score"]) == pytest.approx(88.953, abs=5e-4)
    assert (dki["rank"], jabar["rank"], dki["class"]) == ("1", "2", "tinggi")
    assert run.said["limits"]["kabkota"]["high"] == 49.33
    assert run.said["class_counts"]["kabkota"] == {"tinggi": 1, "sedang": 0, "rendah": 0, "unknown": 0}
    assert {"few-units", "steps-not-needed"} <= {note["note"] for note in run.said["notes"]}


def test_limits_of_three_provinces_are_their_own(tmp_path: Path) -> None:
    run = Run(tmp_path, f"area;{DIMENSIONS}\n31;{DKI}\n32;{JABAR}\n35;10;20;;30\n")
    assert run.said["limits"]["provinsi"]["method"] == "mean-sd"
    assert run.said["areas"] == {"provinsi": 3}
    assert "values-unknown" in {note["note"] for note in run.said["notes"]}


def test_every_node_above_indicators_is_written(tmp_path: Path) -> None:
    codes = [f"i{number:02d}" for number in range(1, 62)]
    lines = [",".join(["area", *codes])]
    lines += [
        ",".join([area, *(str((row * at) % 7) for at in range(61))]) for row, area in enumerate(("11", "12"))
    ]
    run = Run(tmp_path, "\n".join(lines), inputs="indicator")
    columns = list(run.rows[0])
    assert columns[5:-3] == [
        *("keamanan", "otoritas_penyelenggara_pemilu", "penyelenggara_negara", "hak_memilih"),
        *(
            "pelaksanaan_kampanye",
            "pelaksanaan_pemungutan_suara",
            "ajudikasi_dan_keberatan",
            "pengawasan_pemilu",
        ),
        *("hak_dipilih", "kampanye_calon", "partisipasi_pemilih", "partisipasi_kelompok_masyarakat"),
        *DIMENSIONS.split(";"),
        "index",
    ]
    assert run.rows[0]["reason_1"] == ""
    assert run.rows[1]["reason_1"] != ""


def test_totals_of_a_set_without_indicators_are_classed_by_its_own_rule(tmp_path: Path) -> None:
    run = Run(
        tmp_path, "area,index\n35.07,33\n35.73,33.01\n31,66\n32,66.01\n", set="ikp-2019", inputs="index"
    )
    assert [row["class"] for row in run.rows] == ["rendah", "sedang", "sedang", "tinggi"]
    assert {"indicators-unpublished", "reasons-unknown"} <= {note["note"] for note in run.said["notes"]}
    assert [row["reason_1"] for row in run.rows] == ["", "", "", ""]


def test_building_a_set_without_indicators_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Run(tmp_path, "area,x\n31,1\n", set="ikp-2019").code == 2
    assert "indikator tidak diterbitkan" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rule", "classes"),
    [
        ("fixed:33,66", ["rendah", "sedang", "sedang", "tinggi"]),
        ("quantile:.2,.8", ["rendah", "sedang", "sedang", "tinggi"]),
        ("centre-sd:50", ["rendah", "sedang", "sedang", "tinggi"]),
        ("centre-sd:50:6", ["2", "3", "4", "5"]),
        ("mean-sd", ["rendah", "sedang", "sedang", "tinggi"]),
    ],
)
def test_each_class_rule(tmp_path: Path, rule: str, classes: list[str]) -> None:
    text = "area,index\n11,10\n12,40\n13,60\n14,90\n"
    assert [row["class"] for row in Run(tmp_path, text, "--classes", rule, inputs="index").rows] == classes


def test_semicolons_commas_tabs_points_and_marks_read_alike(tmp_path: Path) -> None:
    plain = f"area;{DIMENSIONS}\n35.07;{MALANG}\n"
    forms = [
        plain,
        "\ufeff" + plain,
        plain.replace("\n", "\r\n"),
        plain.replace(",", ".").replace(";", ","),
        plain.replace(";", "\t"),
        plain.replace("area;", "Area;").replace("kontestasi", "KONTESTASI"),
        plain.replace("35.07", "35,07") + ";;;;\n\n",
        'area,konteks_sosial_politik,penyelenggaraan,kontestasi,partisipasi\n35.07,"77,699","75,279","57,689",0\n',
    ]
    for form in forms:
        assert Run(tmp_path, form).rows[0]["score"] == "64.007", form


def test_a_workbook_is_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["area", "name", *DIMENSIONS.split(";")])
    sheet.append([35.07, "Malang", 77.699, 75.279, 57.689, 0])
    sheet.append([31, "DKI", 78.27, 92.36, "96,09", None])
    file = tmp_path / "in.xlsx"
    book.save(file)
    run = Run(tmp_path, "", input=str(file))
    assert [(row["area"], row["score"][:6]) for row in run.rows] == [("35.07", "64.007"), ("31", "89.169")]


def test_codes_of_the_past_keep_their_name(tmp_path: Path) -> None:
    run = Run(tmp_path, "area,index\n91,57.27\n92,53.48\n94.01,10\n", inputs="index")
    assert [row["name"] for row in run.rows][:2] == ["Papua", "Papua Barat"]


REFUSALS = {
    "unknown area": ("area,index\n31,1\n99.99,2\n", ("3", "99.99")),
    "zero lost in Excel": ("area,index\n35.7,1\n", ("2", "35.7")),
    "not a code": ("area,index\nMalang,1\n", ("2", "Malang")),
    "same area twice": ("area,index\n31,1\n32,1\n31,2\n", ("31", "2", "4")),
    "no area": ("area,index\n,1\n", ("2", "area")),
    "text": ("area,index\n31,banyak\n", ("2", "31", "index", "banyak")),
    "infinite": ("area,index\n31,inf\n", ("2", "31", "index")),
    "out of scale": ("area,index\n31,120\n", ("31", "index", "120")),
    "no rows": ("area,index\n", ()),
    "empty file": ("", ()),
    "no key": ("kode,index\n31,1\n", ("kode",)),
    "unknown column": ("area,index,gdp\n31,1,x\n", ("gdp",)),
    "missing column": ("area,name\n31,x\n", ("index",)),
    "column twice": ("area,index,Index\n31,1,2\n", ("index",)),
    "decimal commas between commas": ("area,index\n31,77,699\n", ("2",)),
    "two decimal signs": ("area;index\n31;7,5\n32;1.234\n", ("3", "index", "1.234")),
    "other encoding": ("area,name,index\n31,caf\xe9,1\n".encode("latin-1"), ("in.csv",)),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_each_bad_file_is_one_sentence_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    content, words = REFUSALS[case]
    run = Run(tmp_path, content, inputs="index")
    said = capsys.readouterr().err
    assert run.code == 2
    assert said.startswith("siaga: ") and said.count("\n") == 1
    assert all(word in said for word in words), said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


def test_negative_counts_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = [f"i{number:02d}" for number in range(1, 62)]
    text = ",".join(["area", *codes]) + "\n" + ",".join(["31", "-3", *["0"] * 60]) + "\n"
    assert Run(tmp_path, text, inputs="indicator").code == 2
    assert "i01" in capsys.readouterr().err


def test_files_may_not_overwrite_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "area,index\n31,1\n"
    for output in (tmp_path / "in.csv", tmp_path / "." / "out.json"):
        assert Run(tmp_path, text, inputs="index", output=str(output)).code == 2
        assert "--output" in capsys.readouterr().err
    assert (tmp_path / "in.csv").read_text() == text


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Run(tmp_path, "area,index\n31,1\n", inputs="index", output=str(tmp_path / "x" / "o.csv")).code == 2
    assert "o.csv" in capsys.readouterr().err
    assert Run(tmp_path, "", inputs="index", input=str(tmp_path / "tiada.csv")).code == 2
    assert "tiada.csv" in capsys.readouterr().err


@pytest.mark.parametrize("rule", ["rata", "fixed:66,33", "centre-sd:50:5", "quantile:2"])
def test_a_malformed_class_rule_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rule: str
) -> None:
    assert Run(tmp_path, "area,index\n31,1\n", "--classes", rule, inputs="index").code == 2
    assert rule in capsys.readouterr().err


def test_a_level_the_set_lacks_and_an_unknown_set_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Run(tmp_path, "area,x\n31,1\n", inputs="subdimension", set="tps-rawan-pemilu-2024").code == 2
    assert "subdimension" in capsys.readouterr().err
    assert Run(tmp_path, "area,x\n31,1\n", set="ikp-2042").code == 2
    assert "ikp-2042" in capsys.readouterr().err


def test_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["index", "build", "--help"])
    said = capsys.readouterr().out
    assert all(word in said for word in ("ikp-2024", "centre-sd:50:6", "tidak diketahui", "35.73"))


def test_english_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIAGA_LANGUAGE", "en")
    run = Run(tmp_path, f"area;{DIMENSIONS}\n35.07;{MALANG}\n")
    assert run.rows[0]["reason_1"] == "Conduct of the election"
    assert "published limits" in capsys.readouterr().out
