"""The harness itself: both stores are real, tests leave nothing behind, copies commit."""

import threading

import pytest


def make_agency(code: str) -> None:
    """One row of the simplest table."""
    from siaga.store.models import Agency

    Agency.rows.create(code=code, name="Uji")


def agencies() -> int:
    """How many agencies there are."""
    from siaga.store.models import Agency

    return Agency.rows.count()


def test_the_store_is_the_one_it_says(db: str) -> None:
    from django.db import connection

    assert connection.vendor == db


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_writes_is_gone_for_the_next(db: str, turn: int) -> None:
    assert agencies() == 0
    make_agency("uji")
    assert agencies() == 1


def test_a_committed_store_is_seen_by_other_threads_and_removed(committed: str) -> None:
    from django.db import connection

    make_agency("uji")
    seen: list[int] = []

    def look() -> None:
        seen.append(agencies())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [1]


def test_a_committed_store_left_nothing(db: str) -> None:
    assert agencies() == 0
