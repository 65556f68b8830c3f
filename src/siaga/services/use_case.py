"""The use case: permission, then one transaction, then an audit entry, in this order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, Generic, ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone

from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotPermitted
from siaga.store.models import AuditEntry

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True)
class UseCase(Generic[Arguments, Result]):
    """One thing an actor can ask of Siaga; pages, API and commands read its permission from here.

    ``sentence`` is the audit entry of a use case that changes something, with ``{result}`` and the keyword
    arguments to fill in; a use case that only reads has none.
    """

    function: Callable[Concatenate[Actor, Arguments], Result]
    permission: Permission
    sentence: str | None = None

    @property
    def name(self) -> str:
        """The verb and noun this use case is called by."""
        return self.function.__name__

    @property
    def changes(self) -> bool:
        """Whether it writes, and so is audited."""
        return self.sentence is not None

    def require(self, actor: Actor) -> None:
        """Refuse an actor without the permission."""
        if not actor.may(self.permission):
            raise NotPermitted(who=actor.name)

    def __call__(self, actor: Actor, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        """Do it for ``actor``: all or nothing, and written down."""
        self.require(actor)
        if self.sentence is None:
            return self.function(actor, *args, **kwargs)
        with transaction.atomic():
            result = self.function(actor, *args, **kwargs)
            record(actor, self.name, self.sentence.format(result=result, **kwargs))
        return result


def record(actor: Actor, use_case: str, sentence: str) -> None:
    """Append one entry to the audit record."""
    AuditEntry.rows.create(
        at=timezone.now(),
        actor=actor.name,
        user_id=actor.user_id,
        role=actor.role.value if actor.role else "",
        agency=actor.agency,
        use_case=use_case,
        sentence=sentence,
    )


def reads(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Actor, Arguments], Result]], UseCase[Arguments, Result]]:
    """Declare a use case that only reads."""

    def declare(function: Callable[Concatenate[Actor, Arguments], Result]) -> UseCase[Arguments, Result]:
        return UseCase(function, permission)

    return declare


def changes(
    permission: Permission, sentence: str
) -> Callable[[Callable[Concatenate[Actor, Arguments], Result]], UseCase[Arguments, Result]]:
    """Declare a use case that writes; ``sentence`` becomes its audit entry."""

    def declare(function: Callable[Concatenate[Actor, Arguments], Result]) -> UseCase[Arguments, Result]:
        return UseCase(function, permission, sentence)

    return declare
