"""Counts of polling stations (TPS) per area, imported from a sheet."""

from typing import Any, ClassVar

from django.db import models

from siaga.store.models.operational import Operational


class StationCount(Operational):
    """How many TPS an area has in one election."""

    election = models.ForeignKey("store.Election", on_delete=models.CASCADE, related_name="station_counts")
    stations = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    date = models.DateField()
    entered_by = models.ForeignKey("store.User", on_delete=models.PROTECT, null=True)

    class Meta(Operational.Meta):
        constraints: ClassVar[Any] = (
            models.UniqueConstraint(fields=["space", "election", "area"], name="one_station_count_an_area"),
        )
