"""Work that outlives a request."""

from django.db import models


class Job(models.Model):
    """A queued, running or finished piece of work with its progress."""

    kind = models.CharField(max_length=64)
    argument = models.CharField(max_length=200)
    state = models.CharField(max_length=12, default="queued", db_index=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey("store.User", on_delete=models.SET_NULL, null=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    rows: models.Manager["Job"] = models.Manager()
