"""Signing in and out, the language, and one's own profile."""

from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate, check_for_language

from siaga.domain.permissions import Actor
from siaga.services.people import choose_language, own_profile, sign_in_form
from siaga.web.page import page


class SignInForm(AuthenticationForm):
    """Username and password, with the field names read aloud in full."""

    username = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "username"}))


def safe_next(request: HttpRequest, given: str | None) -> str:
    """An address of our own to go on to, never somebody else's."""
    if given and url_has_allowed_host_and_scheme(given, {request.get_host()}, request.is_secure()):
        return given
    return reverse("map")


@page("sign-in/", "sign_in", asks=sign_in_form, methods=("GET", "HEAD", "POST"))
def sign_in(request: HttpRequest, _: Actor) -> HttpResponse:
    """Sign in and go on to where one was going."""
    onward = request.POST.get("next") or request.GET.get("next") or ""
    form = SignInForm(request, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        login(request, user)
        response = HttpResponseRedirect(safe_next(request, onward))
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, httponly=True, samesite="Lax")
        return response
    status = 422 if request.method == "POST" else 200
    return render(request, "people/sign_in.html", {"form": form, "next": onward}, status=status)


@page("sign-out/", "sign_out", asks=sign_in_form, methods=("POST",))
def sign_out(request: HttpRequest, _: Actor) -> HttpResponse:
    """Sign out."""
    logout(request)
    return HttpResponseRedirect(reverse("map"))


@page("language/", "language", asks=sign_in_form, methods=("POST",))
def language(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Switch the language, for this browser and, when signed in, for the person."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(safe_next(request, request.POST.get("next")))
    if actor.user_id is not None:
        choose_language(actor, language=chosen)
    if chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        activate(chosen)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, httponly=True, samesite="Lax")
    return response


@page("profile/", "profile", asks=own_profile)
def profile(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What Siaga holds about the person who is signed in."""
    return render(request, "people/profile.html", {"profile": own_profile(actor)})
