"""The national map: one edition, one level, as a sentence, a map and a table with the same numbers."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from siaga.domain.permissions import Actor
from siaga.domain.spaces import REAL, Space
from siaga.domain.words import axis_word
from siaga.services.areas import search_areas
from siaga.services.layers import LayerBytes, outline_layer
from siaga.services.map_downloads import export_formats, map_download
from siaga.services.map_sentences import CLASS_WORDS, LEVELS_IN_SENTENCES, answer, legend, published
from siaga.services.map_views import MapCell, MapQuestion, MapView
from siaga.services.maps import map_choices, map_view
from siaga.services.wordings import aligned, figure
from siaga.web.page import page

LEVEL_WORDS = {
    "provinsi": _("provinsi"),
    "kabkota": _("kab/kota"),
    "kecamatan": _("kecamatan"),
    "kelurahan": _("desa/kelurahan"),
}
MARK_WORDS = {
    "derived": _("diturunkan"),
    "assumed": _("anggapan"),
    "unverified": _("belum terverifikasi"),
    "conflict": _("sumber berbeda"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    cell: MapCell
    class_word: str
    score: str
    aligned_score: str


@dataclass(frozen=True, slots=True)
class Column:
    """A heading of the table and the link that sorts by it."""

    sort: str
    name: str
    figure: bool
    direction: str


@dataclass(frozen=True, slots=True)
class LevelTab:
    """A level one can switch to, with how many areas the edition speaks of."""

    level: str
    word: str
    known: int
    here: bool
    open: bool


def asked(request: HttpRequest) -> MapQuestion:
    """The question in a page's address."""
    given = request.GET
    return MapQuestion(
        edition=given.get("edition", ""),
        level=given.get("level", ""),
        within=given.get("within", ""),
        space=given.get("space", REAL),
        sort=given.get("sort") or "-class",
    )


def served(layer: LayerBytes, request: HttpRequest) -> HttpResponse:
    """A layer that browsers keep for a while and then ask about by its tag."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(layer.compressed if packed else layer.plain, content_type="application/json")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = layer.tag
    response.headers["Cache-Control"] = "public, max-age=300"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


@page("layers/<path:name>", "layer", asks=outline_layer)
def layer(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """One layer of outlines; nothing but "not modified" when the browser has it already."""
    found = outline_layer(actor, name)
    if found.tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": found.tag, "Cache-Control": "public, max-age=300"})
    return served(found, request)


@page("map/download.<slug:suffix>", "map_download", asks=map_download)
def download(request: HttpRequest, actor: Actor, suffix: str) -> HttpResponse:
    """What the map shows, as a file."""
    made = map_download(actor, asked(request), suffix)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "Cache-Control": "no-store"}
    return HttpResponse(made.content, content_type=made.media_type, headers=headers)


@page("search/", "search", asks=search_areas)
def search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Areas by name or code: a page, or only its list for the search box."""
    text = request.GET.get("q", "").strip()[:80]
    found = search_areas(actor, text)
    template = "map/hits.html" if request.headers.get("HX-Request") else "map/search.html"
    context = {"q": text, "search": found, "level_words": LEVEL_WORDS}
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Request",))
    return response


@page("", "map", asks=map_view)
def national_map(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The map, its legend and its table."""
    view = map_view(actor, asked(request))
    choices = map_choices(actor, view.space)
    known = {
        level: count
        for agency in choices
        for edition in agency.editions
        if edition.code == view.edition.code
        for level, count in edition.levels
    }
    context: dict[str, Any] = {
        "view": view,
        "space": Space(view.space, as_of=view.as_of),
        "choices": choices,
        "answer": answer(view),
        "legend": legend(view),
        "rows": rows(view),
        "columns": columns(view),
        "levels": level_tabs(view, known),
        "shows_table_only": request.GET.get("view") == "table",
        "level_word": LEVELS_IN_SENTENCES[view.level],
        "formats": export_formats(),
        "ranked": any(cell.rank for cell in view.cells),
        "published": published(view),
        "axis": axis_word(view.edition.axis).said(get_language() or "id"),
        "mark_words": MARK_WORDS,
    }
    return render(request, "map/map.html", context)


def rows(view: MapView) -> list[Row]:
    """The table's lines, figures padded so that their commas stand under each other."""
    widest = max((cell.decimals for cell in view.cells if cell.score is not None), default=0)
    return [row(cell, widest) for cell in view.cells]


def row(cell: MapCell, widest: int) -> Row:
    """One line of the table."""
    word = str(CLASS_WORDS[cell.class_key])
    if cell.score is None:
        return Row(cell, word, "", "–")
    text = figure(cell.score, cell.decimals)
    return Row(cell, word, text, aligned(cell.score, cell.decimals, widest))


def columns(view: MapView) -> list[Column]:
    """The headings that sort; a second click turns the order round."""
    words = (
        ("name", pgettext("kolom", "Nama"), False),
        ("code", pgettext("kolom", "Kode"), False),
        ("class", pgettext("kolom", "Kelas"), False),
        ("score", pgettext("kolom", "Skor"), True),
        ("rank", pgettext("kolom", "Peringkat"), True),
    )
    ranked = any(cell.rank for cell in view.cells)
    return [column(view, one) for one in words if ranked or one[0] != "rank"]


def column(view: MapView, words: tuple[str, str, bool]) -> Column:
    """One heading with where its link leads."""
    sort, name, is_figure = words
    now = view.sort
    if now.removeprefix("-") == sort:
        direction = "descending" if now.startswith("-") else "ascending"
        return Column(sort if now.startswith("-") else "-" + sort, name, is_figure, direction)
    return Column(("-" if sort in ("class", "score") else "") + sort, name, is_figure, "")


def level_tabs(view: MapView, known: dict[str, int]) -> list[LevelTab]:
    """The levels of the map; kecamatan open once an area is chosen."""
    return [
        LevelTab(
            level,
            str(word),
            known.get(level, 0),
            level == view.level,
            level != "kecamatan" or bool(view.within),
        )
        for level, word in LEVEL_WORDS.items()
        if level != "kelurahan"
    ]
