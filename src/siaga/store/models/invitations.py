"""Links that let somebody join or set a new password; only the digest of their token is kept."""

from datetime import datetime

from django.db import models

from siaga.domain.invitations import LinkState


class Invitation(models.Model):
    """A link for one person, used at most once."""

    digest = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=40, unique=True)
    purpose = models.CharField(max_length=16)
    person = models.ForeignKey("store.User", on_delete=models.CASCADE, null=True, related_name="links")
    full_name = models.CharField(max_length=200)
    role = models.CharField(max_length=32)
    agency = models.ForeignKey("store.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    territory = models.CharField(max_length=13, blank=True)
    made_by = models.ForeignKey("store.User", on_delete=models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    rows: models.Manager["Invitation"] = models.Manager()

    @classmethod
    def open_at(cls, now: datetime) -> "models.QuerySet[Invitation]":
        """The links that still work."""
        return cls.rows.filter(used_at=None, revoked_at=None, expires_at__gt=now)

    def state(self, now: datetime) -> LinkState:
        """What has become of this link."""
        if self.used_at is not None:
            return LinkState.USED
        if self.revoked_at is not None:
            return LinkState.REVOKED
        return LinkState.OPEN if self.expires_at > now else LinkState.EXPIRED
