"""The layers hold: import-linter's contracts, no circle, and ARCHITECTURE.md tells the same."""

import re
import subprocess
import sys
from functools import cache

import grimp
import pytest
from importlinter.api import read_configuration
from tests.architecture.sources import PACKAGE, ROOT

# Libraries that a layer stands on, as modules; any other package uses the standard library only.
LIBRARIES = {
    "index": {"numpy", "scipy", "narwhals", "numba"},
    "detect": {"numpy", "scipy", "shapely", "rapidfuzz"},
    "plan": {"numpy", "scipy", "shapely", "ortools", "highspy", "pyvrp"},
    "exports": {"numpy", "openpyxl", "xlsxwriter", "defusedxml", "shapely", "icalendar", "typst", "docx"},
    "channels": set(),
    "store": {"django", "shapely", "numpy"},
    "services": {
        "django",
        "axes",
        "django_otp",
        "PIL",
        "shapely",
        "numpy",
        "openpyxl",
        "xlsxwriter",
        "defusedxml",
        "holidays",
    },
    "web": {"django", "django_htmx", "segno", "whitenoise"},
    "api": {"django"},
    "cli": {"django", "segno", "uvicorn", "uvloop", "numpy", "narwhals", "openpyxl"},
    "intake": {"django"},
    "site": {"django", "whitenoise"},
}


@cache
def graph() -> grimp.ImportGraph:
    """Who imports whom."""
    return grimp.build_graph("siaga", include_external_packages=True, cache_dir=None)


@cache
def existing() -> frozenset[str]:
    """The packages and modules directly below siaga, data packages included."""
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    return frozenset((folders | modules) - {"locale"})


def told() -> dict[str, set[str]]:
    """ARCHITECTURE.md's layer table: package → what it may import of Siaga; "everything" stands for all."""
    allowed: dict[str, set[str]] = {}
    for line in (ROOT / "ARCHITECTURE.md").read_text().split("## Layers")[1].split("\n## ")[0].splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        names = re.findall(r"`(\w+)`", cells[0]) if len(cells) == 3 else []
        for name in names:
            may = cells[2]
            above = set(allowed) if "all above" in may else set()
            allowed[name] = (
                {"everything"} if may == "everything" else set(re.findall(r"`([\w.]+)`", may)) | above
            )
    return allowed


def test_the_table_names_the_packages_that_exist() -> None:
    assert set(told()) == existing()


def direct_imports(package: str) -> set[tuple[str, str]]:
    """(importer, imported) for what the modules of a package import of Siaga outside it."""
    inside = {f"siaga.{package}", *graph().find_descendants(f"siaga.{package}")}
    pairs = {(one, other) for one in inside for other in graph().find_modules_directly_imported_by(one)}
    return {(one, other) for one, other in pairs if other not in inside}


@pytest.mark.parametrize("package", sorted(existing() - {"packs", "site"}))
def test_a_package_imports_what_the_table_says(package: str) -> None:
    may = {f"siaga.{name}" for name in told()[package]}
    wrong = {
        f"{one} -> {other}"
        for one, other in direct_imports(package)
        if other.startswith("siaga.")
        and not any(other == name or other.startswith(name + ".") for name in may)
    }
    assert not wrong


@pytest.mark.parametrize("package", sorted(existing() - {"packs"}))
def test_a_package_stands_on_its_libraries_only(package: str) -> None:
    known = {"siaga", *sys.stdlib_module_names, *LIBRARIES.get(package, set())}
    strange = [
        f"{one} -> {other}" for one, other in direct_imports(package) if other.split(".")[0] not in known
    ]
    assert not strange


def test_packs_are_data() -> None:
    assert not list((PACKAGE / "packs").rglob("*.py"))


def test_nothing_imports_in_a_circle() -> None:
    modules = {name for name in graph().modules if name.startswith("siaga")}
    circles = {
        frozenset(chain)
        for one in modules
        for other in graph().find_modules_directly_imported_by(one)
        if other in modules and (chain := graph().find_shortest_chain(other, one))
    }
    assert not [sorted(circle) for circle in circles]


def test_each_package_group_has_a_contract() -> None:
    contracts = read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"]
    assert len(contracts) >= 6
    named = " ".join(str(contract) for contract in contracts)
    assert not {
        package for package in existing() - {"packs", "locale"} if not re.search(rf"\b{package}\b", named)
    }


def test_the_contracts_are_kept() -> None:
    lint = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())",
    ]
    done = subprocess.run(
        [*lint, "--no-cache"],
        cwd=ROOT,
        env={"PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
