"""The use case: permission, then one transaction, then an audit entry, in this order.

A change is always written down. A read is written down when it showed rows that are not public; it need not
say so, because the rows notice it themselves (``store.sightings``).
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from django.db import connection, transaction
from django.utils.translation import gettext, gettext_noop, override

from siaga.domain.audits import Deed
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotPermitted
from siaga.domain.second_factors import NotConfirmed, SecondFactorMissing
from siaga.store import audit_chain
from siaga.store.sightings import watching

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
ANY_VIEW = gettext_noop("melihat baris yang tidak publik")

# Set while a change is running: its deeds and those of the changes it asks are written when it ends, so that
# the chain's lock is the last one a transaction takes.
_trail: ContextVar[object | None] = ContextVar("trail", default=None)
# Views noted while one request is answered: they become one entry.
_views: ContextVar[list[Deed] | None] = ContextVar("views", default=None)


@dataclass(frozen=True)
class UseCase(Generic[Arguments, Result]):
    """One thing an actor can ask of Siaga; pages, API and commands read its permission from here.

    ``sentence`` is the audit entry of a use case that changes something, with ``{result}`` and the arguments
    to fill in; a use case that only reads has none. ``views`` is how a read says what was looked at.
    An ``elevated`` use case is done only by somebody who confirmed a moment ago that it is them.
    """

    function: Callable[Concatenate[Actor, Arguments], Result]
    permission: Permission
    sentence: str | None = None
    views: str = ANY_VIEW
    elevated: bool = False

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
        if actor.held_back and actor.holds(self.permission) and not actor.may(self.permission):
            raise SecondFactorMissing(who=actor.name)
        if not actor.may(self.permission):
            raise NotPermitted(who=actor.name)
        if self.elevated and not actor.elevated:
            raise NotConfirmed(who=actor.name)

    def __call__(self, actor: Actor, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        """Do it for ``actor``: all or nothing, and written down."""
        self.require(actor)
        if self.sentence is None:
            with watching() as sighting:
                result = self.function(actor, *args, **kwargs)
            if sighting.confidential:
                _note_view(self._deed(actor, self.views, self._fields(result, actor, *args, **kwargs)))
            return result
        with transaction.atomic(), watching(), _written_last():
            result = self.function(actor, *args, **kwargs)
            _write(self._deed(actor, self.sentence, self._fields(result, actor, *args, **kwargs)))
        return result

    def _fields(self, result: Result, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What a sentence may name: the result and the arguments."""
        given = inspect.signature(self.function).bind(*args, **kwargs)
        given.apply_defaults()
        return {**given.arguments, "result": result}

    def _deed(self, actor: Actor, template: str, fields: dict[str, Any]) -> Deed:
        """The sentence of this call, in Indonesian and in English where it is translated."""
        with override("en"):
            english = gettext(template)
        said = english.format(**fields) if english != template else ""
        return _deed(actor, self.name, template.format(**fields), said)


def record(actor: Actor, use_case: str, sentence: str, sentence_en: str = "") -> None:
    """Append one entry to the audit record: with the running use case's own, else at once."""
    _write(_deed(actor, use_case, sentence, sentence_en))


@contextmanager
def one_view_entry() -> Iterator[None]:
    """While one request is answered: whatever confidential rows it shows become one entry.

    The entry is written before the answer leaves; when it cannot be written, there is no answer.
    """
    if _views.get() is not None:
        yield
        return
    views: list[Deed] = []
    token = _views.set(views)
    try:
        yield
    finally:
        _views.reset(token)
    if views:
        _write(_joined(views))


def reads(
    permission: Permission, views: str = ANY_VIEW
) -> Callable[[Callable[Concatenate[Actor, Arguments], Result]], UseCase[Arguments, Result]]:
    """Declare a use case that only reads; ``views`` is its audit entry when it showed rows not public."""

    def declare(function: Callable[Concatenate[Actor, Arguments], Result]) -> UseCase[Arguments, Result]:
        return UseCase(function, permission, None, views)

    return declare


def changes(
    permission: Permission, sentence: str, *, elevated: bool = False
) -> Callable[[Callable[Concatenate[Actor, Arguments], Result]], UseCase[Arguments, Result]]:
    """Declare a use case that writes; ``sentence`` is its audit entry, ``elevated`` asks who it is again."""

    def declare(function: Callable[Concatenate[Actor, Arguments], Result]) -> UseCase[Arguments, Result]:
        return UseCase(function, permission, sentence, elevated=elevated)

    return declare


def _deed(actor: Actor, use_case: str, sentence: str, sentence_en: str) -> Deed:
    """A deed of ``actor``."""
    role = actor.role.value if actor.role else ""
    return Deed(actor.name, actor.user_id, role, actor.agency, use_case, sentence, sentence_en)


@dataclass(frozen=True, eq=False)
class _Kept:
    """A deed that waits for the end of its trail; Django forgets it when its savepoint is rolled back."""

    deed: Deed
    trail: object

    def __call__(self) -> None:
        """Nothing is left to do after the commit: the deed was written in the transaction."""


def _write(deed: Deed) -> None:
    """Keep a deed for the end of the running change, or write it now."""
    trail = _trail.get()
    if trail is None:
        audit_chain.append([deed])
    else:
        transaction.on_commit(_Kept(deed, trail))


@contextmanager
def _written_last() -> Iterator[None]:
    """Write the deeds of this change, and of those it asks, at its very end; what was undone leaves none."""
    if _trail.get() is not None:
        yield
        return
    trail = object()
    token = _trail.set(trail)
    try:
        yield
        waiting = [hook[1] for hook in connection.run_on_commit]
        audit_chain.append([one.deed for one in waiting if isinstance(one, _Kept) and one.trail is trail])
    finally:
        _trail.reset(token)


def _note_view(deed: Deed) -> None:
    """Keep a view for the end of the request, or write it now."""
    views = _views.get()
    if views is None:
        _write(deed)
    elif deed not in views:
        views.append(deed)


def _joined(views: list[Deed]) -> Deed:
    """Several views of one request as one entry."""
    first = views[0]
    sentences = "; ".join(view.sentence for view in views)
    english = "; ".join(view.sentence_en for view in views) if all(view.sentence_en for view in views) else ""
    return replace(first, sentence=sentences, sentence_en=english)
