"""Sources: where every published number comes from, and whether the list it stands in is complete."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siaga.domain.permissions import Actor
from siaga.domain.spaces import REAL
from siaga.services.sources import edition_numbers, sources_overview
from siaga.web.page import page
from siaga.web.pages.areas import kept_space


@page("sources/", "sources", asks=sources_overview)
def sources(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The sources of every edition, list, figure and outline."""
    return render(request, "sources/sources.html", {"overview": sources_overview(actor)})


@page("sources/<str:code>/", "source", asks=edition_numbers)
def source(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Every number of one edition with its source."""
    found = edition_numbers(actor, code, space=request.GET.get("space", REAL) or REAL)
    shown = {"found": found, "space": found.space, "keep_space": kept_space(request)}
    return render(request, "sources/source.html", shown)
