"""The people an administrator looks after: the list, an invitation, one account."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from siaga.domain.entries import FieldsWrong
from siaga.domain.invitations import IssuedLink, Purpose
from siaga.domain.permissions import Actor, Role
from siaga.domain.problems import NotFound, NotPermitted, Problem
from siaga.services import invitations, staff
from siaga.web.forms.people import InvitationForm, PostForm
from siaga.web.page import page
from siaga.web.qr_codes import qr_image

POSTS = ("GET", "HEAD", "POST")


@page("people/", "staff", asks=staff.own_staff)
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The people one looks after, and their links."""
    words = request.GET.get("q", "").strip()
    found = staff.own_staff(actor, now=timezone.now(), words=words)
    return render(request, "people/staff.html", {"staff": found, "words": words})


@page("people/invitation/", "invitation_new", asks=invitations.invite_person, methods=POSTS)
def invitation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Invite somebody: the link is shown once, as text and as QR."""
    choices = staff.agency_choices(actor)
    first = {"territory": actor.territory, "key": str(uuid.uuid4())}
    form = InvitationForm(request.POST if request.method == "POST" else None, choices, first)
    if request.method == "POST" and form.is_valid():
        try:
            link = invitations.invite_person(actor, new=form.entry(), now=timezone.now())
        except FieldsWrong as wrong:
            form.show(wrong.problems, get_language() or "id")
        except NotFound:
            raise
        except Problem as problem:
            form.add_error(None, problem.sentence(get_language() or "id"))
        else:
            return shown_once(request, link)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "title": _("Undang orang"), "save": _("Buat undangan")}
    return render(request, "people/form.html", context, status=status)


def shown_once(request: HttpRequest, link: IssuedLink) -> HttpResponse:
    """A link just made, in the answer to its form only: nothing keeps it, nothing caches it."""
    address = request.build_absolute_uri(reverse("join", args=[link.token]))
    context = {
        "link": link,
        "address": address,
        "qr": qr_image(address),
        "renews": link.purpose is Purpose.PASSWORD,
    }
    response = render(request, "people/link.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@page("people/links/<int:number>/", "link_revoke", asks=invitations.revoke_invitation, methods=("POST",))
def revoke(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Take a link back."""
    name = invitations.revoke_invitation(actor, number=number, now=timezone.now())
    messages.success(request, gettext("Tautan untuk {name} dicabut.").format(name=name))
    return HttpResponseRedirect(reverse("staff"))


@page("people/accounts/<str:username>/", "staff_member", asks=staff.staff_member)
def account(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """One account: role, territory, and what can be done with it."""
    return _account(request, actor, username, None)


@page("people/accounts/<str:username>/post/", "staff_post", asks=staff.change_post, methods=("POST",))
def change_post(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """Change a role or territory."""
    return _account(request, actor, username, request.POST)


@page("people/accounts/<str:username>/close/", "staff_close", asks=staff.deactivate_person, methods=("POST",))
def close(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """Close an account."""
    line = staff.deactivate_person(actor, username=username, now=timezone.now())
    messages.success(request, gettext("Akun {name} dinonaktifkan.").format(name=line.full_name))
    return HttpResponseRedirect(reverse("staff_member", args=[username]))


@page("people/accounts/<str:username>/open/", "staff_open", asks=staff.reactivate_person, methods=("POST",))
def reopen(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """Open a closed account again."""
    line = staff.reactivate_person(actor, username=username)
    messages.success(request, gettext("Akun {name} aktif kembali.").format(name=line.full_name))
    return HttpResponseRedirect(reverse("staff_member", args=[username]))


@page(
    "people/accounts/<str:username>/password/", "staff_password", asks=staff.renew_password, methods=("POST",)
)
def password(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """Make a link for a new password."""
    return shown_once(request, staff.renew_password(actor, username=username, now=timezone.now()))


@page(
    "people/accounts/<str:username>/second-factor/",
    "staff_second_factor",
    asks=staff.remove_second_factor,
    methods=("POST",),
)
def second_factor(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """Take a lost second factor off an account."""
    line = staff.remove_second_factor(actor, username=username)
    messages.success(request, gettext("Kode kedua {name} dilepas.").format(name=line.full_name))
    return HttpResponseRedirect(reverse("staff_member", args=[username]))


def _account(request: HttpRequest, actor: Actor, username: str, posted: Any) -> HttpResponse:
    """Show an account, or save what was changed."""
    line = staff.staff_member(actor, username=username)
    form = PostForm(posted, _roles(actor, line), {"role": line.role.value, "territory": line.territory})
    if posted is not None and form.is_valid():
        try:
            staff.change_post(
                actor,
                username=username,
                role=Role(form.cleaned_data["role"]),
                territory=form.text("territory"),
            )
        except (NotPermitted, NotFound):
            raise
        except FieldsWrong as wrong:
            form.show(wrong.problems, get_language() or "id")
        except Problem as problem:
            form.add_error(None, problem.sentence(get_language() or "id"))
        else:
            messages.success(request, gettext("Perubahan untuk {name} disimpan.").format(name=line.full_name))
            return HttpResponseRedirect(reverse("staff_member", args=[username]))
    status = 200 if posted is None else 422
    return render(request, "people/account.html", {"person": line, "form": form}, status=status)


def _roles(actor: Actor, line: staff.StaffLine) -> list[Role]:
    """The roles this administrator may give in the person's agency, the present one included."""
    offered = next((one.roles for one in staff.agency_choices(actor) if one.name == line.agency), ())
    return list(dict.fromkeys((line.role, *offered)))
