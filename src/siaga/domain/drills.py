"""What a drill (LATIHAN) is made of: the real city it rehearses in, and the simulated rows that fill it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from siaga.domain.problems import NotPermitted, Problem
from siaga.domain.spaces import DEFAULT_DRILL_DATE, drill_code

MOST_DRILLS = 20
EARLIEST, LATEST = date(2004, 1, 1), date(2100, 1, 1)
MARK = "LATIHAN"
SIMULATED = "LATIHAN – data simulasi Siaga, bukan kejadian nyata"
SIMULATED_EN = "DRILL – simulated by Siaga, nothing here happened"


class DrillAreaNotCity(Problem):
    """A drill rehearses in one kabupaten or kota."""

    indonesian = (
        "{code} adalah {level}. Latihan dibuat untuk satu kabupaten atau kota; "
        "pilih kode lima angka seperti 35.73 (Kota Malang)."
    )
    english = (
        "{code} is a {level}. A drill is made for one kabupaten or kota; "
        "choose a five-digit code such as 35.73 (Kota Malang)."
    )


class DrillDateInvalid(Problem):
    """A drill clock that is not a date, or far outside any election."""

    indonesian = (
        "“{day}” bukan tanggal latihan. Tulis tahun-bulan-hari, misalnya 2024-11-20 (2004 sampai 2099)."
    )
    english = "“{day}” is no drill date. Write year-month-day, such as 2024-11-20 (2004 to 2099)."


class DrillSeedInvalid(Problem):
    """A seed is a whole number."""

    indonesian = "“{seed}” bukan benih acak. Tulis bilangan bulat dari 0 sampai 999999."
    english = "“{seed}” is no seed. Write a whole number from 0 to 999999."


class DrillAbsent(Problem):
    """There is no drill to remove."""

    indonesian = "Tidak ada latihan di {area}. Latihan yang ada: {known}."
    english = "There is no drill in {area}. Existing drills: {known}."


class DrillsTooMany(Problem):
    """So many drills exist that another would only fill the store."""

    indonesian = "Sudah ada {most} latihan, jumlah terbanyak. Hapus satu yang tidak dipakai, lalu coba lagi."
    english = (
        "There are already {most} drills, the most allowed. Remove one that is not used, then try again."
    )


class DrillOfOthers(NotPermitted):
    """Only its own city, whoever asked for it, or an administrator may replace or remove a drill."""

    indonesian = (
        "Latihan di {area} dibuat orang lain di luar wilayah tugas Anda ({territory}). "
        "Lihat saja, atau minta pembuatnya atau administrator menghapusnya."
    )
    english = (
        "The drill in {area} was made by somebody else outside your territory ({territory}). "
        "You can look at it, or ask its maker or the administrator to remove it."
    )


class DrillAreaEmpty(Problem):
    """The store holds no kecamatan below the city."""

    indonesian = (
        "Wilayah {code} belum punya kecamatan di penyimpanan. Muat dahulu paket wilayah (./siaga demo)."
    )
    english = "The store holds no kecamatan of {code} yet. Load the packaged areas first (./siaga demo)."


def drill_date(text: str) -> date:
    """The drill clock a person typed; empty is the usual drill date."""
    if not text:
        return DEFAULT_DRILL_DATE
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DrillDateInvalid(day=text) from None
    if not EARLIEST <= day < LATEST:
        raise DrillDateInvalid(day=text)
    return day


def drill_seed(text: str) -> int:
    """The seed a person typed; empty is 1."""
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise DrillSeedInvalid(seed=text)
    return int(text)


@dataclass(frozen=True, slots=True)
class DrillOrder:
    """Which drill somebody wants: where, on which day, and with which chance."""

    area: str
    as_of: date = DEFAULT_DRILL_DATE
    seed: int = 1

    def __str__(self) -> str:
        return f"{self.area} {self.as_of.isoformat()} {self.seed}"

    @classmethod
    def read(cls, text: str) -> "DrillOrder":
        """The order written by ``str``, as a job carries it."""
        area, day, seed = text.split(" ")
        return cls(area, drill_date(day), drill_seed(seed))

    @property
    def space(self) -> str:
        """The code of the drill's space."""
        return drill_code(self.area)


@dataclass(frozen=True, slots=True)
class Place:
    """A kelurahan or desa of the city."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan of the city with its exposure; ``simulated`` says that its TPS are an estimate."""

    code: str
    name: str
    latitude: float
    longitude: float
    stations: int
    simulated: bool
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class City:
    """The kabupaten or kota a drill rehearses in."""

    code: str
    name: str
    districts: tuple[District, ...]


@dataclass(frozen=True, slots=True)
class SimulatedOccurrence:
    """Something that happened in the drill, counted for one indicator in one kecamatan."""

    area: str
    node: str
    on: date
    count: int
    severity: str
    note: str


@dataclass(frozen=True, slots=True)
class SimulatedReading:
    """What an agency's drill edition says of one area; ``nodes`` are the values behind a score."""

    area: str
    level: str
    class_key: str
    own_class: str = ""
    score: float | None = None
    rank: int | None = None
    note: str = ""
    nodes: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class SimulatedLimit:
    """The limits between classes of a drill edition at one level."""

    level: str
    low: float
    high: float
    low_owner: str
    high_owner: str
    minimum: float | None = None
    published: bool = False


@dataclass(frozen=True, slots=True)
class SimulatedEdition:
    """One agency's drill edition with its readings; ``notes`` are pairs of Indonesian and English."""

    agency: str
    name: str
    name_en: str
    axis: str
    date: date
    levels: tuple[str, ...]
    about: str
    about_en: str
    readings: tuple[SimulatedReading, ...]
    limits: tuple[SimulatedLimit, ...] = ()
    indicator_set: str = ""
    notes: tuple[tuple[str, str], ...] = ()

    def has_class(self, key: str) -> bool:
        """Whether any kecamatan is of this class."""
        return any(one.class_key == key and one.level == "kecamatan" for one in self.readings)


@dataclass(frozen=True, slots=True)
class SimulatedDrill:
    """A whole drill, ready to be kept."""

    order: DrillOrder
    city: City
    occurrences: tuple[SimulatedOccurrence, ...]
    editions: tuple[SimulatedEdition, ...]
    silent: frozenset[str]


@dataclass(frozen=True, slots=True)
class DrillView:
    """A drill as a person sees it in the list."""

    space: str
    area: str
    area_name: str
    as_of: date
    editions: tuple[str, ...]
    districts: int
    readings: int
    occurrences: int
    may_remove: bool = False

    @property
    def first_edition(self) -> str:
        """The edition a map of this drill opens with."""
        return self.editions[0] if self.editions else ""


@dataclass(frozen=True, slots=True)
class RemovedDrill:
    """What a removal took away."""

    space: str
    area: str
    area_name: str
    rows: int


def known_spaces(codes: Sequence[str]) -> str:
    """Codes as a list for a sentence."""
    return ", ".join(sorted(codes)) or "–"
