"""Editions of agencies' indexes: what was published when, on which scale, with which limits and sources."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from siaga.domain.permissions import Actor, Permission
from siaga.domain.scores import ClassKey, Limit
from siaga.store.models.readings import IndicatorCount, Reading


class IndicatorSet(models.Model):
    """An indicator tree and its method, as texts a researcher can also read from a pack's folder."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    indicators = models.TextField(blank=True)
    method = models.TextField(blank=True)
    entered_by = models.ForeignKey("store.User", on_delete=models.PROTECT, null=True)
    entered_at = models.DateTimeField()

    rows: models.Manager["IndicatorSet"] = models.Manager()


class Edition(models.Model):
    """One published (or drill) edition of one agency's index; never shown on one axis with another."""

    code = models.CharField(max_length=96, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey("store.Agency", on_delete=models.PROTECT, related_name="editions")
    indicator_set = models.ForeignKey("store.IndicatorSet", on_delete=models.PROTECT, null=True)
    space = models.ForeignKey("store.Space", on_delete=models.CASCADE, related_name="+")
    axis = models.CharField(max_length=64)
    date = models.DateField()
    levels = models.CharField(max_length=64)
    scale_low = models.FloatField(null=True)
    scale_high = models.FloatField(null=True)
    indicators = models.CharField(max_length=16)
    view = models.CharField(max_length=16, default="own")
    class_method = models.CharField(max_length=32, blank=True)
    about = models.TextField(blank=True)
    about_en = models.TextField(blank=True)

    rows: models.Manager["Edition"] = models.Manager()

    @classmethod
    def visible_to(cls, actor: Actor, space: str) -> "models.QuerySet[Edition]":
        """Editions of ``space`` that ``actor`` may know of: with a row they may see, their agency's, or all.

        A name can be as confidential as its numbers ("Pemetaan internal Polres"), and an edition carries no
        label of its own: it is as public as its most public reading or count. One without rows is a draft,
        which only its agency and those who enter editions know. Every packaged edition has public rows.
        """
        editions = cls.rows.filter(space__code=space)
        if _knows_all(actor):
            return editions
        shown: Any = Exists(Reading.visible_to(actor, space).filter(edition=OuterRef("pk")))
        shown |= Exists(IndicatorCount.visible_to(actor, space).filter(edition=OuterRef("pk")))
        if actor.agency:
            shown |= Q(agency__code=actor.agency)
        return editions.filter(shown)


def _knows_all(actor: Actor) -> bool:
    """Whether ``actor`` enters editions, or may read the internal rows of the whole nation."""
    if actor.may(Permission.ENTER_ELECTIONS):
        return True
    return actor.may(Permission.READ_INTERNAL) and not actor.territory


class EditionLimit(models.Model):
    """The limits of an edition at one level; which class owns a limit is data."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="limits")
    level = models.CharField(max_length=12)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    low_owner = models.CharField(max_length=8, default="sedang")
    high_owner = models.CharField(max_length=8, default="sedang")
    minimum = models.FloatField(null=True)
    source = models.ForeignKey("store.EditionSource", on_delete=models.CASCADE, null=True)

    rows: models.Manager["EditionLimit"] = models.Manager()

    def value(self) -> Limit | None:
        """These limits as a value of the domain; None unless both are known, the low one below."""
        if self.low is None or self.high is None or not self.low < self.high:
            return None
        owners = ClassKey(self.low_owner), ClassKey(self.high_owner)
        source = self.source.words if self.source else ""
        return Limit(self.level, self.low, self.high, *owners, self.minimum, source)


class EditionMark(models.Model):
    """Something a reader must know of an edition: derived, assumed, unverified or in conflict."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=16)
    what = models.TextField()
    what_en = models.TextField(blank=True)
    why = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    source = models.ForeignKey("store.EditionSource", on_delete=models.CASCADE, null=True)

    rows: models.Manager["EditionMark"] = models.Manager()


class EditionSource(models.Model):
    """Where an edition's numbers were published."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sources")
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    date = models.DateField(null=True)
    address = models.CharField(max_length=400, blank=True)

    rows: models.Manager["EditionSource"] = models.Manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "key"], name="source_once_an_edition"),)

    @property
    def words(self) -> str:
        """Who published a number, in as few words as identify it."""
        return self.publisher or self.title

    @classmethod
    def visible_to(cls, actor: Actor, space: str) -> "models.QuerySet[EditionSource]":
        """Sources of the editions ``actor`` may know of: theirs, and those of rows and limits they may see.

        An import adds sources by title, so a source only internal rows lean on is internal too. What hangs on
        the edition itself (limits, marks, national figures) is shown with it, and so are its sources.
        """
        sources = cls.rows.filter(edition__in=Edition.visible_to(actor, space).values("pk"))
        if _knows_all(actor):
            return sources
        here = OuterRef("pk")
        readings = Reading.visible_to(actor, space)
        shown: Any = Exists(readings.filter(source=here)) | Exists(readings.filter(nodes_source=here))
        shown |= Exists(IndicatorCount.visible_to(actor, space).filter(source=here))
        for hung in (EditionLimit, EditionMark, NationalCount, NationalMean, EditionCut):
            shown |= Exists(hung.rows.filter(source=here))
        if actor.agency:
            shown |= Q(edition__agency__code=actor.agency)
        return sources.filter(shown)


class NationalCount(models.Model):
    """How many areas of a level an edition put in each class, as published."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="national_counts")
    level = models.CharField(max_length=12)
    tinggi = models.PositiveIntegerField(null=True)
    sedang = models.PositiveIntegerField(null=True)
    rendah = models.PositiveIntegerField(null=True)
    date = models.DateField(null=True)
    alternative = models.BooleanField(default=False)
    source = models.ForeignKey(EditionSource, on_delete=models.CASCADE, null=True)
    note = models.TextField(blank=True)

    rows: models.Manager["NationalCount"] = models.Manager()


class EditionNode(models.Model):
    """A node of an edition's tree whose values were published: a dimension or an indicator."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="nodes")
    code = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    maximum = models.FloatField(null=True)

    rows: models.Manager["EditionNode"] = models.Manager()


class NationalMean(models.Model):
    """The published mean of a node over all areas of a level."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="national_means")
    level = models.CharField(max_length=12)
    node = models.CharField(max_length=64)
    value = models.FloatField()
    alternative = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    source = models.ForeignKey(EditionSource, on_delete=models.CASCADE, null=True)

    rows: models.Manager["NationalMean"] = models.Manager()


class EditionCut(models.Model):
    """One of the limits of an edition with more than three levels, counted from the lowest."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="cuts")
    level = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    at = models.FloatField()
    source = models.ForeignKey(EditionSource, on_delete=models.CASCADE, null=True)

    rows: models.Manager["EditionCut"] = models.Manager()
