"""The stores a test runs on: SQLite and PostgreSQL, grouped so that each is built once."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.harness import postgresql
from tests.harness.surroundings import OUTSIDE_DATABASE

STORES = ("sqlite", "postgresql")
SERVER = pytest.StashKey[postgresql.Server]()
WORKER_ADDRESS = "postgresql_address"


def pytest_configure_node(node: object) -> None:
    """With xdist the controller starts the one server and tells each worker where it is."""
    config = node.config  # type: ignore[attr-defined]
    node.workerinput[WORKER_ADDRESS] = address_of_postgresql(config)  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the server that this process started."""
    server = config.stash.get(SERVER, None)
    if server is not None:
        server.stop()


def address_of_postgresql(config: pytest.Config) -> str:
    """Where PostgreSQL is: given from outside, started by the controller or here; "!why" when nowhere."""
    given = getattr(config, "workerinput", {}).get(WORKER_ADDRESS, "")
    if given or OUTSIDE_DATABASE.startswith("postgres"):
        return str(given or OUTSIDE_DATABASE)
    if SERVER not in config.stash:
        try:
            config.stash[SERVER] = postgresql.start()
        except postgresql.NoPostgreSQL as absent:
            return f"!{absent}"
    return config.stash[SERVER].url


def address_of(name: str, folder: Path, config: pytest.Config) -> str:
    """The address of the store ``name`` for this process."""
    if name == "sqlite":
        return f"sqlite:///{folder / 'siaga.sqlite3'}"
    address = address_of_postgresql(config)
    if address.startswith("!"):
        pytest.fail(address[1:], pytrace=False)
    return address


def point_at(address: str, test_name: str) -> None:
    """Make Django's default database the store at ``address``, with ``test_name`` as its test database."""
    from django.db import connections

    from siaga.site.environment import database_from

    connections.close_all()
    chosen = {**database_from(address), "TEST": {"NAME": test_name}}
    connections.settings["default"] = connections.configure_settings({"default": chosen})["default"]
    with contextlib.suppress(AttributeError):
        del connections["default"]


@pytest.fixture(scope="session", params=STORES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of the store ("sqlite" or "postgresql") that Django's default database now is, tables made."""
    from django.test.utils import setup_databases, teardown_databases

    folder = tmp_path_factory.mktemp("store")
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    test_name = (
        str(folder / "test.sqlite3") if request.param == "sqlite" else f"siaga_test_{os.getpid()}{worker}"
    )
    point_at(address_of(request.param, folder, request.config), test_name)
    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    yield request.param
    teardown_databases(made, verbosity=0)


@pytest.fixture
def db(store: str) -> Iterator[str]:
    """The store, with everything the test writes rolled back afterwards."""
    from django.db import transaction

    within = transaction.atomic()
    within._from_testcase = True  # type: ignore[attr-defined]  # durable blocks may open inside, as in TestCase
    within.__enter__()
    yield store
    transaction.set_rollback(True)
    within.__exit__(None, None, None)


@pytest.fixture
def committed(store: str) -> Iterator[str]:
    """A copy of the store that really commits: for threads, other processes, triggers and ``on_commit``."""
    from django.db import connection, connections

    original = connection.settings_dict["NAME"]
    connection.close()
    suffix = f"copy{time.monotonic_ns()}"
    remove = clone(suffix)
    yield store
    connections.close_all()
    remove()
    connection.settings_dict["NAME"] = original


def clone(suffix: str) -> Callable[[], None]:
    """Point the default database at a copy of itself; returns what removes the copy."""
    from django.db import connection

    if connection.vendor == "sqlite":
        source = Path(connection.settings_dict["NAME"])
        copy = source.with_name(f"{suffix}.sqlite3")
        with sqlite3.connect(source) as whole, sqlite3.connect(copy) as target:
            whole.backup(target)
        connection.settings_dict["NAME"] = str(copy)
        return partial(copy.unlink)
    name, twin = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_{suffix}"
    on_server(f'CREATE DATABASE "{twin}" TEMPLATE "{name}"')
    connection.settings_dict["NAME"] = twin
    return partial(on_server, f'DROP DATABASE "{twin}" WITH (FORCE)')


def on_server(statement: str) -> None:
    """Run one statement beside all databases."""
    from django.db import connection

    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(statement)
