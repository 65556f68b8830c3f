"""Polling stations: the list with its search, one station, the picker, the map and the tiles it draws."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext, ngettext

from siaga.domain.permissions import Actor
from siaga.domain.spaces import REAL
from siaga.services.spaces import space_named
from siaga.services.station_selection import StationQuestion
from siaga.services.station_views import AreaStations, StationPage
from siaga.services.stations import (
    HIGHEST_ZOOM,
    LOWEST_ZOOM,
    SINGLE_FROM,
    found_stations,
    one_station,
    station_map,
    station_page,
    station_tile,
)
from siaga.web.page import page
from siaga.web.words import number

STEPS = 5
_TILE = "application/vnd.mapbox-vector-tile"


def asked(request: HttpRequest) -> StationQuestion:
    """The question in a page's address."""
    given = request.GET
    digits = given.get("number", "").strip()
    return StationQuestion(
        election=given.get("election", ""),
        space=given.get("space") or REAL,
        within=given.get("within", ""),
        text=given.get("q", "").strip()[:80],
        number=int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 3 else None,
        special="special" in given,
    )


def kept(request: HttpRequest, **changed: str) -> str:
    """The query of this page with some of it changed; empty values leave."""
    names = ("election", "space", "within", "q", "number", "special")
    query = {name: request.GET[name] for name in names if request.GET.get(name)} | changed
    found = urlencode({name: value for name, value in query.items() if value})
    return f"?{found}" if found else "?"


@page("stations/", "stations", asks=station_page)
def stations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The stations of an election: counts of the areas, and a list page by page."""
    question = asked(request)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    found = station_page(actor, question, after=after, before=before)
    context = {
        "found": found,
        "question": question,
        "space": space_named(actor, question.space),
        "answer": answer(found),
        "areas": [(one, kept(request, within=one.code)) for one in found.areas],
        "trail": [(name, kept(request, within=code)) for code, name in found.trail],
        "whole_address": kept(request, within=""),
        "conflicts": sum(one.conflict for one in found.areas),
        "has_published": any(one.published for one in found.areas),
        "last": found.first + len(found.lines) - 1,
        "before": kept(request, before=found.before) if found.before else "",
        "after": kept(request, after=found.after) if found.after else "",
        "filtered": bool(question.text or question.number is not None or question.special),
    }
    return render(request, "stations/stations.html", context)


def answer(found: StationPage) -> str:
    """The sentence that answers first."""
    if found.election is None:
        return gettext("Belum ada pemilihan, jadi belum ada TPS.")
    where = found.trail[-1][1] if found.trail else "Indonesia"
    if not found.whole.stations:
        return gettext("Register TPS %(where)s belum diisi.") % {"where": where}
    return gettext("%(count)s TPS di %(where)s") % {
        "count": number(found.whole.stations),
        "where": where,
    }


@page("stations/find/", "station_find", asks=found_stations)
def find(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The stations that fit what is typed into a picker, as a list without a page around it."""
    question = asked(request)
    context = {
        "lines": found_stations(actor, question),
        "q": question.text,
        "query": kept(request, q="", number="", special="", within=""),
    }
    return render(request, "stations/hits.html", context)


@page("stations/map/", "station_map", asks=station_map)
def stations_on_map(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The map of stations: counts by kab/kota from afar, points from nearby."""
    space = request.GET.get("space") or REAL
    view = station_map(actor, election=request.GET.get("election", ""), space=space)
    limits = steps(view.areas)
    code = view.election.code if view.election else ""
    tiles = reverse("station_tile", args=(code or "-", 0, 0, 0)).removesuffix("0/0/0.pbf")
    context = {
        "view": view,
        "space": space_named(actor, space),
        "counts": {one.code: one.stations for one in view.areas},
        "limits": limits,
        "legend": legend(limits),
        "tiles": tiles,
        "query": "" if space == REAL else "?" + urlencode({"space": space}),
        "lowest": LOWEST_ZOOM,
        "highest": HIGHEST_ZOOM,
        "single": SINGLE_FROM,
        "answer": map_answer(view.whole),
    }
    return render(request, "stations/map.html", context)


def map_answer(whole: AreaStations) -> str:
    """How many stations the map shows."""
    if not whole.stations:
        return gettext("Register TPS belum diisi.")
    return ngettext("%(count)s TPS di peta", "%(count)s TPS di peta", whole.stations) % {
        "count": number(whole.stations)
    }


def steps(areas: tuple[AreaStations, ...]) -> list[int]:
    """Upper limits of the five shades, so that each holds about as many kab/kota."""
    counts = sorted(one.stations for one in areas if one.stations)
    if not counts:
        return []
    found = [counts[min(len(counts) - 1, len(counts) * place // STEPS)] for place in range(1, STEPS)]
    return sorted({*found, counts[-1]})


def legend(limits: list[int]) -> list[tuple[int, str]]:
    """Each shade and the counts it stands for."""
    lowest = [1, *(limit + 1 for limit in limits)][: len(limits)]
    return [
        (place, f"{number(low)}–{number(high)}" if low < high else number(high))
        for place, (low, high) in enumerate(zip(lowest, limits, strict=True), start=1)
    ]


@page("tiles/stations/<str:election>/<int:z>/<int:x>/<int:y>.pbf", "station_tile", asks=station_tile)
def tile(request: HttpRequest, actor: Actor, **address: int | str) -> HttpResponse:
    """One vector tile; nothing but "not modified" when the browser has it already."""
    place = (int(address["z"]), int(address["x"]), int(address["y"]))
    space = request.GET.get("space") or REAL
    found = station_tile(actor, str(address["election"]), place, space=space)
    headers = {"ETag": found.tag, "Cache-Control": "private, no-cache"}
    if found.tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    response = HttpResponse(found.content, content_type=_TILE, headers=headers)
    patch_vary_headers(response, ("Cookie",))
    return response


@page("stations/<str:code>/", "station", asks=one_station)
def station(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One station: where it stands, and what else the reader may know."""
    space = request.GET.get("space") or REAL
    facts = one_station(actor, code, election=request.GET.get("election", ""), space=space)
    here = {"election": facts.election.code} | ({} if space == REAL else {"space": space})
    context = {
        "facts": facts,
        "line": facts.line,
        "space": space_named(actor, space),
        "trail": [(name, "?" + urlencode({**here, "within": area})) for area, name in facts.trail],
        "map_query": "?" + urlencode(here),
    }
    return render(request, "stations/station.html", context)
