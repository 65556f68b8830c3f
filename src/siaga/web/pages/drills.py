"""Drills (LATIHAN): which there are, trying one for one's own city, watching it being made, removing it."""

from datetime import date
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from siaga.domain.drills import DrillOfOthers, DrillOrder, drill_date
from siaga.domain.jobs import JobState
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotPermitted, Problem
from siaga.domain.spaces import DEFAULT_DRILL_DATE
from siaga.services.drills import (
    CityChoice,
    DrillJob,
    ask_drill,
    drill_cities,
    drill_progress,
    drills_overview,
    own_drill_job,
    remove_drill,
)
from siaga.web.page import page

STEP_WORDS = {
    "": _("Menyiapkan"),
    "areas": _("Membaca wilayah dan jumlah TPS"),
    "simulation": _("Menyimulasikan kejadian dan penilaian lembaga"),
    "rows": _("Menulis latihan"),
}
FIRST_SEED = 1


@page("drills/", "drills", asks=drills_overview, methods=("GET", "HEAD", "POST"))
def drills(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The drills there are, and the form that asks for another."""
    if request.method != "POST":
        return _show(request, actor)
    try:
        order = DrillOrder(
            request.POST.get("area", ""), drill_date(request.POST.get("as_of", "")), FIRST_SEED
        )
        asked = ask_drill(actor, order=order, now=timezone.now())
    except DrillOfOthers as problem:
        return _show(request, actor, problem.sentence(get_language() or "id"), status=403)
    except NotPermitted:
        raise
    except Problem as problem:
        return _show(request, actor, problem.sentence(get_language() or "id"), status=422)
    return HttpResponseRedirect(f"{reverse('drills')}?job={asked.id}#pekerjaan")


@page("drills/cities/", "drill_cities", asks=drill_cities)
def cities(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The kab/kota that match what is being typed, as the choice of the form."""
    return render(request, "drills/cities.html", _choices(request, actor))


@page("drills/progress/<int:job_id>/", "drill_progress", asks=drill_progress)
def progress(request: HttpRequest, actor: Actor, job_id: int) -> HttpResponse:
    """How far one drill is; once it is over the page itself is shown anew."""
    found = drill_progress(actor, job_id=job_id)
    address = f"{reverse('drills')}?job={job_id}#pekerjaan"
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(address)
    response = render(request, "drills/progress.html", _making(found))
    if found.job.is_over:
        # Without the fragment: going to the same address and fragment would only scroll.
        response.headers["HX-Redirect"] = address.partition("#")[0]
    return response


@page("drills/<str:area>/remove/", "drill_remove", asks=remove_drill, methods=("POST",))
def remove(request: HttpRequest, actor: Actor, area: str) -> HttpResponse:
    """Remove a drill and say what went."""
    removed = remove_drill(actor, area=area)
    sentence = gettext("Latihan %(area)s dihapus. Data nyata tidak disentuh.") % {"area": removed.area_name}
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("drills"))


def _show(request: HttpRequest, actor: Actor, problem: str = "", *, status: int = 200) -> HttpResponse:
    """The page; a refusal stands at the form and keeps what was chosen."""
    may_start = actor.may(Permission.START_DRILLS)
    context: dict[str, object] = {
        "drills": drills_overview(actor),
        "may_start": may_start,
        "problem": problem,
        "as_of": _typed_date(request),
        **_making(_watched(request, actor)),
    }
    if may_start:
        context |= _choices(request, actor)
    return render(request, "drills/drills.html", context, status=status)


def _typed_date(request: HttpRequest) -> date | str:
    """The date in the form: what was typed, else the usual drill date."""
    return request.POST.get("as_of") or DEFAULT_DRILL_DATE.isoformat()


def _choices(request: HttpRequest, actor: Actor) -> dict[str, object]:
    """The kab/kota to choose from, by province; one's own city is chosen beforehand."""
    text = request.GET.get("find", "")
    found = drill_cities(actor, text=text)
    own = ".".join(actor.territory.split(".")[:2])
    chosen = request.POST.get("area") or request.GET.get("area") or own
    if text and len(found) == 1:
        chosen = found[0].code
    return {
        "find": text,
        "chosen": chosen,
        "matches": len(found),
        "provinces": [(name, list(rows)) for name, rows in groupby(found, key=_province)],
    }


def _province(city: CityChoice) -> str:
    """What the choice is grouped by."""
    return city.province


def _watched(request: HttpRequest, actor: Actor) -> DrillJob | None:
    """The job to show: one still under way or failed, or the finished one the address names."""
    if actor.user_id is None:
        return None
    job = own_drill_job(actor)
    if job is None or (job.job.state is JobState.DONE and request.GET.get("job") != str(job.job.id)):
        return None
    return job


def _making(found: DrillJob | None) -> dict[str, object]:
    """A job in words."""
    if found is None:
        return {"making": None}
    return {"making": found, "step": STEP_WORDS.get(found.job.message, STEP_WORDS[""])}
