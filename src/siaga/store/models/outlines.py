"""Outlines users imported; each replaces the packaged outline of its area."""

from django.db import models


class Outline(models.Model):
    """The outline of one area as GeoJSON text, with where it came from."""

    area = models.CharField(max_length=13, unique=True)
    geometry = models.TextField()
    source = models.CharField(max_length=300)
    date = models.DateField()
    entered_by = models.ForeignKey("store.User", on_delete=models.PROTECT, null=True)
    entered_at = models.DateTimeField()

    rows: models.Manager["Outline"] = models.Manager()
