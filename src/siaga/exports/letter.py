"""DOCX: a cover letter that an office edits before signing; plain styles, A4, its language marked."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Book
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from siaga.exports.format import printable
from siaga.exports.papers import Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT, DRILL = "Arial", RGBColor(0x5B, 0x2A, 0x9D)
SPOKEN = {"id": "id-ID", "en": "en-GB"}
# Widths in millimetres of the six columns of readings: 170 in all.
WIDTHS = (34, 44, 32, 18, 27, 15)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says; whatever stands in [brackets] is for the office to fill in."""

    language: str
    title: str
    sender: str
    place_and_date: str
    particulars: tuple[tuple[str, str], ...]
    addressee: tuple[str, ...]
    opening: tuple[str, ...]
    readings: Table
    closing: tuple[str, ...]
    signature: tuple[str, ...]
    copies: tuple[str, ...]
    foot: str
    page: str
    of: str
    band: str = ""
    notice: str = ""


def write_letter(letter: Letter, written: datetime) -> bytes:
    """The letter as DOCX."""
    book = Document()
    _prepare(book, letter, written)
    _frame(book, letter)
    _line(book, letter.sender, strong=True, size=13, alignment=WD_ALIGN_PARAGRAPH.CENTER)
    _line(book, letter.place_and_date, alignment=WD_ALIGN_PARAGRAPH.RIGHT)
    if letter.notice:
        _line(book, letter.notice, strong=True)
    _particulars(book, letter.particulars)
    _block(book, letter.addressee)
    for text in letter.opening:
        _line(book, text)
    _readings(book, letter.readings)
    for text in letter.closing:
        _line(book, text)
    _signature(book, letter.signature)
    _block(book, letter.copies, size=9)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _prepare(book: Book, letter: Letter, written: datetime) -> None:
    """Paper, font, language and what the file says of itself."""
    about = book.core_properties
    about.author = about.last_modified_by = "Siaga"
    about.title, about.language = printable(letter.title)[:255], SPOKEN.get(letter.language, "id-ID")
    about.comments, about.created, about.modified = "", written, written
    page = book.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin, page.bottom_margin = Mm(22), Mm(22)
    style: Any = book.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    style.paragraph_format.space_after = Pt(6)
    for properties in book.styles.element.iter(qn("w:rPr")):
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
    properties = style.element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(name), SPOKEN.get(letter.language, "id-ID"))
    properties.append(language)


def _frame(book: Book, letter: Letter) -> None:
    """LATIHAN above and source with page of pages below, on every page."""
    if letter.band:
        band = book.sections[0].header.paragraphs[0]
        band.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = band.add_run(printable(letter.band))
        run.bold, run.font.size, run.font.color.rgb = True, Pt(12), DRILL
    foot = book.sections[0].footer.paragraphs[0]
    foot.add_run(printable(letter.foot) + f" · {letter.page} ")
    _field(foot, "PAGE")
    foot.add_run(f" {letter.of} ")
    _field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size = Pt(8)


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that the word processor fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    size, properties = OxmlElement("w:sz"), OxmlElement("w:rPr")
    size.set(qn("w:val"), "16")
    properties.append(size)
    text.text = "1"
    run.append(properties)
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _line(
    book: Book,
    text: str,
    *,
    strong: bool = False,
    size: float = 11,
    alignment: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
) -> Paragraph:
    """A paragraph of one run."""
    paragraph = book.add_paragraph()
    paragraph.alignment = alignment
    run = paragraph.add_run(printable(text))
    run.bold, run.font.size = strong, Pt(size)
    return paragraph


def _block(book: Book, lines: tuple[str, ...], size: float = 11) -> None:
    """Lines that belong together, such as an address."""
    for place, text in enumerate(lines):
        paragraph = _line(book, text, size=size)
        if place + 1 < len(lines):
            paragraph.paragraph_format.space_after = Pt(0)


def _particulars(book: Book, particulars: tuple[tuple[str, str], ...]) -> None:
    """Number, nature, enclosures and subject, their colons under each other."""
    table = book.add_table(rows=0, cols=3)
    for name, value in particulars:
        cells = table.add_row().cells
        for cell, text in zip(cells, (name, ":", value), strict=True):
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            cell.paragraphs[0].add_run(printable(text))
    _fit(table, (28, 5, 137))
    book.add_paragraph().paragraph_format.space_after = Pt(0)


def _readings(book: Book, readings: Table) -> None:
    """The readings as a plain table whose header row returns on each page."""
    if not readings.lines:
        _line(book, readings.after)
        return
    table = book.add_table(rows=1, cols=len(readings.columns), style="Table Grid")
    header = table.rows[0]
    repeated = OxmlElement("w:tblHeader")
    header._tr.get_or_add_trPr().append(repeated)
    lines = [tuple(column.name for column in readings.columns), *(line.cells for line in readings.lines)]
    for place, line in enumerate(lines):
        cells = header.cells if place == 0 else table.add_row().cells
        for cell, text, column in zip(cells, line, readings.columns, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if column.is_figure:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = paragraph.add_run(printable(text))
            run.bold, run.font.size = place == 0, Pt(9)
    _fit(table, WIDTHS)
    _line(book, readings.after, size=9).paragraph_format.space_before = Pt(4)


def _fit(table: WordTable, widths: tuple[int, ...]) -> None:
    """Give each column its width in millimetres; word processors read it from the cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _signature(book: Book, lines: tuple[str, ...]) -> None:
    """Office, room to sign, name and number, on the right half; kept together on one page."""
    for place, text in enumerate(lines):
        paragraph = _line(book, text)
        paragraph.paragraph_format.left_indent = Mm(95)
        paragraph.paragraph_format.keep_with_next = place + 1 < len(lines)
        paragraph.paragraph_format.space_after = Pt(44 if place == 0 else 0)
    book.add_paragraph()
