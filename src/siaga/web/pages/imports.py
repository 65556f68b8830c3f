"""Importing without code: choose, upload, look at what would happen, load; one set of pages for each kind."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext

from siaga.domain.import_problems import (
    DraftGone,
    HasFailures,
    ImportProblem,
    PreviewOutdated,
    PreviewTooOld,
)
from siaga.domain.imports import Effect, Finding, ImportKind, guarded
from siaga.domain.permissions import Actor
from siaga.domain.problems import NotFound, NotPermitted, Problem
from siaga.domain.sharing import Label
from siaga.domain.spaces import REAL, Space
from siaga.services.imports import desk, occurrences, outlines, readings, register, stations, templates
from siaga.services.imports.plans import Draft, Upload
from siaga.services.spaces import space_named, visible_spaces
from siaga.services.use_case import UseCase
from siaga.web.forms.imports import MOST_BYTES, ImportForm, OutlinesForm
from siaga.web.forms.words import COLUMNS, KINDS
from siaga.web.page import Page, page

SHOWN_ROWS = 50
SHOWN_FAILURES = 200


@dataclass(frozen=True, slots=True)
class ImportPages:
    """The use cases behind the pages of one kind."""

    kind: ImportKind
    targets: Callable[[Actor, str], Sequence[desk.Choice]]
    preview: UseCase[Any, Draft]
    draft: UseCase[Any, Draft]
    load: UseCase[Any, Any]
    form: type[ImportForm] = ImportForm


READINGS = ImportPages(
    ImportKind.READINGS,
    lambda actor, space: desk.reading_targets(actor, space=space, now=timezone.now()),
    readings.preview_readings,
    readings.readings_draft,
    readings.load_readings,
)
OCCURRENCES = ImportPages(
    ImportKind.OCCURRENCES,
    lambda actor, _: desk.occurrence_targets(actor),
    occurrences.preview_occurrences,
    occurrences.occurrences_draft,
    occurrences.load_occurrences,
)
STATIONS = ImportPages(
    ImportKind.STATIONS,
    lambda actor, _: desk.station_targets(actor),
    stations.preview_stations,
    stations.stations_draft,
    stations.load_stations,
)
REGISTER = ImportPages(
    ImportKind.REGISTER,
    lambda actor, _: desk.station_targets(actor),
    register.preview_register,
    register.register_draft,
    register.load_register,
)
OUTLINES = ImportPages(
    ImportKind.OUTLINES,
    lambda actor, _: desk.outline_targets(actor),
    outlines.preview_outlines,
    outlines.outlines_draft,
    outlines.load_outlines,
    OutlinesForm,
)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in the words of the page's language."""

    row: int
    column: str
    value: str
    sentence: str


def _space(request: HttpRequest) -> str:
    return request.GET.get("space") or REAL


def _within(address: str, space: str) -> str:
    """An address in the space of this page."""
    return address if space == REAL else f"{address}?{urlencode({'space': space})}"


def _sentence(problem: Problem) -> str:
    return problem.sentence(get_language() or "id")


def _lines(findings: Sequence[Finding]) -> list[FindingLine]:
    return [FindingLine(one.row, one.column, one.value, _sentence(one.problem)) for one in findings]


@page("imports/", "imports", asks=desk.import_desk)
def import_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What a person may import, what waits for them, and what they loaded lately."""
    found = desk.import_desk(actor, now=timezone.now())
    kinds = [
        (kind, *KINDS[kind], _within(reverse(f"import_{kind}"), _space(request))) for kind in found.kinds
    ]
    drafts = [
        (one, KINDS[one.kind][0], _within(reverse(f"import_{one.kind}_draft", args=(one.id,)), one.space))
        for one in found.drafts
    ]
    context = {
        "kinds": kinds,
        "drafts": drafts,
        "latest": found.latest,
        "spaces": _other_spaces(actor, _space(request)),
        "space": space_named(actor, _space(request)),
    }
    return render(request, "imports/desk.html", context)


@page("imports/drafts/<int:draft>/remove/", "import_remove", asks=desk.remove_draft, methods=("POST",))
def remove(request: HttpRequest, actor: Actor, draft: int) -> HttpResponse:
    """Give up an uploaded file."""
    try:
        desk.remove_draft(actor, draft=draft, now=timezone.now())
    except DraftGone as problem:
        messages.warning(request, _sentence(problem))
    return HttpResponseRedirect(_within(reverse("imports"), _space(request)))


@page(
    "imports/outlines/<str:area>/remove/", "outline_remove", asks=outlines.remove_outline, methods=("POST",)
)
def remove_outline(_: HttpRequest, actor: Actor, area: str) -> HttpResponse:
    """Show the packaged outline of an area again."""
    outlines.remove_outline(actor, area=area)
    return HttpResponseRedirect(reverse("import_outlines"))


def _other_spaces(actor: Actor, here: str) -> list[tuple[Space, str]]:
    """The other spaces one can import into, with their desks."""
    return [
        (space, _within(reverse("imports"), space.code))
        for space in visible_spaces(actor)
        if space.code != here
    ]


def form_page(one: ImportPages) -> Page:
    """The page where a file of one kind is uploaded."""

    @page(f"imports/{one.kind}/", f"import_{one.kind}", asks=one.preview, methods=("GET", "HEAD", "POST"))
    def view(request: HttpRequest, actor: Actor) -> HttpResponse:
        space = _space(request)
        form = _form(request, actor, one)
        if request.method == "POST" and form.is_valid():
            draft = _previewed(actor, one, form, space)
            if draft is not None:
                address = reverse(f"import_{one.kind}_draft", args=(draft.id,))
                return HttpResponseRedirect(_within(address, space))
        context = {
            "form": form,
            "kind": one.kind,
            "words": KINDS[one.kind],
            "desk": _within(reverse("imports"), space),
            "templates": _templates(one.kind, form, space),
            "spaces": _other_spaces(actor, space),
            "space": space_named(actor, space),
        }
        if one.kind is ImportKind.OUTLINES:
            context["outlines"] = outlines.imported_outlines(actor)
        return render(request, "imports/form.html", context, status=422 if request.method == "POST" else 200)

    return view


def _form(request: HttpRequest, actor: Actor, one: ImportPages) -> ImportForm:
    if request.method == "POST":
        form = one.form(request.POST, request.FILES)
    else:
        form = one.form(initial={"target": request.GET.get("target", "")})
    form.offer(one.kind, one.targets(actor, _space(request)), desk.agencies_to_write_for(actor))
    return form


def _templates(kind: ImportKind, form: ImportForm, space: str) -> list[tuple[str, str, str]]:
    """Name and addresses (XLSX, CSV) of the sheet to fill in for each target."""
    if kind is ImportKind.OUTLINES:
        return []
    found = []
    for code, name in form.targets:
        query = urlencode({"target": code} if space == REAL else {"target": code, "space": space})
        xlsx, csv_file = (reverse(f"import_{kind}_template", args=(end,)) for end in ("xlsx", "csv"))
        found.append((name, f"{xlsx}?{query}", f"{csv_file}?{query}"))
    return found


def _previewed(actor: Actor, one: ImportPages, form: ImportForm, space: str) -> Draft | None:
    """The kept draft; what is wrong with the file as a whole goes beside its field."""
    given = form.cleaned_data
    file = given["file"]
    upload = Upload(
        file_name=file.name,
        content=file.read(MOST_BYTES + 1),
        target=given.get("target", ""),
        space=space,
        label=Label(given.get("label") or Label.INTERNAL.value),
        agency=given.get("agency", ""),
        source=given.get("source", ""),
        day=given.get("day"),
    )
    try:
        return one.preview(actor, upload=upload, now=timezone.now())
    except NotPermitted:
        raise
    except Problem as problem:
        field = problem.field if isinstance(problem, ImportProblem) else "file"
        form.add_error(field if field in form.fields else "file", _sentence(problem))
        return None


def draft_page(one: ImportPages) -> Page:
    """The page that shows what a file would do, and loads it."""
    methods = ("GET", "HEAD", "POST")

    @page(f"imports/{one.kind}/<int:draft>/", f"import_{one.kind}_draft", asks=one.draft, methods=methods)
    def view(request: HttpRequest, actor: Actor, draft: int) -> HttpResponseBase:
        try:
            if request.method == "POST":
                return _loaded(request, actor, one, draft)
            found = one.draft(actor, draft=draft, now=timezone.now())
        except DraftGone as problem:
            if request.method != "POST":
                raise
            messages.warning(request, _sentence(problem))
            return HttpResponseRedirect(_within(reverse("imports"), _space(request)))
        if found.space != _space(request):
            return HttpResponseRedirect(_within(request.path, found.space))
        return _preview_page(request, actor, found, None)

    return view


def _loaded(request: HttpRequest, actor: Actor, one: ImportPages, draft: int) -> HttpResponse:
    """Load what was seen; when that is no longer what would happen, show what would."""
    try:
        loaded = one.load(actor, draft=draft, seal=request.POST.get("seal", ""), now=timezone.now())
    except (PreviewOutdated, PreviewTooOld, HasFailures) as problem:
        return _preview_page(request, actor, one.draft(actor, draft=draft, now=timezone.now()), problem)
    done = gettext("Selesai: {name} – {added} baru, {changed} diubah, {same} sama.")
    counts = {"added": loaded.added, "changed": loaded.changed, "same": loaded.same}
    messages.success(request, done.format(name=loaded.target_name, **counts))
    return HttpResponseRedirect(_within(reverse("imports"), _space(request)))


def _preview_page(request: HttpRequest, actor: Actor, draft: Draft, problem: Problem | None) -> HttpResponse:
    preview = draft.preview
    groups = [(effect, len(rows), rows[:SHOWN_ROWS]) for effect in Effect if (rows := preview.of(effect))]
    context = {
        "draft": draft,
        "preview": preview,
        "space": space_named(actor, draft.space),
        "kind": draft.kind,
        "words": KINDS[draft.kind],
        "columns": COLUMNS,
        "groups": groups,
        "shown": SHOWN_ROWS,
        "adds": len(preview.of(Effect.ADD)),
        "changes": len(preview.of(Effect.CHANGE)),
        "same": len(preview.of(Effect.SAME)),
        "failures": _lines(preview.failures[:SHOWN_FAILURES]),
        "more_failures": max(0, len(preview.failures) - SHOWN_FAILURES),
        "warnings": _lines(preview.warnings[:SHOWN_FAILURES]),
        "remarks": [_sentence(remark) for remark in preview.remarks],
        "problem": _sentence(problem) if problem else "",
        "again": _within(reverse(f"import_{draft.kind}"), draft.space),
    }
    return render(request, "imports/preview.html", context, status=409 if problem else 200)


def failures_page(one: ImportPages) -> Page:
    """Every failing row of a draft as a CSV file to work through."""

    @page(f"imports/{one.kind}/<int:draft>/failures.csv", f"import_{one.kind}_failures", asks=one.draft)
    def view(_: HttpRequest, actor: Actor, draft: int) -> HttpResponse:
        found = one.draft(actor, draft=draft, now=timezone.now())
        text = io.StringIO(newline="")
        english = get_language() == "en"
        writer = csv.writer(text, delimiter="," if english else ";")
        writer.writerow(
            [gettext("baris"), gettext("kolom"), gettext("nilai"), gettext("apa yang perlu diperbaiki")]
        )
        for line in _lines(found.preview.findings):
            writer.writerow([line.row or "", line.column, guarded(line.value), guarded(line.sentence)])
        return _download(
            text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"perbaikan-{draft}.csv"
        )

    return view


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})


def template_page(
    kind: ImportKind, asks: UseCase[Any, templates.TemplateFile], in_space: bool = False
) -> Page:
    """The sheet to fill in for one target: /imports/readings/template.xlsx?target=ikp-2024."""

    @page(f"imports/{kind}/template.<str:file_format>", f"import_{kind}_template", asks=asks)
    def view(request: HttpRequest, actor: Actor, file_format: str) -> HttpResponse:
        target = request.GET.get("target", "")
        if not target:
            raise NotFound(what="Templat", name=file_format)
        asked: dict[str, Any] = {
            "target": target,
            "file_format": file_format,
            "language": get_language() or "id",
        }
        if in_space:
            asked["space"] = _space(request)
        file = asks(actor, **asked)
        return _download(file.content, file.media_type, file.file_name)

    return view


readings_failures, occurrences_failures = failures_page(READINGS), failures_page(OCCURRENCES)
register_failures = failures_page(REGISTER)
stations_failures, outlines_failures = failures_page(STATIONS), failures_page(OUTLINES)
readings_template = template_page(ImportKind.READINGS, templates.readings_template, in_space=True)
occurrences_template = template_page(ImportKind.OCCURRENCES, templates.occurrences_template)
stations_template = template_page(ImportKind.STATIONS, templates.stations_template)
register_template = template_page(ImportKind.REGISTER, templates.register_template)
register_draft, register_form = draft_page(REGISTER), form_page(REGISTER)
readings_draft, occurrences_draft = draft_page(READINGS), draft_page(OCCURRENCES)
stations_draft, outlines_draft = draft_page(STATIONS), draft_page(OUTLINES)
readings_form, occurrences_form = form_page(READINGS), form_page(OCCURRENCES)
stations_form, outlines_form = form_page(STATIONS), form_page(OUTLINES)
