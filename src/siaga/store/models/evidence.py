"""Evidence, the copies derived from it, uploads on their way, and who held or saw what."""

import uuid

from django.conf import settings
from django.db import models

from siaga.domain.evidence import CopyKind, CustodyDeed
from siaga.domain.sharing import Label
from siaga.store.models.operational import Operational


class Evidence(Operational):
    """One file as it arrived; its bytes lie under their digest and are never changed."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    digest = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    caption = models.CharField(max_length=300, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)


class EvidenceCopy(models.Model):
    """A copy derived from a picture: clean (without its hidden data) or redacted by a person."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="copies")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(
        max_length=8, choices=[(CopyKind.CLEAN.value,) * 2, (CopyKind.REDACTED.value,) * 2]
    )
    digest = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    boxes = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)

    rows: models.Manager["EvidenceCopy"] = models.Manager()


class Upload(models.Model):
    """A file on its way in parts; ``arrived`` bytes of ``length`` lie in its part file.

    A finished one stays until it expires, so that a sender who missed the answer learns what it became.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    space = models.ForeignKey("store.Space", on_delete=models.CASCADE)
    label = models.CharField(max_length=16, default=Label.INTERNAL.value)
    area = models.CharField(max_length=13)
    name = models.CharField(max_length=200)
    caption = models.CharField(max_length=300, blank=True)
    length = models.BigIntegerField()
    arrived = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    evidence = models.UUIDField(null=True)
    began_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    rows: models.Manager["Upload"] = models.Manager()


class CustodyEntry(models.Model):
    """Who received, viewed or derived what, and when; the database refuses to change or remove entries.

    It names the evidence by its key, so that it outlives the row.
    """

    evidence = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    user_id = models.BigIntegerField(null=True)
    agency = models.CharField(max_length=64, blank=True)
    deed = models.CharField(max_length=8, choices=[(one.value, one.value) for one in CustodyDeed])
    copy = models.CharField(max_length=8, choices=[(one.value, one.value) for one in CopyKind])
    digest = models.CharField(max_length=64)

    rows: models.Manager["CustodyEntry"] = models.Manager()
