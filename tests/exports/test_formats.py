"""Every export format writes the same cells, and no cell can become a formula."""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest

from siaga import exports
from siaga.exports.csv import CSV
from siaga.exports.format import Column, ExportFormat, Sheet, guarded
from siaga.exports.geojson import GEOJSON
from siaga.exports.xlsx import XLSX
from siaga.registry import declared

SQUARE = {"type": "Polygon", "coordinates": [[[112.0, -8.0], [113.0, -8.0], [113.0, -7.0], [112.0, -8.0]]]}
DANGEROUS = ("=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1", "\r=1")
SHEET = Sheet(
    title="Uji",
    columns=(
        Column("name", "Nama"),
        Column("score", "Skor"),
        Column("on", "Tanggal"),
        Column("flag", "Tanda"),
    ),
    rows=(
        ("Kota “Malang”, Jatim", 88.95, date(2022, 12, 16), True),
        ("=HYPERLINK(1)", -3.5, None, False),
        (None, 7.0, None, None),
    ),
    remarks=(("Edisi", "=bukan rumus"),),
    shapes=(SQUARE, None, None),
)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_three_formats_are_found() -> None:
    assert {one.suffix for one in declared(exports, ExportFormat)} >= {"csv", "xlsx", "geojson"}


@pytest.mark.parametrize("one", declared(exports, ExportFormat), ids=lambda one: one.suffix)
def test_every_format_writes_a_sheet_with_and_without_rows(one: ExportFormat) -> None:
    assert one.write(SHEET)
    assert one.write(Sheet("Kosong", SHEET.columns, ()))


def test_csv_is_utf8_with_mark_points_and_iso_dates() -> None:
    content = CSV.write(SHEET)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert read_csv(content) == [
        ["name", "score", "on", "flag"],
        ["Kota “Malang”, Jatim", "88.95", "2022-12-16", "1"],
        ["'=HYPERLINK(1)", "-3.5", "", "0"],
        ["", "7", "", ""],
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous_text_is_guarded_in_csv(text: str) -> None:
    assert guarded(text) == "'" + text
    written = read_csv(CSV.write(Sheet("", (Column("a", "A"),), ((text,),))))
    assert written[1][0].startswith("'")


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous_text_stays_text_in_xlsx(text: str) -> None:
    content = XLSX.write(Sheet("", (Column("a", "A"),), ((text,),)))
    cell = openpyxl.load_workbook(io.BytesIO(content))["Data"]["A2"]
    assert cell.data_type == "s"


def test_xlsx_keeps_numbers_dates_and_remarks() -> None:
    book = openpyxl.load_workbook(io.BytesIO(XLSX.write(SHEET)))
    rows = list(book["Data"].iter_rows(values_only=True))
    assert rows[0] == ("name", "score", "on", "flag")
    assert rows[1][1] == 88.95
    assert rows[1][2].date() == date(2022, 12, 16)
    assert rows[2][1] == -3.5
    assert book["Keterangan"]["B1"].value == "=bukan rumus"
    assert book["Keterangan"]["B1"].data_type == "s"


def test_geojson_is_a_feature_a_row_with_its_outline() -> None:
    collection = json.loads(GEOJSON.write(SHEET))
    assert collection["type"] == "FeatureCollection"
    assert [one["geometry"] for one in collection["features"]] == [SQUARE, None, None]
    assert collection["features"][0]["properties"] == {
        "name": "Kota “Malang”, Jatim",
        "score": 88.95,
        "on": "2022-12-16",
        "flag": True,
    }
    assert collection["remarks"]["Edisi"] == "=bukan rumus"


def test_geojson_refuses_what_json_cannot_say() -> None:
    with pytest.raises(ValueError, match="JSON"):
        GEOJSON.write(Sheet("", (Column("a", "A"),), ((float("nan"),),)))
