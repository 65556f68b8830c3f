"""Uploaded files between their preview and their loading; only their author sees them."""

from datetime import datetime
from typing import Any

from django.db import models

from siaga.domain.imports import KEPT_FOR
from siaga.domain.permissions import Actor


class ImportDraft(models.Model):
    """A file as uploaded, with what its author chose; removed when loaded, given up, or a day old."""

    kind = models.CharField(max_length=16)
    target = models.CharField(max_length=96, blank=True)
    space = models.CharField(max_length=40)
    label = models.CharField(max_length=16)
    agency = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=300, blank=True)
    day = models.DateField(null=True)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    asked_by = models.ForeignKey("store.User", on_delete=models.CASCADE, null=True)
    author = models.CharField(max_length=300)
    asked_at = models.DateTimeField(db_index=True)

    rows: models.Manager[Any] = models.Manager()

    @classmethod
    def of(cls, actor: Actor, now: datetime) -> "models.QuerySet[ImportDraft]":
        """The drafts ``actor`` uploaded within the last day; nobody sees another's."""
        drafts: models.QuerySet[ImportDraft] = cls.rows.filter(
            asked_by_id=actor.user_id, author=author_of(actor), asked_at__gt=now - KEPT_FOR
        )
        return drafts


def author_of(actor: Actor) -> str:
    """Who uploaded, for actors without an account (the console) too."""
    return f"{actor.role or ''}/{actor.agency}/{actor.name}"[:300]
