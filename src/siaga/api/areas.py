"""Areas by name or code, for programs."""

from django.http import HttpRequest

from siaga.api.operation import Parameter, operation
from siaga.domain.permissions import Actor
from siaga.services.areas import AreaSearch, search_areas


@operation(
    "areas",
    "search_areas",
    about="Areas whose code begins with the text or whose name holds it, the widest first.",
    asks=search_areas,
    parameters=(Parameter("q", "at least two characters of a code or a name", example="35.73"),),
)
def areas(request: HttpRequest, actor: Actor) -> AreaSearch:
    """Search areas."""
    return search_areas(actor, request.GET.get("q", ""))
