"""The second factor: setting it up, recovery codes, and the code on the way in."""

import time

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language

from siaga.domain.permissions import Actor
from siaga.domain.second_factors import CodeWrong, Enrolment
from siaga.services import second_factors
from siaga.services.people import person_numbered
from siaga.web.confirmations import note_confirmed
from siaga.web.page import page, safe_next
from siaga.web.qr_codes import qr_image

AWAITING = "awaiting_code"
PATIENCE = 300.0


@page("profile/second-factor/", "second_factor", asks=second_factors.own_second_factor)
def second_factor(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How it stands, and what to do."""
    return render(request, "people/second_factor.html", {"state": second_factors.own_second_factor(actor)})


@page(
    "profile/second-factor/phone/",
    "second_factor_phone",
    asks=second_factors.begin_second_factor,
    methods=("POST",),
)
def phone(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show a new secret, take its first code, then show the recovery codes once."""
    if "code" not in request.POST:
        return _enrolment(request, second_factors.begin_second_factor(actor), "")
    if not second_factors.code_fits(actor, code=request.POST["code"]):
        wrong = CodeWrong().sentence(get_language() or "id")
        return _enrolment(request, second_factors.begun_second_factor(actor), wrong)
    return _codes(request, second_factors.confirm_second_factor(actor))


@page(
    "profile/second-factor/codes/",
    "recovery_codes",
    asks=second_factors.renew_recovery_codes,
    methods=("POST",),
)
def recovery_codes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """New recovery codes, shown once."""
    return _codes(request, second_factors.renew_recovery_codes(actor))


def hold_for_code(request: HttpRequest, person: int, mark: str, onward: str) -> HttpResponse:
    """The password was right: remember whose it was for five minutes, and ask for the code."""
    request.session.cycle_key()
    request.session[AWAITING] = [person, mark, time.time(), onward]
    return HttpResponseRedirect(reverse("sign_in_code"))


@page(
    "sign-in/code/",
    "sign_in_code",
    asks=second_factors.second_factor_passes,
    methods=("GET", "HEAD", "POST"),
)
def code(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The second step of signing in; a changed password or five minutes begin it anew."""
    number, mark, since, onward = request.session.get(AWAITING) or (0, "", 0.0, "")
    person = person_numbered(actor, number=number)
    late = time.time() - since > PATIENCE
    if person is None or late or not constant_time_compare(mark, person.get_session_auth_hash()):
        request.session.pop(AWAITING, None)
        return HttpResponseRedirect(reverse("sign_in"))
    given, wrong = request.POST.get("code", ""), ""
    if request.method == "POST":
        if second_factors.second_factor_passes(actor, person=person.pk, code=given, now=timezone.now()):
            request.session.pop(AWAITING, None)
            login(request, person, backend=settings.AUTHENTICATION_BACKENDS[-1])
            note_confirmed(request)
            response = HttpResponseRedirect(safe_next(request, onward))
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.language, httponly=True, samesite="Lax")
            return response
        wrong = CodeWrong().sentence(get_language() or "id")
    return render(request, "people/code.html", {"wrong": wrong}, status=422 if wrong else 200)


def _enrolment(request: HttpRequest, begun: Enrolment, wrong: str) -> HttpResponse:
    """The secret as QR and as text."""
    context = {"begun": begun, "qr": qr_image(begun.address), "wrong": wrong}
    response = render(request, "people/phone.html", context, status=422 if wrong else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _codes(request: HttpRequest, codes: tuple[str, ...]) -> HttpResponse:
    """Recovery codes, in this answer only."""
    response = render(request, "people/codes.html", {"codes": codes})
    response.headers["Cache-Control"] = "no-store"
    return response
