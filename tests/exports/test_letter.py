"""Letters as DOCX: A4, language marked, a plain table, room to sign, LATIHAN on every page."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from tests.exports.hostile import ENDLESS, HOSTILE

from siaga.exports.letter import Letter, write_letter
from siaga.exports.papers import PaperColumn, PaperLine, Table

WRITTEN = datetime(2024, 11, 20, 9, tzinfo=UTC)
COLUMNS = tuple(PaperColumn(name) for name in ("Lembaga", "Edisi", "Tanggal", "Kelas", "Skor", "Sumber"))
LINE = PaperLine("tinggi", ("Bawaslu", "IKP 2024", "16 Desember 2022", "tinggi", "74,04", "[1]"))
LETTER = Letter(
    language="id",
    title="Penilaian kerawanan Kota Malang",
    sender="Bawaslu Kota Malang",
    place_and_date="[tempat], 20 November 2024",
    particulars=(("Nomor", "[nomor surat]"), ("Hal", "Penilaian")),
    addressee=("Yth. Pimpinan Polri", "di [tempat]"),
    opening=("Pembuka.",),
    readings=Table("Penilaian", COLUMNS, (LINE, LINE), "Catatan."),
    closing=("Penutup.",),
    signature=("[Jabatan],", "[Nama lengkap]", "[NIP/NRP]"),
    copies=("Tembusan:",),
    foot="Sumber: IKP 2024",
    page="halaman",
    of="dari",
)


def opened(letter: Letter):  # type: ignore[no-untyped-def]
    return Document(io.BytesIO(write_letter(letter, WRITTEN)))


def words(letter: Letter) -> str:
    book = opened(letter)
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in book.paragraphs), *cells])


def test_the_letter_is_a4_in_indonesian_and_says_who_made_it_when() -> None:
    book = opened(LETTER)
    assert (round(book.sections[0].page_width.mm), round(book.sections[0].page_height.mm)) == (210, 297)
    languages = [one.get(qn("w:val")) for one in book.styles.element.iter(qn("w:lang"))]
    assert languages == ["id-ID"]
    about = book.core_properties
    assert (about.author, about.language, about.title) == ("Siaga", "id-ID", LETTER.title)
    assert about.created.year == 2024
    english = opened(replace(LETTER, language="en"))
    assert [one.get(qn("w:val")) for one in english.styles.element.iter(qn("w:lang"))] == ["en-GB"]


def test_the_parts_of_an_official_letter_are_there_in_order() -> None:
    text = words(LETTER)
    parts = (
        "Bawaslu Kota Malang",
        "20 November 2024",
        "Yth. Pimpinan Polri",
        "Pembuka.",
        "Penutup.",
        "[Jabatan],",
    )
    places = [text.index(part) for part in (*parts, "[NIP/NRP]", "Tembusan:")]
    assert places == sorted(places)


def test_readings_are_a_table_whose_header_returns() -> None:
    table = opened(LETTER).tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == [one.name for one in COLUMNS]
    assert [cell.text for cell in table.rows[2].cells] == list(LINE.cells)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_every_page_has_its_foot_and_a_drill_its_band() -> None:
    book = opened(replace(LETTER, band="LATIHAN: data simulasi"))
    assert book.sections[0].header.paragraphs[0].text == "LATIHAN: data simulasi"
    foot = book.sections[0].footer.paragraphs[0]
    assert "Sumber: IKP 2024 · halaman " in foot.text
    fields = [one.get(qn("w:instr")) for one in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert opened(LETTER).sections[0].header.paragraphs[0].text == ""


def test_a_letter_without_readings_says_so_instead_of_an_empty_table() -> None:
    book = opened(replace(LETTER, readings=Table("Penilaian", COLUMNS, (), "belum ada data.")))
    assert len(book.tables) == 1
    assert "belum ada data." in [one.text for one in book.paragraphs]


@pytest.mark.parametrize("name", [*HOSTILE, ENDLESS])
def test_hostile_words_stay_words(name: str) -> None:
    line = PaperLine("tinggi", (name,) * 6)
    letter = replace(
        LETTER,
        **dict.fromkeys(("title", "sender", "place_and_date", "foot", "band", "notice"), name),
        particulars=((name, name),),
        **dict.fromkeys(("addressee", "opening", "closing", "signature", "copies"), (name,)),
        readings=Table(name, COLUMNS, (line,), name),
    )
    said = " ".join(
        name.replace("\u202e", "").replace("\u202c", "").translate({0: "", 7: "", 0xFFFE: ""}).split()
    )
    assert said in " ".join(words(letter).split())
    with zipfile.ZipFile(io.BytesIO(write_letter(letter, WRITTEN))) as parts:
        document = parts.read("word/document.xml").decode()
        relations = parts.read("word/_rels/document.xml.rels").decode()
    assert "instrText" not in document
    assert 'TargetMode="External"' not in relations
