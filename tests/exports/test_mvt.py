"""Vector tiles: what another decoder reads is what was put in."""

import mapbox_vector_tile
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.exports.mvt import EXTENT, PointLayer, tile_of, varints, zigzag

STEPS = st.integers(0, EXTENT - 1)


def decoded(tile: bytes) -> dict:
    """The tile as mapbox-vector-tile reads it, rows counted downwards as in the tile."""
    return mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})


def layer(name: str, points: list[tuple[int, int]], ids: list[int] | None = None) -> PointLayer:
    """A layer of these points."""
    x, y = (np.array([point[axis] for point in points], dtype=np.int64) for axis in (0, 1))
    return PointLayer(name, x, y, None if ids is None else np.array(ids, dtype=np.int64))


@given(st.lists(st.tuples(STEPS, STEPS), min_size=2, max_size=60))
def test_many_points_are_one_multipoint(points: list[tuple[int, int]]) -> None:
    found = decoded(tile_of([layer("ordinary", points)]))["ordinary"]
    [feature] = found["features"]
    assert (found["extent"], found["version"]) == (EXTENT, 2)
    assert feature["geometry"]["type"] == "MultiPoint"
    assert [tuple(point) for point in feature["geometry"]["coordinates"]] == points


@given(st.lists(st.tuples(STEPS, STEPS, st.integers(1101012001001, 9999999999999)), min_size=1, max_size=40))
def test_points_with_numbers_are_features_of_their_own(points: list[tuple[int, int, int]]) -> None:
    tile = tile_of([layer("special", [point[:2] for point in points], [point[2] for point in points])])
    features = decoded(tile)["special"]["features"]
    assert [(*feature["geometry"]["coordinates"], feature["id"]) for feature in features] == points


def test_layers_without_points_are_left_out() -> None:
    tile = tile_of([layer("empty", []), layer("one", [(5, 9)])])
    assert set(decoded(tile)) == {"one"}
    assert tile_of([]) == b""


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, b"\x00"),
        (1, b"\x01"),
        (127, b"\x7f"),
        (128, b"\x80\x01"),
        (300, b"\xac\x02"),
        (3573021001003, None),
    ],
)
def test_varints_are_those_of_protobuf(value: int, written: bytes | None) -> None:
    found = varints(np.array([value], dtype=np.uint64))
    assert written is None or found == written
    assert sum((byte & 0x7F) << 7 * place for place, byte in enumerate(found)) == value


def test_small_steps_stay_small() -> None:
    assert zigzag(np.array([0, -1, 1, -2, 2])).tolist() == [0, 1, 2, 3, 4]
