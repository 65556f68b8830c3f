"""Calendars of elections: stages as first dated, decisions that supersede them, reports that they are done.

Decisions are only ever added: the database refuses to change one, and to remove any that is not a drill's.
"""

from django.db import models
from django.db.models import Q

from siaga.store.models.operational import Operational


class Calendar(models.Model):
    """The stages of one election; the next one is entered by an administrator."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    election = models.ForeignKey("store.Election", on_delete=models.PROTECT, related_name="calendars")
    regulation = models.CharField(max_length=200)
    valid_from = models.DateField()
    source = models.CharField(max_length=300)
    concluded = models.BooleanField(default=False)
    concluded_why = models.TextField(blank=True)
    concluded_why_en = models.TextField(blank=True)
    about = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    entered_by = models.ForeignKey("store.User", on_delete=models.PROTECT, null=True)

    rows: models.Manager["Calendar"] = models.Manager()


class Stage(models.Model):
    """One stage with the days first set for it; later days are moves of decisions."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    first = models.DateField()
    last = models.DateField()
    body = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=8)
    after = models.CharField(max_length=64, blank=True)
    anchor = models.CharField(max_length=8, blank=True)
    days = models.IntegerField(null=True)
    working = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True)
    verified = models.BooleanField(default=True)
    note = models.TextField(blank=True)

    rows: models.Manager["Stage"] = models.Manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["calendar", "code"], name="stage_once_a_calendar"),)


class StageDecision(models.Model):
    """A decision that gives a stage other days in an area; never edited, only followed by another.

    It is public law and holds everywhere; one with a ``drill`` is rehearsed, and holds in that drill only.
    """

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    drill = models.ForeignKey("store.Space", on_delete=models.CASCADE, null=True, related_name="+")
    area = models.CharField(max_length=13)
    number = models.CharField(max_length=120)
    decided_on = models.DateField()
    source = models.CharField(max_length=300)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("store.User", on_delete=models.PROTECT, null=True)

    rows: models.Manager["StageDecision"] = models.Manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["stage", "area", "number"], condition=Q(drill=None), name="decision_once"
            ),
            models.UniqueConstraint(fields=["stage", "area", "number", "drill"], name="drill_decision_once"),
        )


class StageMove(models.Model):
    """What a decision did to the days of one stage; ``via`` is the stage it follows."""

    decision = models.ForeignKey(StageDecision, on_delete=models.CASCADE, related_name="moves")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    old_first = models.DateField()
    old_last = models.DateField()
    first = models.DateField()
    last = models.DateField()
    via = models.CharField(max_length=64, blank=True)

    rows: models.Manager["StageMove"] = models.Manager()


class StageReport(Operational):
    """An agency's word that a duty is done in an area, or (``done`` false) that it is not after all."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    done = models.BooleanField()
    on = models.DateField()
    note = models.TextField(blank=True)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey("store.User", on_delete=models.PROTECT, null=True)
