"""Keeps what is expensive to build on one xdist worker: a store, the demo server, the wheel."""

import pytest

from tests.harness.stores import STORES


def group_of(item: pytest.Item) -> str:
    """The worker group of a test; "" when any worker will do."""
    names = getattr(item, "fixturenames", ())
    if "server" in names:
        return "server"
    if item.path.parent.name == "wheel":
        return "wheel"
    chosen = getattr(getattr(item, "callspec", None), "params", {}).get("store", "")
    return chosen if chosen in STORES else ""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the groups for ``--dist loadgroup``."""
    for item in items:
        group = group_of(item)
        if group:
            item.add_marker(pytest.mark.xdist_group(group))
