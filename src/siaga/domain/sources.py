"""Sources: where a published number can be read, as each pack lists them."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from siaga.domain.pack_problems import NamedTwice, SourceUnknown
from siaga.domain.packs import Fields

_SETTINGS = ("id", "title", "publisher", "date", "address")


@dataclass(frozen=True, slots=True)
class Source:
    """One place where numbers were published; ``address`` says where to look, not always a full link."""

    id: str
    title: str
    publisher: str = ""
    date: datetime.date | None = None
    address: str = ""

    @property
    def reference(self) -> str:
        """Publisher, title, day and address in one line."""
        day = self.date.isoformat() if self.date else ""
        return ", ".join(part for part in (self.publisher, self.title, day, self.address) if part)


def read_sources(settings: Fields) -> tuple[Source, ...]:
    """The ``[[sources]]`` of a pack's settings, each id once."""
    found: dict[str, Source] = {}
    for block in settings.blocks("sources"):
        block.refuse_others(_SETTINGS)
        key = block.text("id")
        if key in found:
            raise NamedTwice(where=block.where, name="id", value=key, first="[[sources]]")
        found[key] = Source(
            key,
            block.text("title"),
            block.text("publisher", ""),
            block.day_or_none("date"),
            block.text("address", ""),
        )
    return tuple(found.values())


def source_named(sources: Sequence[Source], key: str) -> Source | None:
    """The source with this id, or nothing for an empty id."""
    return next((source for source in sources if source.id == key), None)


def checked_source(fields: Fields, sources: Sequence[Source], *, name: str = "source", needed: bool) -> str:
    """The source id a record names, which the pack must list; empty only where none is ``needed``."""
    key = fields.text(name) if needed else fields.text(name, "")
    known: Mapping[str, Source] = {source.id: source for source in sources}
    if key and key not in known:
        raise SourceUnknown(where=fields.where, value=key, known=", ".join(known))
    return key
