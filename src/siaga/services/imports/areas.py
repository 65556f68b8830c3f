"""Area codes of imported rows: known, in force on the row's day, and within the actor's territory."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise

from django.db.models import QuerySet

from siaga.domain.areas import NATION
from siaga.domain.imports import Cell, text_of
from siaga.domain.permissions import Actor
from siaga.domain.row_problems import (
    AreaExpired,
    AreaIsDate,
    AreaOutsideTerritory,
    AreaUnknownHere,
    CellEmpty,
)
from siaga.store.models import Area, AreaChange

_DOTS = ((2,), (2, 2), (2, 2, 2), (2, 2, 2, 4))
_WHOLE_TABLE_FROM = 900


def code_of(cell: Cell) -> str:
    """A cell as an area code; 35.7 kept as a number by the spreadsheet is 35.70."""
    if isinstance(cell, date):
        raise AreaIsDate
    if isinstance(cell, float) and not cell.is_integer() and 10 < cell < 100:
        return f"{cell:.2f}"
    text = text_of(cell)
    if not text:
        raise CellEmpty(expected="kode wilayah, misalnya 35.73")
    if re.fullmatch(r"\d\d,\d\d", text):
        return text.replace(",", ".")
    return NATION if text.upper() == NATION else text


@dataclass(frozen=True, slots=True)
class KnownAreas:
    """The areas that a file names, each code with all its validities, the oldest first."""

    by_code: Mapping[str, tuple[Area, ...]] = field(repr=False)
    instead: Callable[[str, bool], str] = field(repr=False)

    @classmethod
    def named(cls, codes: Iterable[str]) -> "KnownAreas":
        """The areas of ``codes``; a long list reads the whole table once."""
        wanted = set(codes)
        rows: QuerySet[Area] = Area.rows.order_by("valid_from")
        if len(wanted) < _WHOLE_TABLE_FROM:
            rows = rows.filter(code__in=wanted)
        found: dict[str, list[Area]] = defaultdict(list)
        for row in rows.only("code", "name", "level", "parent", "valid_from", "valid_to"):
            found[row.code].append(row)
        return cls({code: tuple(several) for code, several in found.items()}, cache(_instead))

    def on(self, code: str, day: date) -> Area:
        """The area that ``code`` meant on ``day``."""
        several = self.by_code.get(code)
        if not several:
            raise AreaUnknownHere(hint=_hint(code))
        for area in several:
            if (area.valid_from is None or area.valid_from <= day) and (
                area.valid_to is None or day < area.valid_to
            ):
                return area
        gone = any(area.valid_to is not None and area.valid_to <= day for area in several)
        raise AreaExpired(name=several[-1].name, on=day.isoformat(), instead=self.instead(code, gone))


def _hint(code: str) -> str:
    """What was probably meant."""
    digits = re.sub(r"\D", "", code)
    for parts in _DOTS:
        if len(digits) == sum(parts):
            places = [sum(parts[:n]) for n in range(len(parts) + 1)]
            dotted = ".".join(digits[start:end] for start, end in pairwise(places))
            return "" if dotted == code else f" (→ {dotted}?)"
    return ""


def _instead(code: str, gone: bool) -> str:
    """The codes that hold the ground of ``code`` since it is gone, or held it before it came."""
    changes = AreaChange.rows.filter(old=code) if gone else AreaChange.rows.filter(new=code)
    codes = sorted({change.new if gone else change.old for change in changes} - {code})
    names = dict(Area.rows.filter(code__in=codes).values_list("code", "name"))
    return ", ".join(f"{one} {names.get(one, '')}".strip() for one in codes) or "–"


def require_in_territory(actor: Actor, area: Area) -> None:
    """Refuse an area the actor does not work in."""
    if not actor.covers(area.code):
        raise AreaOutsideTerritory(name=area.name, territory=actor.territory)
