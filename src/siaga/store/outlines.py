"""Shapes in memory: packaged outlines as geometries and as bytes, and which area a point lies in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from siaga.domain.areas import Level, lies_within
from siaga.domain.gazetteers import current_areas, successors
from siaga.domain.problems import Problem

ATTRIBUTION = "batas 2020, bukan batas hukum"
APPROXIMATE_ATTRIBUTION = "batas perkiraan"
SOURCE = "geoBoundaries IDN-ADM2 2020 (BPS, WFP, OCHA ROAP), CC BY 3.0 IGO"
_FILES = {"kabkota": "kabkota", "provinsi": "provinsi", "provinsi_2022": "provinsi"}
_KECAMATAN = "kecamatan/"
Shapes = Mapping[str, BaseGeometry]


class OutlineKind(StrEnum):
    """How far an outline can be trusted."""

    PUBLISHED = "published"
    APPROXIMATE = "approximate"
    LOADED = "loaded"


class UnknownLayer(Problem):
    """A layer of outlines that is not in the package."""

    indonesian = "Tidak ada lapisan batas “{name}”. Pilih provinsi, kabkota, atau kecamatan/KODE-PROVINSI."
    english = "There is no layer of outlines “{name}”. Choose provinsi, kabkota or kecamatan/PROVINCE-CODE."


@dataclass(frozen=True, slots=True)
class AreaOutline:
    """One area's shape in degrees (WGS 84) and where it comes from."""

    code: str
    geometry: BaseGeometry
    kind: OutlineKind


@cache
def layer_bytes(name: str) -> bytes:
    """The packaged TopoJSON file of a layer as it stands: ``provinsi``, ``kabkota`` or ``kecamatan/35``."""
    stem = _FILES.get(name, name)
    if name not in _FILES and not (name.startswith(_KECAMATAN) and name[len(_KECAMATAN) :].isdigit()):
        raise UnknownLayer(name=name)
    try:
        return (files("siaga") / "packs" / "areas" / f"{stem}.topojson").read_bytes()
    except FileNotFoundError:
        raise UnknownLayer(name=name) from None


@cache
def packaged_layer(name: str) -> dict[str, BaseGeometry]:
    """The shapes of one packaged layer by code (``provinsi_2022``: Papua and Papua Barat undivided)."""
    return decode(json.loads(layer_bytes(name)), "kecamatan" if name.startswith(_KECAMATAN) else name)


def decode(topology: dict[str, Any], name: str) -> dict[str, BaseGeometry]:
    """The shapes of one object of a quantised TopoJSON topology by code."""
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * scale + origin for arc in topology["arcs"]]

    def ring(numbers: Sequence[int]) -> np.ndarray[Any, np.dtype[np.float64]]:
        pieces = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])

    def polygon(rings: Sequence[Sequence[int]]) -> shapely.Polygon:
        return shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]])

    shapes: dict[str, BaseGeometry] = {}
    for geometry in topology["objects"][name]["geometries"]:
        parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        made = [polygon(part) for part in parts]
        shapes[geometry["id"]] = made[0] if len(made) == 1 else shapely.MultiPolygon(made)
    return shapes


def _packaged(level: Level, within: str, on: date | None) -> dict[str, BaseGeometry]:
    """The packaged shapes of the areas of a level that were valid on ``on``."""
    if level is Level.PROVINSI:
        undivided = successors("91", on) == ("91",)
        layer = packaged_layer("provinsi_2022" if undivided else "provinsi")
        return {code: shape for code, shape in layer.items() if lies_within(code, within)}
    areas = current_areas(level, within, on)
    if level is Level.KABKOTA:
        layer = packaged_layer("kabkota")
    elif level is Level.KECAMATAN:
        provinces = sorted({area.code[:2] for area in areas})
        layer = {c: s for p in provinces for c, s in packaged_layer(f"{_KECAMATAN}{p}").items()}
    else:
        layer = {}
    heirs = {area.code: successors(area.code, None, on)[0] if on else area.code for area in areas}
    return {code: layer[heir] for code, heir in heirs.items() if heir in layer}


def outlines_of(
    level: Level, within: str = "", on: date | None = None, *, overrides: Shapes | None = None
) -> dict[str, AreaOutline]:
    """The outlines of a level's areas by the codes valid on ``on``; ``overrides`` replace packaged ones.

    Areas without an outline (kelurahan, unless loaded) are left out.
    """
    kind = OutlineKind.APPROXIMATE if level is Level.KECAMATAN else OutlineKind.PUBLISHED
    found = {code: AreaOutline(code, shape, kind) for code, shape in _packaged(level, within, on).items()}
    if overrides:
        valid = {area.code for area in current_areas(level, within, on)}
        loaded = {code: shape for code, shape in overrides.items() if code in valid}
        found |= {code: AreaOutline(code, shape, OutlineKind.LOADED) for code, shape in loaded.items()}
    return dict(sorted(found.items()))


def geojson_geometry(outline: AreaOutline, decimals: int = 5) -> dict[str, Any]:
    """One outline's geometry as a GeoJSON object with rounded coordinates."""
    rounded = shapely.transform(outline.geometry, lambda xy: np.round(xy, decimals))
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return geometry


def geometry_text(geometry: BaseGeometry) -> str:
    """A geometry as the GeoJSON text that rows keep."""
    return str(shapely.to_geojson(geometry))


def geometry_of(text: str) -> BaseGeometry:
    """The geometry of a row's GeoJSON text."""
    return shapely.from_geojson(text)


class Locator:
    """Which area of a layer a point lies in."""

    def __init__(self, shapes: Shapes) -> None:
        self._codes = sorted(shapes)
        self._tree = shapely.STRtree([shapes[code] for code in self._codes])

    def area_at(self, longitude: float, latitude: float, within_degrees: float = 0.0) -> str | None:
        """The code of the area a point is in, else of the nearest within ``within_degrees``, else nothing."""
        point = shapely.Point(longitude, latitude)
        hits = self._tree.query(point, "intersects")
        if len(hits) == 0 and within_degrees > 0:
            hits = self._tree.query_nearest(point, max_distance=within_degrees)
        return self._codes[min(hits)] if len(hits) else None

    def areas_at(self, longitudes: Sequence[float], latitudes: Sequence[float]) -> list[str | None]:
        """The codes for many points at once; a point on a shared border goes to the lesser code."""
        points = shapely.points(np.asarray(longitudes, dtype=float), np.asarray(latitudes, dtype=float))
        which, hits = self._tree.query(points, "intersects")
        found: list[str | None] = [None] * len(points)
        for place, hit in zip(which.tolist(), hits.tolist(), strict=True):
            code = self._codes[hit]
            known = found[place]
            found[place] = code if known is None or code < known else known
        return found


@cache
def _locator(name: str) -> Locator:
    """The locator of one packaged layer."""
    return Locator(packaged_layer(name))


def area_at(
    longitude: float,
    latitude: float,
    level: Level = Level.KABKOTA,
    *,
    overrides: Shapes | None = None,
    within_degrees: float = 0.0,
) -> str | None:
    """The code of today's area of ``level`` that a point lies in; loaded outlines are asked first."""
    if overrides:
        loaded = {code: shape for code, shape in overrides.items() if code.count(".") == level.depth - 1}
        found = Locator(loaded).area_at(longitude, latitude) if loaded else None
        if found:
            return found
    if level is Level.KELURAHAN:
        return None
    if level is not Level.KECAMATAN:
        return _locator(str(level)).area_at(longitude, latitude, within_degrees)
    kabkota = _locator("kabkota").area_at(longitude, latitude, within_degrees)
    if kabkota is None:
        return None
    return _locator(f"{_KECAMATAN}{kabkota[:2]}").area_at(longitude, latitude, within_degrees)
