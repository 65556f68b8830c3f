"""Rows that belong to a space and carry a label: they are only ever asked for on behalf of somebody."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from siaga.domain.permissions import Actor, Permission
from siaga.domain.sharing import Label
from siaga.store.sightings import WatchedRows


class Operational(models.Model):
    """A row of one space, owned by an agency, labelled with how far it may travel.

    There is no public manager: pages ask ``visible_to``; ``unscoped`` is for the few files that load, build
    or remove rows, and a test names them.
    """

    space = models.ForeignKey("store.Space", on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey("store.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    label = models.CharField(
        max_length=16, choices=[(label.value, label.value) for label in Label], default=Label.INTERNAL.value
    )
    area = models.CharField(max_length=13)

    unscoped: models.Manager[Any] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "unscoped"
        default_manager_name = "unscoped"

    @classmethod
    def visible_to(cls, actor: Actor, space: str) -> "models.QuerySet[Self]":
        """Rows of ``space`` that ``actor`` may see: public ones, their agency's, those of their territory."""
        shown = Q(label=Label.PUBLIC.value)
        if not actor.agency and not actor.may(Permission.READ_INTERNAL):
            return cls.unscoped.filter(shown, space__code=space)
        rows: models.QuerySet[Self] = WatchedRows(cls).filter(space__code=space)
        if actor.agency:
            shown |= Q(owner__code=actor.agency)
        if actor.may(Permission.READ_INTERNAL):
            if not actor.territory:
                return rows
            shown |= _within(actor.territory)
        return rows.filter(shown)


def _within(territory: str) -> Q:
    """Rows of ``territory`` and everything below it."""
    return Q(area=territory) | Q(area__startswith=territory + ".")
