"""Briefs and map sheets: numbers and sentences of their pages, LATIHAN on every page, rights as on pages."""

import io
import itertools
import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader
from tests.exports.hostile import HOSTILE
from tests.services.published import CITY, NOW, add_reading, publish_packs

from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC, Actor, Role
from siaga.domain.problems import NotFound
from siaga.services.area_briefs import area_brief
from siaga.services.area_letters import area_letter
from siaga.services.area_profiles import area_profile
from siaga.services.drills import generate_drill
from siaga.services.map_sheets import map_sheet
from siaga.services.map_views import MapQuestion
from siaga.services.maps import map_view
from siaga.store.models import Area, Edition

pytestmark = pytest.mark.usefixtures("published")
DRILL = f"latihan-{CITY}"
ONLY_CLASS = "alasan dan stabilitas tidak dapat dihitung: hanya kelas yang diterbitkan"
OFFICER = Actor(None, "Petugas", Role.BAWASLU_OFFICER, "bawaslu", CITY)


@pytest.fixture
def published(db: str) -> None:
    publish_packs()


def squeezed(text: str) -> str:
    """Text without any space: a PDF breaks lines where it must."""
    return re.sub(r"[\s\u200b\u2007\u2008]", "", text)


def pages_of(content: bytes) -> list[str]:
    return [one.extract_text() for one in PdfReader(io.BytesIO(content)).pages]


def brief(code: str, actor: Actor = THE_PUBLIC, **options: object) -> str:
    made = area_brief(actor, code, wall=NOW, **options)  # type: ignore[arg-type]
    return "\n".join(pages_of(made.content))


def sheet(question: MapQuestion, actor: Actor = THE_PUBLIC, language: str = "id") -> list[str]:
    return pages_of(map_sheet(actor, question, wall=NOW, language=language).content)


def page_text(client: Client, address: str, language: str = "id") -> str:
    client.cookies["django_language"] = language
    html = client.get(address).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_a_brief_is_one_page_with_its_foot() -> None:
    for code in (CITY, "64", "93", "91", "35", "35.73.02", "35.73.02.1001"):
        (text,) = pages_of(area_brief(THE_PUBLIC, code, wall=NOW).content)
        assert "halaman 1 dari 1" in text, code
        assert "LATIHAN" not in text, code
        assert re.search(r"sidik isi\s+[0-9a-f]{16}", text), code


def test_the_brief_answers_in_the_words_of_the_page(client: Client) -> None:
    for code, language in itertools.product((CITY, "64", "93"), ("id", "en")):
        page = squeezed(page_text(client, f"/areas/{code}/", language))
        text = squeezed(brief(code, language=language))
        answer = re.search(r"Bawaslu(?:menilai|rates).*?2024\.", text)
        assert answer, code
        assert answer[0] in page, code


def test_the_brief_of_kaltim_has_the_numbers_of_its_page(client: Client) -> None:
    text, page = brief("64"), page_text(client, "/areas/64/")
    for number in ("74,04", "77,04", "49,69", "49,27", "38,0", "19,6"):
        assert number in text, number
        assert number in page, number
    assert "Penyumbang terkuat dalam Indeks Kerawanan Pemilu" in " ".join(text.split())
    english = brief("64", language="en")
    assert "74.04" in english
    assert "Suggested next steps" in english


def test_every_score_of_the_brief_stands_on_the_page(client: Client) -> None:
    for code in ("64", "31", "35", CITY):
        page = page_text(client, f"/areas/{code}/")
        numbers = set(re.findall(r"\d+,\d+", brief(code)))
        missing = {one for one in numbers if one not in page and one.rstrip("0").rstrip(",") not in page}
        assert not missing, code


def test_unknown_reasons_are_said_as_on_the_page(client: Client) -> None:
    text = " ".join(brief(CITY).split())
    assert ONLY_CLASS in text
    assert ONLY_CLASS in page_text(client, f"/areas/{CITY}/")


def test_three_steps_each_with_who_takes_it() -> None:
    text = " ".join(brief(CITY).split())
    steps = text.partition("Langkah yang disarankan")[2].partition("Disusun dari aturan")[0]
    assert len(re.findall(r"(?:Sekretaris rakor|Analis):", steps)) == 3


def test_nothing_known_is_said_first_and_asked_for() -> None:
    text = " ".join(brief("35.73.02").split())
    assert (
        "Belum ada penilaian yang diterbitkan tentang Klojen. Tidak diketahui bukan berarti rendah." in text
    )
    assert "minta Bawaslu, KPU, dan Polres menyampaikan penilaiannya sendiri tentang Klojen" in text


def test_a_drill_is_marked_on_every_page_of_its_papers_and_apart() -> None:
    generate_drill(THE_CONSOLE, area=CITY)
    made = area_brief(THE_PUBLIC, f"{CITY}.01", wall=NOW, space=DRILL)
    assert "LATIHAN" in made.name
    for text in pages_of(made.content):
        assert "LATIHAN: data simulasi, tanggal latihan 20 November 2024" in text
    assert "simulasi" not in brief(CITY)
    for text in sheet(MapQuestion(space=DRILL)):
        assert "LATIHAN: data simulasi" in text


def test_internal_rows_are_for_those_who_may_and_say_so() -> None:
    edition = Edition.rows.get(code="ikp-2024")
    add_reading(edition.code, "35.73.03", score=61.25, decimals=2, label="internal", owner=edition.agency)
    assert "61,25" not in brief("35.73.03")
    inside = brief("35.73.03", OFFICER)
    assert "61,25" in inside
    assert "INTERNAL" in inside
    question = MapQuestion(edition="ikp-2024", level="kecamatan", within=CITY, space="real")
    assert "61,25" not in "".join(sheet(question))
    assert "INTERNAL" not in "".join(sheet(question))
    assert "INTERNAL" in "".join(sheet(question, OFFICER))
    assert "61,25" in "".join(sheet(question, OFFICER))


def test_a_hostile_name_is_printed_and_never_run() -> None:
    question = MapQuestion(edition="pemetaan-pilkada-2024", level="kabkota", within="35", space="real")
    for name in HOSTILE[:7]:
        Area.rows.filter(code=CITY).update(name=name)
        assert squeezed(name) in squeezed(brief(CITY))
        assert squeezed(name) in squeezed("".join(sheet(question)))


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_map_sheet_has_every_number_of_the_map(language: str) -> None:
    question = MapQuestion(edition="ikp-2024", level="provinsi", space="real")
    pages = sheet(question, language=language)
    text, mark = " ".join(" ".join(pages).split()), "," if language == "id" else "."
    view = map_view(THE_PUBLIC, question)
    assert len(view.cells) == 34
    for cell in view.cells:
        assert cell.place.name in text
        assert cell.score is not None
        assert f"{cell.score:.{cell.decimals}f}".replace(".", mark) in text, cell.place.name
    for number, one in enumerate(pages, start=1):
        assert f"{'halaman' if language == 'id' else 'page'} {number}" in one
    assert f"> 68{mark}50" in text


def test_the_map_sheet_answers_as_the_map(client: Client) -> None:
    page = page_text(client, "/?edition=ikp-2024&level=provinsi")
    assert "5 provinsi tinggi, 21 sedang, 8 rendah." in page
    text = "".join(sheet(MapQuestion(edition="ikp-2024", level="provinsi", space="real")))
    assert "5 provinsi tinggi, 21 sedang, 8 rendah." in text


def test_514_areas_are_all_listed_in_the_order_asked_for() -> None:
    question = MapQuestion(edition="ikp-2024", level="kabkota", space="real", sort="code")
    started = datetime.now().astimezone()
    pages = sheet(question)
    assert datetime.now().astimezone() - started < timedelta(seconds=len(pages) + 5)
    text = " ".join(" ".join(pages).split())
    codes = re.findall(r"\d+ (\d\d\.\d\d) ", text)
    assert len(codes) >= 514
    assert sorted(set(codes)) == sorted(cell.place.code for cell in map_view(THE_PUBLIC, question).cells)
    assert all("Kode" in one for one in pages if re.search(r"\d\d\.\d\d Ka?bu?", one))


def test_pages_link_to_their_papers_and_hand_them_over(client: Client) -> None:
    assert f'href="/areas/{CITY}/brief.pdf"' in client.get(f"/areas/{CITY}/").content.decode()
    assert "/map/sheet.pdf?" in client.get("/").content.decode()
    for address in (f"/areas/{CITY}/brief.pdf", "/map/sheet.pdf?edition=ikp-2024&level=provinsi"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        assert answer.headers["Content-Disposition"].startswith("inline; filename=")


def test_an_unknown_area_or_edition_is_a_sentence(client: Client) -> None:
    with pytest.raises(NotFound):
        area_brief(THE_PUBLIC, "99.99", wall=NOW)
    assert client.get("/areas/99.99/brief.pdf").status_code == 404
    assert client.get("/map/sheet.pdf?edition=tidak-ada").status_code == 404


def test_the_same_state_on_the_same_day_gives_the_same_file() -> None:
    first, again = (area_brief(THE_PUBLIC, CITY, wall=NOW).content for _ in range(2))
    assert first == again
    assert area_profile(THE_PUBLIC, CITY, wall=NOW).on == NOW.date()


def test_the_letter_carries_the_readings_of_the_page_to_a_named_agency(client: Client) -> None:
    answer = client.get("/areas/64/letter.docx?to=polri")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="siaga-surat-64.docx"'
    book = Document(io.BytesIO(answer.content))
    cells = [cell.text for row in book.tables[-1].rows for cell in row.cells]
    page = page_text(client, "/areas/64/")
    assert {"74,04", "49,69", "49,27"} <= set(cells)
    assert all(number in page for cell in cells for number in re.findall(r"\d+,\d+", cell))
    text = "\n".join(one.text for one in book.paragraphs)
    assert "Yth. Pimpinan Kepolisian Negara Republik Indonesia" in text
    assert "Bawaslu menilai Kalimantan Timur tinggi dalam Pemetaan Kerawanan" in text
    assert client.get("/areas/64/letter.docx?to=tidak-ada").status_code == 404
    assert 'href="/areas/64/letter.docx"' in client.get("/areas/64/").content.decode()


def test_the_letter_of_a_drill_or_of_internal_rows_says_so() -> None:
    generate_drill(THE_CONSOLE, area=CITY)
    made = area_letter(THE_PUBLIC, f"{CITY}.01", wall=NOW, space=DRILL)
    assert "LATIHAN" in made.name
    header = Document(io.BytesIO(made.content)).sections[0].header.paragraphs[0].text
    assert header == "LATIHAN: data simulasi, tanggal latihan 20 November 2024"
    edition = Edition.rows.get(code="ikp-2024")
    add_reading(edition.code, "35.73.03", score=61.25, decimals=2, label="internal", owner=edition.agency)
    for actor, seen in ((THE_PUBLIC, False), (OFFICER, True)):
        book = Document(io.BytesIO(area_letter(actor, "35.73.03", wall=NOW).content))
        text = "".join(cell.text for table in book.tables for row in table.rows for cell in row.cells)
        assert ("61,25" in text) is seen
        assert ("Rahasia" in text) is seen
