"""What tests of pages stand on: everything published, all kab/kota, and one city down to kelurahan."""

from datetime import UTC, datetime

from siaga.domain.gazetteers import code_changes, read_areas
from siaga.domain.progress import silent
from siaga.domain.spaces import REAL
from siaga.services import pack_rows
from siaga.store.models import Area, AreaChange, Edition, EditionLimit, Reading, Space

NOW = datetime(2024, 11, 20, 9, 0, tzinfo=UTC)
CITY = "35.73"


def publish_packs() -> Space:
    """Load the packs as the demo does, with fewer areas."""
    space, _ = Space.rows.get_or_create(code=REAL, defaults={"created_at": NOW})
    Area.rows.bulk_create(
        Area(
            code=area.code,
            name=area.name,
            search_name=area.name.casefold(),
            level=area.level.value,
            parent=area.parent,
            latitude=area.latitude,
            longitude=area.longitude,
            population=area.population,
            valid_from=area.valid_from,
            valid_to=area.valid_to,
        )
        for area in read_areas()
        if len(area.code) <= 5 or area.code.startswith(CITY + ".")
    )
    AreaChange.rows.bulk_create(
        AreaChange(
            old=one.old, new=one.new, on=one.on, enacted=one.enacted, kind=one.kind.value, source=one.source
        )
        for one in code_changes()
    )
    pack_rows.load_agencies()
    pack_rows.load_elections()
    pack_rows.load_editions(space, silent)
    pack_rows.load_outcomes()
    return space


def add_reading(edition: str, area: str, **fields: object) -> Reading:
    """One more row of a published edition."""
    row = Edition.rows.get(code=edition)
    level = {2: "provinsi", 5: "kabkota", 8: "kecamatan", 13: "kelurahan"}[len(area)]
    known = {"owner": row.agency, "label": "public", "level": level, "date": row.date, "valid_on": row.date}
    return Reading.unscoped.create(space=row.space, edition=row, area=area, **{**known, **fields})


def set_limits(edition: str, level: str, **limits: float) -> None:
    """Give an edition's level other limits."""
    EditionLimit.rows.update_or_create(
        edition=Edition.rows.get(code=edition), level=level, defaults={**limits, "minimum": 0.0}
    )
