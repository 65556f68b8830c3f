"""What happened afterwards: repeated, postponed or continued voting, rulings."""

from django.db import models


class OutcomeSet(models.Model):
    """A list of outcomes by one body; whether it is complete decides what it may be used for."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    election = models.ForeignKey("store.Election", on_delete=models.PROTECT, null=True)
    date = models.DateField()
    complete = models.BooleanField()
    source = models.CharField(max_length=300)
    about = models.TextField(blank=True)
    about_en = models.TextField(blank=True)

    rows: models.Manager["OutcomeSet"] = models.Manager()


class Outcome(models.Model):
    """One kind of outcome in one area; ``stations`` is the number of TPS where it is known."""

    outcome_set = models.ForeignKey(OutcomeSet, on_delete=models.CASCADE, related_name="outcomes")
    area = models.CharField(max_length=13, db_index=True)
    kind = models.CharField(max_length=16)
    stations = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=300, blank=True)
    date = models.DateField(null=True)
    note = models.TextField(blank=True)

    rows: models.Manager["Outcome"] = models.Manager()
