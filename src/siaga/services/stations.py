"""Polling stations: pages of a list, one station, the map's counts and its tiles."""

import hashlib
from dataclasses import dataclass

import numpy as np

from siaga.domain.areas import NATION, Level, lineage_of
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound, Problem
from siaga.domain.station_problems import NoSuchTile
from siaga.domain.stations import PlacedBy, StationCode, code_of_key, station_code_of
from siaga.exports.mvt import EXTENT, PointLayer, tile_of
from siaga.services.spaces import space_named
from siaga.services.station_counts import area_counts, whole_count
from siaga.services.station_selection import (
    Places,
    Register,
    StationQuestion,
    chosen_election,
    picked,
    register_of,
)
from siaga.services.station_views import AreaStations, ElectionChoice, StationFacts, StationLine, StationPage
from siaga.services.use_case import reads
from siaga.store.models import Area, Election, Station
from siaga.store.sightings import note_confidential
from siaga.store.station_arrays import GRID_BITS, StationArrays

PAGE = 50
LOWEST_ZOOM, HIGHEST_ZOOM = 7, 14
# From this level on every station is a feature of its own, so that one can be chosen.
SINGLE_FROM = 12
# Steps a tile is thinned to: below these levels more points would fall on the same pixel.
_STEPS = {7: 9, 8: 9, 9: 10, 10: 10, 11: 11}
_NOWHERE = AreaStations(NATION, "", 0, 0, None)


@reads(Permission.PUBLIC)
def station_page(
    actor: Actor, question: StationQuestion, *, after: str = "", before: str = "", size: int = PAGE
) -> StationPage:
    """One page of the stations asked for, in the order of their codes, after or before a code."""
    space_named(actor, question.space)
    election, elections = chosen_election(question), _choices()
    if election is None:
        return StationPage(None, elections, (), _NOWHERE, 0, 0, (), "", "", (), details=False)
    register = register_of(actor, election, question.space)
    places = picked(register.arrays, question)
    start, end = _window(register.arrays, places, (after, before), size)
    lines = _lines(register, places[start:end])
    return StationPage(
        _choice(election),
        elections,
        _trail(question.within, election),
        whole_count(actor, register, question.within),
        len(places),
        start + 1 if len(places) else 0,
        lines,
        lines[0].code if start else "",
        lines[-1].code if end < len(places) else "",
        area_counts(actor, register, question.within),
        register.details,
    )


@reads(Permission.PUBLIC)
def found_stations(actor: Actor, question: StationQuestion, *, most: int = 12) -> tuple[StationLine, ...]:
    """The first stations that fit what somebody types into a picker."""
    space_named(actor, question.space)
    election = chosen_election(question)
    if election is None or not question.text.strip():
        return ()
    register = register_of(actor, election, question.space)
    return _lines(register, picked(register.arrays, question)[:most])


@reads(Permission.PUBLIC)
def one_station(actor: Actor, code: str, *, election: str = "", space: str) -> StationFacts:
    """One station, of the election asked for or the latest that has it."""
    space_named(actor, space)
    wanted = _code(code)
    rows = Station.visible_to(actor, space).filter(code=wanted.key)
    if election:
        rows = rows.filter(election__code=election)
    row = rows.select_related("election", "owner").order_by("-election__polling_day").first()
    if row is None:
        raise NotFound(what="TPS", name=wanted.text)
    details = actor.may(Permission.READ_INTERNAL)
    [line] = _shown([row], row.election, details)
    return StationFacts(
        line,
        _choice(row.election),
        details,
        row.address if details else "",
        _trail(row.area, row.election),
        row.source,
        row.date,
        row.label,
        row.owner.name if row.owner else "",
    )


@dataclass(frozen=True, slots=True)
class StationMap:
    """What the map of stations begins with: its election, and how many stations each kab/kota has."""

    election: ElectionChoice | None
    elections: tuple[ElectionChoice, ...]
    whole: AreaStations
    areas: tuple[AreaStations, ...]
    lent_points: int
    without_point: int


@reads(Permission.PUBLIC)
def station_map(actor: Actor, *, election: str = "", space: str) -> StationMap:
    """The counts behind the map; points come as tiles."""
    space_named(actor, space)
    question = StationQuestion(election, space)
    chosen, elections = chosen_election(question), _choices()
    if chosen is None:
        return StationMap(None, elections, _NOWHERE, (), 0, 0)
    register = register_of(actor, chosen, space)
    if register.arrays.confidential:
        note_confidential()
    placed = len(register.arrays.at)
    return StationMap(
        _choice(chosen),
        elections,
        whole_count(actor, register, ""),
        area_counts(actor, register, "", Level.KABKOTA),
        placed - int(register.arrays.own_point.sum()),
        len(register.arrays.code) - placed,
    )


@dataclass(frozen=True, slots=True)
class StationTile:
    """A tile as the map fetches it, and a tag that changes with the register and with who looks."""

    content: bytes
    tag: str
    public: bool


@reads(Permission.PUBLIC)
def station_tile(actor: Actor, election: str, place: tuple[int, int, int], *, space: str) -> StationTile:
    """The stations in one tile (level, column, row) of the web map."""
    zoom, column, row = place
    if not LOWEST_ZOOM <= zoom <= HIGHEST_ZOOM or max(column, row) >= 1 << zoom:
        raise NoSuchTile(z=zoom, x=column, y=row, lowest=LOWEST_ZOOM, highest=HIGHEST_ZOOM)
    chosen = Election.rows.filter(code=election).first()
    if chosen is None:
        raise NotFound(what="Pemilihan", name=election)
    register = register_of(actor, chosen, space)
    content = tile_of(tile_layers(register.arrays, zoom, column, row))
    tag = hashlib.sha256(content).hexdigest()[:32]
    return StationTile(content, f'"{tag}"', public=not register.arrays.confidential)


def tile_layers(arrays: StationArrays, zoom: int, column: int, row: int) -> list[PointLayer]:
    """The points of one tile by class: one range of the Morton order, thinned where pixels would coincide."""
    first, last = _range(arrays, zoom, column, row)
    spot, at = arrays.spot[first:last], arrays.at[first:last]
    shift = GRID_BITS - zoom - (EXTENT.bit_length() - 1)
    x = (arrays.column[first:last] >> np.uint32(shift)).astype(np.int64) & (EXTENT - 1)
    y = (arrays.row[first:last] >> np.uint32(shift)).astype(np.int64) & (EXTENT - 1)
    special, own = arrays.special[at], arrays.own_point[at]
    layers = []
    for name, mine in (("approximate", ~own & ~special), ("ordinary", own & ~special), ("special", special)):
        here = np.flatnonzero(mine)
        if zoom < SINGLE_FROM and len(here):
            cells = spot[here] >> np.uint64(2 * (GRID_BITS - zoom - _STEPS[zoom]))
            here = here[np.flatnonzero(np.diff(cells, prepend=cells[0] ^ np.uint64(1)))]
        ids = arrays.code[at[here]] if zoom >= SINGLE_FROM else None
        layers.append(PointLayer(name, x[here], y[here], ids))
    return layers


def _range(arrays: StationArrays, zoom: int, column: int, row: int) -> tuple[int, int]:
    """Where the points of a tile stand in the Morton order."""
    head = sum(((column >> bit & 1) | (row >> bit & 1) << 1) << 2 * bit for bit in range(zoom))
    below = 2 * (GRID_BITS - zoom)
    bounds = np.array([head << below, (head + 1) << below], dtype=np.uint64)
    first, last = np.searchsorted(arrays.spot, bounds)
    return int(first), int(last)


def _window(arrays: StationArrays, places: Places, around: tuple[str, str], size: int) -> tuple[int, int]:
    """From where to where a page goes: found by its neighbour's code, so that every page costs the same."""
    after, before = (_code(text).key if text else None for text in around)
    if after is not None:
        start = int(np.searchsorted(arrays.code[places], after, side="right"))
        return start, min(start + size, len(places))
    if before is not None:
        end = int(np.searchsorted(arrays.code[places], before))
        return max(0, end - size), end
    return 0, min(size, len(places))


def _code(text: str) -> StationCode:
    try:
        return station_code_of(text)
    except Problem:
        raise NotFound(what="TPS", name=text) from None


def _lines(register: Register, places: Places) -> tuple[StationLine, ...]:
    """The rows at ``places``, asked of the store on behalf of the actor."""
    codes = register.arrays.code[places].tolist()
    rows = list(register.rows.filter(code__in=codes).order_by("code"))
    return _shown(rows, register.election, register.details)


def _shown(rows: list[Station], election: Election, details: bool) -> tuple[StationLine, ...]:
    """Rows with the names of the areas above; voters only for the office."""
    above = {row.area: [*lineage_of(row.area)[1:], row.area] for row in rows}
    names = _names({code for codes in above.values() for code in codes}, election)
    return tuple(
        StationLine(
            code_of_key(row.code).text,
            row.number,
            row.special,
            row.place,
            ", ".join(names.get(code, code) for code in reversed(above[row.area])),
            row.voters if details else None,
            row.latitude,
            row.longitude,
            row.point_kind == PlacedBy.OWN,
        )
        for row in rows
    )


def _trail(within: str, election: Election) -> tuple[tuple[str, str], ...]:
    """The areas from the province down to ``within``, each with its name."""
    if within in ("", NATION):
        return ()
    codes = (*lineage_of(within), within)
    names = _names(set(codes), election)
    return tuple((code, names.get(code, code)) for code in codes)


def _names(codes: set[str], election: Election) -> dict[str, str]:
    day = election.polling_day
    rows = Area.valid_on(day).filter(code__in=codes)
    return dict(rows.values_list("code", "name"))


def _choices() -> tuple[ElectionChoice, ...]:
    return tuple(_choice(row) for row in Election.rows.order_by("-polling_day", "name"))


def _choice(row: Election) -> ElectionChoice:
    return ElectionChoice(row.code, row.name, row.name_en, row.polling_day)
