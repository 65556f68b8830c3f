"""``siaga import`` as a person or a script calls it: looks by default, loads with --yes, all or nothing."""

import os
from pathlib import Path

import pytest
from tests.services.importing import set_up
from tests.services.test_import_outlines import MALANG
from tests.services.test_import_outlines import file_of as geojson

from siaga.cli.main import main
from siaga.store.models import AuditEntry, ImportDraft, Occurrence, Outline, Reading, StationCount

READINGS = "area;score;class\n35.73;64,007;tinggi\n35.07;40;sedang\n"


@pytest.fixture(autouse=True)
def rows(db: str) -> None:
    """An edition, a set, an election."""
    set_up()


@pytest.fixture
def write(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Writes a file and returns its name."""

    def write_file(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write_file


@pytest.mark.parametrize("option", [(), ("--preview",)])
def test_it_only_looks_unless_told(
    write, capsys: pytest.CaptureFixture[str], option: tuple[str, ...]
) -> None:
    assert main(["import", "readings", write("a.csv", READINGS), "--edition", "uji-2024", *option]) == 0
    said = capsys.readouterr().out
    assert "Indeks uji 2024: 2 baru, 0 diubah, 0 sama, 0 belum benar" in said
    assert "--yes" in said
    assert not Reading.unscoped.exists()
    assert not ImportDraft.rows.exists()


def test_with_yes_it_loads_as_the_console(write, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["import", "readings", write("a.csv", READINGS), "--edition", "uji-2024", "--label", "public"]
    assert main([*words, "--yes"]) == 0
    assert "Dimuat." in capsys.readouterr().out
    assert set(Reading.unscoped.values_list("area", "label")) == {("35.73", "public"), ("35.07", "public")}
    assert AuditEntry.rows.get(use_case="record_readings").actor == "konsol"
    assert main([*words, "--yes"]) == 0
    assert "0 baru, 0 diubah, 2 sama" in capsys.readouterr().out


def test_the_data_folder_can_be_named(
    write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIAGA_DATA", os.environ["SIAGA_DATA"])
    words = ["import", "readings", write("a.csv", READINGS), "--edition", "uji-2024", "--data"]
    assert main([*words, str(tmp_path / "lain")]) == 0
    assert os.environ["SIAGA_DATA"] == str(tmp_path / "lain")
    assert main([*words, str(tmp_path / "a.csv")]) == 2
    assert "a.csv" in capsys.readouterr().err


def test_failing_rows_are_named_and_nothing_is_loaded(write, capsys: pytest.CaptureFixture[str]) -> None:
    file = write("a.csv", READINGS + "35.99;1;\n35.73;101;\n")
    assert main(["import", "readings", file, "--edition", "uji-2024", "--yes"]) == 1
    said = capsys.readouterr().out
    assert "2 belum benar" in said
    assert "! 4, area “35.99”: Tidak ada wilayah berkode ini." in said
    assert not Reading.unscoped.exists()
    assert not ImportDraft.rows.exists()


def test_in_english(write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIAGA_LANGUAGE", "en")
    assert main(["import", "readings", write("a.csv", "area;score\n35.73;x\n"), "--edition", "uji-2024"]) == 1
    said = capsys.readouterr().out
    assert "1 not right yet" in said and "No number." in said


def test_occurrences_stations_and_outlines(write) -> None:
    occurrences = write("k.csv", "area;indicator;date;count;severity\n35.73;i01;2024-11-20;2;berat\n")
    words = ["--set", "ikp-2024", "--source", "Laporan", "--agency", "polri", "--yes"]
    assert main(["import", "occurrences", occurrences, *words]) == 0
    assert Occurrence.unscoped.get().owner.code == "polri"
    sheet = write("tps.csv", "kode_kpu,kode_kemendagri_cocok,nama_kecamatan,tps\n35.73.01,1,Blimbing,210\n")
    words = ["--election", "pilkada-2024", "--source", "KPU", "--date", "2024-11-20", "--yes"]
    assert main(["import", "stations", sheet, *words]) == 0
    assert StationCount.unscoped.get().stations == 210
    outlines = write("batas.geojson", geojson(MALANG))
    assert main(["import", "outlines", outlines, "--source", "Pemkot", "--date", "2024-01-01", "--yes"]) == 0
    assert Outline.rows.get().area == "35.73"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["readings", "tidak-ada.csv", "--edition", "uji-2024"], "tidak dapat dibuka"),
        (["readings", "{file}", "--edition", "tidak-ada"], "tidak ditemukan"),
        (["readings", "{file}", "--edition", "uji-2024", "--space", "latihan-11"], "tidak ditemukan"),
        (["stations", "{file}", "--election", "pilkada-2024", "--date", "20-11-2024"], "Bukan tanggal"),
        (["stations", "{file}", "--election", "pilkada-2024", "--date", "2024-11-20"], "kolom"),
        (["outlines", "{file}", "--source", "x", "--date", "2024-11-20"], "GeoJSON"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    write, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    file = write("a.csv", READINGS)
    assert main(["import", *(word.replace("{file}", file) for word in words)]) == 2
    error = capsys.readouterr().err
    assert error.startswith("siaga: ") and error.count("\n") == 1
    assert said in error
