"""CSV: UTF-8 with byte-order mark, comma, point as decimal mark, ISO dates, CRLF; text cells guarded.

The byte-order mark makes spreadsheets read the letters rightly, and readers of data skip it. Numbers and
dates are written for machines whatever the page's language is, so a file reads the same everywhere.
"""

import csv
import io
from datetime import date

from siaga.exports.format import Cell, ExportFormat, Sheet, guarded


def csv_cell(cell: Cell) -> str:
    """One cell as text; a negative number stays a number, text that looks like a formula does not."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, int) else guarded(cell)


def write_csv(sheet: Sheet) -> bytes:
    """The sheet's rows under the names machines read."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.key for column in sheet.columns])
    writer.writerows([csv_cell(cell) for cell in row] for row in sheet.rows)
    return ("\ufeff" + text.getvalue()).encode()


CSV = ExportFormat("CSV", "csv", "text/csv; charset=utf-8", write_csv)
