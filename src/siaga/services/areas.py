"""Finding areas by name or code."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from siaga.domain.areas import Level, level_of, lineage_of
from siaga.domain.permissions import Actor, Permission
from siaga.services.use_case import reads
from siaga.store.models import Area

SHORTEST = 2
MOST = 20


@dataclass(frozen=True, slots=True)
class AreaHit:
    """An area that was searched for; ``above`` names the areas it lies in, the nearest first."""

    code: str
    name: str
    level: Level
    above: str


@dataclass(frozen=True, slots=True)
class AreaSearch:
    """What a search found; ``more`` when there was more than is listed."""

    text: str
    hits: tuple[AreaHit, ...]
    more: bool
    too_short: bool


@reads(Permission.PUBLIC)
def search_areas(_: Actor, text: str, limit: int = MOST) -> AreaSearch:
    """Today's areas whose code begins with ``text`` or whose name holds it, the widest first."""
    wanted = " ".join(text.casefold().split())
    if len(wanted) < SHORTEST:
        return AreaSearch(text, (), more=False, too_short=True)
    found = list(_matches(wanted)[: limit + 1])
    codes = {code for area in found for code in lineage_of(area.code)}
    names = dict(Area.rows.filter(valid_to=None, code__in=codes).values_list("code", "name"))
    hits = tuple(
        AreaHit(area.code, area.name, level_of(area.code), _above(area.code, names)) for area in found[:limit]
    )
    return AreaSearch(text, hits, more=len(found) > limit, too_short=False)


def _matches(wanted: str) -> "QuerySet[Area]":
    """Areas that match: codes and names beginning so before names holding it, wide levels before small."""
    areas = Area.rows.filter(valid_to=None)
    if wanted[0].isdigit():
        return areas.filter(code__startswith=wanted).order_by(Length("code"), "code")
    begins = Q(search_name__startswith=wanted) | Q(search_name__contains=" " + wanted)
    order = Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField())
    return areas.filter(search_name__contains=wanted).order_by(order, Length("code"), "code")


def _above(code: str, names: dict[str, str]) -> str:
    """The names of the areas above, the nearest first."""
    return ", ".join(names[above] for above in reversed(lineage_of(code)) if above in names)
