"""How each agency sees the simulated city: its own axis, date, words and blind spots."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from siaga.domain.drill_simulations import Heat, chance, silent_districts
from siaga.domain.drills import SIMULATED, City, SimulatedEdition, SimulatedReading

HIGH, LOW = 0.7, -0.3


@dataclass(frozen=True, slots=True)
class AgencyView:
    """One agency of the city: which issues it watches, how far its eye is off, how it calls classes."""

    kind: str
    title: str
    title_en: str
    index: str
    index_en: str
    axis: str
    days_before: int
    issues: tuple[str, ...]
    words: tuple[str, str, str]
    bias: float = 0.0
    noise: float = 0.45
    kelurahan: bool = False

    def code(self, area: str) -> str:
        """The code of this agency in the city."""
        return f"{self.kind}-{area}"


POLICE_WORDS = ("kurang rawan", "rawan", "sangat rawan")
PLAIN_WORDS = ("rendah", "sedang", "tinggi")

VIEWS = (
    AgencyView(
        "polri", "Polres", "Police of", "Peta keamanan pilkada", "Election security map", "keamanan", 34,
        ("keamanan", "kampanye", "media_sosial"), POLICE_WORDS, bias=-0.25,
    ),
    AgencyView(
        "tni", "Kodim di", "Army district in", "Peta rawan teritorial", "Territorial vulnerability map",
        "keamanan", 20, ("keamanan", "bencana", "pemungutan"), PLAIN_WORDS, noise=0.65,
    ),
    AgencyView(
        "kesbangpol", "Bakesbangpol", "Kesbangpol of", "Peta kewaspadaan dini", "Early-warning map",
        "kewaspadaan dini", 12, ("netralitas", "politik_uang", "media_sosial", "hak_suara"), PLAIN_WORDS,
        bias=0.1, kelurahan=True,
    ),
)  # fmt: skip


def simulate_view(
    view: AgencyView, city: City, heat: Sequence[Heat], *, as_of: date, seed: int
) -> SimulatedEdition:
    """The drill edition of one agency that publishes classes only."""
    rng = chance(city.code, seed, view.kind)
    silent = silent_districts(city, rng)
    seen = [own.of(*view.issues) + view.bias + rng.gauss(0, view.noise) for own in heat]
    readings = [
        _reading(view, district.code, "kecamatan", value)
        for district, value in zip(city.districts, seen, strict=True)
        if district.code not in silent
    ]
    if view.kelurahan:
        readings += _kelurahan_readings(view, city, seen, rng)
    readings.append(_city_reading(view, city, readings))
    return SimulatedEdition(
        agency=view.code(city.code),
        name=f"LATIHAN – {view.index}, {city.name}",
        name_en=f"DRILL – {view.index_en}, {city.name}",
        axis=view.axis,
        date=as_of - timedelta(days=view.days_before),
        levels=("kabkota", "kecamatan", "kelurahan") if view.kelurahan else ("kabkota", "kecamatan"),
        about=f"{SIMULATED}. Hanya kelas, tanpa skor; kecamatan yang tidak melapor tetap tidak diketahui.",
        about_en="Simulated for a drill, nothing here happened. Classes only; silent kecamatan stay unknown.",
        readings=tuple(readings),
    )


def _reading(view: AgencyView, area: str, level: str, value: float) -> SimulatedReading:
    """The class of one value."""
    place = 2 if value > HIGH else 0 if value < LOW else 1
    return SimulatedReading(area, level, PLAIN_WORDS[place], view.words[place], note=SIMULATED)


def _kelurahan_readings(
    view: AgencyView, city: City, seen: Sequence[float], rng: random.Random
) -> list[SimulatedReading]:
    """Classes of the kelurahan whose watchers reported; in about one of eight nobody did."""
    found = []
    for district, value in zip(city.districts, seen, strict=True):
        quiet = rng.random() < 0.1
        for place in district.places:
            own, silent = value + rng.gauss(0, 0.5), rng.random() < (0.7 if quiet else 0.12)
            if not silent:
                found.append(_reading(view, place.code, "kelurahan", own))
    return found


def _city_reading(view: AgencyView, city: City, readings: Sequence[SimulatedReading]) -> SimulatedReading:
    """The city's class: the middle kecamatan's class, one step up where a third of them are the highest."""
    places = sorted(PLAIN_WORDS.index(one.class_key) for one in readings if one.level == "kecamatan")
    middle = places[len(places) // 2] if places else 1
    place = min(2, middle + (places.count(2) * 3 >= len(places) > 0 and middle < 2))
    note = (
        f"{SIMULATED}. Kelas kota mengikuti {len(places)} dari {len(city.districts)} kecamatan yang melapor."
    )
    return SimulatedReading(city.code, "kabkota", PLAIN_WORDS[place], view.words[place], note=note)
