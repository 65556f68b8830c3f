"""Which kecamatan a row of KPU's sheet means: KPU's code is not always Kemendagri's.

In three regencies of Papua Barat Daya (96.01–96.03) KPU kept its older numbers under the new prefix. Of
those rows the sheet marks the ones whose code Kemendagri does not have; the others have a code that exists
but stands for another kecamatan: "96.01.14" with 6 stations cannot be Mariat, because KPU's own row MARIAT,
96.01.39, has 33.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from siaga.domain.areas import Level
from siaga.domain.imports import count_of, text_of
from siaga.domain.problems import Problem
from siaga.domain.row_problems import StationNotMatched, StationNumberForeign
from siaga.services.imports.areas import code_of
from siaga.services.imports.sheets import Sheet, SheetRow
from siaga.store.models import Area


class How(StrEnum):
    """How a row of KPU's sheet found its kecamatan."""

    CODE = "code"
    NAME = "name"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Match:
    """The kecamatan code of one row and how it was found, or why it was not."""

    how: How
    code: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class KpuRow:
    """One row of KPU's sheet; ``own`` where its code is KPU's own."""

    number: int
    code: str
    own: bool
    name: str


def plain(name: str) -> str:
    """A name without capitals, spaces and signs, for comparing spellings."""
    return re.sub(r"[\W_]+", "", name.casefold())


def kpu_matches(sheet: Sheet, day: date) -> dict[int, Match]:
    """The match of every row that has a readable KPU code and no area of its own, by row number."""
    groups: dict[str, list[KpuRow]] = defaultdict(list)
    for row in sheet.rows:
        if row.filled("kode_kpu") and not row.filled("area"):
            with suppress(Problem):
                one = _kpu_row(row)
                groups[one.code[:5]].append(one)
    irregular = {within for within, rows in groups.items() if any(row.own for row in rows)}
    kecamatan = _kecamatan(irregular, day)
    matches: dict[int, Match] = {}
    for within, rows in groups.items():
        if within in irregular:
            matches |= _irregular(rows, kecamatan[within])
        else:
            matches |= {row.number: Match(How.CODE, row.code) for row in rows}
    return matches


def _kpu_row(row: SheetRow) -> KpuRow:
    own = count_of(row.cell("kode_kemendagri_cocok")) == 0
    return KpuRow(row.number, code_of(row.cell("kode_kpu")), own, text_of(row.cell("nama_kecamatan")))


def _kecamatan(within: Iterable[str], day: date) -> Mapping[str, list[tuple[str, str]]]:
    """Code and name of the kecamatan in force on ``day``, by kab/kota."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    areas = Area.valid_on(day).filter(parent__in=list(within), level=Level.KECAMATAN.value)
    for area in areas.order_by("code"):
        found[area.parent].append((area.code, area.name))
    return found


def _irregular(rows: Sequence[KpuRow], kecamatan: Sequence[tuple[str, str]]) -> dict[int, Match]:
    """The rows of a kab/kota where KPU has numbers of its own.

    Those rows are matched by name. Where one of them is a kecamatan that another row claims by its code, KPU
    counts differently throughout, and the other rows take the kecamatan left in the order of their numbers.
    """
    matches = {row.number: _by_name(row, kecamatan) for row in rows if row.own}
    taken = {match.code for match in matches.values() if match.code}
    others = sorted((row for row in rows if not row.own), key=lambda row: row.code)
    if not taken & {row.code for row in others}:
        return matches | {row.number: Match(How.CODE, row.code) for row in others}
    left = [code for code, _ in kecamatan if code not in taken]
    if len(left) != len(others):
        problem = StationNumberForeign(within=rows[0].code[:5])
        return matches | {row.number: Match(How.ORDER, problem=problem) for row in others}
    return matches | {row.number: Match(How.ORDER, code) for row, code in zip(others, left, strict=True)}


def _by_name(row: KpuRow, kecamatan: Sequence[tuple[str, str]]) -> Match:
    found = [code for code, name in kecamatan if plain(name) == plain(row.name)]
    if len(found) == 1:
        return Match(How.NAME, found[0])
    why, why_en = ("ada lebih dari satu", "is there more than once") if found else ("tidak ada", "is not")
    problem = StationNotMatched(name=row.name, why=why, why_en=why_en, within=row.code[:5])
    return Match(How.NAME, problem=problem)
