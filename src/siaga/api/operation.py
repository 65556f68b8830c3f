"""What an API operation is: an address, the use case it asks, and what it answers."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from enum import Enum
from math import isfinite
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path

from siaga.domain.problems import NotFound, NotPermitted, Problem
from siaga.registry import declared
from siaga.services.people import actor_behind
from siaga.services.use_case import UseCase, one_view_entry

Answer = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation, in its path or its query."""

    name: str
    about: str
    place: str = "query"
    example: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing a program can ask, gated by the permission of its use case."""

    route: str
    name: str
    about: str
    asks: UseCase[Any, Any]
    answer: Answer
    parameters: tuple[Parameter, ...] = ()

    def __call__(self, request: HttpRequest, **address: Any) -> HttpResponseBase:
        """Answer as JSON; problems become a sentence in both languages."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        try:
            actor = actor_behind(getattr(request, "user", None), getattr(request, "session", None))
            self.asks.require(actor)
            with one_view_entry():
                answer = self.answer(request, actor, **address)
        except Problem as problem:
            return _refusal(problem)
        if isinstance(answer, HttpResponseBase):
            return answer
        return JsonResponse(plain(answer), safe=False, json_dumps_params={"ensure_ascii": False})


def operation(
    route: str, name: str, *, about: str, asks: UseCase[Any, Any], parameters: tuple[Parameter, ...] = ()
) -> Callable[[Answer], Operation]:
    """Declare an operation; without a use case there is none."""

    def declare(answer: Answer) -> Operation:
        return Operation(route, name, about, asks, answer, parameters)

    return declare


def plain(value: Any) -> Any:
    """Values of the domain as JSON has them: dates as ISO text, unknown numbers as null."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return None
    return value


def _refusal(problem: Problem) -> JsonResponse:
    """A problem as JSON, with the status a program understands."""
    status = 400
    if isinstance(problem, NotPermitted):
        status = 403
    elif isinstance(problem, NotFound):
        status = 404
    return JsonResponse(
        {"problem": type(problem).__name__, "id": problem.sentence("id"), "en": problem.sentence("en")},
        status=status,
    )


def operations() -> list[Operation]:
    """Every operation that a module of this folder declares."""
    from siaga import api  # noqa: PLC0415 - its modules import this one

    return declared(api, Operation)


def routes() -> Iterator[URLPattern]:
    """The addresses of all operations."""
    for one in operations():
        yield path(f"api/v1/{one.route}", one, name=f"api_{one.name}")
