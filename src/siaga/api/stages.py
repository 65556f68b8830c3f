"""The board of stages, for programs."""

from django.http import HttpRequest
from django.utils import timezone

from siaga.api.operation import Parameter, operation
from siaga.domain.permissions import Actor
from siaga.domain.spaces import REAL
from siaga.services.stage_views import Board
from siaga.services.stages import BoardQuestion, stage_board


@operation(
    "stages",
    "stages",
    about="The stages of an election with the days in force, their state today, and superseded days.",
    asks=stage_board,
    parameters=(
        Parameter(
            "calendar", "a calendar's code; empty is the one that fits the day", example="pilkada-2024"
        ),
        Parameter("area", "an area code: its time zone and the decisions that hold there", example="35.73"),
        Parameter("space", "real, or a drill's space with its own clock", example="real"),
    ),
)
def stages(request: HttpRequest, actor: Actor) -> Board:
    """The board."""
    given = request.GET
    question = BoardQuestion(given.get("calendar", ""), given.get("space") or REAL, given.get("area", ""))
    return stage_board(actor, question=question, wall=timezone.now())
