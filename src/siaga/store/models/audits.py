"""The append-only, hash-chained record of who did what; the database itself refuses to change entries."""

from django.db import models


class AuditEntry(models.Model):
    """One use case done by one actor, as a sentence in Indonesian and, where it is translated, in English.

    Rows are only made by ``store.audit_chain.append``, which gives them their place and their digest.
    """

    position = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    user_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=32, blank=True)
    agency = models.CharField(max_length=64, blank=True)
    use_case = models.CharField(max_length=64)
    sentence = models.TextField()
    sentence_en = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    rows: models.Manager["AuditEntry"] = models.Manager()
