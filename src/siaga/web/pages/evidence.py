"""Evidence: uploading in parts, looking at it, opening its files, redacting pictures."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.handlers.asgi import ASGIRequest
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from siaga.domain.evidence import (
    ACCEPTED,
    BoxesNotUnderstood,
    EvidenceRefused,
    LengthNotUnderstood,
    UploadBusy,
    WrongOffset,
)
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound, NotPermitted, Problem
from siaga.domain.sharing import Label
from siaga.domain.spaces import REAL
from siaga.services.evidence import (
    OpenedFile,
    evidence_shown,
    open_evidence,
    redact_evidence,
    visible_evidence,
)
from siaga.services.evidence_uploads import (
    NewUpload,
    UploadState,
    abandon_upload,
    append_to_upload,
    begin_upload,
    upload_state,
)
from siaga.services.spaces import space_named
from siaga.web.page import page

_PIECE = 262_144
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
# Files of others are never run nor shown as a page of ours.
_CLOSED = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
COPY_WORDS = {
    "original": gettext_lazy("asli"),
    "clean": gettext_lazy("bersih"),
    "redacted": gettext_lazy("disensor"),
}
DEED_WORDS = {
    "received": gettext_lazy("menerima"),
    "viewed": gettext_lazy("membuka"),
    "derived": gettext_lazy("membuat salinan"),
}
LABEL_WORDS = {Label.PUBLIC.value: gettext_lazy("publik"), Label.INTERNAL.value: gettext_lazy("internal")}


def _space(request: HttpRequest) -> str:
    return request.GET.get("space") or REAL


def in_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Problems as JSON with the status a program understands."""

    @wraps(view)
    def answer(request: HttpRequest, actor: Actor, **address: Any) -> HttpResponse:
        try:
            return view(request, actor, **address)
        except Problem as problem:
            kinds = ((NotFound, 404), (NotPermitted, 403), ((WrongOffset, UploadBusy), 409))
            status = next((code for kind, code in kinds if isinstance(problem, kind)), 400)
            said = {"id": problem.sentence("id"), "en": problem.sentence("en")}
            gone = isinstance(problem, EvidenceRefused)
            response = JsonResponse(
                {"problem": type(problem).__name__, "refused": gone, **said}, status=422 if gone else status
            )
            if isinstance(problem, WrongOffset):
                response["Upload-Offset"] = str(problem.fields["offset"])
            return response

    return answer


def _told(state: UploadState, status: int = 200) -> HttpResponse:
    """The state of an upload, in headers and as JSON."""
    made = reverse("evidence_one", args=[state.evidence]) if state.evidence else ""
    body = {
        "upload": str(state.key),
        "offset": state.arrived,
        "length": state.length,
        "expires_at": state.expires_at.isoformat(),
        "evidence": str(state.evidence) if state.evidence else "",
        "address": made,
    }
    headers = {
        "Upload-Offset": str(state.arrived),
        "Upload-Length": str(state.length),
        "Location": reverse("evidence_upload", args=[state.key]),
        "Cache-Control": "no-store",
    }
    return JsonResponse(body, status=status, headers=headers)


def _whole_number(text: str) -> int:
    """A number of bytes."""
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise LengthNotUnderstood(length=text[:40])
    return int(text)


@page("evidence/uploads/", "evidence_uploads", asks=begin_upload, methods=("POST",))
@in_json
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Announce a file: length and name, optionally its SHA-256, a caption, a label and an area."""
    given = request.POST
    new = NewUpload(
        name=Path(given.get("name", "").replace("\\", "/")).name[:200] or "?",
        length=_whole_number(given.get("length", "")),
        digest=given.get("sha256", "").strip(),
        caption=given.get("caption", "").strip(),
        label=given.get("label") or Label.INTERNAL.value,
        area=given.get("area", "").strip(),
        space=given.get("space") or REAL,
    )
    return _told(begin_upload(actor, new=new, now=timezone.now()), status=201)


@page(
    "evidence/uploads/<uuid:key>/",
    "evidence_upload",
    asks=upload_state,
    methods=("GET", "HEAD", "PATCH", "DELETE"),
)
@in_json
def upload(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """HEAD tells how much arrived, PATCH brings the next part, DELETE gives up."""
    if request.method == "PATCH":
        offset = _whole_number(request.headers.get("Upload-Offset", ""))
        return _told(append_to_upload(actor, key=key, offset=offset, stream=request, now=timezone.now()))
    if request.method == "DELETE":
        abandon_upload(actor, key=key, now=timezone.now())
        return HttpResponse(status=204)
    return _told(upload_state(actor, key=key, now=timezone.now()))


@page("evidence/", "evidence", asks=visible_evidence)
def evidence(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The newest evidence one may see, and the field to upload more."""
    space = space_named(actor, _space(request))
    context = {
        "found": visible_evidence(actor, space=space.code),
        "space": space,
        "may_upload": bool(actor.agency) and actor.may(Permission.UPLOAD_EVIDENCE),
        "accepted": ACCEPTED,
        "label_words": LABEL_WORDS,
    }
    return render(request, "evidence/evidence.html", context)


@page("evidence/<uuid:key>/", "evidence_one", asks=evidence_shown, methods=("GET", "HEAD", "POST"))
def one(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """One piece of evidence with its copies and custody log; posting boxes derives a redacted copy."""
    space = _space(request)
    boxes, wrong = request.POST.get("boxes", ""), ""
    if request.method == "POST":
        try:
            count = redact_evidence(actor, key=key, boxes=boxes, now=timezone.now(), space=space)
        except BoxesNotUnderstood as problem:
            wrong = problem.sentence(request.LANGUAGE_CODE)
        else:
            messages.success(request, gettext("Salinan disensor dibuat: %(count)s kotak.") % {"count": count})
            return HttpResponseRedirect(request.get_full_path())
    context = {
        "one": evidence_shown(actor, key=key, space=space),
        "space": space_named(actor, space),
        "boxes": boxes,
        "wrong": wrong,
        "copy_words": COPY_WORDS,
        "deed_words": DEED_WORDS,
        "label_words": LABEL_WORDS,
    }
    return render(request, "evidence/one.html", context, status=422 if wrong else 200)


@page("evidence/<uuid:key>/<uuid:copy>/", "evidence_file", asks=open_evidence)
def opened(request: HttpRequest, actor: Actor, key: UUID, copy: UUID) -> HttpResponseBase:
    """A file of the evidence, or the part of it that was asked for."""
    file = open_evidence(actor, key=key, copy=copy, now=timezone.now(), space=_space(request))
    tag = f'"{file.digest}"'
    if file.public and tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    try:
        first, last = _asked_part(request.headers.get("Range", ""), file.size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}", **_CLOSED})
    response = _streamed(request, file, first, last)
    if (first, last) != (0, file.size - 1):
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=300" if file.public else "private, no-store"
    return response


def _asked_part(header: str, size: int) -> tuple[int, int]:
    """The first and last byte asked for; several ranges at once are answered with the whole."""
    asked = _RANGE.fullmatch(header.strip())
    if not asked or not (asked[1] or asked[2]):
        return 0, size - 1
    if not asked[1]:
        return max(0, size - int(asked[2])), size - 1
    first, last = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
    if first > last:
        raise ValueError
    return first, last


def _streamed(request: HttpRequest, file: OpenedFile, first: int, last: int) -> HttpResponseBase:
    """The bytes in pieces, never the whole file in memory, never compressed (that would break ranges)."""
    headers = {
        **_CLOSED,
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Content-Length": str(last - first + 1),
        "Content-Encoding": "identity",
        "Accept-Ranges": "bytes",
    }
    pieces = _pieces(file.path, first, last)
    body: Iterator[bytes] | AsyncIterator[bytes] = pieces
    if isinstance(request, ASGIRequest):
        body = _in_a_thread(pieces)
    return StreamingHttpResponse(body, content_type=file.media_type, headers=headers)


def _pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    """A part of a file."""
    with path.open("rb") as source:
        source.seek(first)
        left = last - first + 1
        while left and (piece := source.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece


async def _in_a_thread(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The same pieces, read beside the event loop."""
    while (piece := await asyncio.to_thread(next, pieces, b"")) != b"":
        yield piece
