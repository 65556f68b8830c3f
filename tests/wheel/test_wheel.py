"""The wheel alone, in an empty venv outside the source tree, is a whole Siaga."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from tests.architecture.sources import ROOT, tracked
from tests.harness.server import free_port, stop, wait_until_it_answers

pytestmark = pytest.mark.slow
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("SIAGA_", "PYTHON", "DJANGO_")) and name not in {"DATABASE_URL", "VIRTUAL_ENV"}
}
DATA = ("packs", "web/templates", "web/static", "locale")


def run(*command: object, folder: Path) -> str:
    """Run a program outside the source tree; what it says when it fails is the test's message."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the tracked files so that nothing left over gets in."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    needed = {"pyproject.toml", "README.md", "LICENSE", "NOTICE"}
    for path in tracked():
        name = path.relative_to(ROOT)
        if name.parts[0] == "src" or str(name) in needed:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, source / name)
    run(*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source, folder=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def siaga(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command ``siaga`` in a venv that holds the core lock and the wheel, nothing else."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=False)
    install = [*PIP, "--python", folder / "bin" / "python", "install", "--no-deps", "--no-compile"]
    run(*install, "--require-hashes", "--requirement", ROOT / "requirements.lock", folder=folder)
    run(*install, wheel, folder=folder)
    return folder / "bin" / "siaga"


@pytest.fixture
def demo(siaga: Path, tmp_path: Path) -> Iterator[str]:
    """The demo of the wheel, by its address."""
    port, log = free_port(), tmp_path / "demo.log"
    words = [siaga, "demo", "--no-browser", "--port", str(port), "--data", tmp_path / "data"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            words, cwd=tmp_path, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_it_answers(address + "/", process, log)
        yield address
    finally:
        stop(process)


def page(demo: str, path: str) -> str:
    """One page of the running demo, or what its log says."""
    try:
        with urlopen(demo + path, timeout=30) as answer:
            return str(answer.read().decode())
    except HTTPError as refused:
        pytest.fail(f"{refused.code} for {path}: {refused.read().decode()[:2000]}", pytrace=False)


@pytest.mark.parametrize("part", DATA)
def test_the_wheel_carries_every_data_file(wheel: Path, part: str) -> None:
    package = ROOT / "src" / "siaga"
    wanted = {
        str(path.relative_to(ROOT / "src")) for path in tracked() if path.is_relative_to(package / part)
    }
    wanted -= {name for name in wanted if name.endswith(".po")}
    with zipfile.ZipFile(wheel) as archive:
        missing = wanted - set(archive.namelist())
    assert wanted
    assert not missing


def test_the_wheel_carries_the_package_and_nothing_beside_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        described = next(name for name in names if name.endswith("/METADATA"))
        metadata = archive.read(described).decode()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"siaga"}
    assert "siaga/py.typed" in names
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert "License-Expression: Apache-2.0" in metadata


def test_areas_are_listed_from_the_wheel_alone(siaga: Path, tmp_path: Path) -> None:
    listed = run(siaga, "area", "list", "--level", "provinsi", "--format", "csv", folder=tmp_path)
    rows = listed.strip().splitlines()[1:]
    assert len(rows) == 38
    assert any(row.startswith("35,") for row in rows)
    assert not list(tmp_path.iterdir()), "a command on packaged tables writes nothing"


def test_the_demo_runs_from_the_wheel_alone(demo: str) -> None:
    assert "Siaga" in page(demo, "/")
    assert "Malang" in page(demo, "/areas/35.73/")
    assert "maplibre" in page(demo, "/").lower(), "the map comes from the installed package"
