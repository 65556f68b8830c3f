"""Makes polygons that share borders fit each other: cleaned, without islets, simplified, on a grid."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from topology import ORIGIN, on_grid, polygons

KM2_PER_SQUARE_DEGREE = 12_300.0
Layer = dict[str, BaseGeometry]


def square_kilometres(geometry: BaseGeometry) -> float:
    """The area of a shape in degrees, on the sphere of 6,371.007 km (cylindrical equal-area projection)."""

    def project(xy: np.ndarray) -> np.ndarray:
        return np.column_stack([np.radians(xy[:, 0]) * 6371.007, 6371.007 * np.sin(np.radians(xy[:, 1]))])

    return float(shapely.transform(geometry, project).area)


def cleaned(layer: Layer, gap: float) -> Layer:
    """The layer as a valid coverage: overlaps given to one side, gaps under ``gap`` degrees closed."""
    shapes = shapely.coverage_clean(list(layer.values()), gap_width=gap)
    return dict(zip(layer, shapes, strict=True))


def without_islets(geometry: BaseGeometry, least: float) -> BaseGeometry:
    """A shape without parts under ``least`` km²; its largest part and every hundredth of it stay."""
    parts = polygons(geometry)
    kept = [
        part
        for part in parts
        if part is parts[0] or part.area * KM2_PER_SQUARE_DEGREE >= least or part.area >= 0.01 * geometry.area
    ]
    return shapely.MultiPolygon(kept)


def without_holes(layer: Layer) -> Layer:
    """The layer with those holes filled that no other area lies in."""
    everything = [part for shape in layer.values() for part in polygons(shape)]
    tree = shapely.STRtree(everything)

    def filled(part: BaseGeometry) -> BaseGeometry:
        holes = [shapely.Polygon(ring) for ring in part.interiors]
        taken = [hole for hole in holes if len(tree.query(hole.representative_point(), "within"))]
        return shapely.Polygon(part.exterior, [hole.exterior for hole in taken])

    return {code: shapely.MultiPolygon([filled(p) for p in polygons(s)]) for code, s in layer.items()}


def simplified(layer: Layer, tolerance: float) -> Layer:
    """The layer with fewer points; shared borders stay shared."""
    shapes = shapely.coverage_simplify(list(layer.values()), tolerance)
    return dict(zip(layer, shapes, strict=True))


def settled(layer: Layer, step: float) -> Layer:
    """The layer with all points on the grid and still a valid coverage.

    Rounding can make narrow necks touch or cross; such shapes are mended, which makes new points, which are
    rounded again, until nothing is left to mend.
    """
    shapes = [on_grid(shape, step, ORIGIN) for shape in layer.values()]
    for _ in range(20):
        if all(shapely.is_valid(shapes)) and shapely.coverage_is_valid(shapes):
            return dict(zip(layer, shapes, strict=True))
        whole = [shapely.MultiPolygon(polygons(shapely.make_valid(s, method="structure"))) for s in shapes]
        mended = shapely.coverage_clean(whole, snapping_distance=0)
        shapes = [on_grid(shape, 1.0, (0.0, 0.0)) for shape in mended]
    raise SystemExit("the grid is too coarse: the coverage does not settle")


def dissolved(layer: Layer, groups: dict[str, list[str]]) -> Layer:
    """One shape per group of codes of a valid coverage."""
    return {
        name: shapely.MultiPolygon(
            polygons(shapely.coverage_union_all([layer[code] for code in codes if code in layer]))
        )
        for name, codes in groups.items()
    }


def in_degrees(layer: Layer, step: float) -> Layer:
    """Grid shapes as degrees."""
    return {code: shapely.transform(shape, lambda xy: xy * step + ORIGIN) for code, shape in layer.items()}
