"""The page of one area: the answer first, then every reading, the reasons, what happened, and the sources."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from siaga.domain.permissions import Actor
from siaga.domain.spaces import REAL
from siaga.services.area_profiles import area_profile
from siaga.services.area_views import AreaProfile
from siaga.services.reading_views import ReadingView
from siaga.web.page import page


def kept_space(request: HttpRequest) -> str:
    """The query that keeps a link inside the space of this page; nothing on real pages."""
    space = request.GET.get("space", REAL) or REAL
    return "" if space == REAL else "?" + urlencode({"space": space})


def opened(profile: AreaProfile) -> tuple[ReadingView, ...]:
    """The readings whose reasons stand open: the answers, and the newest whose contributions are known."""
    explained = [one for axis in profile.axes for one in axis.readings if one.reasons is not None]
    return (*profile.newest, *explained[:1])


@page("areas/<str:code>/", "area", asks=area_profile)
def area(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Everything the reader may know of one area."""
    profile = area_profile(
        actor, code, wall=timezone.localtime(), space=request.GET.get("space", REAL) or REAL
    )
    shown = {
        "profile": profile,
        "area": profile.area,
        "space": profile.space,
        "opened": opened(profile),
        "more_findings": max(0, len(profile.findings) - 3),
        "keep_space": kept_space(request),
    }
    return render(request, "areas/area.html", shown)
