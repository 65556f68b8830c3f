"""GeoJSON (RFC 7946): one feature a row with its outline, the remarks beside the features."""

import json
from datetime import date

from siaga.exports.format import Cell, ExportFormat, Sheet


def write_geojson(sheet: Sheet) -> bytes:
    """The sheet as a feature collection; a row without an outline has a null geometry."""
    keys = [column.key for column in sheet.columns]
    shapes = sheet.shapes or (None,) * len(sheet.rows)
    features = [
        {
            "type": "Feature",
            "properties": {key: _value(cell) for key, cell in zip(keys, row, strict=True)},
            "geometry": shape,
        }
        for row, shape in zip(sheet.rows, shapes, strict=True)
    ]
    collection = {
        "type": "FeatureCollection",
        "name": sheet.title,
        "remarks": dict(sheet.remarks),
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _value(cell: Cell) -> str | int | float | bool | None:
    """A cell as JSON knows it."""
    return cell.isoformat() if isinstance(cell, date) else cell


GEOJSON = ExportFormat("GeoJSON", "geojson", "application/geo+json", write_geojson, outlines=True)
