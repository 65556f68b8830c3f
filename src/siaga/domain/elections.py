"""Elections: which were held when, and the figures published about them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from siaga.domain.areas import NATION, level_of
from siaga.domain.pack_problems import NamedTwice
from siaga.domain.packs import Fields, holds, pack_folder, pack_names, read_settings, read_table
from siaga.domain.sources import Source, checked_source, read_sources, source_named

KIND = "elections"
_SETTINGS = (*("code", "name", "name_en", "kind", "polling_day", "source", "about", "about_en", "sources"),)
_COLUMNS = ("area", "measure", "value", "source", "date", "alternative", "note")


class ElectionKind(StrEnum):
    """Which law an election follows."""

    PEMILU = "pemilu"
    PILKADA = "pilkada"


class Measure(StrEnum):
    """What a published figure counts."""

    TPS = "tps"
    TPS_TOTAL = "tps_total"
    TPS_SPECIAL = "tps_special"
    VOTERS = "voters"
    VOTERS_TOTAL = "voters_total"
    PROVINCES = "provinces"
    KABKOTA = "kabkota"
    KECAMATAN = "kecamatan"
    KELURAHAN = "kelurahan"
    CONTESTS = "contests"

    def word(self, language: str = "id") -> str:
        """The words shown to people."""
        return _WORDS[self][language == "en"]


_WORDS: Mapping[Measure, tuple[str, str]] = {
    Measure.TPS: ("TPS", "polling stations"),
    Measure.TPS_TOTAL: ("TPS termasuk luar negeri", "polling stations, abroad included"),
    Measure.TPS_SPECIAL: ("TPS lokasi khusus", "special-location polling stations"),
    Measure.VOTERS: ("pemilih terdaftar", "registered voters"),
    Measure.VOTERS_TOTAL: ("pemilih termasuk luar negeri", "registered voters, abroad included"),
    Measure.PROVINCES: ("provinsi", "provinces"),
    Measure.KABKOTA: ("kabupaten/kota", "regencies and cities"),
    Measure.KECAMATAN: ("kecamatan", "districts"),
    Measure.KELURAHAN: ("desa/kelurahan", "villages"),
    Measure.CONTESTS: ("pemilihan", "contests"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number of an election; an ``alternative`` is another source's: shown, never used."""

    area: str
    level: str
    measure: Measure
    value: int
    source: str
    date: datetime.date | None = None
    alternative: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Election:
    """One election with its polling day and published figures."""

    code: str
    name: str
    name_en: str
    kind: ElectionKind
    polling_day: datetime.date
    source: str
    about: str
    about_en: str
    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]

    def source_named(self, key: str) -> Source | None:
        """The source with this id."""
        return source_named(self.sources, key)

    def figure(self, area: str, measure: Measure) -> Figure | None:
        """The preferred figure of an area."""
        return next(
            (
                figure
                for figure in self.figures
                if (figure.area, figure.measure, figure.alternative) == (area, measure, False)
            ),
            None,
        )


@cache
def elections() -> tuple[Election, ...]:
    """All packaged elections, the latest first."""
    return tuple(sorted(map(read_election, pack_names(KIND)), key=lambda one: one.polling_day, reverse=True))


def read_election(name: str | Path) -> Election:
    """The election of a packaged pack, or of a folder of one's own."""
    folder = pack_folder(KIND, name)
    settings = read_settings(folder, "election.toml")
    settings.refuse_others(_SETTINGS)
    sources = read_sources(settings)
    rows = read_table(folder, "figures.csv", _COLUMNS).rows if holds(folder, "figures.csv") else ()
    return Election(
        code=settings.text("code"),
        name=settings.text("name"),
        name_en=settings.text("name_en", ""),
        kind=settings.word("kind", ElectionKind),
        polling_day=settings.day("polling_day"),
        source=checked_source(settings, sources, needed=True),
        about=settings.text("about", ""),
        about_en=settings.text("about_en", ""),
        sources=sources,
        figures=_figures(rows, sources),
    )


def _figures(rows: tuple[Fields, ...], sources: tuple[Source, ...]) -> tuple[Figure, ...]:
    found, seen = [], dict[tuple[object, ...], str]()
    for row in rows:
        figure = _figure(row, sources)
        key = (figure.area, figure.measure, figure.value if figure.alternative else None)
        if key in seen:
            value = f"{figure.area} {figure.measure}"
            raise NamedTwice(where=row.where, name="area, measure", value=value, first=seen[key])
        seen[key] = row.place
        found.append(figure)
    return tuple(found)


def _figure(row: Fields, sources: tuple[Source, ...]) -> Figure:
    area = row.text("area")
    row.required_number("value")
    return Figure(
        area,
        NATION if area == NATION else level_of(area).value,
        row.word("measure", Measure),
        row.whole("value") or 0,
        checked_source(row, sources, needed=True),
        row.day_or_none("date"),
        row.flag("alternative"),
        row.text("note", ""),
    )
