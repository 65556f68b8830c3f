"""Editions, and what one edition says of every area of a level, for programs."""

from django.http import HttpRequest

from siaga.api.operation import Parameter, operation
from siaga.domain.permissions import Actor
from siaga.domain.spaces import REAL
from siaga.services.map_views import AgencyChoice, MapQuestion, MapView
from siaga.services.maps import map_choices, map_view

SPACE = Parameter("space", "the real space, or a drill's (LATIHAN); never mixed", example="latihan-35.73")


@operation(
    "editions",
    "editions",
    about="Agencies with their editions and the number of areas each speaks of, by level.",
    asks=map_choices,
    parameters=(SPACE,),
)
def editions(request: HttpRequest, actor: Actor) -> tuple[AgencyChoice, ...]:
    """List editions."""
    return map_choices(actor, request.GET.get("space", REAL))


@operation(
    "readings",
    "readings",
    about="One edition at one level: every area with class, score, source and date, unknown ones too.",
    asks=map_view,
    parameters=(
        Parameter("edition", "an edition's code", example="ikp-2024"),
        Parameter("level", "provinsi, kabkota or kecamatan", example="provinsi"),
        Parameter("within", "only areas below this code", example="35"),
        SPACE,
    ),
)
def readings(request: HttpRequest, actor: Actor) -> MapView:
    """The map's numbers."""
    given = request.GET
    question = MapQuestion(
        edition=given.get("edition", ""),
        level=given.get("level", ""),
        within=given.get("within", ""),
        space=given.get("space", REAL),
    )
    return map_view(actor, question)
