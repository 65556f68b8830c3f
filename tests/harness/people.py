"""The standing four of every permission test, and a visitor's client."""

from dataclasses import dataclass

import pytest

from siaga.domain.permissions import Actor, Role

CITY = "35.73"


@dataclass(frozen=True, slots=True)
class StandingActors:
    """One officer and one analyst of Bawaslu Kota, one liaison of Polres, one stranger."""

    officer: Actor
    analyst: Actor
    liaison: Actor
    stranger: Actor

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter((self.officer, self.analyst, self.liaison, self.stranger))


@pytest.fixture
def actors() -> StandingActors:
    """The same four everywhere, without accounts in the store."""
    return StandingActors(
        officer=Actor(None, "Petugas Bawaslu Kota Malang", Role.BAWASLU_OFFICER, "bawaslu", CITY),
        analyst=Actor(None, "Analis Bawaslu Kota Malang", Role.BAWASLU_ANALYST, "bawaslu", CITY),
        liaison=Actor(None, "Penghubung Polresta Malang Kota", Role.POLRES_LIAISON, "polri", CITY),
        stranger=Actor(None, "Orang luar", Role.NONE),
    )


@pytest.fixture
def client(db: str):  # type: ignore[no-untyped-def]
    """A visitor without a session, on each store."""
    from django.test import Client

    return Client()
