"""Builds approximate kecamatan outlines, one file per province, from packaged points and kab/kota outlines.

    PYTHONPATH=src python tools/build_kecamatan.py

No open package holds kecamatan outlines. Each desa or kelurahan point gets its Voronoi cell inside its
kab/kota, the cells of a kecamatan are merged, inner borders simplified, and everything is laid on the grid of
the other layers. The result is marked "batas perkiraan" and gives way to outlines that users load. Run after
``build_areas.py`` and ``build_outlines.py``; a second run writes the same bytes.

A point outside its kab/kota (the outlines are of 2020 and weak in Papua) still draws its cell from where it
lies. A kecamatan left without ground that way has its points moved to the nearest ground of its kab/kota; one
without any point of its own stands where the table puts its kecamatan point.
"""

import gzip
import sys
from collections import defaultdict

import shapely
from build_outlines import NOTE, PACK, STEP
from coverages import Layer, cleaned, settled
from shapely.geometry.base import BaseGeometry
from topology import polygons, write_topology

from siaga.domain.areas import Level, PointKind, parent_of
from siaga.domain.gazetteers import current_areas
from siaga.store.outlines import packaged_layer

LEAST_GROUND = 2e-5
TOLERANCE = 0.002
NUDGE = 1e-4
Place = tuple[float, float]


def desa_points() -> dict[str, list[Place]]:
    """The points of every kecamatan: those of its desa and kelurahan, else its own."""
    found: dict[str, list[Place]] = defaultdict(list)
    for area in current_areas(Level.KELURAHAN):
        if area.point_kind is not PointKind.PARENT and area.longitude is not None:
            found[area.parent].append((area.longitude, float(area.latitude or 0)))
    for area in current_areas(Level.KECAMATAN):
        if area.code not in found:
            found[area.code].append((float(area.longitude or 0), float(area.latitude or 0)))
    return dict(sorted(found.items()))


def distinct(points: dict[str, list[Place]]) -> tuple[list[str], list[Place]]:
    """The kecamatan of each place, and the places, coincident ones nudged apart."""
    codes: list[str] = []
    places: dict[Place, None] = {}
    for code, own in points.items():
        for place in sorted(set(own)):
            moved = place
            while moved in places:
                moved = (round(moved[0] + NUDGE, 6), moved[1])
            places[moved] = None
            codes.append(code)
    return codes, list(places)


def cells(points: dict[str, list[Place]], kabkota: BaseGeometry) -> Layer:
    """The merged Voronoi cells of each kecamatan, cut by the kab/kota."""
    if len(points) == 1:
        return dict.fromkeys(points, kabkota)
    codes, places = distinct(points)
    diagram = shapely.voronoi_polygons(shapely.MultiPoint(places), extend_to=kabkota.envelope, ordered=True)
    merged: dict[str, list[BaseGeometry]] = defaultdict(list)
    for code, cell in zip(codes, shapely.get_parts(diagram), strict=True):
        merged[code].append(cell)
    return {
        code: shapely.MultiPolygon(polygons(shapely.intersection(shapely.union_all(merged[code]), kabkota)))
        for code in points
    }


def onto(kabkota: BaseGeometry, places: list[Place]) -> list[Place]:
    """Places moved to the nearest ground of the kab/kota."""
    moved = []
    for place in places:
        line = shapely.shortest_line(kabkota, shapely.Point(place))
        moved.append(tuple(round(value, 6) for value in line.coords[0]))
    return moved


def kecamatan_of(points: dict[str, list[Place]], kabkota: BaseGeometry) -> Layer:
    """The kecamatan of one kab/kota as a coverage, those without ground moved onto it."""
    layer = cells(points, kabkota)
    bare = [code for code, shape in layer.items() if shape.area < LEAST_GROUND]
    if bare:
        moved = {code: onto(kabkota, own) if code in bare else own for code, own in points.items()}
        layer = cells(moved, kabkota)
    layer = cleaned({code: shape for code, shape in layer.items() if shape.area > 0}, gap=0)
    shapes = shapely.coverage_simplify(list(layer.values()), TOLERANCE, simplify_boundary=False)
    return dict(zip(layer, shapes, strict=True))


def main() -> None:
    """Build one file per province and name the kecamatan that got none."""
    outlines = packaged_layer("kabkota")
    by_kabkota: dict[str, dict[str, list[Place]]] = defaultdict(dict)
    for code, places in desa_points().items():
        by_kabkota[parent_of(code)][code] = places
    size = packed = 0
    for province in sorted({code[:2] for code in by_kabkota}):
        layer: Layer = {}
        for code in (code for code in by_kabkota if code[:2] == province):
            layer |= kecamatan_of(by_kabkota[code], outlines[code])
        layer = settled(cleaned(layer, gap=0), STEP)
        gone = [code for code, shape in layer.items() if not polygons(shape)]
        wanted = {code for points in by_kabkota.values() for code in points if code[:2] == province}
        path = PACK / "kecamatan" / f"{province}.topojson"
        kept = {code: shape for code, shape in layer.items() if code not in gone}
        size += write_topology(path, {"kecamatan": kept}, STEP, f"batas perkiraan; {NOTE}")
        packed += len(gzip.compress(path.read_bytes(), 9))
        print(province, len(kept), "missing:", sorted(wanted - set(kept)), file=sys.stdout, flush=True)
    print(f"{size:,} bytes, {packed:,} gzipped")


if __name__ == "__main__":
    main()
