"""Recovery codes for somebody without their phone: only a keyed digest is kept, each works once."""

from django.db import models
from django.utils.crypto import salted_hmac


class RecoveryCode(models.Model):
    """One code of one person."""

    person = models.ForeignKey("store.User", on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    rows: models.Manager["RecoveryCode"] = models.Manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "digest"), name="one_recovery_code"),)

    @staticmethod
    def digest_of(code: str) -> str:
        """What is kept: 50 random bits under the deployment's key."""
        plain = "".join(sign for sign in code.lower() if sign.isalnum())
        return salted_hmac("siaga.store.RecoveryCode", plain, algorithm="sha256").hexdigest()
