"""Papers to hand over: an area on one page, a letter about it, and a map with its table."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from siaga.domain.permissions import Actor
from siaga.domain.spaces import REAL
from siaga.services.area_briefs import area_brief
from siaga.services.area_letters import area_letter
from siaga.services.map_downloads import Download
from siaga.services.map_sheets import map_sheet
from siaga.web.page import page
from siaga.web.pages.map import asked


def handed_over(made: Download, *, to_read: bool) -> HttpResponse:
    """A paper: shown by the browser when it is to read, kept as a file when it is to edit."""
    kind = "inline" if to_read else "attachment"
    headers = {"Content-Disposition": f'{kind}; filename="{made.name}"', "Cache-Control": "no-store"}
    return HttpResponse(made.content, content_type=made.media_type, headers=headers)


@page("areas/<str:code>/brief.pdf", "area_brief", asks=area_brief)
def brief(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One area on one page of A4."""
    made = area_brief(
        actor,
        code,
        wall=timezone.localtime(),
        space=request.GET.get("space", REAL) or REAL,
        language=get_language() or "id",
    )
    return handed_over(made, to_read=True)


@page("map/sheet.pdf", "map_sheet", asks=map_sheet)
def sheet(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the map shows, on paper."""
    made = map_sheet(actor, asked(request), wall=timezone.localtime(), language=get_language() or "id")
    return handed_over(made, to_read=True)


@page("areas/<str:code>/letter.docx", "area_letter", asks=area_letter)
def letter(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """A cover letter about one area, to edit and sign; ``?to=`` names the agency it goes to."""
    made = area_letter(
        actor,
        code,
        wall=timezone.localtime(),
        to=request.GET.get("to", ""),
        space=request.GET.get("space", REAL) or REAL,
        language=get_language() or "id",
    )
    return handed_over(made, to_read=False)
