"""The append-only record of who did what; the database itself refuses to change or remove entries."""

from django.db import models


class AuditEntry(models.Model):
    """One use case done by one actor, as a sentence."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    user_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=32, blank=True)
    agency = models.CharField(max_length=64, blank=True)
    use_case = models.CharField(max_length=64)
    sentence = models.TextField()

    rows: models.Manager["AuditEntry"] = models.Manager()
