"""The real city a drill rehearses in: its kecamatan and kelurahan, and TPS counted or estimated."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from siaga.domain.areas import Level
from siaga.domain.drill_simulations import chance
from siaga.domain.drills import City, District, DrillAreaEmpty, DrillOrder, Place
from siaga.domain.permissions import THE_PUBLIC
from siaga.domain.spaces import REAL
from siaga.store.models import Area, Election, ElectionFigure, StationCount

# Derived: about 282 million people in the packaged areas ÷ 435,296 TPS of Pilkada 2024.
PEOPLE_PER_STATION = 648
FEWEST_STATIONS = 3


def last_vote_before(day: date) -> date | None:
    """The latest polling day before ``day`` among the elections loaded."""
    days = Election.rows.filter(polling_day__lt=day).order_by("-polling_day")
    return days.values_list("polling_day", flat=True).first()


def next_vote_after(day: date) -> Election | None:
    """The election a drill on ``day`` prepares for, else the latest one loaded."""
    coming = Election.rows.filter(polling_day__gte=day).order_by("polling_day").first()
    return coming or Election.rows.order_by("-polling_day").first()


def simulated_city(order: DrillOrder) -> City:
    """The city with the exposure of each kecamatan."""
    city = Area.rows.get(code=order.area, valid_to=None)
    below = Area.rows.filter(code__startswith=order.area + ".", valid_to=None).order_by("code")
    places: dict[str, list[Place]] = {}
    districts: list[Area] = []
    for area in below:
        if area.level == Level.KECAMATAN.value:
            districts.append(area)
        else:
            places.setdefault(area.parent, []).append(Place(area.code, area.name))
    if not districts:
        raise DrillAreaEmpty(code=order.area)
    rng = chance(order.area, order.seed, "stations")
    guesses = _Stations.of(order, city, {area.code: len(places.get(area.code, ())) for area in districts})
    return City(
        city.code,
        city.name,
        tuple(
            _district(area, city, tuple(places.get(area.code, ())), guesses.of_area(area.code, rng))
            for area in districts
        ),
    )


def _district(area: Area, city: Area, places: tuple[Place, ...], stations: tuple[int, bool]) -> District:
    """A kecamatan; without a point of its own it stands on the city's."""
    latitude = area.latitude if area.latitude is not None else city.latitude or 0.0
    longitude = area.longitude if area.longitude is not None else city.longitude or 0.0
    return District(area.code, area.name, latitude, longitude, stations[0], stations[1], places)


@dataclass(frozen=True, slots=True)
class _Stations:
    """What is known of TPS: counts per kecamatan, and an estimate per kelurahan for the rest."""

    counted: Mapping[str, int]
    kelurahan: Mapping[str, int]
    per_kelurahan: float

    @classmethod
    def of(cls, order: DrillOrder, city: Area, kelurahan: Mapping[str, int]) -> "_Stations":
        """Public counts of the election the drill prepares for; what is left is shared out by kelurahan."""
        election = next_vote_after(order.as_of)
        counted: dict[str, int] = {}
        total = round((city.population or 0) / PEOPLE_PER_STATION)
        if election is not None:
            figures = _figures(election, order.area)
            total = figures.get(order.area, total)
            counts = StationCount.visible_to(THE_PUBLIC, REAL).filter(election=election, area__in=kelurahan)
            counted = {code: value for code, value in figures.items() if code in kelurahan}
            counted.update(counts.values_list("area", "stations"))
        rest = max(0, total - sum(counted.values()))
        open_places = sum(number for code, number in kelurahan.items() if code not in counted)
        return cls(counted, kelurahan, rest / open_places if open_places else 0.0)

    def of_area(self, code: str, rng: random.Random) -> tuple[int, bool]:
        """TPS of a kecamatan and whether that is an estimate."""
        spread = rng.lognormvariate(0, 0.2)
        if code in self.counted:
            return self.counted[code], False
        return max(FEWEST_STATIONS, round(self.per_kelurahan * self.kelurahan[code] * spread)), True


def _figures(election: Election, area: str) -> dict[str, int]:
    """Published TPS counts of the city and its kecamatan."""
    found = ElectionFigure.rows.filter(
        election=election, measure="tps", alternative=False, area__startswith=area
    )
    return dict(found.values_list("area", "value"))
