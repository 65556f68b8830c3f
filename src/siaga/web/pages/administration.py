"""Administration without code: elections, agencies, editions and indicator sets, each a list and a form."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from siaga.domain.entries import FieldsWrong
from siaga.domain.permissions import Actor
from siaga.domain.spaces import REAL, THE_REAL_SPACE, Space
from siaga.services import editions, elections
from siaga.services.elections import Entered
from siaga.services.spaces import space_named
from siaga.web.forms.administration import (
    MOST_BYTES,
    AgencyForm,
    EditionForm,
    ElectionForm,
    EntryForm,
    IndicatorSetForm,
)
from siaga.web.page import page

POSTS = ("GET", "HEAD", "POST")


@page("administration/", "administration", asks=elections.register)
def administration(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything entered or loaded, and the forms to enter more."""
    space = space_named(actor, request.GET.get("space") or REAL)
    context = {"register": elections.register(actor), "space": space}
    return render(request, "administration/register.html", context)


def _form_page(
    request: HttpRequest,
    form: EntryForm,
    title: Promise,
    save: Callable[[], Entered],
    *,
    space: Space = THE_REAL_SPACE,
) -> HttpResponse:
    """Show a form, or save it; what is wrong stands beside its field, and what was typed is kept."""
    if request.method == "POST" and form.is_valid():
        try:
            entered = save()
        except FieldsWrong as wrong:
            form.show(wrong.problems, get_language() or "id")
        else:
            said = (
                gettext("{name} sudah tercatat sebelumnya.") if entered.again else gettext("{name} tercatat.")
            )
            messages.success(request, said.format(name=entered.name))
            return HttpResponseRedirect(_within(reverse("administration"), space))
    status = 422 if request.method == "POST" else 200
    return render(
        request, "administration/form.html", {"form": form, "title": title, "space": space}, status=status
    )


def _within(address: str, space: Space) -> str:
    return f"{address}?{urlencode({'space': space.code})}" if space.is_drill else address


def _posted(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@page("administration/elections/", "election_new", asks=elections.enter_election, methods=POSTS)
def election(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter an election."""
    form = ElectionForm(*_posted(request))
    return _form_page(
        request, form, _("Pemilihan baru"), lambda: elections.enter_election(actor, new=form.entry())
    )


@page("administration/agencies/", "agency_new", asks=elections.enter_agency, methods=POSTS)
def agency(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter an agency."""
    form = AgencyForm(*_posted(request))
    return _form_page(
        request, form, _("Lembaga baru"), lambda: elections.enter_agency(actor, new=form.entry())
    )


@page("administration/editions/", "edition_new", asks=editions.enter_edition, methods=POSTS)
def edition(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter an edition."""
    form = EditionForm(*_posted(request))
    choices = editions.edition_choices(actor)
    form.offer(choices.agencies, choices.sets)
    space = space_named(actor, request.GET.get("space") or REAL)

    def save() -> Entered:
        return editions.enter_edition(actor, new=form.entry(space.code), now=timezone.now())

    return _form_page(request, form, _("Edisi baru"), save, space=space)


@page("administration/sets/", "set_new", asks=editions.enter_indicator_set, methods=POSTS)
def indicator_set(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter an indicator set; a chosen file is put into the text beside it, where it can be corrected."""
    posted, files = _posted(request)
    if files and "file" in files:
        posted = posted.copy()
        posted["indicators"] = files["file"].read(MOST_BYTES).decode("utf-8-sig", errors="replace")
    form = IndicatorSetForm(posted)

    def save() -> Entered:
        return editions.enter_indicator_set(actor, new=form.entry(), now=timezone.now())

    return _form_page(request, form, _("Set indikator baru"), save)
