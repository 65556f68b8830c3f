"""Following a link: joining Siaga, or setting a new password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from siaga.domain.entries import FieldsWrong
from siaga.domain.invitations import Acceptance, Purpose
from siaga.domain.permissions import Actor
from siaga.services.invitations import accept_invitation, open_invitation
from siaga.web.forms.people import JoinForm, NewPasswordForm
from siaga.web.page import page


@page("join/<str:token>/", "join", asks=open_invitation, methods=("GET", "HEAD", "POST"))
def join(request: HttpRequest, actor: Actor, token: str) -> HttpResponse:
    """Show what the link offers; accept it once."""
    offer = open_invitation(actor, token=token, now=timezone.now())
    renews = offer.purpose is Purpose.PASSWORD
    form_class = NewPasswordForm if renews else JoinForm
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, initial={"full_name": offer.full_name})
    if request.method == "POST" and form.is_valid():
        given = form.entry()
        if renews:
            given = Acceptance(offer.username, offer.full_name, given.password)
        try:
            person = accept_invitation(actor, token=token, acceptance=given, now=timezone.now())
        except FieldsWrong as wrong:
            form.show(wrong.problems, get_language() or "id")
        else:
            said = gettext("Akun {username} siap. Masuk dengan kata sandi yang baru saja Anda buat.")
            messages.success(request, said.format(username=person.username))
            return HttpResponseRedirect(reverse("sign_in"))
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "offer": offer, "renews": renews}
    response = render(request, "people/join.html", context, status=status)
    # The address itself is the secret: kept out of caches, and (same-origin) told to no other host.
    response.headers["Cache-Control"] = "no-store"
    return response
