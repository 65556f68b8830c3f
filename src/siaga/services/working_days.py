"""Which days are not worked in Indonesia: national holidays, joint leave, polling days."""

from datetime import date
from functools import lru_cache

from holidays import country_holidays

from siaga.domain.working_days import Holidays
from siaga.store.models import Election

FIRST_YEAR, LAST_YEAR = 2004, 2045
_ESTIMATED = "(perkiraan)"
_JOINT_LEAVE = "Cuti Bersama"
_POLLING = "Hari pemungutan suara"


@lru_cache(maxsize=1)
def published_holidays() -> Holidays:
    """What the package ``holidays`` knows of Indonesia; after its last joint leave all is provisional."""
    days: dict[date, str] = {}
    known = country_holidays(
        "ID", years=range(FIRST_YEAR, LAST_YEAR + 1), categories=("public", "government"), language="id"
    )
    for day, name in known.items():
        days[day] = name
    joint = [day.year for day, name in days.items() if _JOINT_LEAVE in name]
    return Holidays(
        days=days,
        estimated=frozenset(day for day, name in days.items() if _ESTIMATED in name),
        open_from=max(joint, default=FIRST_YEAR - 1) + 1,
    )


def legal_holidays() -> Holidays:
    """The published holidays and the polling days of every election there is, national holidays by ruling."""
    published = published_holidays()
    polling = dict.fromkeys(Election.rows.values_list("polling_day", flat=True), _POLLING)
    return Holidays({**polling, **published.days}, published.estimated, published.open_from)
