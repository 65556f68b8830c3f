"""Whether a page is of a drill: its view says from which space it answered, never the address alone."""

from typing import Any

from django import template

from siaga.domain.spaces import Space

register = template.Library()


@register.simple_tag(takes_context=True)
def answered_space(context: Any) -> str:
    """Put ``space_code`` and ``in_drill`` into the context, from the ``space`` that the view gave."""
    space = context.get("space")
    if isinstance(space, Space):
        context["space_code"], context["in_drill"] = space.code, space.is_drill
    return ""
