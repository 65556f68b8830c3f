"""How pages and papers alike say numbers, dates, agencies and classes in the language of the moment."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext

from siaga.domain.agencies import agencies
from siaga.domain.words import axis_word, class_word

# What people call them; the full name stands beside in the table.
_SHORT = {"bawaslu": "Bawaslu", "polri": "Polri", "kpu": "KPU", "tni": "TNI", "bin": "BIN", "dkpp": "DKPP"}
# A digit's width and a comma's width.
_DIGIT, _COMMA = "\u2007", "\u2008"
_TAG = re.compile(r"(<[^>]+>)")


def language_now() -> str:
    """The language of the moment, Indonesian where none is chosen."""
    return get_language() or "id"


def figure(value: float, decimals: int) -> str:
    """A number rounded half up as it is written: Django's own formatting would cut 91.045 to 91.04."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return str(number_format(exact, decimal_pos=decimals, use_l10n=True))


def aligned(value: float, decimals: int, widest: int) -> str:
    """A figure padded so that its comma stands under those of figures with ``widest`` decimals."""
    missing = widest - decimals
    padding = (_COMMA if missing and not decimals else "") + _DIGIT * missing
    return figure(value, decimals) + padding


def rounded(value: float, decimals: int) -> str:
    """A figure of running text, with a minus sign instead of a hyphen."""
    return figure(value, decimals).replace("-", "−")


def score_words(value: float | None, decimals: int | None = None) -> str:
    """A score with as many decimals as were published, at most three."""
    if value is None:
        return "–"
    text = rounded(value, decimals if decimals is not None else 3)
    if decimals is None:
        mark = "." if get_language() == "en" else ","
        text = text.rstrip("0").rstrip(mark) if mark in text else text
    return text


def counted(value: float) -> str:
    """A count with the language's own grouping."""
    return str(number_format(value, use_l10n=True))


def long_date(value: date | None) -> str:
    """A date written out: 27 November 2024."""
    return date_format(value, "j F Y") if value else gettext("tanggal tidak diketahui")


def class_name(key: str) -> str:
    """The word of a class."""
    return class_word(key).said(language_now())


def class_list(keys: tuple[str, ...]) -> str:
    """Classes met under a doubt, joined by “atau”."""
    return (" " + gettext("atau") + " ").join(class_name(str(key)) for key in keys)


def axis_name(axis: str) -> str:
    """The words of an axis."""
    return axis_word(axis).said(language_now())


def short_agency(code: str, name: str) -> str:
    """Bawaslu for Badan Pengawas Pemilihan Umum; whatever follows the full name stays."""
    for agency in agencies():
        same = code == agency.code or code.startswith(agency.code + "-")
        if same and agency.code in _SHORT and name.startswith(agency.name):
            return _SHORT[agency.code] + name.removeprefix(agency.name)
    return name


def in_language(indonesian: str, english: str) -> str:
    """The words of the language of the moment, Indonesian where English ones are missing."""
    return english if language_now() == "en" and english else indonesian


def filled(template: str, **words: str) -> str:
    """A sentence of a page as plain words: its markup is dropped before the names are filled in."""
    return "".join(text for text, _ in runs_of(template, **words))


def runs_of(template: str, **words: str) -> tuple[tuple[str, bool], ...]:
    """A sentence of a page in pieces, each with whether the page emphasises it."""
    pieces, strong = [], False
    for piece in _TAG.split(template):
        if piece.startswith("<"):
            strong = strong if "strong" not in piece else piece.startswith("<strong")
        elif piece:
            pieces.append((piece % words, strong))
    return tuple(pieces)
