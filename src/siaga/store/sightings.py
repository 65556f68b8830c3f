"""Notices when somebody is shown rows that are not public, so that the view can be written down.

It works on the rows themselves: a use case need not remember to say that it read confidential ones. Rows for
those who may see public ones only are ordinary query sets and pay nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import models
from django.db.models.query import ModelIterable

from siaga.domain.sharing import Label

Row = TypeVar("Row", bound=models.Model)


class Sighting:
    """Whether anything confidential was fetched while a use case ran."""

    __slots__ = ("confidential",)

    def __init__(self) -> None:
        self.confidential = False


_current: ContextVar[Sighting | None] = ContextVar("sighting", default=None)


@contextmanager
def watching() -> Iterator[Sighting]:
    """Notice what is fetched inside; an inner watch is part of the outer one and notes nothing of its own."""
    if _current.get() is not None:
        yield Sighting()
        return
    sighting = Sighting()
    token = _current.set(sighting)
    try:
        yield sighting
    finally:
        _current.reset(token)


def note_confidential() -> None:
    """Say that something confidential is shown that is no operational row."""
    sighting = _current.get()
    if sighting is not None:
        sighting.confidential = True


class WatchedRows(models.QuerySet[Row]):
    """Rows for somebody who may see more than public ones; fetching such rows is noticed, counting is not."""

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        if fresh:
            self._note()

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Rows in portions: asked beforehand whether any is confidential."""
        self._note()
        return super().iterator(*args, **kwargs)

    def _note(self) -> None:
        """Look once a use case; after the first confidential row nothing more is asked."""
        sighting = _current.get()
        if sighting is not None and not sighting.confidential and self._shows_confidential():
            sighting.confidential = True

    def _shows_confidential(self) -> bool:
        """By the rows where they carry their label, else by asking the store; groups are only counts."""
        rows = self._result_cache
        if rows is not None and not rows:
            return False
        whole = issubclass(self._iterable_class, ModelIterable)
        if rows is not None and whole and all("label" in row.__dict__ for row in rows):
            return any(row.__dict__["label"] != Label.PUBLIC.value for row in rows)
        if self.query.group_by is not None:
            return False
        asked = self._chain()  # type: ignore[attr-defined]
        asked.query.clear_limits()
        return bool(asked.exclude(label=Label.PUBLIC.value).exists())
