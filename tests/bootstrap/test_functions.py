"""What the bootstrap script does where a machine lacks something."""

import ast
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.bootstrap.conftest import ROOT, load

FAKE = """#!{python}
import subprocess, sys
words = sys.argv[1:]
if words[:2] == ["-m", "venv"] and "--without-pip" not in words:
    __import__("pathlib").Path(words[-1]).mkdir()
    sys.exit("ensurepip is not available")
sys.exit(subprocess.run([{python!r}, *words]).returncode if {helps} else 1)
"""


def fake_python(folder: Path, *, helps: bool) -> str:
    """A Python without ensurepip, like Debian's without python3-venv; the rest works if it ``helps``."""
    path = folder / "python-without-ensurepip"
    path.write_text(FAKE.format(python=getattr(sys, "_base_executable", sys.executable), helps=helps))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_without_ensurepip_the_pip_outside_installs(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = load(bare)
    monkeypatch.setattr(script, "BASE_PYTHON", fake_python(bare, helps=True))
    script.set_up(script.CORE)
    assert script.is_installed(script.CORE)
    assert script.pip_command()[0] == script.BASE_PYTHON


def test_without_venv_and_pip_it_is_one_sentence_and_no_folder(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = load(bare)
    monkeypatch.setattr(script, "BASE_PYTHON", fake_python(bare, helps=False))
    with pytest.raises(script.CannotGoOn, match="apt install python3-venv"):
        script.set_up(script.CORE)
    assert not (bare / ".venv").exists()


def test_an_old_python_is_one_sentence(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = load(bare)
    monkeypatch.setattr(script, "OLDEST", (3, 99))
    with pytest.raises(script.CannotGoOn, match=re.escape(sys.executable)):
        script.require_recent_python()


def test_an_old_python_can_read_the_script_far_enough_to_say_so() -> None:
    tree = ast.parse((ROOT / "siaga").read_text(), feature_version=(3, 7))
    newer = {"tomllib", "graphlib", "zoneinfo"}
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert not imported & newer
    assert imported <= set(sys.stdlib_module_names)


def test_a_folder_that_cannot_be_written_is_one_sentence(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = load(bare)

    def refuse(lock: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(script, "install", refuse)
    with pytest.raises(script.CannotGoOn, match="Permission denied"):
        script.set_up(script.CORE)


def test_a_missing_lock_is_one_sentence(bare: Path) -> None:
    script = load(bare)
    (bare / script.CORE).unlink()
    with pytest.raises(script.CannotGoOn, match=r"requirements\.lock"):
        script.set_up(script.CORE)


def test_chromium_comes_from_debian_after_an_update(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = load(bare)
    calls: list[list[str]] = []
    there: dict[str, str] = {"apt-get": "/usr/bin/apt-get"}

    def pretend(command: list[str], **_: object) -> None:
        calls.append(command[1:])
        if "install" in command:
            there["chromium"] = "/usr/bin/chromium"

    monkeypatch.setattr(script.shutil, "which", there.get)
    monkeypatch.setattr(script.os, "geteuid", lambda: 0)
    monkeypatch.setattr(script.subprocess, "run", pretend)
    assert script.find_chromium() == "/usr/bin/chromium"
    assert [words[0] for words in calls] == ["update", "install"]
    assert calls[1][-1] == "chromium"


def test_chromium_is_not_installed_by_anybody_but_root(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = load(bare)
    monkeypatch.setattr(script.shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    monkeypatch.setattr(script.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(script.subprocess, "run", lambda *_, **__: pytest.fail("apt-get was called"))
    assert script.find_chromium() == ""


def test_sentences_speak_both_languages_with_the_same_fields(bare: Path) -> None:
    for key, pair in load(bare).SENTENCES.items():
        fields = [set(re.findall(r"{(\w+)", text)) for text in pair]
        assert fields[0] == fields[1], key


def test_a_password_is_not_shown(bare: Path) -> None:
    shown = load(bare).without_password("postgresql://siaga:rahasia@db.example/siaga")
    assert shown == "postgresql://siaga:***@db.example/siaga"


def test_the_report_names_what_is_missing(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = load(bare)
    monkeypatch.setattr(script, "install_package", lambda: "")
    monkeypatch.setattr(script, "find_chromium", lambda: "")
    monkeypatch.setattr(script, "find_postgresql", lambda: "/usr/lib/postgresql/15/bin")
    monkeypatch.setattr(script, "python_of_venv", lambda: "3.11")
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@c/d")
    missing = [text for fine, text in script.report() if not fine]
    assert missing == ["Chromium untuk uji peramban: sudo apt install chromium"]
    assert "DATABASE_URL = postgresql://a:***@c/d" in [text for _, text in script.report()]
    assert script.check() == 1


def test_progress_counts_packages(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = load(bare)
    done: set[str] = set()
    for number in range(20):
        script.show_progress(f"Collecting package-{number}==1", done, 20)
    script.show_progress("Installing collected packages: package-0", done, 20)
    assert [line.strip() for line in capsys.readouterr().err.splitlines()] == [
        "10/20",
        "20/20",
        "semua terunduh, menulis berkas …",
    ]


def test_the_script_is_executable_and_short() -> None:
    path = ROOT / "siaga"
    assert path.stat().st_mode & stat.S_IXUSR
    tracked = subprocess.run(
        ["git", "ls-files", "-s", "siaga", ".ci/run"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert all(line.startswith("100755") for line in tracked.stdout.splitlines())
