"""The brief of one area: the numbers of its page on one sheet of A4, for leaders and for the folder."""

from datetime import datetime

from django.utils.translation import gettext, override, pgettext

from siaga.domain.areas import Level
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import Problem
from siaga.domain.sharing import Label
from siaga.domain.spaces import REAL
from siaga.domain.words import Wording
from siaga.exports.papers import AreaBrief, NumberedText, PaperColumn, PaperLine, Section, Table
from siaga.exports.pdf import MEDIA_TYPE, write_pdf
from siaga.exports.svg_map import MapPicture, svg_map
from siaga.rules.steps import Gaps, Unexplained, suggested_steps
from siaga.services.area_profiles import area_profile
from siaga.services.area_views import AreaProfile
from siaga.services.brief_sentences import (
    agency_name,
    answers_of,
    doubts_of,
    edition_name,
    explained_reading,
    findings_of,
    reason_of,
    unexplained,
    why_question,
)
from siaga.services.map_downloads import Download
from siaga.services.map_pictures import picture_of, shapes_of
from siaga.services.map_sentences import LEVELS_IN_SENTENCES
from siaga.services.map_views import UNKNOWN, MapQuestion, MapView
from siaga.services.maps import map_view
from siaga.services.paper_frames import caution, frame_of
from siaga.services.reading_views import ReadingView
from siaga.services.use_case import reads
from siaga.services.wordings import class_name, counted, in_language, language_now, long_date, score_words

# As many lines as leave a city with several agencies on one page.
MOST_READINGS, MOST_DOUBTS, MOST_SOURCES = 6, 3, 8
# Points of a 72nd of an inch: 72 mm wide, at most 53 mm high.
MAP_SIZE = (204.0, 150.0)


@reads(Permission.PUBLIC, "mengunduh lembar ringkas {code}")
def area_brief(
    actor: Actor, code: str, *, wall: datetime, space: str = REAL, language: str = "id"
) -> Download:
    """One area on one page of A4, with the numbers and sentences of its page."""
    profile = area_profile(actor, code, wall=wall, space=space)
    with override(language):
        content = _written(actor, profile)
    mark = "LATIHAN-" if profile.space.is_drill else ""
    return Download(f"siaga-{mark}{profile.area.code}.pdf", MEDIA_TYPE, content)


def is_internal(profile: AreaProfile) -> bool:
    """Whether a paper of this profile shows rows that are not public."""
    return any(one.label != Label.PUBLIC for axis in profile.axes for one in axis.readings)


def _written(actor: Actor, profile: AreaProfile) -> bytes:
    view, marked = _surroundings(actor, profile)
    picture = _picture(actor, view, marked)
    return write_pdf(brief_of(profile, view), {"map": picture}, profile.on)


def brief_of(profile: AreaProfile, view: MapView | None) -> AreaBrief:
    """The words of the brief."""
    area = profile.area
    title = gettext("%(name)s (%(code)s): lembar ringkas") % {"name": area.name, "code": area.code}
    editions = [f"{edition_name(one.edition)} ({one.edition.code})" for one in shown_readings(profile)]
    if view is not None:
        editions.append(f"{in_language(view.edition.name, view.edition.name_en)} ({view.edition.code})")
    return AreaBrief(
        frame=frame_of(title, profile.space, profile.on, editions=editions, internal=is_internal(profile)),
        trail=" › ".join(["Indonesia", *(name for _, name in area.trail)]),
        name=area.name,
        facts=_facts(profile),
        answers=answers_of(profile),
        answer_class=profile.class_key or UNKNOWN,
        caution=caution() if profile.newest else "",
        reasons=reasons_section(profile),
        steps=steps_section(profile),
        map_caption=_caption(view, profile),
        map_words=gettext("Peta letak %(name)s") % {"name": area.name},
        readings=readings_table(profile),
        doubts=Section(
            gettext("Seberapa yakin?"),
            points=tuple(NumberedText("", one) for one in doubts_of(profile)[:MOST_DOUBTS])
            or (
                NumberedText(
                    "", gettext("Tidak ada skor dengan batas kelas, maka keraguan tidak dapat dihitung.")
                ),
            ),
        ),
        sources=sources_section(profile),
    )


def _facts(profile: AreaProfile) -> str:
    """Level, code and people."""
    area = profile.area
    words = {
        "provinsi": gettext("provinsi"),
        "kabkota": gettext("kabupaten/kota"),
        "kecamatan": gettext("kecamatan"),
        "kelurahan": gettext("desa/kelurahan"),
    }
    facts = [words.get(area.level, area.level), f"{gettext('kode')} {area.code}"]
    if area.population:
        facts.append(gettext("%(count)s penduduk") % {"count": counted(area.population)})
    return " · ".join(facts)


def reasons_section(profile: AreaProfile) -> Section:
    """Three reasons: the strongest contributions, or that they are unknown and what is known instead."""
    heading = why_question(profile.class_key)
    if not profile.newest:
        return Section(heading, gettext("belum ada data") + ".")
    missing = [unexplained(one) for one in profile.newest if unexplained(one)]
    found = explained_reading(profile)
    if found is not None and found.reasons is not None:
        said = tuple(
            NumberedText(in_language(one.name, one.name_en), reason_of(one, found))
            for one in found.reasons.strongest
        )
        lead = gettext("Penyumbang terkuat dalam %(edition)s, %(date)s:") % {
            "edition": edition_name(found.edition),
            "date": long_date(found.edition.date),
        }
        note = gettext("Bobot dimensi diturunkan dari skor terbit, tidak diterbitkan.")
        after = [note] if found.reasons.derived_weights else []
        return Section(heading, lead, said, " ".join([*missing[:1], *after]))
    points = tuple(NumberedText("", one) for one in (*missing[:1], *findings_of(profile))[:3])
    return Section(heading, "", points)


def steps_section(profile: AreaProfile) -> Section:
    """Three next steps, each with who takes it."""
    children = profile.children
    gaps = Gaps(
        name=profile.area.name,
        on_anything=bool(profile.newest),
        agencies=tuple({one.edition.agency: _agency(one) for one in profile.newest}.values()),
        unexplained=tuple(
            Unexplained(_agency(one), Wording(one.edition.name, one.edition.name_en))
            for one in profile.newest
            if one.only
        ),
        children=len(children.rows) if children else 0,
        silent_children=children.unknown if children else 0,
    )
    steps = suggested_steps(profile.findings, gaps)
    language = language_now()
    return Section(
        gettext("Langkah yang disarankan"),
        points=tuple(NumberedText(one.who.said(language), one.sentence(language)) for one in steps),
        after=gettext("Disusun dari aturan peringatan dan dari apa yang belum diketahui; bukan perintah."),
    )


def _agency(one: ReadingView) -> Wording:
    return Wording(one.edition.agency_name, one.edition.agency_name_en)


def shown_readings(profile: AreaProfile) -> tuple[ReadingView, ...]:
    """The answers first, then older editions, as many as leave one page."""
    older = [one for axis in profile.axes for one in axis.readings if one not in profile.newest]
    return (*profile.newest, *older)[:MOST_READINGS]


def readings_table(profile: AreaProfile) -> Table:
    """Who says what, and how many more readings the page has."""
    shown = shown_readings(profile)
    more_readings = sum(len(axis.readings) for axis in profile.axes) - len(shown)
    columns = (
        PaperColumn(gettext("Lembaga")),
        PaperColumn(pgettext("kolom", "Edisi")),
        PaperColumn(gettext("Tanggal")),
        PaperColumn(gettext("Kelas"), is_class=True),
        PaperColumn(gettext("Skor"), is_figure=True),
        PaperColumn(pgettext("kolom", "Sumber"), is_figure=True),
    )
    if not shown:
        return Table(gettext("Penilaian setiap lembaga"), columns, (), gettext("belum ada data") + ".")
    after = gettext(
        "Setiap edisi memakai skala, batas, dan tanggalnya sendiri. Skor dua edisi tidak dapat dibandingkan."
    )
    if more_readings:
        more = gettext("%(count)s penilaian lain ada di halaman wilayah ini.") % {"count": more_readings}
        after = f"{after} {more}"
    return Table(
        gettext("Penilaian setiap lembaga"), columns, tuple(reading_line(one) for one in shown), after
    )


def reading_line(one: ReadingView) -> PaperLine:
    """One reading as a line of a table."""
    word = class_name(one.class_key) if one.class_key else gettext("tidak diterbitkan")
    score = gettext("tidak diterbitkan")
    if one.score is not None:
        score = score_words(one.score, one.decimals)
    cited = f"[{one.citation}]" if one.citation else "–"
    names = agency_name(one.edition), edition_name(one.edition)
    return PaperLine(one.class_key or UNKNOWN, (*names, long_date(one.edition.date), word, score, cited))


def sources_section(profile: AreaProfile) -> Section:
    """The sources that the shown readings cite, under the numbers of the page."""
    cited = {one.citation for one in shown_readings(profile)}
    points = []
    for one in profile.citations:
        if one.number in cited:
            words = [one.title, one.publisher, long_date(one.date) if one.date else "", one.address]
            points.append(NumberedText(f"[{one.number}]", ". ".join(filter(None, words))))
    return Section(gettext("Sumber"), points=tuple(points[:MOST_SOURCES]))


def _surroundings(actor: Actor, profile: AreaProfile) -> tuple[MapView | None, str]:
    """The map of the area among its neighbours, and the code to mark; a kelurahan by its kecamatan."""
    area = profile.area
    code, level = area.code, Level(area.level)
    if level is Level.KELURAHAN:
        code, level = area.trail[-1][0], Level.KECAMATAN
    within = code.rpartition(".")[0]
    edition = next((one.edition.code for one in profile.newest if one.level == level), "")
    question = MapQuestion(edition=edition, level=level, within=within, space=profile.space.code, sort="code")
    try:
        view = map_view(actor, question)
    except Problem:
        # No edition yet, or a code older than every edition: the brief stands without its map.
        return None, ""
    same = [cell.place.code for cell in view.cells if code in (cell.place.code, cell.place.outline)]
    return view, same[0] if same else ""


def _picture(actor: Actor, view: MapView | None, marked: str) -> str:
    if view is None:
        return svg_map(MapPicture("", (), (), gettext("Belum ada peta untuk wilayah ini."), *MAP_SIZE))
    shapes = shapes_of(actor, view)
    return picture_of(view, shapes, view.edition.name, size=MAP_SIZE, highlighted=marked)


def _caption(view: MapView | None, profile: AreaProfile) -> str:
    """What the small map shows."""
    if view is None:
        return ""
    names = [name for _, name in view.trail]
    words = {
        "place": names[-1] if names else "Indonesia",
        "count": counted(len(view.cells)),
        "level": str(LEVELS_IN_SENTENCES[view.level]),
        "edition": in_language(view.edition.name, view.edition.name_en),
    }
    if profile.area.level == Level.KELURAHAN:
        words["name"] = profile.area.trail[-1][1]
        return (
            gettext(
                "Garis tebal: kecamatannya, %(name)s, di antara %(count)s %(level)s di %(place)s; desa dan "
                "kelurahan belum punya batas di Siaga. Kelas: %(edition)s."
            )
            % words
        )
    return (
        gettext(
            "Garis tebal atau lingkaran: wilayah ini di antara %(count)s %(level)s di %(place)s. "
            "Kelas: %(edition)s."
        )
        % words
    )
