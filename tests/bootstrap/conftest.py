"""Copies of the bootstrap script in folders of their own, where it can install without touching this one."""

import importlib.machinery
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTHING = "# a lock of nothing\n"
STUB = "import sys\nprint('ran', *sys.argv[1:])\n"


def lay_out(folder: Path) -> Path:
    """A small Siaga: the real script, locks of nothing, and a package that prints its arguments."""
    (folder / "src" / "siaga").mkdir(parents=True)
    shutil.copy(ROOT / "siaga", folder / "siaga")
    for lock in ("requirements.lock", "requirements-all.lock"):
        (folder / lock).write_text(NOTHING)
    (folder / "src" / "siaga" / "__init__.py").touch()
    (folder / "src" / "siaga" / "__main__.py").write_text(STUB)
    return folder


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the copy in ``folder`` as a person would."""
    return subprocess.run(
        [folder / "siaga", *words],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def load(folder: Path) -> ModuleType:
    """The copy in ``folder`` as a module, to call its functions."""
    loader = importlib.machinery.SourceFileLoader("bootstrap_script", str(folder / "siaga"))
    specification = importlib.util.spec_from_loader(loader.name, loader)
    assert specification is not None
    module = importlib.util.module_from_spec(specification)
    loader.exec_module(module)
    return module


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A copy in which nothing is installed."""
    return lay_out(tmp_path / "siaga")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that ran once; not to be changed."""
    folder = lay_out(tmp_path_factory.mktemp("bootstrap") / "siaga")
    first = run(folder, "hello")
    assert first.returncode == 0, first.stderr
    return folder


@pytest.fixture
def installed(prepared: Path, tmp_path: Path) -> Path:
    """A copy of the copy that ran once, to be changed freely."""
    return Path(shutil.copytree(prepared, tmp_path / "siaga", symlinks=True))
