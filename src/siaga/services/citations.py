"""Numbers the sources a page cites, each once, in the order they are first needed."""

from dataclasses import dataclass, field
from datetime import date

from siaga.store.models import EditionSource


@dataclass(frozen=True, slots=True)
class Citation:
    """One source in the list at the end of a page."""

    number: int
    title: str
    publisher: str
    date: date | None
    address: str

    @property
    def is_link(self) -> bool:
        """Whether the address can be followed as it stands."""
        return self.address.startswith(("https://", "http://"))


@dataclass(slots=True)
class CitationList:
    """Collects the sources of one page or panel; the same source keeps its number."""

    first: int = 1
    _found: dict[tuple[str, str, str], Citation] = field(default_factory=dict)

    def cite(self, title: str, publisher: str = "", day: date | None = None, address: str = "") -> int:
        """The number of a source; 0 where there is none to name."""
        if not title:
            return 0
        key = (title, publisher, address)
        if key not in self._found:
            self._found[key] = Citation(len(self._found) + self.first, title, publisher, day, address)
        return self._found[key].number

    def cite_row(self, source: EditionSource | None) -> int:
        """The number of an edition's source."""
        if source is None:
            return 0
        return self.cite(source.title, source.publisher, source.date, source.address)

    def listed(self) -> tuple[Citation, ...]:
        """All sources by number."""
        return tuple(self._found.values())
