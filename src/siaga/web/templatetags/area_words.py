"""Filters of the area, method and source pages: words of keys, and numbers as SVG needs them."""

from typing import Protocol

from django import template
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from siaga.domain.elections import Measure
from siaga.services import wordings
from siaga.services.reading_views import Contribution, Reasons

register = template.Library()


class Sentence(Protocol):
    """Whatever can say itself in a language: findings of rules, notes of the index."""

    def sentence(self, language: str = "id") -> str:
        """The sentence in ``language``."""


class NamedValue(Protocol):
    """A value with what it is called in both languages."""

    @property
    def name(self) -> str:
        """The Indonesian name."""

    @property
    def name_en(self) -> str:
        """The English name."""


LEVELS = {
    "ID": _("Indonesia"),
    "provinsi": _("provinsi"),
    "kabkota": _("kabupaten/kota"),
    "kecamatan": _("kecamatan"),
    "kelurahan": _("desa/kelurahan"),
}
MARKS = {
    "derived": _("diturunkan"),
    "assumed": _("anggapan"),
    "unverified": _("belum terverifikasi"),
    "conflict": _("sumber berbeda"),
}
STATUSES = {
    "published": _("diterbitkan"),
    "derived": _("diturunkan"),
    "assumed": _("anggapan"),
    "standard": _("rumus baku"),
}
OUTCOMES = {
    "PSU": _("pemungutan suara ulang (PSU)"),
    "PSS": _("pemungutan suara susulan (PSS)"),
    "PSL": _("pemungutan suara lanjutan (PSL)"),
    "PSU-MK": _("pemungutan suara ulang menurut putusan Mahkamah Konstitusi (PSU-MK)"),
}


@register.filter
def sentence(finding: Sentence) -> str:
    """A finding in the page's language."""
    return finding.sentence(get_language() or "id")


@register.filter
def class_name(key: str) -> str:
    """The word of a class."""
    return wordings.class_name(key)


@register.filter
def axis_name(axis: str) -> str:
    """The words of an axis."""
    return wordings.axis_name(axis)


@register.filter
def level_name(level: str) -> str:
    """The word of a level."""
    return str(LEVELS.get(level, level))


@register.filter
def mark_name(kind: str) -> str:
    """The word of a mark."""
    return str(MARKS.get(kind, kind))


@register.filter
def status_name(status: str) -> str:
    """Where a formula comes from."""
    return str(STATUSES.get(status, status))


@register.filter
def worked_value(value: float | str) -> str:
    """A worked value: a number with at most three decimals, a class as its word, other words as they are."""
    return class_name(value) if isinstance(value, str) else score(value)


@register.filter
def worked_name(row: NamedValue) -> str:
    """What a worked value is called; a name that is a number itself is written as one."""
    try:
        return score(float(row.name))
    except ValueError:
        return (row.name_en if get_language() == "en" else "") or row.name


@register.filter
def is_numbered(rows: tuple[NamedValue, ...]) -> bool:
    """Whether values have no name but their place, so that a plain list tells as much."""
    return all(row.name == f"x{at}" for at, row in enumerate(rows, start=1))


@register.filter
def outcome_name(kind: str) -> str:
    """The words of a kind of outcome, with its abbreviation."""
    return str(OUTCOMES.get(kind, kind))


@register.filter
def measure_name(measure: str) -> str:
    """What a figure counts."""
    try:
        return Measure(measure).word(get_language() or "id")
    except ValueError:
        return measure


@register.filter
def short_agency(edition: object) -> str:
    """Bawaslu for Badan Pengawas Pemilihan Umum; whatever follows the full name stays."""
    return wordings.short_agency(
        str(getattr(edition, "agency", "")), str(getattr(edition, "agency_name", ""))
    )


@register.filter
def is_short(edition: object) -> bool:
    """Whether the short name differs from the full one."""
    return short_agency(edition) != getattr(edition, "agency_name", "")


@register.filter
def score(value: float | None, decimals: int | None = None) -> str:
    """A score with as many decimals as were published, at most three."""
    return wordings.score_words(value, decimals)


@register.filter
def points(value: float) -> str:
    """Points with one decimal."""
    return wordings.rounded(value, 1)


@register.filter
def coordinate(value: float) -> str:
    """A number as SVG reads it, whatever the language."""
    return f"{value:.2f}"


@register.filter
def stretched(value: float, factor: float) -> float:
    """A place of 0 to 100 on a picture ``factor`` times as wide."""
    return value * factor


@register.filter
def bar_length(one: Contribution | float, reasons: Reasons) -> str:
    """The length of a bar, the longest being 100."""
    size = one.points if isinstance(one, Contribution) else one
    return coordinate(max(0.0, 100 * size / reasons.longest))


@register.filter
def size(value: float) -> float:
    """A number without its sign."""
    return abs(value)


@register.filter
def why(key: str) -> str:
    """The question by class: why red, why medium, why low."""
    questions = {
        "tinggi": gettext("Mengapa merah?"),
        "sedang": gettext("Mengapa sedang?"),
        "rendah": gettext("Mengapa rendah?"),
    }
    return questions.get(key, pgettext("area page", "Mengapa?"))


@register.filter
def class_list(keys: object) -> str:
    """Classes met under a doubt, joined by “atau”."""
    return wordings.class_list(keys) if isinstance(keys, tuple) else ""


@register.inclusion_tag("areas/cite.html")
def cite(number: int) -> dict[str, int]:
    """A small number that leads to the source at the end of the page."""
    return {"number": number}
