"""The map sheet: a map and the table of what it shows on A4, with the numbers of the map page."""

from datetime import datetime

from django.utils.translation import gettext, override, pgettext

from siaga.domain.permissions import THE_PUBLIC, Actor, Permission
from siaga.domain.problems import Problem
from siaga.domain.spaces import Space
from siaga.exports.papers import MapSheet, NumberedText, PaperColumn, PaperLine, Run, Section, Table
from siaga.exports.pdf import MEDIA_TYPE, write_pdf
from siaga.services.map_downloads import Download
from siaga.services.map_pictures import picture_of, shapes_of
from siaga.services.map_sentences import CLASS_WORDS, LEVELS_IN_SENTENCES, answer, published
from siaga.services.map_views import UNCLASSED, UNKNOWN, MapCell, MapQuestion, MapView
from siaga.services.maps import map_view
from siaga.services.paper_frames import caution, frame_of
from siaga.services.spaces import space_named
from siaga.services.use_case import reads
from siaga.services.wordings import aligned, counted, figure, in_language, long_date

# Points of a 72nd of an inch: 176 mm wide, at most 120 mm high without the legend.
MAP_SIZE = (499.0, 340.0)


@reads(Permission.PUBLIC, "mengunduh lembar peta {result.name}")
def map_sheet(actor: Actor, question: MapQuestion, *, wall: datetime, language: str = "id") -> Download:
    """What the map shows, on paper: same question, same numbers, same order."""
    view = map_view(actor, question)
    space = space_named(actor, view.space)
    internal = shows_more_than_public(actor, question, view)
    on = space.now(wall).date()
    with override(language):
        paper = sheet_of(view, space, wall=wall, internal=internal)
        picture = picture_of(view, shapes_of(actor, view), paper.name, size=MAP_SIZE)
    content = write_pdf(paper, {"map": picture}, on)
    mark = "LATIHAN-" if space.is_drill else ""
    place = f"-{view.within}" if view.within else ""
    return Download(f"siaga-{mark}{view.edition.code}-{view.level}{place}.pdf", MEDIA_TYPE, content)


def shows_more_than_public(actor: Actor, question: MapQuestion, view: MapView) -> bool:
    """Whether the public, asking the same, would see less."""
    if actor == THE_PUBLIC:
        return False
    try:
        return map_view(THE_PUBLIC, question).cells != view.cells
    except Problem:
        return True


def sheet_of(view: MapView, space: Space, *, wall: datetime, internal: bool) -> MapSheet:
    """The words of the sheet."""
    edition = view.edition
    name = in_language(edition.name, edition.name_en)
    agency = in_language(edition.agency_name, edition.agency_name_en)
    on = space.now(wall).date()
    notes = [published(view), _limits_source(view), in_language(edition.about, edition.about_en)]
    return MapSheet(
        frame=frame_of(name, space, on, editions=[f"{name} ({edition.code})"], internal=internal),
        trail=" › ".join(["Indonesia", *(one for _, one in view.trail)]),
        name=name,
        answers=((Run(answer(view)),), (Run(f"{agency}, {long_date(edition.date)}."),)),
        caution=caution(),
        map_words=f"{name}: {answer(view)}",
        remarks=Section(
            gettext("Tentang edisi ini"), points=tuple(NumberedText("", one) for one in notes if one)
        ),
        readings=_table(view),
        sources=_sources(view),
    )


def _limits_source(view: MapView) -> str:
    """Where the class limits come from."""
    if view.limits is None:
        return gettext("Batas kelas tidak diterbitkan untuk tingkat ini.")
    if not view.limits.source:
        return ""
    return gettext("Batas kelas: %(source)s.") % {"source": view.limits.source}


def _table(view: MapView) -> Table:
    """Every area shown, numbered as on the map, in the order asked for."""
    ranked = any(cell.rank for cell in view.cells)
    widest = max((cell.decimals for cell in view.cells if cell.score is not None), default=0)
    columns = [
        PaperColumn(gettext("No."), is_figure=True),
        PaperColumn(pgettext("kolom", "Kode")),
        PaperColumn(pgettext("kolom", "Nama")),
        PaperColumn(pgettext("kolom", "Kelas"), is_class=True),
        PaperColumn(pgettext("kolom", "Skor"), is_figure=True),
        *([PaperColumn(pgettext("kolom", "Peringkat"), is_figure=True)] if ranked else []),
        PaperColumn(gettext("Sumber dan catatan")),
    ]
    lines = tuple(
        PaperLine(cell.class_key, _cells(place, cell, widest, ranked=ranked))
        for place, cell in enumerate(view.cells, start=1)
    )
    level = str(LEVELS_IN_SENTENCES[view.level])
    heading = gettext("%(count)s %(level)s") % {"count": counted(len(view.cells)), "level": level}
    return Table(heading, tuple(columns), lines)


def _cells(place: int, cell: MapCell, widest: int, *, ranked: bool) -> tuple[str, ...]:
    """One area as the cells of its line."""
    score = aligned(cell.score, cell.decimals, widest) if cell.score is not None else "–"
    rank = [counted(cell.rank) if cell.rank else "–"] if ranked else []
    word = str(CLASS_WORDS[cell.class_key])
    return (str(place), cell.place.code, cell.place.name, word, score, *rank, _notes(cell))


def _notes(cell: MapCell) -> str:
    """Who printed the number, and what else is to be known of it."""
    notes = [f"{cell.source}, {long_date(cell.date)}" if cell.source and cell.date else cell.source]
    if cell.class_derived and cell.class_key not in (UNKNOWN, UNCLASSED):
        notes.append(gettext("menurut batas edisi"))
    for other in cell.conflicts:
        if other.score is not None:
            words = {"score": figure(other.score, 2), "source": other.source}
            notes.append(gettext("Sumber lain: %(score)s (%(source)s)") % words)
    return "; ".join(filter(None, notes))


def _sources(view: MapView) -> Section:
    """The edition's sources."""
    points = []
    for place, one in enumerate(view.edition.sources, start=1):
        words = [one.title, one.publisher, long_date(one.date) if one.date else "", one.address]
        points.append(NumberedText(f"[{place}]", ". ".join(filter(None, words))))
    return Section(gettext("Sumber"), points=tuple(points))
