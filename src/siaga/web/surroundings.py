"""What every template knows: who is signed in, and that it is no drill until its page says so."""

from django.http import HttpRequest

from siaga.domain.spaces import REAL
from siaga.web.page import actor_of


def surroundings(request: HttpRequest) -> dict[str, object]:
    """The actor; ``{% answered_space %}`` in the frame then looks at the space the view answered from."""
    return {"actor": actor_of(request), "space_code": REAL, "in_drill": False}
