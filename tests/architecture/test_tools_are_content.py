"""mypy --strict and ruff have nothing to say."""

import os
import subprocess
import sys
import tomllib

import pytest
from tests.architecture.sources import ROOT

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SIAGA_DATA"}},
    "PYTHONPATH": str(ROOT / "src"),
}
COMMANDS = {
    "mypy": ["mypy"],
    "ruff check": ["ruff", "check", "--output-format=concise", ".", "siaga"],
    "ruff format": ["ruff", "format", "--check", "--output-format=concise", ".", "siaga"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_it_is_content(name: str) -> None:
    command = [sys.executable, "-m", *COMMANDS[name]]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_rules_are_the_house_rules() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    assert tools["mypy"]["strict"] is True
    assert tools["mypy"]["files"] == ["src"]
    assert not any(override.get("ignore_errors") for override in tools["mypy"].get("overrides", []))
    assert tools["ruff"]["line-length"] == 110
    assert tools["ruff"]["lint"]["mccabe"]["max-complexity"] == 8
    assert {"C90", "ERA", "S", "ARG"} <= set(tools["ruff"]["lint"]["select"])
    assert not {"C90", "C901", "ERA", "ERA001"} & set(tools["ruff"]["lint"]["ignore"])
