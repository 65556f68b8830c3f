"""Elections and the figures published about them."""

from django.db import models


class Election(models.Model):
    """A pemilu or pilkada; the next one is a row an administrator enters."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=16)
    polling_day = models.DateField()
    source = models.CharField(max_length=300)
    entered_by = models.ForeignKey("store.User", on_delete=models.PROTECT, null=True)

    rows: models.Manager["Election"] = models.Manager()


class ElectionFigure(models.Model):
    """A published number of an election in an area: TPS, voters."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="figures")
    area = models.CharField(max_length=13, db_index=True)
    measure = models.CharField(max_length=32)
    value = models.BigIntegerField()
    source = models.CharField(max_length=300)
    date = models.DateField(null=True)
    alternative = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    rows: models.Manager["ElectionFigure"] = models.Manager()
