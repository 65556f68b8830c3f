"""The demo's refusals, each one clear sentence, and what a running demo promises."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from siaga.cli.commands.demo import NotADate, _reset
from siaga.cli.main import main
from siaga.cli.serving import FolderUnwritable, PortTaken, listening_socket, prepare_folder


def said(*arguments: str, language: str = "id") -> tuple[int, str]:
    """What the command says, and how it ends, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "siaga", *arguments],
        env={**os.environ, "SIAGA_LANGUAGE": language},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr + done.stdout


def test_a_taken_port_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, text = said("demo", "--no-browser", "--port", str(port), "--data", str(tmp_path / "data"))
    assert code == 2
    assert text.strip() == (
        f"siaga: Port {port} di 127.0.0.1 sudah dipakai program lain. "
        f"Pilih yang lain, misalnya --port {port + 1}."
    )
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    code, text = said("demo", "--no-browser", "--port", "0", "--data", str(tmp_path / "berkas" / "data"))
    assert code == 2
    assert len(text.strip().splitlines()) == 1
    assert str(tmp_path / "berkas" / "data") in text
    assert "--data FOLDER" in text
    with pytest.raises(FolderUnwritable):
        prepare_folder(str(tmp_path / "berkas" / "data"))


def test_a_drill_clock_that_is_no_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--as-of", "20 November"]) == 2
    assert "“20 November” bukan tanggal" in capsys.readouterr().err
    assert "year-month-day" in NotADate(text="x").sentence("en")


def test_a_port_outside_the_range_is_refused() -> None:
    code, text = said("serve", "--port", "99999")
    assert code == 2
    assert "Port 99999 tidak ada" in text


def test_two_servers_cannot_share_a_port() -> None:
    with listening_socket("127.0.0.1", 0) as first:
        first.listen()
        with pytest.raises(PortTaken):
            listening_socket("127.0.0.1", first.getsockname()[1])


def test_reset_removes_what_the_demo_made_and_nothing_else(tmp_path: Path) -> None:
    for name in ("siaga.sqlite3", "siaga.sqlite3-wal", "secret-key", "laporan-saya.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "static").mkdir()
    _reset(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["laporan-saya.txt"]


def test_the_running_demo_says_what_to_look_at(server) -> None:
    text = Path(server.log).read_text(encoding="utf-8")
    assert f"Siaga siap: {server.url}" in text
    assert "kata sandi semua akun: siaga-demo-2024" in text
    people = re.findall(r"^  (kesbangpol|kpu|bawaslu|analis|polres|fkdm|admin|tamu) ", text, re.MULTILINE)
    assert len(people) == 8
    assert "Memuat wilayah" in text


def test_every_address_the_demo_names_answers(server) -> None:
    from urllib.request import urlopen

    text = Path(server.log).read_text(encoding="utf-8")
    addresses = re.findall(rf"{re.escape(server.url)}(/\S*)", text)
    assert len(addresses) >= 6
    for address in addresses:
        with urlopen(server.url + address, timeout=30) as answer:
            assert answer.status == 200, address


def test_the_key_and_the_store_are_the_owners_own(server) -> None:
    key = Path(server.data) / "secret-key"
    assert key.stat().st_mode & 0o077 == 0
    assert len(key.read_text()) > 40
