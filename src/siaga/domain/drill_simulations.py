"""Simulates the occurrences of a drill: hot kecamatan, issues that go together, and silence, from one seed.

Each kecamatan has a heat that falls off with distance from one or a few hot spots. Each issue has a heat of
its own around that, so its indicators rise together. Counts are Poisson in rate × TPS / 100 × e^heat.
The rates are invented for rehearsal: ordinary trouble is common, violence and repeated voting are rare.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from siaga.domain.drills import City, District, SimulatedOccurrence

MOST_ROWS = 4
ALWAYS, LISTS, CAMPAIGN, POLLING = "always", "lists", "campaign", "polling"
# Days before the drill's date between which occurrences of a window fall; polling follows the last vote.
_WINDOWS = {ALWAYS: (300, 1), LISTS: (180, 60), CAMPAIGN: (56, 1)}
_POLLING_DAYS = 21
_USUAL_GAP = 280


@dataclass(frozen=True, slots=True)
class Issue:
    """Indicators that rise and fall together; each with its rate per 100 TPS in an ordinary kecamatan."""

    name: str
    window: str
    rates: tuple[tuple[str, float], ...]
    scene: str


def _issue(name: str, window: str, scene: str, **rates: float) -> Issue:
    return Issue(name, window, tuple(sorted(rates.items())), scene)


ISSUES = (
    _issue(
        "keamanan",
        ALWAYS,
        "dekat balai warga",
        i01=0.15,
        i02=0.05,
        i05=0.5,
        i06=0.4,
        i07=0.4,
        i08=0.25,
        i53=0.8,
    ),
    _issue("bencana", ALWAYS, "genangan di jalan utama", i03=0.5, i04=0.15),
    _issue(
        "penyelenggara",
        ALWAYS,
        "menurut catatan pengawas",
        i09=0.1,
        i10=0.2,
        i11=0.15,
        i13=0.05,
        i23=0.3,
        i24=0.3,
        i25=0.25,
        i59=0.5,
    ),
    _issue(
        "netralitas",
        CAMPAIGN,
        "unggahan dan kehadiran di kegiatan Paslon A",
        i12=0.9,
        i14=0.05,
        i15=0.5,
        i16=0.15,
    ),
    _issue(
        "daftar_pemilih",
        LISTS,
        "hasil uji petik daftar pemilih",
        i17=3.0,
        i18=5.0,
        i19=2.5,
        i20=1.5,
        i21=0.1,
        i22=1.2,
    ),
    _issue("logistik", POLLING, "saat bongkar muat di TPS", i27=0.8, i28=0.5, i29=0.7, i30=0.3),
    _issue(
        "pemungutan",
        POLLING,
        "catatan pengawas TPS",
        i31=1.8,
        i32=0.25,
        i33=0.3,
        i34=0.05,
        i35=3.0,
        i36=2.0,
        i37=0.1,
        i38=0.1,
        i58=0.4,
    ),
    _issue("pengawasan", POLLING, "rekap kehadiran pengawas", i39=0.4, i40=0.1, i60=0.3),
    _issue("pencalonan", LISTS, "masa pencalonan", i41=0.03, i42=0.05, i43=0.08),
    _issue(
        "kampanye",
        CAMPAIGN,
        "di sekitar lapangan warga",
        i26=0.2,
        i44=1.0,
        i45=0.8,
        i46=0.3,
        i48=0.4,
        i50=0.4,
        i52=1.5,
        i55=0.1,
    ),
    _issue("media_sosial", CAMPAIGN, "grup percakapan warga", i47=0.8, i49=1.2, i51=1.0),
    _issue("politik_uang", CAMPAIGN, "paket sembako atas nama tim Paslon B", i54=1.6),
    _issue("hak_suara", POLLING, "laporan warga di TPS", i56=0.15, i57=0.3, i61=0.08),
)


@dataclass(frozen=True, slots=True)
class Heat:
    """How troubled a kecamatan is overall and per issue; the truth that every agency sees its own part of."""

    overall: float
    issues: tuple[float, ...]

    def of(self, *names: str) -> float:
        """Mean heat of the named issues."""
        values = [heat for issue, heat in zip(ISSUES, self.issues, strict=True) if issue.name in names]
        return sum(values) / len(values)


def chance(area: str, seed: int, part: str) -> random.Random:
    """The generator of one part of a drill: the same area and seed give the same drill on any machine."""
    return random.Random(f"{area}/{seed}/{part}")  # noqa: S311 - simulation, not secrecy


def heats(city: City, rng: random.Random) -> tuple[Heat, ...]:
    """The heat of each kecamatan: spots, then issues with spots of their own, then noise."""
    width = _typical_distance(city.districts)
    overall = _field(city.districts, width, rng, spots=max(1, len(city.districts) // 6), height=2.0)
    per_issue = [_field(city.districts, width, rng, spots=1, height=1.5) for _ in ISSUES]
    return tuple(
        Heat(heat, tuple(0.6 * heat + field[at] + rng.gauss(0, 0.35) for field in per_issue))
        for at, heat in enumerate(overall)
    )


def silent_districts(city: City, rng: random.Random, share: float = 0.08) -> frozenset[str]:
    """Kecamatan that sent nothing, at least one of five or more; the hottest can be among them."""
    count = max(1, round(share * len(city.districts))) if len(city.districts) >= 5 else 0
    return frozenset(district.code for district in rng.sample(city.districts, count))


def simulate_occurrences(
    city: City,
    heat: Sequence[Heat],
    *,
    silent: frozenset[str],
    severities: Sequence[str],
    as_of: date,
    last_vote: date | None,
    rng: random.Random,
) -> tuple[SimulatedOccurrence, ...]:
    """Everything that is counted in the city before ``as_of``; silent kecamatan stay empty."""
    calendar = _Calendar(as_of, last_vote or as_of - timedelta(days=_USUAL_GAP))
    found: list[SimulatedOccurrence] = []
    for district, own in zip(city.districts, heat, strict=True):
        for issue, level in zip(ISSUES, own.issues, strict=True):
            for node, rate in issue.rates:
                count = _poisson(rate * district.stations / 100 * math.exp(level), rng)
                rows = _rows(district, issue, node, count=count, draw=_Draw(level, severities, calendar, rng))
                if district.code not in silent:
                    found.extend(rows)
    return tuple(sorted(found, key=lambda one: (one.area, one.node, one.on, one.note)))


@dataclass(frozen=True, slots=True)
class _Calendar:
    """When things can have happened: always before the drill's date."""

    as_of: date
    last_vote: date

    def day(self, window: str, rng: random.Random) -> date:
        """A day of ``window``."""
        if window == POLLING:
            latest = (self.as_of - self.last_vote).days - 1
            return self.last_vote + timedelta(days=min(rng.randrange(_POLLING_DAYS), max(latest, 0)))
        first, last = _WINDOWS[window]
        return self.as_of - timedelta(days=rng.randint(last, first))


@dataclass(frozen=True, slots=True)
class _Draw:
    """What the rows of one indicator in one kecamatan are drawn from."""

    heat: float
    severities: Sequence[str]
    calendar: _Calendar
    rng: random.Random

    def severity(self) -> str:
        """A severity word: mild ones most often, a little less so where it is hot."""
        ratio = min(0.75, 0.4 * math.exp(0.15 * self.heat))
        weights = [ratio**step for step in range(len(self.severities))]
        return self.rng.choices(self.severities, weights)[0]


def _rows(
    district: District, issue: Issue, node: str, *, count: int, draw: _Draw
) -> list[SimulatedOccurrence]:
    """``count`` occurrences as at most a few dated rows."""
    rows = []
    parts = min(count, MOST_ROWS)
    for part in range(parts):
        share = count // parts + (part < count % parts)
        on, severity = draw.calendar.day(issue.window, draw.rng), draw.severity()
        place = draw.rng.choice(district.places).name if district.places else district.name
        rows.append(SimulatedOccurrence(district.code, node, on, share, severity, _note(issue, place)))
    return rows


def _note(issue: Issue, place: str) -> str:
    """What the drill says happened; places are real, people never are."""
    return f"LATIHAN (simulasi): {issue.scene}, {place}"


def _field(
    districts: Sequence[District], width: float, rng: random.Random, *, spots: int, height: float
) -> list[float]:
    """Bumps of ``height`` around random kecamatan, centred so that ordinary places lie near zero."""
    centres = rng.sample(list(districts), min(spots, len(districts)))
    return [
        height * max(math.exp(-0.5 * (_distance(one, centre) / width) ** 2) for centre in centres)
        - 0.3 * height
        + rng.gauss(0, 0.15)
        for one in districts
    ]


def _distance(one: District, other: District) -> float:
    """Kilometres between two points, on a flat map: good enough inside one city."""
    east = (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return 111.2 * math.hypot(one.latitude - other.latitude, east)


def _typical_distance(districts: Sequence[District]) -> float:
    """Mean distance to the nearest neighbour; at least half a kilometre."""
    nearest = (
        [min(_distance(one, other) for other in districts if other is not one) for one in districts]
        if len(districts) > 1
        else [1.0]
    )
    return max(0.5, 0.8 * sum(nearest) / len(nearest))


def _poisson(mean: float, rng: random.Random) -> int:
    """A Poisson number by Knuth's product, from thirty on by the rounded normal."""
    if mean >= 30:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count
