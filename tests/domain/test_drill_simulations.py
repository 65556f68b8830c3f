"""The simulation: deterministic, dated before the drill, plausible in space and exposure, with silence."""

from collections import Counter
from datetime import date

import pytest

from siaga.domain.areas import Level
from siaga.domain.drill_simulations import ISSUES, chance, heats, silent_districts, simulate_occurrences
from siaga.domain.drill_views import PLAIN_WORDS, POLICE_WORDS, VIEWS, simulate_view
from siaga.domain.drills import (
    City,
    District,
    DrillDateInvalid,
    DrillOrder,
    DrillSeedInvalid,
    Place,
    SimulatedOccurrence,
    drill_date,
    drill_seed,
)
from siaga.domain.gazetteers import area_on, current_areas
from siaga.domain.spaces import DEFAULT_DRILL_DATE

AS_OF, LAST_VOTE = date(2024, 11, 20), date(2024, 2, 14)
WORDS = ("ringan", "sedang", "berat")


def city_of(code: str, stations: int = 100) -> City:
    """A real city with equal exposure everywhere."""
    return City(
        code,
        area_on(code).name,
        tuple(
            District(
                area.code,
                area.name,
                area.latitude or 0.0,
                area.longitude or 0.0,
                stations,
                True,
                tuple(Place(one.code, one.name) for one in current_areas(Level.KELURAHAN, area.code)),
            )
            for area in current_areas(Level.KECAMATAN, code)
        ),
    )


def occurrences(city: City, seed: int = 1, as_of: date = AS_OF) -> tuple[SimulatedOccurrence, ...]:
    """All of one drill."""
    return simulate_occurrences(
        city,
        heats(city, chance(city.code, seed, "heat")),
        silent=silent_districts(city, chance(city.code, seed, "bawaslu")),
        severities=WORDS,
        as_of=as_of,
        last_vote=LAST_VOTE,
        rng=chance(city.code, seed, "occurrences"),
    )


def test_same_seed_same_rows_other_seed_other_rows() -> None:
    city = city_of("35.73")
    assert occurrences(city) == occurrences(city)
    assert occurrences(city) != occurrences(city, seed=2)


@pytest.mark.parametrize("as_of", [AS_OF, date(2024, 2, 15), date(2024, 2, 20), date(2029, 2, 1)])
def test_everything_happened_before_the_drill(as_of: date) -> None:
    found = occurrences(city_of("35.73"), as_of=as_of)
    assert found
    assert max(one.on for one in found) < as_of


def test_all_61_indicators_have_a_rate_and_no_others() -> None:
    nodes = [node for issue in ISSUES for node, _ in issue.rates]
    assert sorted(nodes) == [f"i{number:02d}" for number in range(1, 62)]


def test_silent_kecamatan_have_nothing_and_the_others_something() -> None:
    city = city_of("32.01")
    silent = silent_districts(city, chance("32.01", 1, "bawaslu"))
    spoken = {one.area for one in occurrences(city)}
    assert 1 <= len(silent) < len(city.districts) / 4
    assert not silent & spoken
    assert len(spoken) >= 0.9 * (len(city.districts) - len(silent))


def test_more_polling_stations_mean_more_occurrences() -> None:
    few = sum(one.count for one in occurrences(city_of("35.73", 50)))
    many = sum(one.count for one in occurrences(city_of("35.73", 400)))
    assert 4 * few < many < 16 * few


def test_mild_severity_is_common_and_grave_is_rare() -> None:
    counts = Counter(one.severity for seed in range(5) for one in occurrences(city_of("35.73"), seed))
    assert counts["ringan"] > counts["sedang"] > counts["berat"] > 0


def test_heat_is_spatial_neighbours_are_more_alike_than_strangers() -> None:
    city = city_of("32.01")
    near, far = [], []
    for seed in range(8):
        heat = [own.overall for own in heats(city, chance(city.code, seed, "heat"))]
        for at, one in enumerate(city.districts):
            gaps = sorted(
                (
                    abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude),
                    abs(heat[at] - heat[to]),
                )
                for to, other in enumerate(city.districts)
                if to != at
            )
            near.append(gaps[0][1])
            far.append(gaps[-1][1])
    assert sum(near) < 0.7 * sum(far)


def test_indicators_of_one_issue_rise_together() -> None:
    city = city_of("32.01", 600)
    found = simulate_occurrences(
        city,
        heats(city, chance(city.code, 1, "heat")),
        silent=frozenset(),
        severities=WORDS,
        as_of=AS_OF,
        last_vote=LAST_VOTE,
        rng=chance(city.code, 1, "occurrences"),
    )
    totals = Counter()  # type: ignore[var-annotated]
    for one in found:
        totals[one.area, one.node] += one.count
    same = correlation(
        [totals[d.code, "i17"] for d in city.districts], [totals[d.code, "i18"] for d in city.districts]
    )
    assert same > 0.6


def correlation(one: list[int], other: list[int]) -> float:
    """Pearson's r."""
    from statistics import correlation as pearson

    return pearson(one, other)


def test_notes_say_latihan_and_name_a_real_place_of_the_kecamatan() -> None:
    city = city_of("35.73")
    places = {district.code: {place.name for place in district.places} for district in city.districts}
    for one in occurrences(city):
        assert one.note.startswith("LATIHAN (simulasi): ")
        assert one.note.rpartition(", ")[2] in places[one.area]


def test_agencies_use_their_own_words_and_do_not_always_agree() -> None:
    city = city_of("32.01")
    heat = heats(city, chance(city.code, 1, "heat"))
    editions = {view.kind: simulate_view(view, city, heat, as_of=AS_OF, seed=1) for view in VIEWS}
    classes = {
        kind: {one.area: one.class_key for one in edition.readings if one.level == "kecamatan"}
        for kind, edition in editions.items()
    }
    shared = set.intersection(*(set(known) for known in classes.values()))
    agreeing = [area for area in shared if len({known[area] for known in classes.values()}) == 1]
    assert 0.1 * len(shared) < len(agreeing) < 0.9 * len(shared)
    assert {one.own_class for one in editions["polri"].readings} <= set(POLICE_WORDS)
    for edition in editions.values():
        assert {one.class_key for one in edition.readings} <= set(PLAIN_WORDS)
        assert edition.name.startswith("LATIHAN")
        assert edition.date < AS_OF
        assert len({one.area for one in edition.readings}) == len(edition.readings)
        kecamatan = [one for one in edition.readings if one.level == "kecamatan"]
        assert len(kecamatan) < len(city.districts), "somebody stays unknown"


def test_kesbangpol_speaks_of_kelurahan_but_not_of_all() -> None:
    city = city_of("35.73")
    view = next(view for view in VIEWS if view.kelurahan)
    edition = simulate_view(view, city, heats(city, chance("35.73", 1, "heat")), as_of=AS_OF, seed=1)
    known = [one for one in edition.readings if one.level == "kelurahan"]
    assert 30 <= len(known) < 57


@pytest.mark.parametrize("text", ["20/11/2024", "2024-13-01", "besok", "1999-01-01", "2100-01-01", "2024-11"])
def test_a_drill_date_is_an_iso_date_near_an_election(text: str) -> None:
    with pytest.raises(DrillDateInvalid) as refused:
        drill_date(text)
    assert text in refused.value.sentence("id")


@pytest.mark.parametrize("text", ["-1", "1.5", "satu", "1000000", "１"])
def test_a_seed_is_a_whole_number(text: str) -> None:
    with pytest.raises(DrillSeedInvalid):
        drill_seed(text)


def test_an_order_survives_the_queue() -> None:
    order = DrillOrder("35.73", date(2024, 11, 1), 7)
    assert DrillOrder.read(str(order)) == order
    assert drill_date("") == DEFAULT_DRILL_DATE
    assert drill_seed("") == 1
