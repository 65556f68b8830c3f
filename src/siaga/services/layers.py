"""Outlines for maps and downloads: packaged layers, and imported outlines in their place."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import shapely

from siaga.domain.areas import Level
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound
from siaga.services.use_case import reads
from siaga.store.models import Outline
from siaga.store.outlines import UnknownLayer, geojson_geometry, layer_bytes, outlines_of

_CODE_LENGTHS = {"provinsi": 2, "kabkota": 5, "kecamatan": 8}
Replacements = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LayerBytes:
    """A layer as a browser fetches it: TopoJSON, plain and compressed, and a tag that changes with it."""

    plain: bytes
    compressed: bytes
    tag: str


@reads(Permission.PUBLIC)
def outline_layer(_: Actor, name: str) -> LayerBytes:
    """The layer ``name`` as TopoJSON; imported outlines ride along as ``replacements`` by code."""
    kind, _slash, province = name.partition("/")
    return _layer(name, _replacements(_CODE_LENGTHS.get(kind, 0), province))


@reads(Permission.PUBLIC)
def outline_geometries(_: Actor, level: Level, within: str, on: date) -> Mapping[str, dict[str, Any]]:
    """GeoJSON geometries of a level's areas, imported ones preferred, by the codes valid on ``on``."""
    loaded = dict(_replacements(_CODE_LENGTHS[level], within))
    overrides = {code: shapely.from_geojson(text) for code, text in loaded.items()}
    outlines = outlines_of(level, within, on, overrides=overrides)
    return {code: geojson_geometry(outline) for code, outline in outlines.items()}


def _replacements(length: int, within: str) -> Replacements:
    """Imported outlines of codes of that length, as code and GeoJSON text."""
    rows = Outline.rows.filter(area__startswith=within).order_by("area").values_list("area", "geometry")
    return tuple((area, text) for area, text in rows if len(area) == length)


@lru_cache(maxsize=64)
def _layer(name: str, replacements: Replacements) -> LayerBytes:
    """A layer compressed once; packaged files never change while the process lives."""
    try:
        plain = layer_bytes(name)
    except UnknownLayer:
        raise NotFound(what="lapisan", name=name) from None
    if replacements:
        topology = json.loads(plain)
        topology["replacements"] = {area: json.loads(text) for area, text in replacements}
        plain = json.dumps(topology, separators=(",", ":")).encode()
    compressed = gzip.compress(plain, 9, mtime=0)
    return LayerBytes(plain, compressed, f'"{hashlib.sha256(plain).hexdigest()[:32]}"')
