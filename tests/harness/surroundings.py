"""The surroundings of a test run: its own data folder, no store of the developer's, Django ready."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

OUTSIDE_DATABASE = os.environ.get("DATABASE_URL", "")
IN_CI = os.environ.get("CI", "").lower() == "true"
FAILURE = pytest.StashKey[Exception]()
FOLDER = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Before any module of Siaga is imported: nothing of the developer's may be touched by a test."""
    config.stash[FOLDER] = tempfile.mkdtemp(prefix="siaga-test-")
    (Path(config.stash[FOLDER]) / "static").mkdir()
    for name in [name for name in os.environ if name.startswith("SIAGA_")]:
        del os.environ[name]
    os.environ["SIAGA_REQUIRE_SECOND_FACTOR"] = "0"  # the tests of second factors switch it on
    os.environ["SIAGA_DATA"] = config.stash[FOLDER]
    os.environ["DATABASE_URL"] = f"sqlite:///{config.stash[FOLDER]}/not-a-store.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "siaga.site.settings"
    try:
        ready()
    except Exception as failure:
        config.stash[FAILURE] = failure


def ready() -> None:
    """Start Django as a test environment."""
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Say first when Django did not start: everything that needs the store will fail for this reason."""
    failure = config.stash.get(FAILURE, None)
    return [f"!!! DJANGO DID NOT START: {failure!r}"] if failure else []


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove this run's data folder."""
    shutil.rmtree(config.stash[FOLDER], ignore_errors=True)
