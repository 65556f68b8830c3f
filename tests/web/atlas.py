"""A small atlas for the tests of maps: a few areas, two editions, and a drill."""

from datetime import UTC, date, datetime

from siaga.store.models import (
    Agency,
    Area,
    AreaChange,
    Edition,
    EditionLimit,
    EditionSource,
    NationalCount,
    Reading,
    Space,
)

SPLIT = date(2023, 1, 1)
AREAS = (
    ("31", "Daerah Khusus Jakarta", None, None),
    ("35", "Jawa Timur", None, None),
    ("91", "Papua", None, SPLIT),
    ("91", "Papua", SPLIT, None),
    ("93", "Papua Selatan", SPLIT, None),
    ("35.07", "Kabupaten Malang", None, None),
    ("35.73", "Kota Malang", None, None),
    ("91.01", "Kabupaten Merauke", None, SPLIT),
    ("93.01", "Kabupaten Merauke", SPLIT, None),
    ("35.73.01", "Blimbing", None, None),
    ("35.73.02", "Klojen", None, None),
)
LEVELS = {2: "provinsi", 5: "kabkota", 8: "kecamatan"}
CHANGES = (("91", "91"), ("91", "93"), ("91.01", "93.01"))


def draw_areas() -> None:
    """The areas and how their codes changed."""
    for code, name, since, until in AREAS:
        Area.rows.create(
            code=code,
            name=name,
            search_name=name.casefold(),
            level=LEVELS[len(code)],
            parent=code.rpartition(".")[0] or "ID",
            valid_from=since,
            valid_to=until,
        )
    for old, new in CHANGES:
        AreaChange.rows.create(old=old, new=new, on=SPLIT, enacted=SPLIT, kind="split", source="UU")


def publish(code: str, on: date, space: Space, agency: Agency) -> Edition:
    """An edition with one source and no limits."""
    edition = Edition.rows.create(
        code=code,
        name=f"Edisi {code}",
        agency=agency,
        space=space,
        axis="kerawanan pemilu",
        date=on,
        levels="provinsi kabkota",
        indicators="published",
    )
    EditionSource.rows.create(edition=edition, key="buku", title="Buku", publisher="Penerbit", date=on)
    return edition


def read(edition: Edition, area: str, **values: object) -> Reading:
    """One reading of an edition, public unless said otherwise."""
    given: dict[str, object] = {"label": "public", "date": edition.date, "decimals": 2, **values}
    made: Reading = Reading.unscoped.create(
        space=edition.space,
        owner=edition.agency,
        edition=edition,
        area=area,
        level=LEVELS[len(area)],
        valid_on=edition.date,
        source=edition.sources.first(),
        **given,
    )
    return made


def limit(edition: Edition, level: str, low: float, high: float) -> None:
    """Limits that both belong to the outer classes."""
    EditionLimit.rows.create(
        edition=edition,
        level=level,
        low=low,
        high=high,
        low_owner="rendah",
        high_owner="tinggi",
        source=edition.sources.first(),
    )


def draw_atlas() -> None:
    """Everything: an index of 2022 at two levels, a mapping of 2024 with classes only, and a drill."""
    draw_areas()
    now = datetime(2024, 11, 20, tzinfo=UTC)
    real, _ = Space.rows.get_or_create(code="real", defaults={"created_at": now})
    drill = Space.rows.create(code="latihan-35.73", area="35.73", as_of=date(2024, 11, 20), created_at=now)
    agency = Agency.rows.create(code="uji", name="Lembaga Uji", name_en="Test Agency", kind="supervisor")
    index = publish("indeks-2022", date(2022, 12, 16), real, agency)
    limit(index, "provinsi", 20, 60)
    NationalCount.rows.create(edition=index, level="provinsi", tinggi=1, sedang=2, rendah=9)
    read(index, "31", score=88.95, class_key="tinggi")
    read(index, "31", score=88.96, alternative=True, note="=dua")
    read(index, "35", score=60.0, note="=HYPERLINK(1)")
    read(index, "93.01", score=51.5)
    read(index, "35.07", score=64.0, label="internal")
    mapping = publish("pemetaan-2024", date(2024, 8, 26), real, agency)
    read(mapping, "93", class_key="rendah", decimals=None)
    simulated = publish("latihan-indeks", date(2024, 11, 19), drill, agency)
    read(simulated, "35.73.01", score=12.25, class_key="sedang", note="simulasi")
