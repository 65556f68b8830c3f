"""Papers as PDF: A4, own fonts, page of pages, LATIHAN on every page, no network, words that stay words."""

import io
import re
import subprocess
import sys
import time
from datetime import date

import pytest
from pypdf import PdfReader
from tests.architecture.sources import ROOT
from tests.exports.hostile import ENDLESS, HOSTILE

from siaga.exports.papers import (
    AreaBrief,
    Frame,
    MapSheet,
    NumberedText,
    PaperColumn,
    PaperLine,
    Run,
    Section,
    Table,
)
from siaga.exports.pdf import TEMPLATES, write_pdf
from siaga.exports.svg_map import MapPicture, svg_map

DAY = date(2024, 11, 20)
MAP = {"map": svg_map(MapPicture("Uji", (), (), "Batas uji", 200.0, 100.0))}
COLUMNS = (
    PaperColumn("Lembaga"),
    PaperColumn("Edisi"),
    PaperColumn("Tanggal"),
    PaperColumn("Kelas", is_class=True),
    PaperColumn("Skor", is_figure=True),
    PaperColumn("Sumber", is_figure=True),
)
CLASSES = ("tinggi", "sedang", "rendah", "unknown", "unclassed", "kelas baru")


def frame(word: str, band: str = "", notice: str = "") -> Frame:
    return Frame(word, "id", "halaman", "dari", f"Sumber: {word}", word, "sidik isi", band, notice)


def table(word: str, lines: int) -> Table:
    rows = [PaperLine(CLASSES[at % 6], (word, word, "2024", word, "74,04", f"[{at}]")) for at in range(lines)]
    return Table(word, COLUMNS, tuple(rows), word)


def brief(word: str = "Kota Malang", *, band: str = "", lines: int = 3) -> AreaBrief:
    section = Section(word, word, (NumberedText(word, word), NumberedText("", word)), word)
    return AreaBrief(
        frame(word, band, word),
        *(word, word, word),
        answers=((Run("Bawaslu menilai "), Run(word, strong=True)), (Run(word),)),
        answer_class="tinggi",
        caution=word,
        reasons=section,
        steps=section,
        map_caption=word,
        map_words=word,
        readings=table(word, lines),
        doubts=section,
        sources=section,
    )


def sheet(word: str = "Peta", *, band: str = "", lines: int = 120) -> MapSheet:
    section = Section(word, points=(NumberedText("[1]", word),))
    answers = ((Run(word),),)
    return MapSheet(frame(word, band), word, word, answers, word, word, section, table(word, lines), section)


def read(content: bytes) -> list[str]:
    """The words of each page, with single spaces and without places to break."""
    pages = PdfReader(io.BytesIO(content)).pages
    return [" ".join(one.extract_text().replace("\u200b", "").split()) for one in pages]


def test_paper_is_a4_tagged_and_in_its_own_fonts() -> None:
    book = PdfReader(io.BytesIO(write_pdf(brief(), MAP, DAY)))
    assert [round(float(one)) for one in book.pages[0].mediabox[2:]] == [595, 842]
    assert book.trailer["/Root"]["/Lang"] == "id"
    assert "/StructTreeRoot" in book.trailer["/Root"]
    assert book.metadata.title == "Kota Malang"
    fonts = {name for page in book.pages for name in fonts_of(page)}
    assert fonts <= {"LibertinusSerif", "DejaVuSansMono"}, fonts


def fonts_of(page: object) -> set[str]:
    found = page["/Resources"]["/Font"].values()  # type: ignore[index]
    return {re.sub(r"^/?[A-Z]{6}\+|-.*$", "", one.get_object()["/BaseFont"]) for one in found}


def test_the_same_paper_gives_the_same_bytes_and_another_another_fingerprint() -> None:
    first, again = write_pdf(brief(), MAP, DAY), write_pdf(brief(), MAP, DAY)
    assert first == again
    prints = [re.search(r"sidik isi ([0-9a-f]{16})", read(one)[0]) for one in (first, other_number())]
    assert prints[0] and prints[1] and prints[0][1] != prints[1][1]


def other_number() -> bytes:
    return write_pdf(brief(lines=4), MAP, DAY)


def test_every_page_has_band_source_number_and_header_row() -> None:
    pages = read(write_pdf(sheet(band="LATIHAN: data simulasi"), MAP, DAY))
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert "LATIHAN: data simulasi" in text
        assert "Sumber: Peta" in text
        assert f"halaman {number} dari {len(pages)}" in text
    with_rows = [text for text in pages if "74,04" in text]
    assert len(with_rows) > 2
    assert all("Lembaga Edisi Tanggal Kelas Skor" in text for text in with_rows)


def test_a_real_paper_never_says_latihan() -> None:
    assert "LATIHAN" not in "".join(read(write_pdf(brief(), MAP, DAY)))


@pytest.mark.parametrize("name", HOSTILE[:7])
def test_hostile_words_are_printed_as_they_are(name: str) -> None:
    for paper in (brief(name), sheet(name, lines=2)):
        text = "".join(read(write_pdf(paper, MAP, DAY))).replace(" ", "")
        assert "".join(name.split()) in text


@pytest.mark.parametrize("name", [*HOSTILE[7:], ENDLESS, "", " "])
def test_any_words_make_a_paper(name: str) -> None:
    assert read(write_pdf(brief(name), MAP, DAY))
    assert read(write_pdf(sheet(name, lines=2), MAP, DAY))


def test_endless_words_break_instead_of_leaving_the_paper() -> None:
    text = "".join(read(write_pdf(sheet(ENDLESS, lines=1), MAP, DAY))).replace(" ", "")
    assert ENDLESS in text
    right: list[float] = []
    for page in PdfReader(io.BytesIO(write_pdf(sheet(ENDLESS, lines=1), MAP, DAY))).pages:
        page.extract_text(visitor_text=lambda _text, _cm, tm, _font, _size: right.append(tm[4]))
    assert max(right) < 595


def test_templates_import_nothing_but_each_other() -> None:
    sources = sorted(TEMPLATES.glob("*.typ"))
    assert len(sources) == 3
    for path in sources:
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r'#?(?:import|include)\s+"([^"]+)"', text)) <= {"frame.typ"}
        assert "eval(" not in text
        assert "mode:" not in text


ALONE = """
import sys; sys.path.insert(0, {root!r}); sys.path.insert(0, {source!r})
import ctypes, socket
if ctypes.CDLL(None, use_errno=True).unshare(0x10000000 | 0x40000000):
    print("no namespace"); raise SystemExit
try:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
except OSError as error:
    assert error.errno == 101, error
else:
    raise AssertionError("there is a network")
from tests.exports.test_pdf import DAY, MAP, brief
from siaga.exports.pdf import write_pdf
print(len(write_pdf(brief(), MAP, DAY)))
"""


def test_paper_is_made_where_there_is_no_network_at_all() -> None:
    program = ALONE.format(root=str(ROOT), source=str(ROOT / "src"))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    if "no namespace" in done.stdout:
        pytest.skip("this machine lets nobody make a network namespace")
    assert int(done.stdout) == len(write_pdf(brief(), MAP, DAY))


def test_a_page_takes_less_than_a_second() -> None:
    write_pdf(brief(), MAP, DAY)
    started = time.perf_counter()
    pages = len(read(write_pdf(sheet(lines=400), MAP, DAY)))
    assert (time.perf_counter() - started) / pages < 1
