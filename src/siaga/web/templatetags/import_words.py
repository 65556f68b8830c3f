"""How previews show the columns and values of imported rows."""

from datetime import date

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext

from siaga.domain.imports import Difference
from siaga.web.forms.words import COLUMNS, LABELS
from siaga.web.words import long_date, number

register = template.Library()


@register.filter
def column_word(column: str) -> str | Promise:
    """A column in people's words; a node keeps its code."""
    return COLUMNS.get(column, column)


@register.filter
def before(one: Difference) -> str:
    """What a field was."""
    return _shown(one.column, one.before)


@register.filter
def after(one: Difference) -> str:
    """What a field will be."""
    return _shown(one.column, one.after)


def _shown(column: str, value: float | str | date | None) -> str:
    """A value as its language writes it; nothing is said to be nothing."""
    if value is None or value == "":
        return gettext("kosong")
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, (int, float)):
        return number(value)
    return str(LABELS[value]) if column == "label" and value in LABELS else value
