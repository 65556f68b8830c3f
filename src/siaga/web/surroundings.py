"""What every template knows: who is signed in, the language, and whether this is a drill."""

from django.http import HttpRequest

from siaga.domain.spaces import DRILL_PREFIX, REAL
from siaga.web.page import actor_of


def surroundings(request: HttpRequest) -> dict[str, object]:
    """The actor and the space named in the address."""
    space = request.GET.get("space", REAL)
    return {"actor": actor_of(request), "space_code": space, "in_drill": space.startswith(DRILL_PREFIX)}
