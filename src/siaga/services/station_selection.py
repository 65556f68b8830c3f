"""Picks polling stations out of the register in memory: by area, number, kind and words."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from siaga.domain.areas import NATION, InvalidAreaCode, level_of
from siaga.domain.permissions import Actor, Permission
from siaga.domain.spaces import REAL
from siaga.domain.stations import keys_within, search_of
from siaga.store.models import Election, Station, StationRegister
from siaga.store.station_arrays import StationArrays, arrays_of

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class StationQuestion:
    """What somebody wants to see: of which election, in which area, which stations."""

    election: str = ""
    space: str = REAL
    within: str = ""
    text: str = ""
    number: int | None = None
    special: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """The stations of one election that an actor may see: their rows, and the same as arrays."""

    election: Election
    space: str
    rows: "QuerySet[Station]" = field(repr=False)
    arrays: StationArrays = field(repr=False)
    version: tuple[int, int]
    details: bool


def chosen_election(question: StationQuestion) -> Election | None:
    """The election asked for, else the latest one with stations, else the latest one."""
    elections = Election.rows.order_by("-polling_day", "name")
    if question.election:
        return elections.filter(code=question.election).first()
    held = StationRegister.rows.filter(space__code=question.space).values("election")
    return elections.filter(pk__in=held).first() or elections.first()


def version_of(election: Election, space: str) -> tuple[int, int]:
    """The state of a register: another number after every load, and after a space was made anew."""
    row = StationRegister.rows.filter(space__code=space, election=election).values_list("pk", "version")
    return row.first() or (0, 0)


def register_of(actor: Actor, election: Election, space: str) -> Register:
    """The register as ``actor`` may see it; addresses and voters are for the office."""
    rows = Station.visible_to(actor, space).filter(election=election)
    version, details = version_of(election, space), actor.may(Permission.READ_INTERNAL)
    return Register(election, space, rows, arrays_of(rows, version, details), version, details)


def picked(arrays: StationArrays, question: StationQuestion) -> Places:
    """The places (ascending) in ``arrays`` of the stations asked for."""
    search = search_of(question.text)
    number = question.number if question.number is not None else search.number
    first, last = span(arrays, question.within)
    if search.within:
        inner = span(arrays, search.within)
        first, last = max(first, inner[0]), min(last, inner[1])
    if search.words:
        places = matching(arrays, search.words)
        places = places[(places >= first) & (places < last)]
    else:
        places = np.arange(first, max(first, last))
    if number is not None:
        places = places[arrays.code[places] % 1000 == number]
    return places[arrays.special[places]] if question.special else places


def span(arrays: StationArrays, within: str) -> tuple[int, int]:
    """The range of places whose stations lie in an area; everything for the nation."""
    if within not in ("", NATION):
        try:
            level_of(within)
        except InvalidAreaCode:
            return 0, 0
    low, high = np.searchsorted(arrays.code, keys_within(within))
    return int(low), int(high)


@lru_cache(maxsize=32)
def _matching(arrays: "_Same", words: str) -> Places:
    found = _lines_with(arrays.arrays, words.split(maxsplit=1)[0])
    for word in words.split()[1:]:
        found = np.intersect1d(found, _lines_with(arrays.arrays, word), assume_unique=True)
    return found


@dataclass(frozen=True, slots=True)
class _Same:
    """Arrays compared by being the same ones, so that the next page of a search need not search again."""

    arrays: StationArrays

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.arrays is self.arrays

    def __hash__(self) -> int:
        return id(self.arrays)


def matching(arrays: StationArrays, words: str) -> Places:
    """The places whose line holds every word."""
    return _matching(_Same(arrays), words)


def _lines_with(arrays: StationArrays, word: str) -> Places:
    """The places whose line holds ``word``; the first two letters are compared everywhere at once."""
    letters = np.frombuffer(word.encode(), dtype=np.uint8)
    room = len(arrays.text) - len(letters) + 1
    if room <= 0:
        return np.zeros(0, dtype=np.int64)
    here = arrays.text[:room] == letters[0]
    if len(letters) > 1:
        here &= arrays.text[1 : room + 1] == letters[1]
    candidates = np.flatnonzero(here)
    for step, letter in enumerate(letters[2:].tolist(), start=2):
        candidates = candidates[arrays.text[candidates + step] == letter]
    places = np.searchsorted(arrays.starts, candidates, side="right") - 1
    return places[np.flatnonzero(np.diff(places, prepend=-1))]
