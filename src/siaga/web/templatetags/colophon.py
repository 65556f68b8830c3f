"""What the frame around every page says: the main places and the version."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from siaga import __version__
from siaga.domain.permissions import THE_PUBLIC, Permission
from siaga.web.page import pages

register = template.Library()

# Route name, the word in the navigation, and the permissions of which one is enough to see it there.
_OPEN = frozenset({Permission.PUBLIC})
_PLACES = (
    ("map", _("Peta"), _OPEN),
    ("stages", _("Tahapan"), _OPEN),
    ("stations", _("TPS"), _OPEN),
    ("methods", _("Metode"), _OPEN),
    ("sources", _("Sumber"), _OPEN),
    ("drills", _("Latihan"), _OPEN),
    (
        "imports",
        _("Impor"),
        frozenset({Permission.IMPORT_READINGS, Permission.IMPORT_OUTLINES, Permission.IMPORT_STATIONS}),
    ),
    ("staff", _("Orang"), frozenset({Permission.INVITE_PEOPLE})),
    ("administration", _("Administrasi"), frozenset({Permission.ENTER_ELECTIONS})),
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
    actor = context.get("actor", THE_PUBLIC)
    known = {page.name for page in pages()}
    context["places"] = [
        Place(str(word), address, path == address or (address != "/" and path.startswith(address)))
        for name, word, needs in _PLACES
        if name in known and any(actor.may(permission) for permission in needs)
        for address in [reverse(name)]
    ]
    return ""


@register.simple_tag
def siaga_version() -> str:
    """The version that runs."""
    return __version__
