"""Both locks come from one compile: complete, equal where they overlap, and without an address."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.bootstrap.conftest import ROOT

LOCKS = ("requirements.lock", "requirements-all.lock")
# What the Python half of maplibre asks for and Siaga never imports.
DROPPED = {"branca", "pydantic", "eval-type-backport", "jinja2"}


def pins(lock: str) -> dict[tuple[str, str], frozenset[str]]:
    """(name, version) → hashes of one lock."""
    found: dict[tuple[str, str], set[str]] = {}
    key = ("", "")
    for line in (ROOT / lock).read_text().splitlines():
        start = re.match(r"([\w.-]+)(?:\[[\w,]+\])?==(\S+)", line)
        if start:
            key = (canonicalize_name(start[1]), start[2])
            found[key] = set()
        found.setdefault(key, set()).update(re.findall(r"sha256:[0-9a-f]{64}", line))
    return {key: frozenset(hashes) for key, hashes in found.items() if key[0]}


def asked(*extras: str) -> set[str]:
    """The names pyproject.toml asks for, with the given extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    words = [
        *project["dependencies"],
        *(word for extra in extras for word in project["optional-dependencies"][extra]),
    ]
    return {canonicalize_name(Requirement(word).name) for word in words}


def test_the_core_lock_is_a_part_of_the_full_one() -> None:
    core, everything = map(pins, LOCKS)
    assert core
    assert core.items() <= everything.items()
    assert len(core) < len(everything) / 2


def test_every_pin_has_hashes() -> None:
    for lock in LOCKS:
        assert all(pins(lock).values()), lock


def test_what_is_asked_for_is_locked() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    core, everything = ({name for name, _ in pins(lock)} for lock in LOCKS)
    assert asked() <= core
    assert asked(*extras) <= everything
    assert not (asked(*extras) - asked()) & core


def test_what_maplibre_would_bring_is_dropped() -> None:
    for lock in LOCKS:
        assert not {name for name, _ in pins(lock)} & DROPPED, lock


def test_locks_hold_no_address_and_no_machine_path() -> None:
    for lock in LOCKS:
        text = (ROOT / lock).read_text()
        assert not re.search(r"://|^--|file:|^\s*#.*/\w+/\w", text, flags=re.MULTILINE), lock
