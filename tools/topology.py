"""Writes layers of polygons that share borders as one TopoJSON file on a grid, always the same bytes."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Point = tuple[int, int]
Arc = tuple[Point, ...]
Layer = Mapping[str, BaseGeometry]
ORIGIN = (94.0, -12.0)


def ring_on_grid(ring: BaseGeometry, step: float, origin: tuple[float, float]) -> list[Point]:
    """A ring's points as whole numbers of ``step`` counted from ``origin``, without repeats and spikes."""
    steps = np.rint((shapely.get_coordinates(ring)[:-1] - origin) / step).astype(int)
    points: list[Point] = []
    for point in map(tuple, steps.tolist()):
        if points and point == points[-1]:
            continue
        if len(points) > 1 and point == points[-2]:
            points.pop()
            continue
        points.append(point)
    while len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def on_grid(geometry: BaseGeometry, step: float, origin: tuple[float, float]) -> BaseGeometry:
    """A geometry in degrees with its points on the grid; parts and holes that collapse are left out."""
    parts = []
    for part in shapely.get_parts(geometry):
        outer, *inner = [ring_on_grid(ring, step, origin) for ring in (part.exterior, *part.interiors)]
        if len(outer) > 2:
            parts.append(shapely.Polygon(outer, [hole for hole in inner if len(hole) > 2]))
    return shapely.MultiPolygon([part for part in parts if part.area > 0])


def polygons(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The polygons of a geometry, the largest first."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and part.area > 0]
    return sorted(parts, key=lambda part: (-part.area, part.bounds))


def rings(polygon: BaseGeometry) -> list[Arc]:
    """The outer ring and the holes of a polygon as whole numbers, not closed."""
    found = [polygon.exterior, *sorted(polygon.interiors, key=lambda ring: ring.bounds)]
    return [tuple((int(x), int(y)) for x, y in ring.coords[:-1]) for ring in found]


class Topology:
    """The arcs that the rings of all layers are made of."""

    def __init__(self, every_ring: Iterable[Arc]) -> None:
        self.arcs: dict[Arc, int] = {}
        beside: dict[Point, set[Point]] = defaultdict(set)
        for ring in every_ring:
            for before, point in zip((ring[-1], *ring[:-1]), ring, strict=True):
                beside[before].add(point)
                beside[point].add(before)
        self.junctions = {point for point, near in beside.items() if len(near) != 2}

    def index_of(self, arc: Arc) -> int:
        """The arc's number, negative (as TopoJSON writes it) when it is run backwards."""
        backwards = arc[::-1]
        if arc == backwards or arc <= backwards:
            return self.arcs.setdefault(arc, len(self.arcs))
        return ~self.arcs.setdefault(backwards, len(self.arcs))

    def ring_arcs(self, ring: Arc) -> list[int]:
        """A ring as the numbers of its arcs, beginning at its least junction, or at its least point."""
        at_junctions = [place for place, point in enumerate(ring) if point in self.junctions]
        places = at_junctions or range(len(ring))
        first = min(places, key=lambda place: ring[place])
        turned = (*ring[first:], *ring[: first + 1])
        cuts = [i for i, point in enumerate(turned) if point in self.junctions or i in (0, len(ring))]
        return [self.index_of(turned[a : b + 1]) for a, b in pairwise(cuts)]

    def geometry(self, code: str, parts: Sequence[BaseGeometry]) -> dict[str, object]:
        """One area as a TopoJSON geometry."""
        arcs = [[self.ring_arcs(ring) for ring in rings(part)] for part in parts]
        kind, shape = ("Polygon", arcs[0]) if len(arcs) == 1 else ("MultiPolygon", arcs)
        return {"type": kind, "id": code, "properties": {"code": code}, "arcs": shape}


def deltas(arc: Arc) -> list[list[int]]:
    """An arc as its first point and the steps to each next one."""
    steps = [[x - before[0], y - before[1]] for before, (x, y) in pairwise(arc)]
    return [list(arc[0]), *steps]


def write_topology(path: Path, layers: Mapping[str, Layer], step: float, note: str) -> int:
    """Write layers of grid geometries (see :func:`on_grid`) by name; returns the size in bytes."""
    parts = {name: {code: polygons(layer[code]) for code in sorted(layer)} for name, layer in layers.items()}
    topology = Topology(
        ring for layer in parts.values() for some in layer.values() for part in some for ring in rings(part)
    )
    objects = {
        name: {
            "type": "GeometryCollection",
            "geometries": [topology.geometry(code, some) for code, some in layer.items()],
        }
        for name, layer in parts.items()
    }
    content = {
        "type": "Topology",
        "attribution": note,
        "transform": {"scale": [step, step], "translate": list(ORIGIN)},
        "objects": objects,
        "arcs": [deltas(arc) for arc in topology.arcs],
    }
    data = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return len(data)
