"""How many polling stations areas have: the register beside the numbers others published."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from siaga.domain.areas import NATION, Level
from siaga.domain.elections import Measure
from siaga.domain.permissions import Actor
from siaga.services.station_selection import Register, span
from siaga.services.station_views import AreaStations, PublishedCount
from siaga.store.models import Area, ElectionFigure, StationCount

_LENGTHS = {2: Level.PROVINSI, 5: Level.KABKOTA, 8: Level.KECAMATAN, 13: Level.KELURAHAN}
_DIGITS = {Level.PROVINSI: 2, Level.KABKOTA: 4, Level.KECAMATAN: 6, Level.KELURAHAN: 10}
_COUNTED_BY_SHEET = (5, 8)


def dotted(digits: str) -> str:
    """The area code of its digits: 35730210 is no code, 357302 is 35.73.02."""
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


def below(within: str) -> Level:
    """The level whose counts are shown for an area."""
    return {0: Level.PROVINSI, 2: Level.KABKOTA, 5: Level.KECAMATAN}.get(
        len("" if within == NATION else within), Level.KELURAHAN
    )


def area_counts(
    actor: Actor, register: Register, within: str, level: Level | None = None
) -> tuple[AreaStations, ...]:
    """The areas of the next level within ``within``: what the register holds and what was published."""
    level = level or below(within)
    found = _counted(register, within, level)
    published = _published(actor, register, within, level)
    codes = sorted(found | published.keys())
    names = _names(codes, register)
    return tuple(
        AreaStations(
            code, names.get(code, code), *found.get(code, (0, 0, None)), tuple(published.get(code, ()))
        )
        for code in codes
    )


def whole_count(actor: Actor, register: Register, within: str) -> AreaStations:
    """The count of one area as a whole; of the nation without an area."""
    first, last = span(register.arrays, within)
    code = within or NATION
    published = _published_of(actor, register, code)
    names = _names([code], register)
    return AreaStations(
        code, names.get(code, ""), last - first, *_sums(register, first, last), tuple(published)
    )


def _sums(register: Register, first: int, last: int) -> tuple[int, int | None]:
    """Special stations and voters in a range; voters only where somebody of the office looks."""
    voters = register.arrays.voters[first:last]
    known = voters[voters >= 0]
    total = int(known.sum(dtype=np.int64)) if register.details and len(known) else None
    return int(register.arrays.special[first:last].sum()), total


def _counted(register: Register, within: str, level: Level) -> dict[str, tuple[int, int, int | None]]:
    """Stations, special ones and voters by area, from ranges of the sorted codes."""
    first, last = span(register.arrays, within)
    if first == last:
        return {}
    heads = register.arrays.code[first:last] // 10 ** (13 - _DIGITS[level])
    edges = np.flatnonzero(np.diff(heads, prepend=-1))
    bounds = [*edges.tolist(), last - first]
    special = np.add.reduceat(register.arrays.special[first:last].astype(np.int64), edges)
    voters = register.arrays.voters[first:last].astype(np.int64)
    sums = np.add.reduceat(np.maximum(voters, 0), edges)
    known = np.add.reduceat(voters >= 0, edges)
    shown = register.details
    return {
        dotted(f"{int(heads[start]):0{_DIGITS[level]}d}"): (
            bounds[place + 1] - start,
            int(special[place]),
            int(sums[place]) if shown and known[place] else None,
        )
        for place, start in enumerate(edges.tolist())
    }


def _published(
    actor: Actor, register: Register, within: str, level: Level
) -> Mapping[str, list[PublishedCount]]:
    """Numbers of others by area of ``level``: published figures, and imported counts added up."""
    found: dict[str, list[PublishedCount]] = defaultdict(list)
    length = next(size for size, one in _LENGTHS.items() if one is level)
    prefix = "" if within == NATION else within
    for one in _figures(register, prefix):
        if len(one.area) == length and one.area != NATION:
            found[one.area].append(PublishedCount(one.value, one.source, one.date, one.alternative))
    if level in (Level.KABKOTA, Level.KECAMATAN):
        for code, count in _imported(actor, register, prefix, length).items():
            found[code].append(count)
    return found


def _published_of(actor: Actor, register: Register, code: str) -> list[PublishedCount]:
    """Numbers of others for one area."""
    found = [
        PublishedCount(one.value, one.source, one.date, one.alternative)
        for one in _figures(register, "" if code == NATION else code)
        if one.area == code
    ]
    # Imported counts may be of a few cities only: they are no count of a province or the nation.
    if len(code) in _COUNTED_BY_SHEET:
        found += _imported(actor, register, code, len(code)).values()
    return found


def _figures(register: Register, prefix: str) -> Sequence[ElectionFigure]:
    rows = ElectionFigure.rows.filter(election=register.election, measure=Measure.TPS.value)
    return list(rows.filter(area__startswith=prefix) if prefix else rows)


def _imported(actor: Actor, register: Register, prefix: str, length: int) -> dict[str, PublishedCount]:
    """Imported counts of kecamatan added up to areas whose code has ``length`` letters."""
    rows = StationCount.visible_to(actor, register.space).filter(election=register.election)
    if prefix:
        rows = rows.filter(area__startswith=prefix)
    found: dict[str, PublishedCount] = {}
    for area, stations, source, day in rows.values_list("area", "stations", "source", "date"):
        if len(area) >= length:
            before = found.get(area[:length], PublishedCount(0, source, day))
            found[area[:length]] = PublishedCount(before.value + stations, before.source, before.date)
    return found


def _names(codes: Sequence[str], register: Register) -> dict[str, str]:
    """The names of areas as they were on polling day."""
    day = register.election.polling_day
    rows = Area.valid_on(day).filter(code__in=codes)
    return dict(rows.values_list("code", "name"))
