"""The map's use case and pages on both stores: what is shown is complete, honest, and the same everywhere."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.atlas import draw_atlas

from siaga.domain.permissions import THE_PUBLIC
from siaga.services.map_views import MapCell, MapQuestion, MapView
from siaga.services.maps import map_choices, map_view
from siaga.store.models import Outline

INDEX, MAPPING = "indeks-2022", "pemetaan-2024"


@pytest.fixture(autouse=True)
def atlas(db: str) -> Iterator[None]:
    draw_atlas()
    return


def view_of(**question: str) -> MapView:
    return map_view(THE_PUBLIC, MapQuestion(**question))


def cell_of(view: MapView, code: str) -> MapCell:
    return next(cell for cell in view.cells if cell.place.code == code)


def test_the_first_map_is_the_edition_that_scores_most_provinces() -> None:
    view = view_of()
    assert (view.edition.code, view.level, view.space) == (INDEX, "provinsi", "real")


def test_every_area_as_valid_on_the_editions_date_and_missing_ones_unknown() -> None:
    view = view_of(edition=INDEX)
    assert {cell.place.code: cell.class_key for cell in view.cells} == {
        "31": "tinggi",
        "35": "tinggi",
        "91": "unknown",
    }
    assert view.outlines.shapes == "provinsi_2022"
    later = view_of(edition=MAPPING)
    assert {cell.place.code for cell in later.cells} == {"31", "35", "91", "93"}
    assert later.outlines.shapes == "provinsi"


def test_a_class_that_was_not_published_follows_from_the_limits_and_their_owner() -> None:
    view = view_of(edition=INDEX)
    assert not cell_of(view, "31").class_derived
    assert cell_of(view, "35").class_derived
    assert cell_of(view, "35").class_key == "tinggi"  # exactly 60, and 60 belongs to tinggi


def test_a_score_without_class_and_limits_is_neither_a_class_nor_unknown() -> None:
    view = view_of(edition=INDEX, level="kabkota")
    assert cell_of(view, "91.01").class_key == "unclassed"
    assert {entry.class_key: entry.count for entry in view.counts} == {
        "tinggi": 0,
        "sedang": 0,
        "rendah": 0,
        "unclassed": 1,
        "unknown": 2,
    }


def test_a_reading_under_todays_code_stands_at_the_code_of_its_time() -> None:
    cell = cell_of(view_of(edition=INDEX, level="kabkota"), "91.01")
    assert (cell.place.outline, cell.score) == ("93.01", 51.5)


def test_conflicting_numbers_are_kept_beside_and_never_counted() -> None:
    view = view_of(edition=INDEX)
    assert [other.score for other in cell_of(view, "31").conflicts] == [88.96]
    assert {entry.class_key: entry.published for entry in view.counts}["sedang"] == 2
    assert sum(entry.count for entry in view.counts) == len(view.cells) == 3


def test_internal_rows_are_not_for_the_public() -> None:
    assert cell_of(view_of(edition=INDEX, level="kabkota"), "35.07").class_key == "unknown"


def test_real_and_drill_stand_apart() -> None:
    assert [one.code for agency in map_choices(THE_PUBLIC) for one in agency.editions] == [MAPPING, INDEX]
    drill = view_of(space="latihan-35.73", within="35.73")
    assert (drill.edition.code, drill.level) == ("latihan-indeks", "kecamatan")
    assert [cell.class_key for cell in drill.cells] == ["sedang", "unknown"]


@pytest.mark.parametrize(
    ("within", "level", "shown", "codes"),
    [
        ("35", "", "35", ["35.07", "35.73"]),
        ("35.73", "", "35.73", ["35.73.01", "35.73.02"]),
        ("35.73", "kabkota", "35", ["35.07", "35.73"]),
        ("35.73.01", "", "35.73", ["35.73.01", "35.73.02"]),
        ("35", "provinsi", "", ["31", "35", "91"]),
        ("ID", "", "", ["31", "35", "91"]),
    ],
)
def test_places_and_levels(within: str, level: str, shown: str, codes: list[str]) -> None:
    view = view_of(edition=INDEX, within=within, level=level, sort="code")
    assert view.within == shown
    assert [cell.place.code for cell in view.cells] == codes


def test_a_place_survives_a_switch_to_an_edition_of_other_codes() -> None:
    assert view_of(edition=INDEX, within="93").within == "91"
    assert view_of(edition=INDEX, within="93.01", level="kecamatan").within == "91.01"
    assert view_of(edition=MAPPING, within="91.01", level="kecamatan").within == "93.01"


@pytest.mark.parametrize(
    ("sort", "codes"),
    [
        ("-class", ["31", "35", "91"]),
        ("score", ["35", "31", "91"]),
        ("name", ["31", "35", "91"]),
        ("-code", ["91", "35", "31"]),
    ],
)
def test_orders_keep_the_unknown_last(sort: str, codes: list[str]) -> None:
    assert [cell.place.code for cell in view_of(edition=INDEX, sort=sort).cells] == codes


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("edition=tidak-ada", 404, "edisi “tidak-ada” tidak ditemukan"),
        ("edition=latihan-indeks", 404, "tidak ditemukan"),
        ("space=latihan-99.99", 404, "tidak ditemukan"),
        ("level=desa", 400, "bukan tingkat wilayah"),
        ("level=kecamatan", 400, "Pilih dulu wilayahnya"),
        ("within=Malang", 400, "bukan kode wilayah"),
        ("within=77", 400, "Tidak ada wilayah berkode 77"),
        ("sort=warna", 400, "bukan kolom urutan"),
    ],
)
def test_a_wrong_address_is_answered_with_a_sentence(
    client: Client, query: str, status: int, words: str
) -> None:
    answer = client.get(f"/?{query}")
    assert answer.status_code == status
    assert words in answer.content.decode()


def rows_of_page(client: Client, address: str) -> list[tuple[str, str]]:
    """Code and class of each line of the table, in its order."""
    rows = client.get(address).content.decode().split("<tr data-code=")[1:]
    return [(row.split('"')[1], row.split('data-class="')[1].split('"')[0]) for row in rows]


@pytest.mark.parametrize(
    "query", ["", "?level=kabkota&sort=-code", "?within=35&sort=name", "?space=latihan-35.73&within=35.73"]
)
def test_page_and_downloads_say_the_same_in_the_same_order(client: Client, query: str) -> None:
    shown = rows_of_page(client, "/" + query)
    text = client.get("/map/download.csv" + query).content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(line["area"], line["class"]) for line in lines] == shown
    book = openpyxl.load_workbook(io.BytesIO(client.get("/map/download.xlsx" + query).content))
    assert [(row[0], row[3]) for row in book["Data"].iter_rows(min_row=2, values_only=True)] == shown
    features = json.loads(client.get("/map/download.geojson" + query).content)["features"]
    assert [(one["properties"]["area"], one["properties"]["class"]) for one in features] == shown
    assert all(one["geometry"] for one in features)


def test_every_downloaded_row_says_edition_source_date_and_space(client: Client) -> None:
    text = client.get("/map/download.csv").content.decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(text, newline="")))
    assert (first["edition"], first["edition_date"]) == ("Edisi indeks-2022", "2022-12-16")
    assert (first["source"], first["date"], first["space"]) == ("Penerbit", "2022-12-16", "real")
    assert "88.96" in first["note"]


def test_a_drill_never_leaves_without_its_mark(client: Client) -> None:
    query = "?space=latihan-35.73&within=35.73"
    answer = client.get("/map/download.csv" + query)
    assert "LATIHAN" in answer.headers["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert {line["space"] for line in lines} == {"LATIHAN latihan-35.73, 2024-11-20"}
    page = client.get("/" + query).content.decode()
    assert "drill-band" in page
    assert "20 November 2024" in page
    assert "drill-band" not in client.get("/").content.decode()


def test_formulas_are_guarded_on_the_way_out(client: Client) -> None:
    text = client.get("/map/download.csv").content.decode("utf-8-sig")
    notes = [line["note"] for line in csv.DictReader(io.StringIO(text, newline=""))]
    assert "'=HYPERLINK(1)" in notes
    assert not [note for note in notes if note.startswith("=")]


def test_the_answer_stands_first_and_numbers_follow_the_language(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "<h1>2 provinsi tinggi, 0 sedang, 0 rendah. 1 belum ada data.</h1>" in page
    assert "88,95" in page
    assert "Jumlah menurut lembaga: 1 tinggi, 2 sedang, 9 rendah" in page
    assert "Daerah Khusus Jakarta: belum ada data" not in page
    client.cookies["django_language"] = "en"
    english = client.get("/").content.decode()
    assert "88.95" in english
    assert "Test Agency" in english
    assert client.get("/map/download.csv").content.decode("utf-8-sig").count("88.95") == 1


def test_a_page_asks_the_store_few_questions(client: Client) -> None:
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/?level=kabkota")
    assert len(asked) <= 16, "\n".join(query["sql"][:120] for query in asked)


def test_unknown_formats_and_layers_are_refused(client: Client) -> None:
    assert client.get("/map/download.dbf").status_code == 404
    assert client.get("/layers/desa").status_code == 404
    assert client.get("/layers/kecamatan/..").status_code == 404
    assert client.get("/layers/kecamatan/99").status_code == 404


def test_layers_are_small_compressed_and_asked_for_once(client: Client) -> None:
    answer = client.get("/layers/kabkota", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) <= 300_000
    plain = client.get("/layers/kabkota")
    assert len(json.loads(plain.content)["objects"]["kabkota"]["geometries"]) == 514
    again = client.get("/layers/kabkota", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_imported_outline_replaces_the_packaged_one(client: Client) -> None:
    before = client.get("/layers/kabkota").headers["ETag"]
    square = {"type": "Polygon", "coordinates": [[[112.6, -8], [112.7, -8], [112.7, -7.9], [112.6, -8]]]}
    now = datetime(2024, 11, 20, tzinfo=UTC)
    Outline.rows.create(area="35.73", geometry=json.dumps(square), source="Uji", date=now, entered_at=now)
    answer = client.get("/layers/kabkota")
    assert answer.headers["ETag"] != before
    assert json.loads(answer.content)["replacements"] == {"35.73": square}
    assert "replacements" not in json.loads(client.get("/layers/provinsi").content)
    features = json.loads(client.get("/map/download.geojson?within=35&edition=" + MAPPING).content)[
        "features"
    ]
    drawn = {one["properties"]["area"]: one["geometry"]["coordinates"] for one in features}
    assert drawn["35.73"] == square["coordinates"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("malang", ["35.07", "35.73"]),
        ("KOTA  malang", ["35.73"]),
        ("35.73", ["35.73", "35.73.01", "35.73.02"]),
        ("klo", ["35.73.02"]),
        ("merauke", ["93.01"]),
        ("zzz", []),
    ],
)
def test_areas_are_found_by_name_and_code(client: Client, text: str, found: list[str]) -> None:
    page = client.get("/search/", {"q": text}).content.decode()
    hits = [part.split("/")[0] for part in page.split('href="/areas/')[1:]]
    assert hits == found


def test_a_search_is_never_an_injection_nor_a_guess(client: Client) -> None:
    assert "paling sedikit dua huruf" in client.get("/search/", {"q": "m"}).content.decode()
    page = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert client.get("/search/", {"q": "%_"}).content.decode().count('href="/areas/') == 0
    part = client.get("/search/", {"q": "malang"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Kota Malang" in part
