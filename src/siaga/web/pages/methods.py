"""Methods: formulas with worked numbers, class rules, marks, and the indicator tree of each edition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siaga.domain.permissions import Actor
from siaga.domain.spaces import REAL
from siaga.services.methods import edition_method, methods_overview
from siaga.web.page import page
from siaga.web.pages.areas import kept_space


@page("methods/", "methods", asks=methods_overview)
def methods(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every formula of the index as delivered, computed before the reader's eyes."""
    return render(request, "methods/methods.html", {"overview": methods_overview(actor)})


@page("methods/<str:code>/", "method", asks=edition_method)
def method(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """How one edition was made."""
    found = edition_method(actor, code, space=request.GET.get("space", REAL) or REAL)
    shown = {"method": found, "space": found.space, "keep_space": kept_space(request)}
    return render(request, "methods/method.html", shown)
