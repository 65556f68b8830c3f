"""Rows of the station register as arrays in memory, sorted by code and by place, kept while they are true."""

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from siaga.domain.sharing import Label
from siaga.domain.stations import FIRST_SPECIAL, PlacedBy
from siaga.store.models import Area, Station

# Zoom 14 with 4,096 steps a tile: 26 bits an axis.
GRID_BITS = 26
MOST_ROWS_KEPT = 3_000_000
_COLUMNS = ("code", "area", "label", "place", "address", "latitude", "longitude", "point_kind", "voters")
Integers = NDArray[np.int64]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class StationArrays:
    """The stations somebody may see: by code (ascending), and those with a point by Morton code.

    ``text`` holds what a search looks through, one line a station, ``starts`` where each line begins.
    ``spot`` is the Morton code of each point, ascending; ``column`` and ``row`` its place on the grid of
    2^26 × 2^26 cells of the web map, ``at`` its index among the codes. ``confidential`` says whether any
    station is not public.
    """

    code: Integers
    special: NDArray[np.bool_]
    own_point: NDArray[np.bool_]
    voters: NDArray[np.int32]
    text: NDArray[np.uint8]
    starts: Integers
    spot: NDArray[np.uint64]
    column: NDArray[np.uint32]
    row: NDArray[np.uint32]
    at: NDArray[np.int32]
    confidential: bool

    @property
    def bytes(self) -> int:
        """How much memory they take."""
        return sum(getattr(getattr(self, name), "nbytes", 0) for name in self.__slots__)


class _Shelf:
    """Arrays of the latest readers' scopes; the longest unused leave first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, StationArrays] = OrderedDict()
        self._lock = Lock()

    def take(self, key: Key, rows: "QuerySet[Station]", details: bool) -> StationArrays:
        """What is kept under ``key``, else what ``rows`` holds; one thread at a time reads the store."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                found = self._kept[key] = read_arrays(rows, details)
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and sum(len(one.code) for one in self._kept.values()) > MOST_ROWS_KEPT:
                self._kept.popitem(last=False)
            return found


_SHELF = _Shelf()


def arrays_of(rows: "QuerySet[Station]", version: tuple[int, int], details: bool) -> StationArrays:
    """The arrays of ``rows`` at a version of the register.

    The question itself is the key: who may see what is decided by the rows' own query, here as everywhere.
    ``details`` lets a search look through addresses too.
    """
    question, values = rows.query.sql_with_params()
    return _SHELF.take((question, values, version, details), rows, details)


def read_arrays(rows: "QuerySet[Station]", details: bool) -> StationArrays:
    """Read the register once, batch by batch, into arrays."""
    names = dict(Area.rows.filter(level="kelurahan").order_by("valid_from").values_list("code", "name"))
    codes, voters, starts = array("q"), array("i"), array("q")
    latitudes, longitudes, own, text = array("d"), array("d"), bytearray(), bytearray()
    confidential = False
    for code, area, label, place, address, latitude, longitude, kind, count in _lines(rows):
        confidential |= label != Label.PUBLIC
        codes.append(code)
        voters.append(-1 if count is None else count)
        latitudes.append(np.nan if latitude is None else latitude)
        longitudes.append(np.nan if longitude is None else longitude)
        own.append(kind == PlacedBy.OWN)
        starts.append(len(text))
        said = f"{place} {address if details else ''} {names.get(area, '')}"
        text += said.casefold().encode()
        text += b"\n"
    code_array = np.array(codes, dtype=np.int64)
    column, row = on_grid(np.array(longitudes), np.array(latitudes))
    placed = np.flatnonzero(~np.isnan(np.array(latitudes)))
    spot = morton(column[placed], row[placed])
    order = placed[np.argsort(spot, kind="stable")]
    return StationArrays(
        code=code_array,
        special=code_array % 1000 >= FIRST_SPECIAL,
        own_point=np.frombuffer(bytes(own), dtype=np.uint8).astype(bool),
        voters=np.array(voters, dtype=np.int32),
        text=np.frombuffer(bytes(text), dtype=np.uint8),
        starts=np.array(starts, dtype=np.int64),
        spot=np.sort(spot),
        column=column[order],
        row=row[order],
        at=order.astype(np.int32),
        confidential=confidential,
    )


def _lines(rows: "QuerySet[Station]") -> Iterable[tuple[Any, ...]]:
    return rows.order_by("code").values_list(*_COLUMNS).iterator(chunk_size=20_000)


def on_grid(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Degrees on the web map's grid of 2^26 cells an axis (EPSG:3857); unknown points fall on cell 0."""
    cells = float(1 << GRID_BITS)
    sine = np.sin(np.radians(latitude))
    x = (longitude / 360 + 0.5) * cells
    y = (0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * cells
    clipped = (np.clip(np.nan_to_num(one), 0, cells - 1) for one in (x, y))
    column, row = (one.astype(np.uint32) for one in clipped)
    return column, row


def morton(column: NDArray[Any], row: NDArray[Any]) -> NDArray[np.uint64]:
    """Bits of column and row in turn: points of one tile of any level are neighbours in this order."""
    return _spread(column) | (_spread(row) << np.uint64(1))


def _spread(value: NDArray[Any]) -> NDArray[np.uint64]:
    """The bits of a number with a zero between each two."""
    wide = value.astype(np.uint64)
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        wide = (wide | (wide << np.uint64(shift))) & np.uint64(mask)
    return wide
