"""Which state of the packs the store was last loaded from."""

from django.db import models


class PackLoad(models.Model):
    """One loading of the packs; ``digest`` is the SHA-256 over their files."""

    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    rows: models.Manager["PackLoad"] = models.Manager()
