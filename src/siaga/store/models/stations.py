"""Polling stations (TPS): counts per area as imported from a sheet, and the register of every one."""

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


class Station(Operational):
    """One polling station of one election; ``code`` holds its thirteen digits, so an area is a range.

    The one index serves every question: pages by code, a station by its code, removal of a whole space.
    Indexes on the other references would double the time of a national import and answer nothing.
    """

    space = models.ForeignKey("store.Space", on_delete=models.CASCADE, related_name="+", db_index=False)
    owner = models.ForeignKey(
        "store.Agency", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    election = models.ForeignKey("store.Election", on_delete=models.CASCADE, related_name="+", db_index=False)
    code = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    special = models.BooleanField()
    place = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    point_kind = models.CharField(max_length=12, blank=True)
    voters = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=300)
    date = models.DateField()
    entered_by = models.ForeignKey("store.User", on_delete=models.PROTECT, null=True, db_index=False)

    class Meta(Operational.Meta):
        constraints: ClassVar[Any] = (
            models.UniqueConstraint(fields=["space", "election", "code"], name="one_station_a_code"),
        )


class StationRegister(models.Model):
    """Which state the stations of an election are in; every load takes the next ``version``."""

    space = models.ForeignKey("store.Space", on_delete=models.CASCADE, related_name="+")
    election = models.ForeignKey("store.Election", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)
    loaded_at = models.DateTimeField()

    rows: models.Manager["StationRegister"] = models.Manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["space", "election"], name="one_register_an_election"),
        )
