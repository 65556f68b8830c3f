"""How the map says what it shows: its sentence, its legend and its limits, for pages and papers alike."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from siaga.services.map_views import UNCLASSED, UNKNOWN, ClassCount, MapView
from siaga.services.wordings import figure

CLASS_WORDS = {
    "tinggi": _("tinggi"),
    "sedang": _("sedang"),
    "rendah": _("rendah"),
    UNCLASSED: _("berskor, tanpa kelas"),
    UNKNOWN: _("belum ada data"),
}
LEVELS_IN_SENTENCES = {
    "provinsi": pgettext_lazy("jamak", "provinsi"),
    "kabkota": pgettext_lazy("jamak", "kab/kota"),
    "kecamatan": pgettext_lazy("jamak", "kecamatan"),
}


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One class in the legend: its word, how many areas, its limits in words."""

    key: str
    word: str
    count: int
    published: int | None
    bounds: str


def answer(view: MapView) -> str:
    """The sentence that answers first, led by the place when one is chosen."""
    sentence = counted(view)
    return f"{view.trail[-1][1]}: {sentence[0].lower()}{sentence[1:]}" if view.trail else sentence


def counted(view: MapView) -> str:
    """How many areas of each class, as a sentence."""
    counts = {entry.class_key: entry.count for entry in view.counts}
    words = {
        "level": LEVELS_IN_SENTENCES[view.level],
        "total": len(view.cells),
        "known": view.known,
        **counts,
    }
    if not view.known:
        return gettext("Belum ada data untuk %(total)s %(level)s ini.") % words
    if counts.get(UNCLASSED) == view.known:
        sentence = gettext("%(known)s %(level)s berskor, kelasnya tidak diterbitkan.") % words
    else:
        sentence = gettext("%(tinggi)s %(level)s tinggi, %(sedang)s sedang, %(rendah)s rendah.") % words
    if counts.get(UNKNOWN):
        sentence += " " + gettext("%(unknown)s belum ada data.") % words
    return sentence


def legend(view: MapView) -> list[LegendEntry]:
    """Every class with its count and limits, the highest first."""
    return [
        LegendEntry(
            entry.class_key,
            str(CLASS_WORDS[entry.class_key]),
            entry.count,
            entry.published,
            bounds(entry, view),
        )
        for entry in view.counts
    ]


def published(view: MapView) -> str:
    """The agency's own national count, said where it differs from what could be loaded."""
    own = {entry.class_key: entry.published for entry in view.counts if entry.published is not None}
    same = all(entry.published in (None, entry.count) for entry in view.counts)
    if same or not own:
        return ""
    words = {"edition_tinggi": own.get("tinggi", "–"), "edition_sedang": own.get("sedang", "–")}
    words["edition_rendah"] = own.get("rendah", "–")
    return (
        gettext(
            "Jumlah menurut lembaga: %(edition_tinggi)s tinggi, %(edition_sedang)s sedang, "
            "%(edition_rendah)s rendah; daftar lengkapnya tidak diterbitkan."
        )
        % words
    )


def bounds(entry: ClassCount, view: MapView) -> str:
    """The limits of a class with the signs that say who owns the limit."""
    limits = view.limits
    if limits is None:
        return ""
    low, high = figure(limits.low, 2), figure(limits.high, 2)
    if entry.class_key == "tinggi":
        return f"{'≥' if limits.high_owned_by == 'tinggi' else '>'} {high}"
    if entry.class_key == "rendah":
        return f"{'≤' if limits.low_owned_by == 'rendah' else '<'} {low}"
    return f"{low} – {high}" if entry.class_key == "sedang" else ""
