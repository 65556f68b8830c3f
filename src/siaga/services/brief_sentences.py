"""The sentences of an area's papers, word for word those of its page: answers, reasons and doubts."""

from django.utils.translation import gettext

from siaga.domain.totals import PublishedTotal
from siaga.exports.papers import Run, Sentence
from siaga.services.area_views import AreaProfile
from siaga.services.reading_views import Contribution, EditionView, ReadingView
from siaga.services.wordings import (
    axis_name,
    class_list,
    class_name,
    counted,
    filled,
    in_language,
    language_now,
    long_date,
    rounded,
    runs_of,
    score_words,
    short_agency,
)

SAME_POINTS = 0.05


def edition_name(edition: EditionView) -> str:
    """The edition in the language of the moment."""
    return in_language(edition.name, edition.name_en)


def agency_name(edition: EditionView) -> str:
    """The agency in full, in the language of the moment."""
    return in_language(edition.agency_name, edition.agency_name_en)


def answers_of(profile: AreaProfile) -> tuple[Sentence, ...]:
    """What each agency says on each axis, the newest first; or that nobody knows."""
    said = tuple(answer_of(one, profile.area.name) for one in profile.newest)
    return said or tuple((Run(one),) for one in _nothing_known(profile))


def plain(sentence: Sentence) -> str:
    """A sentence without its emphasis."""
    return "".join(run.text for run in sentence)


def answer_of(reading: ReadingView, name: str) -> Sentence:
    """One reading as a sentence."""
    edition = reading.edition
    words = {
        "name": name,
        "key": reading.class_key,
        "word": class_name(reading.class_key),
        "score": score_words(reading.score, reading.decimals),
        "rank": counted(reading.rank) if reading.rank else "",
        "edition": edition_name(edition),
        "date": long_date(edition.date),
        "axis": axis_name(edition.axis),
    }
    who = Run(short_agency(edition.agency, edition.agency_name) + " ")
    return (who, *(Run(text, strong) for text, strong in runs_of(_answer_template(reading), **words)))


def _answer_template(reading: ReadingView) -> str:
    """The sentence of the page that fits the reading."""
    if not reading.class_key:
        return gettext(
            "memberi <strong>%(name)s</strong> skor %(score)s tanpa kelas dalam %(edition)s, %(date)s "
            "(%(axis)s)."
        )
    if reading.class_derived:
        return gettext(
            "memberi <strong>%(name)s</strong> skor %(score)s; menurut batas edisinya itu "
            '<span class="class-mark" data-class="%(key)s"><strong>%(word)s</strong></span>, dalam '
            "%(edition)s, %(date)s."
        )
    if reading.rank:
        return gettext(
            'menilai <strong>%(name)s</strong> <span class="class-mark" data-class="%(key)s"><strong>%(word)s'
            "</strong></span> (peringkat %(rank)s) dalam %(edition)s, %(date)s."
        )
    return gettext(
        'menilai <strong>%(name)s</strong> <span class="class-mark" data-class="%(key)s"><strong>%(word)s'
        "</strong></span> dalam %(edition)s, %(date)s."
    )


def _nothing_known(profile: AreaProfile) -> tuple[str, ...]:
    """That nothing is known, and what is known of the area above."""
    nothing = (
        gettext("Tidak ada penilaian simulasi tentang %(name)s dalam latihan ini.")
        if profile.space.is_drill
        else gettext("Belum ada penilaian yang diterbitkan tentang %(name)s.")
    )
    lead = f"{filled(nothing, name=profile.area.name)} {gettext('Tidak diketahui bukan berarti rendah.')}"
    higher = profile.ancestor
    if higher is None:
        return (lead,)
    reading = higher.reading
    above = gettext(
        "Yang ada hanya penilaian wilayah di atasnya, %(name)s, dalam %(edition)s (%(date)s):"
    ) % {
        "name": higher.name,
        "edition": edition_name(reading.edition),
        "date": long_date(reading.edition.date),
    }
    said = (
        class_name(reading.class_key)
        if reading.class_key
        else f"{gettext('skor')} {score_words(reading.score, reading.decimals)}"
    )
    return lead, f"{above} {said}. {gettext('Itu bukan penilaian wilayah ini.')}"


def unexplained(reading: ReadingView) -> str:
    """Why the reasons of a reading cannot be computed, as the page says it; nothing where they can."""
    if reading.only == "class":
        text = gettext("alasan dan stabilitas tidak dapat dihitung: hanya kelas yang diterbitkan")
    elif reading.only == "total":
        text = gettext("alasan dan stabilitas tidak dapat dihitung: hanya skor total yang diterbitkan")
    else:
        return ""
    return f"{edition_name(reading.edition)}: {text}."


def explained_reading(profile: AreaProfile) -> ReadingView | None:
    """The newest reading whose contributions are known."""
    everything = [*profile.newest, *(one for axis in profile.axes for one in axis.readings)]
    return next((one for one in everything if one.reasons and one.reasons.strongest), None)


def reason_of(one: Contribution, reading: ReadingView) -> str:
    """What one node adds, in points and, where known, as weight × score."""
    words = {"points": rounded(one.points, 1), "total": score_words(reading.score, reading.decimals)}
    text = gettext("%(points)s poin dari %(total)s") % words
    # Inside a dimension a weight is a share of that dimension: its product would not be the points.
    if one.weight is None or one.value is None or abs(one.weight * one.value - one.points) > SAME_POINTS:
        return text + "."
    product = {"weight": rounded(one.weight, 2), "value": score_words(one.value)}
    return f"{text} ({gettext('bobot %(weight)s × skor %(value)s') % product})."


def doubts_of(profile: AreaProfile) -> tuple[str, ...]:
    """How sure each answer is, and what other sources print."""
    found: list[str] = []
    for one in profile.newest:
        if one.total is not None:
            found.append(f"{edition_name(one.edition)}: {_stability(one.total)}")
        elif one.score is not None:
            sentence = gettext(
                "Batas kelas edisi ini tidak diterbitkan, maka jarak ke batas tidak dapat dihitung."
            )
            found.append(f"{edition_name(one.edition)}: {sentence}")
    for axis in profile.axes:
        found += [_other(one) for one in axis.readings if one.others]
    return tuple(dict.fromkeys(found))


def _stability(total: PublishedTotal) -> str:
    """The distance to both limits, and which classes the doubts leave possible."""
    low, high = total.distance.to_low, total.distance.to_high
    below, above = rounded(total.limit.low, 2), rounded(total.limit.high, 2)
    to_low = (
        gettext("%(points)s poin di atas batas bawah %(limit)s")
        if low >= 0
        else gettext("%(points)s poin di bawah batas bawah %(limit)s")
    ) % {"points": rounded(abs(low), 2), "limit": below}
    to_high = (
        gettext("%(points)s poin di atas batas atas %(limit)s")
        if high >= 0
        else gettext("%(points)s poin di bawah batas atas %(limit)s")
    ) % {"points": rounded(abs(high), 2), "limit": above}
    if total.holds:
        rest = gettext("Di bawah semua keraguan yang dapat dihitung, kelasnya tetap %(word)s.") % {
            "word": class_name(total.class_key)
        }
    else:
        rest = gettext("Kelas ini goyah: dapat juga %(words)s.") % {"words": class_list(tuple(total.classes))}
    return f"{to_low}; {to_high}. {rest}"


def _other(reading: ReadingView) -> str:
    """The conflicting numbers of one reading."""
    said = []
    for one in reading.others:
        if one.score is not None:
            words = {"score": score_words(one.score, one.decimals), "source": one.source}
            said.append(gettext("Sumber lain: %(score)s (%(source)s)") % words)
        else:
            words = {"word": class_name(one.class_key), "source": one.source}
            said.append(gettext("Sumber lain: %(word)s (%(source)s)") % words)
    return f"{edition_name(reading.edition)}: {'; '.join(said)}."


def why_question(key: str) -> str:
    """The question by class."""
    questions = {
        "tinggi": gettext("Mengapa merah?"),
        "sedang": gettext("Mengapa sedang?"),
        "rendah": gettext("Mengapa rendah?"),
    }
    return questions.get(key, gettext("Apa yang diketahui?"))


def findings_of(profile: AreaProfile) -> tuple[str, ...]:
    """What the alert rules say, in the language of the moment."""
    return tuple(one.sentence(language_now()) for one in profile.findings)
