"""Operational rows are asked for on behalf of somebody; ``unscoped`` stands only in the files named here."""

import ast
from pathlib import Path

from tests.architecture.sources import PACKAGE, below, is_migration, parsed

# Who may ask for rows of everybody, and why.
UNSCOPED_IN = {
    "store/models/operational.py": "declares it",
    "services/pack_rows.py": "loads what agencies published, for everybody",
    "services/drills.py": "makes a drill's rows and removes them whole",
    "services/evidence.py": "hashes every kept file again, whoever owns it",
    "services/evidence_uploads.py": "makes the row of a file that arrived",
    "services/imports/occurrences.py": "compares an upload with the rows it replaces",
    "services/imports/register.py": "compares an upload with the rows it replaces",
    "services/imports/register_bulk.py": "compares a national file with the rows it replaces",
    "services/imports/readings.py": "compares an upload with the rows it replaces",
    "services/imports/stations.py": "compares an upload with the rows it replaces",
}
# People have Django's own manager: its sign-in asks for it. So have the rows of packages for accounts.
OBJECTS_OF = {"User", "AccessAttempt", "TOTPDevice"}


def attributes(name: str) -> list[tuple[Path, ast.Attribute]]:
    """Where an attribute is read in the package."""
    return [
        (path.relative_to(PACKAGE), node)
        for path in below("src/siaga", ".py")
        if not is_migration(path)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr == name
    ]


def test_unscoped_stands_only_in_named_files() -> None:
    used = {str(path) for path, _ in attributes("unscoped")}
    assert used <= set(UNSCOPED_IN), "an operational row is asked for without an actor"
    assert set(UNSCOPED_IN) <= used, "the list names a file that no longer needs it"


def test_no_manager_is_public() -> None:
    found = [
        f"{path}:{node.lineno} {ast.unparse(node)}"
        for path, node in attributes("objects")
        if ast.unparse(node.value) not in OBJECTS_OF
    ]
    assert not found


def test_no_way_round_the_managers() -> None:
    names = ("_default_manager", "_base_manager")
    assert not [f"{path}:{node.lineno}" for name in names for path, node in attributes(name)]
