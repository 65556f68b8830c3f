"""Signing in and out, the language, and one's own profile."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import activate, check_for_language, get_language, gettext

from siaga.domain.invitations import PasswordWeak
from siaga.domain.permissions import Actor
from siaga.services.people import (
    PasswordWrong,
    SignInLocked,
    change_password,
    choose_language,
    end_sessions,
    locked_until,
    own_profile,
    sign_in_form,
)
from siaga.services.second_factors import has_second_factor
from siaga.web.confirmations import note_confirmed
from siaga.web.forms.people import OwnPasswordForm
from siaga.web.page import page, safe_next
from siaga.web.pages.second_factors import hold_for_code


class SignInForm(AuthenticationForm):
    """Username and password, with the field names read aloud in full."""

    username = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "username"}))


@page("sign-in/", "sign_in", asks=sign_in_form, methods=("GET", "HEAD", "POST"))
def sign_in(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Sign in and go on to where one was going."""
    onward = request.POST.get("next") or request.GET.get("next") or ""
    form = SignInForm(request, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        if has_second_factor(user.pk):
            return hold_for_code(request, user.pk, user.get_session_auth_hash(), onward)
        login(request, user)
        note_confirmed(request)
        response = HttpResponseRedirect(safe_next(request, onward))
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, httponly=True, samesite="Lax")
        return response
    status, locked = (422 if request.method == "POST" else 200), ""
    if getattr(request, "axes_locked_out", False):
        status, locked = 429, _lock(request, actor, str(form.data.get("username", "")).strip())
    context = {"form": form, "next": onward, "locked": locked}
    return render(request, "people/sign_in.html", context, status=status)


def _lock(request: HttpRequest, actor: Actor, username: str) -> str:
    """Until when this account is closed from here, as a sentence; the same for accounts that do not exist."""
    until = locked_until(actor, username=username, address=request.META.get("REMOTE_ADDR", ""))
    clock = localtime(until).strftime("%H.%M %Z") if until else "–"
    return SignInLocked(until=clock).sentence(get_language() or "id")


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


@page("profile/password/", "password_change", asks=change_password, methods=("GET", "HEAD", "POST"))
def password(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Change one's own password; wrong guesses at the present one are throttled like signing in."""
    form = OwnPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        name = own_profile(actor).username
        if authenticate(request, username=name, password=given["present"]) is None:
            locked = getattr(request, "axes_locked_out", False)
            wrong = (
                _lock(request, actor, name) if locked else PasswordWrong().sentence(get_language() or "id")
            )
            form.add_error("present", wrong)
        else:
            try:
                person = change_password(actor, present=given["present"], new=given["new"])
            except PasswordWeak as weak:
                form.add_error("new", weak.sentence(get_language() or "id"))
            else:
                update_session_auth_hash(request, person)
                messages.success(request, gettext("Kata sandi diganti; sesi di perangkat lain berakhir."))
                return HttpResponseRedirect(reverse("profile"))
    status = 422 if request.method == "POST" else 200
    return render(request, "people/password.html", {"form": form}, status=status)


@page("profile/sessions/", "sessions_end", asks=end_sessions, methods=("POST",))
def sessions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Sign out of every browser."""
    end_sessions(actor)
    logout(request)
    messages.success(request, gettext("Anda keluar dari semua perangkat."))
    return HttpResponseRedirect(reverse("sign_in"))
