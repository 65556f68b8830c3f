"""XLSX: numbers as numbers, text as text (never a formula), and the remarks on a sheet of their own."""

import io
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from siaga.exports.format import Cell, ExportFormat, Sheet

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def write_xlsx(sheet: Sheet) -> bytes:
    """The sheet's rows with their headings frozen, then the remarks."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, _OPTIONS) as book:
        book.set_properties({"title": sheet.title, "author": "Siaga"})
        strong, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        data = book.add_worksheet("Data")
        for place, column in enumerate(sheet.columns):
            data.write_string(0, place, column.key, strong)
            data.write_comment(0, place, column.title)
            data.set_column(place, place, _width(sheet, place))
        for line, row in enumerate(sheet.rows, start=1):
            for place, cell in enumerate(row):
                _put(data, (line, place), cell, day)
        data.freeze_panes(1, 2)
        data.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        remarks = book.add_worksheet("Keterangan")
        remarks.set_column(0, 0, 28)
        remarks.set_column(1, 1, 100)
        for line, (what, words) in enumerate(sheet.remarks):
            remarks.write_string(line, 0, what, strong)
            remarks.write_string(line, 1, words)
    return output.getvalue()


def _width(sheet: Sheet, place: int) -> float:
    """A column as wide as its longest cell, within reason."""
    longest = max((len(str(row[place] or "")) for row in sheet.rows), default=0)
    return min(max(longest, len(sheet.columns[place].key)) + 2, 48)


def _put(data: Worksheet, place: tuple[int, int], cell: Cell, day: Format) -> None:
    """One cell as what it is; text is always written as a string."""
    line, column = place
    if cell is None:
        return
    if isinstance(cell, bool):
        data.write_boolean(line, column, cell)
    elif isinstance(cell, int | float):
        data.write_number(line, column, cell)
    elif isinstance(cell, date):
        data.write_datetime(line, column, cell, day)
    else:
        data.write_string(line, column, cell)


XLSX = ExportFormat(
    "XLSX", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx
)
