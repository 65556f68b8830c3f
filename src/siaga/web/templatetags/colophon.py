"""What the frame around every page says: the main places and the version."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from siaga import __version__

register = template.Library()

# Route name, address while that page is not built yet, and the word in the navigation.
_PLACES = (
    ("map", "/", _("Peta")),
    ("methods", "/methods/", _("Metode")),
    ("sources", "/sources/", _("Sumber")),
    ("drills", "/drills/", _("Latihan")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation; ``here`` on the place itself and everything under it."""

    name: str
    address: str
    here: bool


@register.simple_tag(takes_context=True)
def main_places(context: Any) -> str:
    """Put the entries of the navigation into the context as ``places``."""
    request = context.get("request")
    path = request.path if request else ""
    context["places"] = [
        Place(str(word), address, path == address or (address != "/" and path.startswith(address)))
        for name, fallback, word in _PLACES
        for address in [_address(name, fallback)]
    ]
    return ""


@register.simple_tag
def siaga_version() -> str:
    """The version that runs."""
    return __version__


def _address(name: str, fallback: str) -> str:
    """Where a page is, also while nobody declared it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return fallback
