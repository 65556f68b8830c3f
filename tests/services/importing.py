"""What tests of imports stand on: areas with their history, an edition of Bawaslu, a set, an election."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime

import xlsxwriter

from siaga.domain.areas import level_of, parent_of
from siaga.domain.spaces import REAL
from siaga.services.imports.plans import Upload
from siaga.store.models import (
    Agency,
    Area,
    AreaChange,
    Edition,
    EditionLimit,
    EditionSource,
    Election,
    IndicatorSet,
    Space,
)

NOW = datetime(2024, 12, 1, 2, 0, tzinfo=UTC)
PAPUA_SPLIT = date(2023, 1, 1)
AREAS = {
    "35": "Jawa Timur",
    "35.07": "Kabupaten Malang",
    "35.73": "Kota Malang",
    "35.73.01": "Blimbing",
    "35.73.02": "Klojen",
    "35.73.03": "Kedungkandang",
    "96.01": "Kabupaten Sorong",
}
TREE = (
    "code,name,parent,weight,direction\n"
    "index,Indeks uji,,1,1\n"
    "kontestasi,Kontestasi,index,1,1\n"
    "i01,Politik uang,kontestasi,1,1\n"
    "i02,Netralitas ASN,kontestasi,1,1\n"
)


def set_up() -> Edition:
    """The rows imports need; returns the edition of Bawaslu."""
    space, _ = Space.rows.get_or_create(code=REAL, defaults={"created_at": NOW})
    for code, name in AREAS.items():
        add_area(code, name)
    add_area("92.01", "Kabupaten Sorong", valid_to=PAPUA_SPLIT)
    AreaChange.rows.create(
        old="92.01",
        new="96.01",
        on=PAPUA_SPLIT,
        enacted=date(2022, 12, 8),
        kind="recode",
        source="UU 29/2022",
    )
    bawaslu = Agency.rows.create(code="bawaslu", name="Bawaslu", kind="supervisor")
    Agency.rows.create(code="polri", name="Polri", kind="security")
    one_set = IndicatorSet.rows.create(code="ikp-2024", name="Set uji", indicators=TREE, entered_at=NOW)
    Election.rows.create(
        code="pilkada-2024",
        name="Pilkada 2024",
        kind="pilkada",
        polling_day=date(2024, 11, 27),
        source="PKPU",
    )
    return add_edition("uji-2024", bawaslu, space, indicator_set=one_set)


def add_area(code: str, name: str, **fields: object) -> Area:
    """One area."""
    level = level_of(code).value
    return Area.rows.create(
        code=code, name=name, search_name=name.casefold(), level=level, parent=parent_of(code), **fields
    )


def add_edition(code: str, agency: Agency, space: Space, **fields: object) -> Edition:
    """An edition from 0 to 100 with limits 33 and 66 for kab/kota, and one source."""
    row = Edition.rows.create(
        code=code,
        name="Indeks uji 2024",
        agency=agency,
        space=space,
        axis="kerawanan pemilu",
        date=date(2024, 8, 26),
        levels="provinsi,kabkota,kecamatan",
        scale_low=0,
        scale_high=100,
        indicators="published",
        class_method="fixed",
        **fields,
    )
    source = EditionSource.rows.create(edition=row, key="rilis", title="Rilis Bawaslu")
    EditionLimit.rows.create(
        edition=row, level="kabkota", low=33, high=66, low_owner="rendah", high_owner="sedang", source=source
    )
    return row


def sheet_of(*lines: str, name: str = "data.csv", **chosen: object) -> Upload:
    """A CSV file of these lines as an upload."""
    return Upload(file_name=name, content="\n".join(lines).encode(), **chosen)  # type: ignore[arg-type]


def workbook(rows: Sequence[Sequence[object]], sheet: str = "data") -> bytes:
    """The bytes of a workbook with these rows; text that begins with = becomes a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()
