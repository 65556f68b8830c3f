"""The area, method and source pages as a visitor reads them, in both languages."""

import re
from html import unescape

import pytest
from django.test import Client
from tests.services.published import CITY, add_reading, publish_packs
from tests.services.rehearsals import enrol

from siaga.domain.permissions import THE_CONSOLE, Role
from siaga.domain.sharing import Label
from siaga.services.drills import generate_drill
from siaga.store.models import Reading

pytestmark = pytest.mark.usefixtures("published")
ONLY_TOTAL = "alasan dan stabilitas tidak dapat dihitung: hanya skor total yang diterbitkan"
ONLY_CLASS = "alasan dan stabilitas tidak dapat dihitung: hanya kelas yang diterbitkan"


@pytest.fixture
def published(db: str) -> None:
    publish_packs()


def text_of(html: str) -> str:
    """What a reader reads: no tags, single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def read(client: Client, address: str, language: str = "id") -> str:
    client.cookies["django_language"] = language
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def section(html: str, heading: str) -> str:
    """One section by the id of its heading."""
    (found,) = re.findall(rf'<section[^>]*aria-labelledby="{heading}".*?</section>', html, re.DOTALL)
    return str(found)


def test_the_answer_of_kota_malang_comes_first(client) -> None:
    text = text_of(read(client, "/areas/35.73/"))
    answer = (
        "Bawaslu menilai Kota Malang tinggi (peringkat 63) dalam Pemetaan Kerawanan Pemilihan Serentak 2024, "
        "26 Agustus 2024."
    )
    assert answer in text
    assert "Peringatan dini, bukan vonis" in text
    assert text.index(answer) < text.index("Penilaian kerawanan pemilu") < text.index("Mengapa merah?")
    assert ONLY_CLASS in text
    assert "Belum tercatat dalam daftar lengkap per 29 November 2024." in text


def test_the_conflict_of_kaltim_is_visible_with_its_source(client) -> None:
    html = read(client, "/areas/64/")
    table = text_of(section(html, "sumbu-1"))
    assert "74,04" in table
    assert "Sumber lain: 77,04 (Suara.com)" in table
    why = text_of(section(html, "mengapa"))
    assert "Kontestasi (tidak diterbitkan)" in why
    assert "52,34 poin di atas batas bawah 21,70; 5,54 poin di atas batas atas 68,50" in why
    assert "batas atas 66,20–69,20" in why
    assert "Di bawah semua keraguan yang dapat dihitung, kelasnya tetap tinggi." in why


def test_a_bare_total_says_so(client) -> None:
    assert ONLY_TOTAL in text_of(read(client, "/areas/36/"))
    assert "Kelas ini goyah: dapat juga sedang atau tinggi." in text_of(read(client, "/areas/36/"))


def test_jambi_shows_all_eleven(client) -> None:
    html = section(read(client, "/areas/15/"), "bawahan")
    assert len(re.findall(r"<tr><th scope=\"row\">", html)) == 11
    assert html.count('data-class="tinggi"') == 2
    assert html.count('data-class="rendah"') == 1
    assert 'data-class="unknown"' not in html


def test_papua_selatan_names_papua(client) -> None:
    text = text_of(read(client, "/areas/93/"))
    assert "Penilaian wilayah induk, Papua (91), sampai 1 Januari 2023" in text
    assert "57,27" in text
    assert "Sebelum 1 Januari 2023 bagian dari Papua (91)." in text


def test_an_expired_code_leads_on(client) -> None:
    html = read(client, "/areas/91.01/")
    assert "Kode ini berlaku sampai 1 Januari 2023. Wilayahnya kini: Kabupaten Merauke (93.01)" in text_of(
        html
    )
    assert 'href="/areas/93.01/"' in html


def test_an_unknown_kelurahan_is_not_low(client) -> None:
    html = read(client, "/areas/35.73.02.1001/")
    assert "Tidak diketahui bukan berarti rendah." in text_of(html)
    assert "Itu bukan penilaian wilayah ini." in text_of(html)
    assert 'data-class="rendah"' not in html


@pytest.mark.parametrize("code", ["00", "35.73.02.9999", "x", "35.73'--", "%F0%9F%97%BA"])
def test_an_unknown_code_is_a_sentence(client, code: str) -> None:
    answer = client.get(f"/areas/{code}/")
    assert answer.status_code == 404
    assert "tidak ditemukan" in answer.content.decode()


def test_internal_rows_need_an_office(client) -> None:
    add_reading("ipkp-polri-2024", CITY, class_key="rendah", own_class="aman-rahasia", label=Label.INTERNAL)
    for address in ("/areas/35.73/", "/sources/ipkp-polri-2024/", "/areas/35/"):
        assert "aman-rahasia" not in read(client, address)
    client.force_login(enrol("tamu", Role.NONE))
    assert "aman-rahasia" not in read(client, "/areas/35.73/")
    client.force_login(enrol("petugas", Role.POLRES_LIAISON, CITY, "polri"))
    html = read(client, "/areas/35.73/")
    assert "aman-rahasia" in html
    assert "internal" in text_of(html)


def test_drill_rows_stand_in_their_panel_only(client) -> None:
    generate_drill(THE_CONSOLE, area=CITY)
    html = read(client, "/areas/35.73/")
    panel = section(html, "latihan-1")
    assert "LATIHAN · 20 November 2024" in text_of(panel)
    assert 'class="drill-panel"' in panel
    assert "LATIHAN –" in panel
    outside = html.replace(panel, "")
    assert "LATIHAN –" not in text_of(outside)
    assert "latihan-35.73-" not in outside
    assert 'class="drill-band"' not in html


def test_inside_the_drill_every_page_carries_the_band(client) -> None:
    generate_drill(THE_CONSOLE, area=CITY)
    rows = Reading.visible_to(THE_CONSOLE, "latihan-35.73").filter(level="kecamatan", nodes__isnull=False)
    code = rows.order_by("area").values_list("area", flat=True).first()
    for address in (f"/areas/{CITY}/", f"/areas/{code}/"):
        html = read(client, address + "?space=latihan-35.73")
        assert 'class="drill-band"' in html
        assert "20 November 2024" in text_of(html)
        assert "Pemetaan Kerawanan" not in html
        assert "Yang terjadi kemudian" not in html
    assert "Penyumbang terkuat:" in text_of(html)


def test_an_unknown_drill_is_a_sentence(client) -> None:
    assert client.get("/areas/35.73/?space=latihan-00.00").status_code == 404


def test_the_page_in_english(client) -> None:
    html = read(client, "/areas/64/", "en")
    assert '<html lang="en">' in html
    text = text_of(html)
    assert "Vulnerability Mapping of the 2024 Regional Elections" in text
    assert "74.04" in text
    assert "74,04" not in text.replace("77,04; hanya 74,04", "")
    assert "Social and political context" in text
    assert 'data-class="tinggi">high' in html


def test_methods_show_formulas_with_numbers(client) -> None:
    text = text_of(read(client, "/methods/"))
    for number in ("64,007", "88,953", "21,702", "68,502", "35,945", "20,979"):
        assert number in text
    assert "belum terverifikasi" in text
    assert "indikator tidak diterbitkan" in text
    assert "Lembaga berbeda dua kelas" in text


def test_a_method_with_and_without_its_tree(client) -> None:
    tree = text_of(read(client, "/methods/ikp-2024/"))
    assert "61 indikator" in tree
    assert "i61" in tree
    assert "indikator tidak diterbitkan" in text_of(read(client, "/methods/pemetaan-pilkada-2024/"))
    assert client.get("/methods/ikp-1999/").status_code == 404


def test_sources_list_every_edition(client) -> None:
    html = read(client, "/sources/")
    assert "daftar lengkap" in html
    assert "daftar sebagian" in html
    assert "geoBoundaries" in html
    for code in re.findall(r'href="(/sources/[^"]+/)"', html):
        assert "Sumber" in read(client, code)


def test_every_citation_leads_to_a_source_on_its_page(client) -> None:
    for address in ("/areas/64/", "/areas/35.73/", "/methods/ikp-2024/", "/sources/ikp-2024/", "/sources/"):
        html = read(client, address)
        asked = set(re.findall(r'href="#(sumber-\d+)"', html))
        assert asked
        assert asked <= set(re.findall(r'id="(sumber-\d+)"', html))


def test_no_page_forgets_a_template_tag_or_an_id(client) -> None:
    for address in ("/areas/64/", "/areas/91/", "/methods/", "/methods/ikp-2024/", "/sources/"):
        html = read(client, address)
        assert "{{" not in html
        assert "{%" not in html
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), address
