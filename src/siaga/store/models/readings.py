"""Readings of areas by edition, the occurrences they are built from, and published indicator counts."""

from typing import Any, ClassVar

from django.db import models

from siaga.store.models.operational import Operational


class Reading(Operational):
    """What an edition says of one area; a conflicting number of another source is kept as an alternative."""

    edition = models.ForeignKey("store.Edition", on_delete=models.CASCADE, related_name="readings")
    level = models.CharField(max_length=12)
    valid_on = models.DateField()
    score = models.FloatField(null=True)
    decimals = models.PositiveSmallIntegerField(null=True)
    class_key = models.CharField(max_length=8, blank=True)
    own_class = models.CharField(max_length=32, blank=True)
    rank = models.PositiveIntegerField(null=True)
    source = models.ForeignKey(
        "store.EditionSource", on_delete=models.CASCADE, null=True, related_name="readings"
    )
    nodes_source = models.ForeignKey(
        "store.EditionSource", on_delete=models.CASCADE, null=True, related_name="readings_with_nodes"
    )
    date = models.DateField()
    alternative = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    entered_by = models.ForeignKey("store.User", on_delete=models.PROTECT, null=True)

    class Meta(Operational.Meta):
        indexes = (
            models.Index(fields=["edition", "level", "area"]),
            models.Index(fields=["area", "space"]),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "area"],
                condition=models.Q(alternative=False),
                name="one_preferred_reading_an_area",
            ),
        )


class NodeValue(models.Model):
    """The value of one node (a dimension, a sub-dimension, an indicator) behind a reading."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="nodes")
    node = models.CharField(max_length=64)
    value = models.FloatField()

    rows: models.Manager["NodeValue"] = models.Manager()


class IndicatorCount(Operational):
    """A published count for one indicator of a set in an area ("ID" is the nation)."""

    edition = models.ForeignKey("store.Edition", on_delete=models.CASCADE, related_name="counts")
    node = models.CharField(max_length=64)
    value = models.FloatField()
    source = models.ForeignKey("store.EditionSource", on_delete=models.CASCADE, null=True)
    date = models.DateField(null=True)
    note = models.TextField(blank=True)

    class Meta(Operational.Meta):
        indexes: ClassVar[Any] = (models.Index(fields=["area", "space"]),)


class Occurrence(Operational):
    """Something that was counted in an area for one indicator of a set."""

    indicator_set = models.ForeignKey("store.IndicatorSet", on_delete=models.PROTECT, related_name="+")
    node = models.CharField(max_length=64)
    on = models.DateField()
    count = models.PositiveIntegerField()
    severity = models.CharField(max_length=32)
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    entered_by = models.ForeignKey("store.User", on_delete=models.PROTECT, null=True)

    class Meta(Operational.Meta):
        indexes: ClassVar[Any] = (models.Index(fields=["indicator_set", "area"]),)
