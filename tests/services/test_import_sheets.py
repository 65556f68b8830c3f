"""Files as they come: what is read, and each kind of file that is refused with a sentence."""

import io
import zipfile
from datetime import date

import pytest
from tests.services.importing import workbook

from siaga.domain import import_problems as problems
from siaga.domain.problems import Problem
from siaga.services.imports.sheets import LARGEST_FILE, MOST_ROWS, read_sheet, require_columns

HEADER = ["area", "score"]


def cells(file_name: str, content: bytes) -> list[tuple[object, ...]]:
    """The rows of a file as tuples of their number and cells."""
    return [(row.number, *row.cells.values()) for row in read_sheet(file_name, content).rows]


@pytest.mark.parametrize(
    "content",
    [
        b"area;score\n35.73;64,007\n",
        '\ufeffarea,score\r\n35.73,"64,007"\r\n'.encode(),
        b"area\tscore\n35.73\t64,007",
        b"sep=;\narea;score\n35.73;64,007\n",
        "AREA; Skor \n35.73;64,007\n".encode("cp1252"),
    ],
)
def test_csv_in_every_common_dress(content: bytes) -> None:
    assert [row[1:] for row in cells("a.csv", content)] == [("35.73", "64,007")]


def test_cp1252_text_keeps_its_letters() -> None:
    (row,) = read_sheet("a.csv", "area;note\n35.73;“Café”\n".encode("cp1252")).rows
    assert row.cell("note") == "“Café”"


def test_empty_rows_are_passed_over_and_numbers_are_those_of_the_sheet() -> None:
    assert cells("a.csv", b"\narea;score\n;\n35.73;1\n") == [(4, "35.73", "1")]


def test_a_workbook_is_read_with_its_dates_and_numbers() -> None:
    rows = [["area", "score", "date"], ["35.73", 64.007, date(2024, 8, 26)]]
    (row,) = read_sheet("a.xlsx", workbook(rows)).rows
    assert (row.cell("area"), row.cell("score")) == ("35.73", 64.007)
    assert str(row.cell("date")).startswith("2024-08-26")


def test_the_sheet_called_data_is_read_else_the_first() -> None:
    assert cells("a.xlsx", workbook([HEADER, ["35.73", 1]], sheet="Lembar1")) == [(2, "35.73", 1)]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.csv", b"", problems.FileEmpty),
        ("a.csv", b" \n\n", problems.FileEmpty),
        ("a.csv", b"area;score\n", problems.NoRows),
        ("a.csv", b"area;score;area\n1;2;3", problems.HeaderTwice),
        ("a.csv", b"wilayah;area\n1;2", problems.HeaderTwice),
        ("a.csv", b"%PDF-1.7 ...", problems.NotASheet),
        ("a.csv", b"PK\x03\x04....", problems.NotASheet),
        ("a.csv", "area;score\n35;1".encode("utf-16"), problems.NotASheet),
        ("a.csv", b'area;score\n"35;1\n', problems.FileDamaged),
        ("a.xlsx", b"%PDF-1.7 ...", problems.NotASheet),
        ("a.xlsx", b"\xd0\xcf\x11\xe0 old excel", problems.NotASheet),
        ("a.xlsx", b"PK\x03\x04 nothing of the kind", problems.FileDamaged),
        ("a.pdf", b"%PDF-1.7 ...", problems.SuffixUnknown),
        ("a.xls", b"\xd0\xcf\x11\xe0", problems.SuffixUnknown),
        ("a.csv", b"x" * (LARGEST_FILE + 1), problems.FileTooLarge),
    ],
)
def test_files_that_are_no_sheet(name: str, content: bytes, problem: type[Problem]) -> None:
    with pytest.raises(problem) as refused:
        read_sheet(name, content)
    assert refused.value.sentence() and refused.value.sentence("en")


def test_a_pdf_called_xlsx_is_told_what_it_looks_like() -> None:
    with pytest.raises(problems.NotASheet) as refused:
        read_sheet("laporan.xlsx", b"%PDF-1.7")
    assert "PDF" in refused.value.sentence()


def test_too_many_rows() -> None:
    content = b"a\n" + b"1\n" * (MOST_ROWS + 1)
    with pytest.raises(problems.TooManyRows):
        read_sheet("a.csv", content)


def archive(members: dict[str, bytes]) -> bytes:
    """A zip archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


def rewritten(content: bytes, name: str, change: bytes) -> bytes:
    """A workbook with one member replaced."""
    source = zipfile.ZipFile(io.BytesIO(content))
    return archive({one: change if one == name else source.read(one) for one in source.namelist()})


def test_a_zip_bomb_is_not_opened() -> None:
    bomb = rewritten(workbook([HEADER]), "xl/worksheets/sheet1.xml", b"<a>" + b" " * 50_000_000)
    assert len(bomb) < LARGEST_FILE
    with pytest.raises(problems.FileUnfolds):
        read_sheet("a.xlsx", bomb)


def test_an_ordinary_zip_is_no_workbook() -> None:
    with pytest.raises(problems.NotASheet):
        read_sheet("a.xlsx", archive({"a.txt": b"halo"}))


def test_entities_of_xml_are_not_expanded() -> None:
    hostile = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
    with pytest.raises(problems.FileDamaged):
        read_sheet("a.xlsx", rewritten(workbook([HEADER]), "xl/worksheets/sheet1.xml", hostile))


def test_a_row_number_out_of_this_world_ends_soon() -> None:
    hostile = b"""<?xml version="1.0"?>
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c r="A1" t="inlineStr"><is><t>area</t></is></c></row>
    <row r="999999999999"><c r="A999999999999" t="inlineStr"><is><t>35</t></is></c></row>
    </sheetData></worksheet>"""
    with pytest.raises(problems.TooManyRows):
        read_sheet("a.xlsx", rewritten(workbook([HEADER]), "xl/worksheets/sheet1.xml", hostile))


def test_columns_are_required_and_known() -> None:
    sheet = read_sheet("a.csv", b"area;scroe\n35;1")
    with pytest.raises(problems.HeaderMissing, match="score"):
        require_columns(sheet, ("area", "score"), ("area", "score"))
    with pytest.raises(problems.HeaderUnknown) as refused:
        require_columns(sheet, ("area",), ("area", "score", "class"))
    assert "score" in refused.value.sentence()
