"""What tests of drills and jobs stand on: one small city's areas, an indicator set, people with accounts."""

from datetime import UTC, datetime
from importlib.resources import files

from siaga.domain.gazetteers import current_areas, read_areas
from siaga.domain.permissions import Role
from siaga.domain.spaces import REAL
from siaga.store.models import Agency, Area, IndicatorSet, Space, User

CITY = "35.73"
OTHER = "73.72"
NOW = datetime(2024, 11, 20, 9, 0, tzinfo=UTC)


def load_cities(*codes: str) -> None:
    """The real space, the IKP 2024 set, and everything in the cities ``codes`` with their provinces."""
    Space.rows.get_or_create(code=REAL, defaults={"created_at": NOW})
    IndicatorSet.rows.get_or_create(
        code="ikp-2024",
        defaults={"name": "IKP 2024", "indicators": indicators_text(), "entered_at": NOW},
    )
    wanted = [area for code in codes for area in current_areas(within=code)]
    provinces = {code[:2] for code in codes}
    wanted += [area for area in read_areas() if area.code in provinces and area.valid_to is None]
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
        )
        for area in wanted
    )


def indicators_text() -> str:
    """The packaged indicator tree as text."""
    folder = files("siaga") / "packs" / "indicator_sets" / "ikp-2024"
    return (folder / "indicators.csv").read_text(encoding="utf-8")


def enrol(username: str, role: Role, territory: str = "", agency: str = "") -> User:
    """A person with an account and, since hashing one takes half a second, without a password."""
    row = None
    if agency:
        row, _ = Agency.rows.get_or_create(code=agency, defaults={"name": agency, "kind": "supervisor"})
    return User.objects.create(
        username=username,
        password="!",
        role=role.value,
        full_name=username,
        territory=territory,
        agency=row,
        joined_at=NOW,
    )
