"""Administrative areas with the dates their codes are valid, and how codes changed."""

from datetime import date

from django.db import models
from django.db.models import Q


class Area(models.Model):
    """One area as it is or was; an expired code stays so that old readings stay readable."""

    code = models.CharField(max_length=13)
    name = models.CharField(max_length=120)
    search_name = models.CharField(max_length=120)
    level = models.CharField(max_length=12)
    parent = models.CharField(max_length=13, db_index=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    population = models.BigIntegerField(null=True)
    area_km2 = models.FloatField(null=True)
    timezone = models.CharField(max_length=32, blank=True)
    point_kind = models.CharField(max_length=12, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    rows: models.Manager["Area"] = models.Manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["code", "valid_from"], name="area_once_a_validity"),)
        indexes = (
            models.Index(fields=["code"]),
            models.Index(fields=["level", "search_name"]),
        )

    @classmethod
    def valid_on(cls, day: date) -> "models.QuerySet[Area]":
        """The areas in force on ``day``: from the day their code began until before the day it ended."""
        started = Q(valid_from=None) | Q(valid_from__lte=day)
        return cls.rows.filter(started, Q(valid_to=None) | Q(valid_to__gt=day))


class AreaChange(models.Model):
    """An old code and the code its territory has since."""

    old = models.CharField(max_length=13, db_index=True)
    new = models.CharField(max_length=13, db_index=True)
    on = models.DateField()
    enacted = models.DateField()
    kind = models.CharField(max_length=12)
    source = models.CharField(max_length=300)

    rows: models.Manager["AreaChange"] = models.Manager()
