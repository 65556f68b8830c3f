"""Template filters: numbers, dates and classes in the words of the page's language."""

from datetime import date
from math import isnan

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext

from siaga.services.wordings import figure

register = template.Library()


@register.filter
def number(value: float | None, decimals: int | None = None) -> str:
    """A number with the language's own comma and grouping; a dash for unknown."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return "–"
    return figure(value, decimals) if decimals is not None else number_format(value, use_l10n=True)


@register.filter
def long_date(value: date | None) -> str:
    """A date written out: 27 November 2024."""
    return date_format(value, "j F Y") if value else gettext("tanggal tidak diketahui")


@register.filter
def in_language(value: object, field: str) -> str:
    """``value.field`` in Indonesian, or ``value.field_en`` on English pages when it has one."""

    english = getattr(value, field + "_en", "") if get_language() == "en" else ""
    return str(english or getattr(value, field))
