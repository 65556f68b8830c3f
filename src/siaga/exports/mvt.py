"""Points as a vector tile (MVT 2.1): the few protobuf fields it takes, written with numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

EXTENT = 4096
MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
_MOVE_TO, _POINT, _VERSION = 1, 1, 2
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PointLayer:
    """Points of one class in steps of the tile's extent; with ``ids`` each is a feature of its own."""

    name: str
    x: Integers
    y: Integers
    ids: Integers | None = None


def tile_of(layers: Sequence[PointLayer]) -> bytes:
    """The tile; layers without points are left out."""
    return b"".join(_field(3, _layer(one)) for one in layers if len(one.x))


def _layer(one: PointLayer) -> bytes:
    features = _one_feature(one) if one.ids is None else _features(one, one.ids)
    head = _field(1, one.name.encode())
    return head + features + _number(5, EXTENT) + _number(15, _VERSION)


def _one_feature(one: PointLayer) -> bytes:
    """All points as one MultiPoint, each kept as its step from the one before."""
    steps = np.empty(2 * len(one.x), dtype=np.int64)
    steps[0::2], steps[1::2] = np.diff(one.x, prepend=0), np.diff(one.y, prepend=0)
    command = _varint(len(one.x) << 3 | _MOVE_TO)
    return _field(2, _number(3, _POINT) + _field(4, command + varints(zigzag(steps))))


def _features(one: PointLayer, ids: Integers) -> bytes:
    """One feature a point: its number, and a geometry of a single MoveTo."""
    places = np.column_stack((zigzag(one.x), zigzag(one.y))).ravel()
    packed, ends = _packed(places)
    identity, identity_ends = _packed(ids.astype(np.uint64))
    geometry_bounds = pairwise([0, *ends[1::2].tolist()])
    identity_bounds = pairwise([0, *identity_ends.tolist()])
    point, move = _number(3, _POINT), _varint(1 << 3 | _MOVE_TO)
    parts = []
    for (start, end), (first, last) in zip(geometry_bounds, identity_bounds, strict=True):
        geometry = move + packed[start:end]
        parts.append(_field(2, b"\x08" + identity[first:last] + point + _field(4, geometry)))
    return b"".join(parts)


def zigzag(values: Integers) -> NDArray[np.uint64]:
    """Signed numbers as unsigned ones, small magnitudes first: 0, −1, 1, −2 → 0, 1, 2, 3."""
    return ((values << 1) ^ (values >> 63)).astype(np.uint64)


def varints(values: NDArray[np.uint64]) -> bytes:
    """Each number in groups of seven bits, the lowest first, all but the last marked."""
    return _packed(values)[0]


def _packed(values: NDArray[np.uint64]) -> tuple[bytes, NDArray[np.int64]]:
    """The bytes of all varints, and where each ends."""
    lengths = np.ones(len(values), dtype=np.int64)
    for group in range(1, 10):
        lengths += values >= np.uint64(1 << (7 * group))
    ends = np.cumsum(lengths)
    written = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    starts = ends - lengths
    for group in range(int(lengths.max()) if len(lengths) else 0):
        here = lengths > group
        bits = (values[here] >> np.uint64(7 * group)) & np.uint64(0x7F)
        more = (lengths[here] > group + 1).astype(np.uint64) << np.uint64(7)
        written[starts[here] + group] = (bits | more).astype(np.uint8)
    return written.tobytes(), ends


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def _number(field: int, value: int) -> bytes:
    """A field that holds a number."""
    return _varint(field << 3) + _varint(value)


def _field(field: int, content: bytes) -> bytes:
    """A field that holds bytes: text, a message, or packed numbers."""
    return _varint(field << 3 | 2) + _varint(len(content)) + content
