"""`./siaga COMMAND` as a person types it: sets up once, recovers, and hands over."""

import re
import subprocess
from pathlib import Path

import pytest
from tests.bootstrap.conftest import ROOT, run

STAMP, UNFINISHED = ".venv/siaga-installed", ".venv/siaga-unfinished"


def test_the_first_run_sets_up_and_hands_over_and_two_at_once_install_once(bare: Path) -> None:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    command = [bare / "siaga", "area", "list", "--level", "provinsi"]
    both = [subprocess.Popen(command, cwd=bare, **pipes) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]
    assert [output for output, _ in said] == ["ran area list --level provinsi\n"] * 2
    assert sum("Memasang" in errors for _, errors in said) == 1
    assert (bare / STAMP).is_file()
    assert not (bare / UNFINISHED).exists()


def test_the_next_run_installs_nothing(installed: Path) -> None:
    done = run(installed, "hello")
    assert (done.stdout, done.stderr) == ("ran hello\n", "")


def test_sources_beside_the_script_come_before_an_inherited_path(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "other" / "siaga").mkdir(parents=True)
    (tmp_path / "other" / "siaga" / "__main__.py").write_text("print('the wrong one')")
    assert run(installed, "hello", PYTHONPATH=str(tmp_path / "other")).stdout == "ran hello\n"


def test_it_runs_from_any_folder(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [installed / "siaga", "x"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout == "ran x\n"


def test_a_changed_lock_is_installed_again(installed: Path) -> None:
    (installed / "requirements.lock").write_text("# another lock of nothing\n")
    (installed / "requirements-all.lock").write_text("# another lock of nothing\n# and more\n")
    assert "Memasang" in run(installed, "hello").stderr
    assert run(installed, "hello").stderr == ""


def test_a_python_that_went_away_is_replaced(installed: Path) -> None:
    python = installed / ".venv" / "bin" / "python"
    for name in (installed / ".venv" / "bin").glob("python*"):
        name.unlink()
    python.symlink_to("/no/such/python")
    assert run(installed, "hello").stdout == "ran hello\n"


def test_a_failing_installation_says_what_to_do_and_the_next_starts_anew(installed: Path) -> None:
    wanted = f"no-such-package==1 --hash=sha256:{'0' * 64}\n"
    (installed / "requirements.lock").write_text(wanted)
    done = run(installed, "hello", PIP_NO_INDEX="1", SIAGA_LANGUAGE="en")
    assert done.returncode == 2
    assert "Installing requirements.lock failed" in done.stderr
    assert "no-such-package" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (installed / STAMP).exists()
    assert (installed / UNFINISHED).exists()
    (installed / ".venv" / "half a package").touch()
    (installed / "requirements.lock").write_text("# nothing again\n")
    assert run(installed, "hello").stdout == "ran hello\n"
    assert not (installed / ".venv" / "half a package").exists()


def test_without_a_word_it_says_the_words(bare: Path) -> None:
    assert "./siaga PERINTAH" in run(bare).stderr
    assert "./siaga COMMAND" in run(bare, "--help", SIAGA_LANGUAGE="en").stderr
    assert not (bare / ".venv").exists()


@pytest.mark.parametrize("word", ["test", "check", "bench"])
def test_words_that_need_everything_install_the_full_lock(installed: Path, word: str) -> None:
    (installed / "requirements-all.lock").write_text("# everything\n")
    done = run(installed, word, "--version", PATH="/usr/bin:/bin")
    assert "requirements-all.lock" in done.stderr
    assert "requirements-all.lock" in (installed / STAMP).read_text()


def test_the_ci_runs_exactly_the_command_a_person_types() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands[0] == "set -euo pipefail"
    assert re.fullmatch(r"(exec )?\./siaga test", commands[-1])
    assert len(commands) == 3
    assert commands[1].startswith("cd ")
