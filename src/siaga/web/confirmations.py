"""Asking again who it is before a sensitive step, without losing what was typed."""

import time
from dataclasses import dataclass

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from siaga.domain.permissions import Actor
from siaga.services.people import CONFIRMED_AT, own_profile
from siaga.services.second_factors import own_second_factor, second_factor_passes

ANSWER = "confirm_answer"
ONLY_CONFIRM = "only_confirm"


@dataclass(frozen=True, slots=True)
class Kept:
    """One field of the form that is carried through the question."""

    name: str
    value: str


def note_confirmed(request: HttpRequest) -> None:
    """This session's person confirmed who they are, now."""
    request.session[CONFIRMED_AT] = time.time()


def answered(request: HttpRequest, actor: Actor) -> bool:
    """Take the answer that came with a form; a right one counts for the next minutes."""
    answer = request.POST.get(ANSWER, "")
    if not answer or actor.user_id is None:
        return False
    if own_second_factor(actor).there:
        right = second_factor_passes(actor, person=actor.user_id, code=answer, now=timezone.now())
    else:
        # Through the same throttle as signing in.
        right = authenticate(request, username=own_profile(actor).username, password=answer) is not None
    if right:
        note_confirmed(request)
    return right


def ask_again(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The question in the place of the page; its answer goes to the same address with what was typed."""
    kept = [
        Kept(name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {ANSWER, "csrfmiddlewaretoken"}
    ]
    context = {
        "kept": kept,
        "by_code": own_second_factor(actor).there,
        "files_lost": bool(request.FILES),
        "wrong": ANSWER in request.POST,
        "locked": getattr(request, "axes_locked_out", False),
        "only_confirm": request.method != "POST",
    }
    status = 429 if context["locked"] else 422 if context["wrong"] else 403
    response = render(request, "people/confirm.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
