"""Stages: the public board and its feed; decisions, reports and calendars for those who enter them."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from siaga.domain.areas import NATION
from siaga.domain.entries import FieldsWrong
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotPermitted, Problem
from siaga.domain.spaces import REAL
from siaga.services.calendars import calendar_choices, enter_calendar, enter_stage
from siaga.services.spaces import space_named
from siaga.services.stage_decisions import (
    NewReport,
    report_stage_done,
    supersede_stage,
    supersession_preview,
)
from siaga.services.stage_views import Board, Preview
from siaga.services.stages import BoardQuestion, stage_board, stage_feed
from siaga.web.forms.administration import EntryForm
from siaga.web.forms.stages import CalendarForm, DecisionForm, StageForm
from siaga.web.page import page

POSTS = ("GET", "HEAD", "POST")
# One more than is taken, so that a larger file is refused as too large.
MOST_BYTES = 5_000_001
FEED_TYPE = "text/calendar; charset=utf-8"


@page("stages/", "stages", asks=stage_board)
def stages(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is running, next and late, as a sentence, a timeline and a table."""
    question = _question(request, request.GET.get("calendar", ""))
    board = stage_board(actor, question=question, wall=timezone.now())
    context = {
        "board": board,
        "space": space_named(actor, board.space),
        "keep": _keep(board),
        "may_enter": actor.may(Permission.ENTER_ELECTIONS),
        "may_report": actor.may(Permission.REPORT_STAGES),
    }
    return render(request, "stages/board.html", context)


@page("stages/<str:calendar>.ics", "stage_feed", asks=stage_feed)
def feed(request: HttpRequest, actor: Actor, calendar: str) -> HttpResponse:
    """The stages for a calendar program."""
    made = stage_feed(
        actor,
        question=_question(request, calendar),
        wall=timezone.now(),
        language=request.GET.get("language", "id"),
    )
    headers = {"Content-Disposition": f'inline; filename="{made.name}"', "Cache-Control": "max-age=3600"}
    return HttpResponse(made.content, content_type=FEED_TYPE, headers=headers)


@page("stages/<str:calendar>/decide/", "stage_decision", asks=supersede_stage, methods=POSTS)
def decide(request: HttpRequest, actor: Actor, calendar: str) -> HttpResponse:
    """Record a decision; first what it moves is shown, then it is written down."""
    board = stage_board(actor, question=_question(request, calendar), wall=timezone.now())
    given = request.POST if request.method == "POST" else None
    form = DecisionForm(given, initial={"stage": request.GET.get("stage", "")})
    form.offer([(line.code, f"{line.name} ({line.first} – {line.last})") for line in board.lines])
    preview: Preview | None = None
    if request.method == "POST" and form.is_valid():
        new = form.entry(calendar, board.space)
        try:
            if request.POST.get("do") == "record":
                recorded = supersede_stage(actor, new=new, wall=timezone.now())
                said = gettext("{number} tercatat; {moved} tahapan bergeser.")
                if recorded.again:
                    said = gettext("{number} sudah tercatat sebelumnya.")
                messages.success(request, said.format(number=recorded.number, moved=recorded.moved))
                return HttpResponseRedirect(_board_address(board))
            preview = supersession_preview(actor, new=new, wall=timezone.now())
        except FieldsWrong as wrong:
            form.show(wrong.problems, get_language() or "id")
    return _show_form(request, actor, "stages/decision.html", (form, board, preview))


@page("stages/<str:calendar>/report/", "stage_report", asks=report_stage_done, methods=("POST",))
def report(request: HttpRequest, actor: Actor, calendar: str) -> HttpResponse:
    """Report a duty done, or take the report back, in one's own area."""
    board = stage_board(actor, question=_question(request, calendar), wall=timezone.now())
    new = NewReport(
        calendar=calendar,
        stage=request.POST.get("stage", ""),
        area=actor.territory,
        note=request.POST.get("note", "").replace("\0", "")[:500].strip(),
        done=request.POST.get("done", "1") == "1",
        space=board.space,
    )
    try:
        told = report_stage_done(actor, report=new, wall=timezone.now())
    except NotPermitted:
        raise
    except Problem as problem:
        messages.error(request, problem.sentence(get_language() or "id"))
    else:
        said = (
            gettext("{name} dilaporkan selesai.")
            if new.done
            else gettext("Laporan selesai atas {name} ditarik.")
        )
        messages.success(request, said.format(name=told.name))
    return HttpResponseRedirect(_board_address(board))


@page("stages/new/", "calendar_new", asks=enter_calendar, methods=POSTS)
def new_calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter the calendar of the next election."""
    posted = request.method == "POST"
    form = CalendarForm(request.POST if posted else None, request.FILES if posted else None)
    form.offer(calendar_choices(actor).elections)

    def save() -> HttpResponse:
        upload = request.FILES.get("file")
        file = (str(upload.name), upload.read(MOST_BYTES)) if upload else None
        entered = enter_calendar(actor, new=form.entry(), file=file)
        messages.success(request, gettext("{name} tercatat.").format(name=entered.name))
        return HttpResponseRedirect(f"{reverse('stages')}?{urlencode({'calendar': entered.code})}")

    return _saved(request, form, save) or _show_form(
        request, actor, "stages/calendar.html", (form, None, None)
    )


@page("stages/<str:calendar>/add/", "stage_new", asks=enter_stage, methods=POSTS)
def new_stage(request: HttpRequest, actor: Actor, calendar: str) -> HttpResponse:
    """Add one stage to a calendar that was entered."""
    board = stage_board(actor, question=_question(request, calendar), wall=timezone.now())
    form = StageForm(request.POST if request.method == "POST" else None)
    form.offer([(line.code, line.name) for line in board.lines])

    def save() -> HttpResponse:
        entered = enter_stage(actor, calendar=calendar, values=form.values())
        messages.success(request, gettext("{name} tercatat.").format(name=entered.name))
        return HttpResponseRedirect(_board_address(board))

    return _saved(request, form, save) or _show_form(request, actor, "stages/stage.html", (form, board, None))


def _saved(request: HttpRequest, form: EntryForm, save: Callable[[], HttpResponse]) -> HttpResponse | None:
    """What ``save`` answers; nothing when the form is to be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return save()
    except FieldsWrong as wrong:
        form.show(wrong.problems, get_language() or "id")
        return None


def _show_form(
    request: HttpRequest,
    actor: Actor,
    name: str,
    shown: tuple[EntryForm, Board | None, Preview | None],
) -> HttpResponse:
    """A form with what it is about; what is wrong stands beside its field, and what was typed is kept."""
    form, board, preview = shown
    space = space_named(actor, board.space if board else REAL)
    keep = _keep(board) if board else ""
    context = {"form": form, "board": board, "preview": preview, "space": space, "keep": keep}
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, name, context, status=status)


def _question(request: HttpRequest, calendar: str) -> BoardQuestion:
    space = request.GET.get("space") or request.POST.get("space") or REAL
    return BoardQuestion(calendar, space, request.GET.get("area", "").strip())


def _keep(board: Board) -> str:
    """The query that keeps a link in this space and area."""
    kept = {"space": board.space} if board.space != REAL else {}
    if board.area != NATION:
        kept["area"] = board.area
    return f"?{urlencode(kept)}" if kept else ""


def _board_address(board: Board) -> str:
    kept = _keep(board)
    chosen = urlencode({"calendar": board.calendar.code})
    return f"{reverse('stages')}{kept}&{chosen}" if kept else f"{reverse('stages')}?{chosen}"
