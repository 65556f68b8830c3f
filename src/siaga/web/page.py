"""A page: its address, the use case it asks, what it shows; closed unless that use case is public."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from siaga.domain.permissions import Actor
from siaga.domain.problems import NotFound, NotPermitted, Problem
from siaga.domain.second_factors import NotConfirmed, SecondFactorMissing
from siaga.domain.spaces import REAL, THE_REAL_SPACE, Space
from siaga.registry import declared
from siaga.services.people import actor_behind
from siaga.services.spaces import space_named
from siaga.services.use_case import UseCase, one_view_entry
from siaga.web.confirmations import ANSWER, ONLY_CONFIRM, answered, ask_again

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Page:
    """A page for people, gated by the permission of the use case it asks."""

    route: str
    name: str
    asks: UseCase[Any, Any]
    view: View
    methods: tuple[str, ...] = ("GET", "HEAD")

    def __call__(self, request: HttpRequest, **address: Any) -> HttpResponseBase:
        """Answer a request: permission first, then the view; problems become sentences."""
        confirming = request.method == "POST" and ANSWER in request.POST
        if request.method not in self.methods and not confirming:
            return HttpResponse(status=405, headers={"Allow": ", ".join(self.methods)})
        if confirming and answered(request, actor_of(request)) and ONLY_CONFIRM in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        actor = actor_of(request)
        try:
            self.asks.require(actor)
            with one_view_entry():
                return self.view(request, actor, **address)
        except Problem as problem:
            return refused(request, actor, problem)


def page(
    route: str, name: str, asks: UseCase[Any, Any], methods: tuple[str, ...] = ("GET", "HEAD")
) -> Callable[[View], Page]:
    """Declare a page; without a use case there is no page."""

    def declare(view: View) -> Page:
        return Page(route, name, asks, view, methods)

    return declare


def actor_of(request: HttpRequest) -> Actor:
    """Who asks: the signed-in person, else the public."""
    return actor_behind(getattr(request, "user", None), getattr(request, "session", None))


def safe_next(request: HttpRequest, given: str | None) -> str:
    """An address of our own to go on to, never somebody else's."""
    if given and url_has_allowed_host_and_scheme(given, {request.get_host()}, request.is_secure()):
        return given
    return reverse("map")


def refused(request: HttpRequest, actor: Actor, problem: Problem) -> HttpResponse:
    """What follows a refusal: the question who it is, the way to sign in or enrol, or a sentence."""
    if isinstance(problem, NotConfirmed):
        return ask_again(request, actor)
    if isinstance(problem, SecondFactorMissing):
        return HttpResponseRedirect(reverse("second_factor"))
    if isinstance(problem, NotPermitted) and actor.user_id is None:
        return HttpResponseRedirect(f"{reverse('sign_in')}?{urlencode({'next': request.get_full_path()})}")
    return show_problem(request, problem)


def show_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A problem as a page with one sentence."""
    kinds = ((NotPermitted, 403), (FormStale, 403), (NotFound, 404))
    status = next((number for kind, number in kinds if isinstance(problem, kind)), 400)
    sentence = problem.sentence(get_language() or "id")
    shown = {"sentence": sentence, "status": status, "space": _space_left(request)}
    return render(request, "problem.html", shown, status=status)


def _space_left(request: HttpRequest) -> Space:
    """The space somebody was in when a page refused, where that is one."""
    try:
        return space_named(actor_of(request), request.GET.get("space", REAL))
    except NotFound:
        return THE_REAL_SPACE


class NoSuchPage(NotFound):
    """An address nobody answers."""

    indonesian = "Halaman {path} tidak ada. Periksa alamatnya, atau mulai dari peta."
    english = "There is no page {path}. Check the address, or start from the map."


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """An address nobody answers, as a sentence."""
    return show_problem(request, NoSuchPage(path=request.path))


class FormStale(Problem):
    """A form whose token is missing or from before somebody signed in or out."""

    indonesian = (
        "Formulir ini sudah kedaluwarsa atau cookie diblokir, jadi tidak ada yang disimpan. "
        "Muat ulang halamannya, lalu kirim lagi."
    )
    english = (
        "This form is out of date or cookies are blocked, so nothing was saved. "
        "Reload the page and send it again."
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django names it
    """A form sent without its token (CSRF), as a sentence instead of Django's own page."""
    return show_problem(request, FormStale())


def broken_page(_: HttpRequest) -> HttpResponse:
    """A fault of ours: said plainly, in both languages, without asking the store for anything."""
    return HttpResponse(
        "<!doctype html><html lang=id><meta charset=utf-8><title>Siaga</title>"
        "<h1>Terjadi kesalahan di Siaga</h1><p>Ini kesalahan kami, bukan Anda. Muat ulang halaman; "
        "bila berulang, beri tahu administrator jam kejadiannya.</p>"
        "<p lang=en>This is our fault, not yours. Reload the page; if it happens again, tell the "
        "administrator the time.</p></html>",
        status=500,
    )


def pages() -> list[Page]:
    """Every page that a module of ``web.pages`` declares."""
    from siaga.web import pages as folder  # noqa: PLC0415 - the pages import this module

    return declared(folder, Page)


def routes() -> Iterator[URLPattern]:
    """The addresses of all pages."""
    for one in pages():
        yield path(one.route, one, name=one.name)
