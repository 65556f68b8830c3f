"""Spaces: the real one, and a drill space (LATIHAN) per area that rehearses."""

from django.db import models

from siaga.domain import spaces


class Space(models.Model):
    """Where operational rows live; removing a drill space removes everything in it."""

    code = models.CharField(max_length=40, unique=True)
    area = models.CharField(max_length=13, blank=True)
    as_of = models.DateField(null=True)
    created_at = models.DateTimeField()

    rows: models.Manager["Space"] = models.Manager()

    def value(self) -> spaces.Space:
        """This row as a value of the domain."""
        return spaces.Space(self.code, self.area, self.as_of)
