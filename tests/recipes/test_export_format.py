"""An export format costs one file, and is then offered with the numbers of the map."""

from datetime import UTC, date, datetime

from siaga import exports
from siaga.store.models import Agency, Area, Edition, Reading, Space

FORMAT = '''
"""Lines of code and class, for people who count with grep."""

from siaga.exports.format import ExportFormat, Sheet


def write(sheet: Sheet) -> bytes:
    """One line a row."""
    return "\\n".join("|".join(str(cell) for cell in row) for row in sheet.rows).encode()


FORMAT = ExportFormat("lines", "lines", "text/plain; charset=utf-8", write)
'''


def test_one_file_adds_a_format(room, client) -> None:
    now = datetime(2024, 11, 20, tzinfo=UTC)
    space, _ = Space.rows.get_or_create(code="real", defaults={"created_at": now})
    agency = Agency.rows.create(code="uji", name="Lembaga uji", kind="supervisor")
    Area.rows.create(code="35", name="Jawa Timur", search_name="jawa timur", level="provinsi", parent="ID")
    edition = Edition.rows.create(
        code="uji-2024",
        name="Uji",
        agency=agency,
        space=space,
        axis="uji",
        date=date(2024, 8, 26),
        levels="provinsi",
        indicators="unpublished",
    )
    Reading.unscoped.create(
        space=space,
        owner=agency,
        label="public",
        area="35",
        edition=edition,
        level="provinsi",
        valid_on=date(2024, 8, 26),
        date=date(2024, 8, 26),
        class_key="tinggi",
    )
    assert client.get("/map/download.lines").status_code == 404
    room.add(exports, "lines", FORMAT)
    answer = client.get("/map/download.lines?edition=uji-2024&level=provinsi")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert b"Jawa Timur" in text
    assert b"tinggi" in text
