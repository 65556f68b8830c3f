"""An agency costs one row: it can then own editions and appears in the map's switch."""

from datetime import UTC, date, datetime

from siaga.domain.permissions import THE_PUBLIC
from siaga.services.maps import map_choices
from siaga.store.models import Agency, Edition, Reading, Space


def test_one_row_adds_an_agency(db) -> None:
    now = datetime(2024, 11, 20, tzinfo=UTC)
    space, _ = Space.rows.get_or_create(code="real", defaults={"created_at": now})
    day = date(2024, 8, 26)
    row = Agency.rows.create(code="karang-taruna", name="Karang Taruna", kind="community")
    edition = Edition.rows.create(
        code="kt-2024",
        name="Peta Karang Taruna",
        agency=row,
        space=space,
        axis="ketertiban",
        date=day,
        levels="provinsi",
        indicators="unpublished",
    )
    Reading.unscoped.create(
        space=space,
        owner=row,
        label="public",
        area="35",
        edition=edition,
        level="provinsi",
        valid_on=day,
        date=day,
        class_key="rendah",
    )
    assert "karang-taruna" in {choice.code for choice in map_choices(THE_PUBLIC)}
