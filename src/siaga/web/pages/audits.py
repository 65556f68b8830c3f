"""The audit record for administrators: who did or saw what, as sentences, with the head of the chain."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siaga.domain.permissions import Actor
from siaga.services.audits import AuditQuestion, audit_entries
from siaga.web.page import page


def asked(request: HttpRequest) -> AuditQuestion:
    """The question in the address; what is no date or number is left out."""
    given = request.GET
    try:
        day = date.fromisoformat(given.get("day", ""))
    except ValueError:
        day = None
    before = given.get("before", "")
    return AuditQuestion(
        person=given.get("person", "").strip()[:100],
        use_case=given.get("use_case", "")[:64],
        day=day,
        before=int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else 0,
    )


@page("audit/", "audit", asks=audit_entries)
def audit(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Some entries, and the way to older ones."""
    question = asked(request)
    found = audit_entries(actor, question=question)
    kept = {
        "person": question.person,
        "use_case": question.use_case,
        "day": question.day.isoformat() if question.day else "",
    }
    filters = {name: value for name, value in kept.items() if value}
    context = {
        "found": found,
        "question": question,
        "older": urlencode({**filters, "before": found.older}) if found.older else "",
        "newest": urlencode(filters),
    }
    return render(request, "audits/audit.html", context)
