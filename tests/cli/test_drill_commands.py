"""`siaga generate drill`, `remove drill` and `work`: what they print, refuse, and leave behind."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from tests.services.rehearsals import CITY, NOW, enrol, load_cities

from siaga.cli.main import main
from siaga.domain.drills import DrillOrder
from siaga.domain.permissions import THE_PUBLIC, Role
from siaga.domain.spaces import REAL
from siaga.services import drills
from siaga.store.models import Job, Space

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def city(db: str) -> str:
    """Kota Malang's areas."""
    load_cities(CITY)
    return CITY


def test_generate_says_what_it_made_and_how_to_remove_it(
    city: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", "drill", "--area", city, "--as-of", "2024-11-01", "--seed", "3"]) == 0
    said = capsys.readouterr().out
    assert "LATIHAN Kota Malang" in said
    assert "2024-11-01" in said
    assert "semuanya simulasi" in said
    assert f"siaga remove drill --area {city}" in said
    assert drills.drill_day(THE_PUBLIC, area=city) == date(2024, 11, 1)


def test_remove_says_that_real_rows_stay(city: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["generate", "drill", "--area", city])
    assert main(["remove", "drill", "--area", city]) == 0
    assert "Data nyata tidak disentuh" in capsys.readouterr().out
    assert not Space.rows.exclude(code=REAL).exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["generate", "drill", "--area", "35.99"], "Tidak ada wilayah berkode 35.99"),
        (["generate", "drill", "--area", "35"], "35 adalah provinsi"),
        (["generate", "drill", "--area", "malang"], "bukan kode wilayah"),
        (["generate", "drill", "--area", CITY, "--as-of", "20/11/2024"], "bukan tanggal latihan"),
        (["generate", "drill", "--area", CITY, "--seed", "tujuh"], "bukan benih acak"),
        (["remove", "drill", "--area", CITY], f"Tidak ada latihan di {CITY}"),
    ],
)
def test_bad_input_is_one_sentence(
    city: str, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert main(words) == 2
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    assert sentence in said[0]


@pytest.mark.parametrize(
    "words", [["generate", "drill", "--area", "35.99"], ["remove", "drill", "--area", CITY]]
)
def test_the_data_folder_can_be_named(
    city: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("SIAGA_DATA", os.environ["SIAGA_DATA"])
    folder = tmp_path / "lain"
    assert main([*words, "--data", str(folder)]) == 2
    assert os.environ["SIAGA_DATA"] == str(folder)
    assert folder.is_dir()


def test_work_once_does_what_waits(city: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    person = enrol("analis", Role.BAWASLU_ANALYST, city)
    drills.ask_drill(person.actor(), order=DrillOrder(city), now=NOW)
    handlers = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    data = os.environ["SIAGA_DATA"]
    try:
        assert main(["work", "--once", "--data", str(tmp_path)]) == 0
    finally:
        os.environ["SIAGA_DATA"] = data
        signal.signal(signal.SIGTERM, handlers[0])
        signal.signal(signal.SIGINT, handlers[1])
    assert "1 pekerjaan" in capsys.readouterr().out
    assert drills.drill_day(THE_PUBLIC, area=city) is not None


def start_working(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """A `siaga work` of its own on the current store."""
    from django.db import connection

    settings = connection.settings_dict
    address = (
        f"sqlite:///{settings['NAME']}"
        if connection.vendor == "sqlite"
        else f"postgresql://{settings['USER']}@/{settings['NAME']}?host={settings['HOST']}"
    )
    connection.close()
    return subprocess.Popen(
        [sys.executable, "-m", "siaga", "work", *words],
        env={
            **os.environ,
            "SIAGA_DATA": str(folder),
            "DATABASE_URL": address,
            "PYTHONPATH": str(ROOT / "src"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_work_stops_on_sigterm_after_its_job(committed: str, tmp_path: Path) -> None:
    load_cities(CITY)
    person = enrol("analis", Role.BAWASLU_ANALYST, CITY)
    drills.ask_drill(person.actor(), order=DrillOrder(CITY), now=NOW)
    worker = start_working(tmp_path)
    try:
        until = time.monotonic() + 30
        while Job.rows.get().state == "queued" and time.monotonic() < until:
            time.sleep(0.005)
        worker.send_signal(signal.SIGTERM)
        said, problems = worker.communicate(timeout=30)
    finally:
        worker.kill()
    assert worker.returncode == 0, problems
    assert "1 pekerjaan dijalankan" in said
    assert Job.rows.get().state == "done"
    assert drills.drill_day(THE_PUBLIC, area=CITY) is not None


def test_work_is_refused_beside_a_server_on_sqlite_only(committed: str, tmp_path: Path) -> None:
    with (tmp_path / "worker.lock").open("a+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        worker = start_working(tmp_path, "--once")
        said, problems = worker.communicate(timeout=60)
    if committed == "sqlite":
        assert worker.returncode == 2
        assert "Sudah ada yang mengerjakan antrean" in problems
        assert "Traceback" not in problems
    else:
        assert worker.returncode == 0, problems
        assert "0 pekerjaan" in said
