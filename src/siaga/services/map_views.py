"""What a map shows, as values: an edition, its limits, and one cell for every area of a level."""

from dataclasses import dataclass
from datetime import date
from datetime import date as Day  # noqa: N812 - a field is called date

from siaga.domain.areas import NATION, Level
from siaga.domain.scores import Limit

UNKNOWN = "unknown"
UNCLASSED = "unclassed"
CLASS_KEYS = ("tinggi", "sedang", "rendah", UNCLASSED, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source of an edition, as far as it was given."""

    key: str
    title: str
    publisher: str
    date: date | None
    address: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something a reader must know of an edition: derived, assumed, unverified or in conflict."""

    kind: str
    what: str
    what_en: str
    why: str
    why_en: str


@dataclass(frozen=True, slots=True)
class MapEdition:
    """The one edition a map shows."""

    code: str
    name: str
    name_en: str
    date: date
    agency: str
    agency_name: str
    agency_name_en: str
    axis: str
    class_method: str
    indicators: str
    view: str
    about: str
    about_en: str
    sources: tuple[Citation, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many areas have a class; ``published`` is the agency's own national count, where it gave one."""

    class_key: str
    count: int
    published: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another source's number for the same area and edition; shown, never used."""

    score: float | None
    class_key: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An area as it was on the edition's date; ``outline`` is the code its shape carries in the layer."""

    code: str
    name: str
    parent: str
    outline: str


@dataclass(frozen=True, slots=True)
class MapCell:
    """What the edition says of one area; without a reading everything but the place is empty."""

    place: Placed
    class_key: str = UNKNOWN
    class_derived: bool = False
    own_class: str = ""
    score: float | None = None
    decimals: int = 2
    rank: int | None = None
    source: str = ""
    date: Day | None = None
    valid_on: Day | None = None
    note: str = ""
    conflicts: tuple[Conflict, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the edition says anything of this area."""
        return self.class_key != UNKNOWN


@dataclass(frozen=True, slots=True)
class OutlineSource:
    """Where a map's shapes come from: a layer to fetch, and the object in it."""

    layer: str
    shapes: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class MapQuestion:
    """What is asked of the map; everything empty asks for the widest scored edition."""

    edition: str = ""
    level: str = ""
    within: str = ""
    space: str = ""
    sort: str = "-class"


@dataclass(frozen=True, slots=True)
class MapView:
    """A map, its table, its legend and its downloads: all read from here, so their numbers agree.

    ``outline`` is the code that the shape of ``within`` carries in today's layers.
    """

    edition: MapEdition
    level: Level
    within: str
    trail: tuple[tuple[str, str], ...]
    space: str
    as_of: date | None
    sort: str
    outlines: OutlineSource
    outline: str
    limits: Limit | None
    cells: tuple[MapCell, ...]
    counts: tuple[ClassCount, ...]

    @property
    def is_national(self) -> bool:
        """Whether the whole country is shown."""
        return self.within in ("", NATION)

    @property
    def known(self) -> int:
        """How many areas the edition says anything of."""
        return sum(cell.known for cell in self.cells)


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """An edition one can switch to, with how many areas it speaks of at each level."""

    code: str
    name: str
    name_en: str
    date: date
    axis: str
    levels: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """An agency with its editions, the newest first."""

    code: str
    name: str
    name_en: str
    editions: tuple[EditionChoice, ...]


def sorted_cells(cells: list[MapCell], sort: str) -> tuple[MapCell, ...]:
    """Cells in the order of ``sort`` (a column, "-" before it for descending); unknown ones stay last."""
    column, descending = sort.removeprefix("-"), sort.startswith("-")
    known = [cell for cell in cells if _has(cell, column)]
    others = [cell for cell in cells if not _has(cell, column)]
    known.sort(key=lambda cell: cell.place.code)
    known.sort(key=lambda cell: _sort_key(cell, column), reverse=descending)
    return (*known, *sorted(others, key=lambda cell: (cell.score is None, cell.place.code)))


def _has(cell: MapCell, column: str) -> bool:
    """Whether ``column`` can place this cell."""
    if column in ("name", "code"):
        return True
    value = {"score": cell.score, "rank": cell.rank}.get(column, cell.class_key)
    return value is not None and value not in (UNKNOWN, UNCLASSED)


def _sort_key(cell: MapCell, column: str) -> tuple[float | str, ...]:
    """What ``column`` orders by; within a class by score."""
    if column == "name":
        return (cell.place.name.casefold(),)
    if column == "score":
        return (cell.score or 0.0,)
    if column == "rank":
        return (cell.rank or 0,)
    if column == "code":
        return (cell.place.code,)
    return (-CLASS_KEYS.index(cell.class_key), cell.score or 0.0)
