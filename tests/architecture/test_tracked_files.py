"""Tracked files hold no path of a machine, no address of a package index, and nothing half-finished."""

import re

from tests.architecture.sources import ROOT, below, tracked

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".lock",
    ".csv",
    ".html",
    ".js",
    ".css",
    ".po",
    ".json",
    ".txt",
    ".sh",
    ".sql",
    "",
}
MACHINE = re.compile(r"(?<![\w.:/<-])/(?:work|farm|root|opt|Users|home/\w+|tmp/siaga)/")
INDEX = re.compile(r"pypi[.]org|pythonhosted[.]org|PIP_FIND[_]LINKS|extra[-]index", re.IGNORECASE)


def lines(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands in a tracked text file."""
    found = []
    for path in (path for path in tracked() if path.suffix in TEXT):
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        ):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    return found


def test_no_path_of_a_machine() -> None:
    assert not lines(MACHINE)


def test_no_address_of_a_package_index() -> None:
    assert not lines(INDEX)


def test_the_patterns_find_what_they_are_for() -> None:
    assert MACHINE.search("data = '/" + "work/main'")
    assert MACHINE.search("see /" + "home/budi/siaga")
    assert not MACHINE.search("https://example.org/work/main")
    assert not MACHINE.search("src/work/main")
    assert INDEX.search("https://" + "pypi" + ".org/simple")


def test_nothing_is_merged_by_halves() -> None:
    marks = re.compile(r"^(<{7} |>{7} )", re.MULTILINE)
    assert not [
        str(path) for path in below("", ".py", ".md", ".toml", ".html") if marks.search(path.read_text())
    ]
