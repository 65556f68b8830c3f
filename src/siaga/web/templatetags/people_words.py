"""Roles and link states in words."""

from django import template
from django.utils.translation import gettext_lazy as _

from siaga.domain.invitations import LinkState
from siaga.domain.permissions import Role
from siaga.web.forms.words import ROLES

register = template.Library()
_STATES = {
    LinkState.OPEN: _("terbuka"),
    LinkState.USED: _("sudah dipakai"),
    LinkState.EXPIRED: _("kedaluwarsa"),
    LinkState.REVOKED: _("dicabut"),
}


@register.filter
def role_word(role: str) -> str:
    """A role as people call it."""
    return str(ROLES[Role(role)])


@register.filter
def state_word(state: str) -> str:
    """What has become of a link."""
    return str(_STATES[LinkState(state)])
