"""Reads outlines that users bring as GeoJSON: what can be loaded, and what is wrong with each feature."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from siaga.domain.areas import Area, InvalidAreaCode, level_of, parent_of
from siaga.domain.gazetteers import children_of, find_area, successors
from siaga.domain.problems import Problem
from siaga.store import outline_problems as problems

LARGEST = 64 * 1024 * 1024
WEST, SOUTH, EAST, NORTH = 94.0, -12.0, 142.0, 7.0
FARTHEST_KM = 60.0
NEAR_KM = 2.0
KM_PER_DEGREE = 111.2
CODE_NAMES = ("code", "kode", "kode_wilayah", "kode_kemendagri", "kdepum", "kdcpum", "id")
_WGS84 = re.compile(r"(CRS84|EPSG:(\d|\.)*:?4326|WGS ?84)$", re.IGNORECASE)
_UNDOTTED = re.compile(r"\d{2}|\d{4}|\d{6}|\d{10}")


@dataclass(frozen=True, slots=True)
class FoundOutline:
    """One feature that can be loaded: its number in the file, the area's code and its shape in degrees."""

    feature: int
    code: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class OutlineFile:
    """What a file holds: the features that can be read and every problem found, feature by feature."""

    readable: tuple[FoundOutline, ...]
    problems: tuple[Problem, ...]

    @property
    def loadable(self) -> tuple[FoundOutline, ...]:
        """All outlines when nothing is wrong, none otherwise: a file is loaded whole or not at all."""
        return () if self.problems else self.readable


def read_outline_file(data: bytes) -> OutlineFile:
    """Every outline of a GeoJSON file and every problem with it; raises when it is no such file."""
    content = _collection(data)
    found: dict[str, FoundOutline] = {}
    wrong: list[Problem] = list(_crs_problems(content))
    for number, feature in enumerate(content["features"], start=1):
        try:
            outline = _outline(number, feature)
            if outline.code in found:
                raise problems.DuplicateCode(
                    feature=number, code=outline.code, first=found[outline.code].feature
                )
        except Problem as problem:
            wrong.append(problem)
        else:
            found[outline.code] = outline
    if not found and not wrong:
        wrong.append(problems.NoFeatures())
    return OutlineFile(tuple(found.values()), tuple(wrong))


def _refuse_constant(word: str) -> float:
    """NaN and Infinity are no JSON numbers."""
    raise ValueError(word)


def _collection(data: bytes) -> dict[str, Any]:
    """The file as a FeatureCollection."""
    if len(data) > LARGEST:
        raise problems.FileTooLarge(size=len(data) // 1024**2, largest=LARGEST // 1024**2)
    try:
        content: dict[str, Any] = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise problems.NotGeoJson(found=_beginning(data)) from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise problems.NotGeoJson(found=_beginning(data))
    return content


def _beginning(data: bytes) -> str:
    """The first characters of a file, to recognise it by."""
    return data[:40].decode("utf-8", "replace").strip() or "–"


def _crs_problems(content: Mapping[str, Any]) -> Iterator[Problem]:
    """A ``crs`` member may only name WGS 84."""
    crs = content.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else str(crs)
    if not _WGS84.search(name):
        yield problems.WrongCrs(crs=name or "?")


def _outline(number: int, feature: object) -> FoundOutline:
    """One feature as an outline, or the first thing that is wrong with it."""
    if not isinstance(feature, dict):
        raise problems.NotAFeature(feature=number)
    area = _area(number, feature)
    geometry = _geometry(number, area.code, feature.get("geometry"))
    _check_place(number, area.code, geometry)
    _check_shape(number, area.code, geometry)
    _check_area(number, area, geometry)
    return FoundOutline(number, area.code, geometry)


def _code(number: int, feature: Mapping[str, Any]) -> str:
    """The area code a feature gives, dotted."""
    given = feature.get("properties")
    properties = {str(k).casefold(): v for k, v in given.items()} if isinstance(given, dict) else {}
    for value in (*(properties.get(name) for name in CODE_NAMES), feature.get("id")):
        text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if text:
            parts = (text[:2], text[2:4], text[4:6], text[6:])
            return ".".join(p for p in parts if p) if _UNDOTTED.fullmatch(text) else text
    raise problems.NoCode(feature=number, names=", ".join(CODE_NAMES[:3]))


def _area(number: int, feature: Mapping[str, Any]) -> Area:
    """The current area a feature is of."""
    code = _code(number, feature)
    area = find_area(code)
    if area is not None:
        return area
    try:
        level_of(code)
    except InvalidAreaCode:
        raise problems.UnknownCode(feature=number, code=code) from None
    heirs = successors(code)
    if heirs != (code,):
        raise problems.ExpiredCode(feature=number, code=code, heirs=", ".join(heirs))
    raise problems.UnknownCode(feature=number, code=code)


def _geometry(number: int, code: str, given: object) -> BaseGeometry:
    """A feature's polygon or polygons, flat."""
    kind = given.get("type", "?") if isinstance(given, dict) else "null"
    if kind not in ("Polygon", "MultiPolygon"):
        raise problems.NotAPolygon(feature=number, code=code, kind=kind)
    try:
        geometry = shapely.force_2d(shapely.from_geojson(json.dumps(given)))
    except (shapely.errors.ShapelyError, ValueError, TypeError, RecursionError):
        raise problems.UnreadableGeometry(feature=number, code=code) from None
    if geometry.is_empty:
        raise problems.UnreadableGeometry(feature=number, code=code)
    return geometry


def _check_place(number: int, code: str, geometry: BaseGeometry) -> None:
    """Coordinates must be degrees, longitude first, within Indonesia."""
    west, south, east, north = geometry.bounds
    if not all(map(math.isfinite, geometry.bounds)):
        raise problems.UnreadableGeometry(feature=number, code=code)
    if west >= WEST and east <= EAST and south >= SOUTH and north <= NORTH:
        return
    if south >= WEST and north <= EAST and west >= SOUTH and east <= NORTH:
        raise problems.SwappedCoordinates(feature=number, code=code)
    sample = f"{west:.6g}, {south:.6g}"
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise problems.ProjectedCoordinates(feature=number, code=code, sample=sample)
    raise problems.OutsideIndonesia(feature=number, code=code, sample=sample)


def _check_shape(number: int, code: str, geometry: BaseGeometry) -> None:
    """The polygons must be valid and have an area."""
    if not geometry.is_valid:
        reason = shapely.is_valid_reason(geometry)
        raise problems.InvalidGeometry(feature=number, code=code, reason=reason)
    if geometry.area == 0:
        raise problems.UnreadableGeometry(feature=number, code=code)


def _kilometres(geometry: BaseGeometry, area: Area) -> float:
    """How far a shape lies from an area's packaged point (0 inside; near the equator degrees are alike)."""
    if area.longitude is None or area.latitude is None:
        return 0.0
    return float(shapely.distance(geometry, shapely.Point(area.longitude, area.latitude))) * KM_PER_DEGREE


def _check_area(number: int, area: Area, geometry: BaseGeometry) -> None:
    """The outline must lie where the area's point lies, not where a neighbour's does."""
    distance = _kilometres(geometry, area)
    if distance > FARTHEST_KM:
        raise problems.FarFromArea(feature=number, code=area.code, name=area.name, distance=f"{distance:.0f}")
    if distance <= NEAR_KM:
        return
    for other in children_of(parent_of(area.code)):
        if other.code != area.code and _kilometres(geometry, other) == 0:
            raise problems.OutlineOfAnother(
                feature=number, code=area.code, name=area.name, other=f"{other.code} {other.name}"
            )
