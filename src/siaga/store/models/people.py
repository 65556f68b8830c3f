"""People who sign in: each has a role in an agency and a territory."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from siaga.domain.permissions import Actor, Role


class People(BaseUserManager["User"]):
    """Makes users with a hashed password."""

    def enrol(self, username: str, password: str, role: Role, **fields: object) -> "User":
        """A new active user."""
        user = self.model(username=username, role=role.value, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person; what they may do follows from ``role``, where from ``territory``."""

    username = models.CharField(max_length=64, unique=True)
    full_name = models.CharField(max_length=200)
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])
    agency = models.ForeignKey("store.Agency", on_delete=models.PROTECT, null=True, related_name="people")
    territory = models.CharField(max_length=13, blank=True)
    language = models.CharField(max_length=2, default="id")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    sign_ins_from = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name", "role"]

    objects: People = People()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must still carry: a new password or a higher ``sign_ins_from`` ends it."""
        return salted_hmac(
            "siaga.store.people.User",
            f"{self.password}:{self.sign_ins_from}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def actor(self) -> Actor:
        """This person as the actor of use cases."""
        return Actor(
            user_id=self.pk,
            name=self.full_name,
            role=Role(self.role),
            agency=self.agency.code if self.agency else "",
            territory=self.territory,
        )
