"""Loads the plugins of the harness; the fixtures are described where they live."""

pytest_plugins = [
    "tests.harness.surroundings",
    "tests.harness.stores",
    "tests.harness.people",
    "tests.harness.server",
    "tests.harness.browsers",
    "tests.harness.grouping",
]
