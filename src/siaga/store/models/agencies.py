"""Agencies: adding one is a row."""

from django.db import models


class Agency(models.Model):
    """A body that holds a piece of the picture; ``territory`` is an area code, empty for the nation."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=32)
    territory = models.CharField(max_length=13, blank=True)

    rows: models.Manager["Agency"] = models.Manager()

    def __str__(self) -> str:
        return self.name
