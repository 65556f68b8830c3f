"""What a polling station (TPS) is: its code, where it may lie, how many voters it may have."""

import re
from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from siaga.domain.areas import NATION
from siaga.domain.elections import ElectionKind
from siaga.domain.station_problems import (
    PointAbroad,
    PointHalf,
    PointSwapped,
    StationCodeUnreadable,
    StationNumberTooLarge,
    StationNumberZero,
)

FIRST_SPECIAL = 901
LAST_NUMBER = 999
# Most voters a station may have. [PKPU of both elections as the press gives them: 300 in Pemilu 2024,
# 600 in Pilkada 2024; one local source says 500]
CEILINGS = {ElectionKind.PEMILU: 300, ElectionKind.PILKADA: 600}
LATITUDES = (-11.1, 6.2)
LONGITUDES = (94.9, 141.1)
# Within a desa; where only the point of the kecamatan is known, that much farther.
FAR_KM, FAR_FROM_PARENT_KM = 25.0, 75.0
_EARTH_KM = 6371.0088
_DIGITS = 13
_CODE = re.compile(r"([1-9]\d)\.?(\d\d)\.?(\d\d)\.?(\d{4})[.\-/ ]?(\d{3,})")
_NUMBER = re.compile(r"(?:^|(?<=\s))(?:tps\s*)?0*(\d{1,3})(?=\s|$)")
_WITHIN = re.compile(r"(?:^|(?<=\s))([1-9]\d(?:\.\d\d){0,2}|[1-9]\d\.\d\d\.\d\d\.\d{4})(?=\s|$)")


class PlacedBy(StrEnum):
    """Where a station's point comes from: measured for itself, or lent by its desa or kelurahan."""

    OWN = "own"
    KELURAHAN = "kelurahan"


@dataclass(frozen=True, slots=True, order=True)
class StationCode:
    """The code of a station: its kelurahan's code and a number of three digits."""

    area: str
    number: int

    @property
    def text(self) -> str:
        """As people write it: 35.73.02.1001.003."""
        return f"{self.area}.{self.number:03d}"

    @property
    def key(self) -> int:
        """All thirteen digits as one number, so that an area is a range whatever the store's collation."""
        return int(self.area.replace(".", "")) * 1000 + self.number

    @property
    def special(self) -> bool:
        """Whether it stands at a special location (lokasi khusus): a prison, a hospital, a plantation."""
        return self.number >= FIRST_SPECIAL


def checked_number(number: int) -> int:
    """A station's number, 1 to 999."""
    if number == 0:
        raise StationNumberZero
    if not 0 < number <= LAST_NUMBER:
        raise StationNumberTooLarge(number=number)
    return number


def station_code_of(text: str) -> StationCode:
    """The code written as ``text``, with dots or without."""
    found = _CODE.fullmatch(text.strip())
    if found is None:
        raise StationCodeUnreadable
    area = ".".join(found.groups()[:4])
    return StationCode(area, checked_number(int(found[5])))


def code_of_key(key: int) -> StationCode:
    """The code whose thirteen digits are ``key``."""
    area, number = divmod(key, 1000)
    digits = f"{area:010d}"
    return StationCode(".".join((digits[:2], digits[2:4], digits[4:6], digits[6:])), number)


def keys_within(area: str) -> tuple[int, int]:
    """The keys of an area's stations: from the first up to, not including, the second."""
    digits = "" if area == NATION else area.replace(".", "")
    step = 10 ** (_DIGITS - len(digits))
    low = int(digits or "0") * step
    return low, low + step


def checked_point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    """A point in Indonesia, or none where neither is given."""
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        raise PointHalf
    if _in(latitude, LATITUDES) and _in(longitude, LONGITUDES):
        return latitude, longitude
    if _in(longitude, LATITUDES) and _in(latitude, LONGITUDES):
        raise PointSwapped(latitude=_comma(latitude), longitude=_comma(longitude))
    raise PointAbroad


def _in(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _comma(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance between two points (latitude, longitude in degrees)."""
    (lat, lon), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    chord = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))


@dataclass(frozen=True, slots=True)
class StationSearch:
    """What somebody typed to find a station: words, a number, an area."""

    words: str = ""
    number: int | None = None
    within: str = ""


def search_of(text: str) -> StationSearch:
    """``tps 3 kauman`` is number 3 and the word kauman; a dotted code is an area or one station."""
    wanted = " ".join(text.casefold().split())
    whole = _CODE.fullmatch(wanted)
    if whole is not None:
        return StationSearch(number=int(whole[5]), within=".".join(whole.groups()[:4]))
    within = ""
    if (found := _WITHIN.search(wanted)) and "." in found[1]:
        within = found[1]
        wanted = wanted.replace(found[0], " ")
    number = None
    if found := _NUMBER.search(wanted):
        number = int(found[1])
        wanted = wanted[: found.start()] + wanted[found.end() :]
    return StationSearch(" ".join(wanted.split()), number, within)
