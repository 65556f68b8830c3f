"""The register as people ask it: pages, searches, counts, tiles, and who sees what."""

from datetime import date

import mapbox_vector_tile
import pytest
from tests.harness.people import StandingActors
from tests.services.importing import NOW, sheet_of
from tests.services.stationing import GOOD, HEADER, set_up_stations

from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC, Actor, Role
from siaga.domain.problems import NotFound
from siaga.domain.sharing import Label
from siaga.domain.station_problems import NoSuchTile
from siaga.domain.stations import keys_within
from siaga.services.imports.register import load_register, preview_register
from siaga.services.station_selection import StationQuestion, register_of
from siaga.services.stations import (
    found_stations,
    one_station,
    station_map,
    station_page,
    station_tile,
    tile_layers,
)
from siaga.store.models import Election, ElectionFigure, Space, Station, StationCount

ELECTION = "pilkada-2024"


def load(*lines: str, label: Label = Label.PUBLIC) -> None:
    """Load these rows."""
    upload = sheet_of(HEADER, *lines, target=ELECTION, label=label)
    draft = preview_register(THE_CONSOLE, upload=upload, now=NOW)
    load_register(THE_CONSOLE, draft=draft.id, seal=draft.seal, now=NOW)


@pytest.fixture(autouse=True)
def rows(db: str) -> None:
    """Four public stations, and one internal in the city."""
    set_up_stations()
    load(*GOOD[1:])
    load(GOOD[0], label=Label.INTERNAL)


def codes(actor: Actor = THE_CONSOLE, after: str = "", before: str = "", **asked: object) -> list[str]:
    """The codes on a page."""
    page = station_page(actor, StationQuestion(**asked), after=after, before=before, size=2)  # type: ignore[arg-type]
    return [line.code for line in page.lines]


def test_pages_follow_one_another_both_ways() -> None:
    first = station_page(THE_CONSOLE, StationQuestion(), size=2)
    assert [line.code for line in first.lines] == ["35.07.01.2001.001", "35.73.01.1001.001"]
    assert (first.found, first.first, first.before, first.after) == (5, 1, "", "35.73.01.1001.001")
    second = station_page(THE_CONSOLE, StationQuestion(), after=first.after, size=2)
    assert [line.code for line in second.lines] == ["35.73.02.1001.001", "35.73.02.1001.901"]
    assert (second.first, second.before) == (3, "35.73.02.1001.001")
    third = station_page(THE_CONSOLE, StationQuestion(), after=second.after, size=2)
    assert ([line.code for line in third.lines], third.after) == (["35.73.02.1002.001"], "")
    assert codes(before=second.before) == [line.code for line in first.lines]
    with pytest.raises(NotFound):
        codes(after="x")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"within": "35.07"}, ["35.07.01.2001.001"]),
        ({"special": True}, ["35.73.02.1001.901"]),
        ({"number": 901}, ["35.73.02.1001.901"]),
        ({"text": "kauman 1"}, ["35.73.02.1002.001"]),
        ({"text": "SMPN"}, ["35.73.01.1001.001"]),
        ({"text": "balai 35.07"}, ["35.07.01.2001.001"]),
        ({"text": "balai", "within": "35.73"}, ["35.73.02.1001.001"]),
        ({"text": "rahasia"}, ["35.73.02.1001.001"]),
        ({"text": "35.73.02.1001.901"}, ["35.73.02.1001.901"]),
        ({"text": "zzz"}, []),
        ({"within": "bukan kode"}, []),
        ({"text": "balai", "special": True}, []),
    ],
)
def test_a_list_is_filtered(asked: dict[str, object], found: list[str]) -> None:
    assert codes(**asked) == found


def test_the_public_sees_number_place_and_point_of_public_rows_alone() -> None:
    seen = station_page(THE_PUBLIC, StationQuestion())
    assert [line.code for line in seen.lines][2:] == ["35.73.02.1001.901", "35.73.02.1002.001"]
    assert not seen.details
    assert {line.voters for line in seen.lines} == {None}
    assert seen.whole.voters is None
    assert codes(THE_PUBLIC, text="rahasia") == []
    assert codes(THE_PUBLIC, text="teluk") == [], "an address could be found out by searching for it"
    facts = one_station(THE_PUBLIC, "35.73.01.1001.001", space="real")
    assert (facts.address, facts.details) == ("", False)
    with pytest.raises(NotFound):
        one_station(THE_PUBLIC, "35.73.02.1001.001", space="real")
    assert station_map(THE_PUBLIC, space="real").whole.stations == 4


def test_the_office_sees_its_territory_and_what_is_public(actors: StandingActors) -> None:
    for actor in (actors.officer, actors.analyst, actors.liaison):
        assert len(station_page(actor, StationQuestion()).lines) == 5
        assert one_station(actor, "35.73.02.1001.001", space="real").address == "Jalan Rahasia 1"
    elsewhere = Actor(None, "Lain", Role.BAWASLU_OFFICER, "", "11.01")
    for actor in (actors.stranger, elsewhere):
        assert len(station_page(actor, StationQuestion()).lines) == 4
        with pytest.raises(NotFound):
            one_station(actor, "35.73.02.1001.001", space="real")


def test_a_load_is_seen_at_once() -> None:
    assert len(codes(within="35.07")) == 1
    load(GOOD[4].replace(".001;", ".002;", 1))
    assert codes(within="35.07") == ["35.07.01.2001.001", "35.07.01.2001.002"]


def test_another_space_is_another_register() -> None:
    Space.rows.create(code="latihan-35.73", area="35.73", created_at=NOW)
    assert codes(space="latihan-35.73") == []
    with pytest.raises(NotFound):
        codes(space="latihan-99.99")


def test_counts_stand_beside_those_published_and_differences_are_said() -> None:
    real, election = Space.rows.get(code="real"), Election.rows.get(code=ELECTION)
    figures = {"election": election, "measure": "tps", "source": "KPU", "date": date(2024, 9, 21)}
    ElectionFigure.rows.create(**figures, area="35.07", value=1)
    ElectionFigure.rows.create(**figures, area="35.73", value=1188)
    ElectionFigure.rows.create(**figures, area="35.73", value=4, alternative=True)
    for area, stations in (("35.73.01", 1), ("35.73.02", 3)):
        StationCount.unscoped.create(
            **{"space": real, "election": election, "area": area, "stations": stations},
            **{"source": "lembar KPU", "date": date(2024, 11, 28), "label": "public"},
        )
    province = {one.code: one for one in station_page(THE_CONSOLE, StationQuestion(within="35")).areas}
    assert [one.value for one in province["35.73"].published] == [1188, 4, 4]
    assert (province["35.73"].stations, province["35.73"].special, province["35.73"].voters) == (4, 1, 1276)
    assert province["35.73"].conflict
    assert not province["35.07"].conflict
    city = station_page(THE_CONSOLE, StationQuestion(within="35.73"))
    assert [(one.code, one.stations, one.conflict) for one in city.areas] == [
        ("35.73.01", 1, False),
        ("35.73.02", 3, False),
    ]
    assert city.whole.conflict
    nation = station_page(THE_CONSOLE, StationQuestion())
    assert [(one.code, one.published) for one in nation.areas] == [("35", ())], (
        "two kecamatan are no province"
    )


def test_a_picker_finds_by_word_and_number() -> None:
    [found] = found_stations(THE_PUBLIC, StationQuestion(text="tps 1 kauman"))
    assert (found.code, found.above) == ("35.73.02.1002.001", "Kauman, Klojen, Kota Malang")
    assert found_stations(THE_PUBLIC, StationQuestion(text=" ")) == ()


def tile_over(latitude: float, longitude: float, zoom: int) -> tuple[int, int, int]:
    """The tile that holds a point."""
    from math import asinh, pi, radians, tan

    x = (longitude / 360 + 0.5) * 2**zoom
    y = (0.5 - asinh(tan(radians(latitude))) / (2 * pi)) * 2**zoom
    return zoom, int(x), int(y)


def test_a_tile_holds_the_points_of_its_square_by_class() -> None:
    tile = station_tile(THE_CONSOLE, ELECTION, tile_over(-7.971, 112.633, 14), space="real")
    layers = mapbox_vector_tile.decode(tile.content, default_options={"y_coord_down": True})
    found = {name: [feature["id"] for feature in layer["features"]] for name, layer in layers.items()}
    assert found["ordinary"] == [3573021001001]
    assert found["special"] == [3573021001901]
    assert not tile.public
    seen = station_tile(THE_PUBLIC, ELECTION, tile_over(-7.971, 112.633, 14), space="real")
    assert "ordinary" not in mapbox_vector_tile.decode(seen.content)
    assert seen.public
    assert seen.tag != tile.tag


def test_decoded_points_lie_where_the_stations_are() -> None:
    from math import atan, degrees, pi, sinh

    place = tile_over(-8.2501, 112.7001, 13)
    layers = mapbox_vector_tile.decode(
        station_tile(THE_PUBLIC, ELECTION, place, space="real").content,
        default_options={"y_coord_down": True},
    )
    [feature] = layers["ordinary"]["features"]
    x, y = feature["geometry"]["coordinates"]
    longitude = ((place[1] + x / 4096) / 2**13 - 0.5) * 360
    latitude = degrees(atan(sinh(pi * (1 - 2 * (place[2] + y / 4096) / 2**13))))
    assert (latitude, longitude) == (pytest.approx(-8.2501, abs=2e-5), pytest.approx(112.7001, abs=2e-5))


def test_tiles_of_a_level_hold_every_station_once() -> None:
    arrays = register_of(THE_CONSOLE, Election.rows.get(code=ELECTION), "real").arrays
    for zoom in (12, 13, 14):
        shift = 26 - zoom
        tiles = {(int(x) >> shift, int(y) >> shift) for x, y in zip(arrays.column, arrays.row, strict=True)}
        ids = [
            one for tile in tiles for layer in tile_layers(arrays, zoom, *tile) for one in layer.ids.tolist()
        ]  # type: ignore[union-attr]
        assert sorted(ids) == arrays.code.tolist()


@pytest.mark.parametrize("place", [(6, 0, 0), (15, 0, 0), (7, 128, 0), (7, 0, 128)])
def test_tiles_outside_the_map_are_a_sentence(place: tuple[int, int, int]) -> None:
    with pytest.raises(NoSuchTile):
        station_tile(THE_PUBLIC, ELECTION, place, space="real")
    with pytest.raises(NotFound):
        station_tile(THE_PUBLIC, "tidak-ada", (7, 1, 1), space="real")


def test_an_empty_register_answers_everything() -> None:
    Station.unscoped.all().delete()
    load_version_anew()
    assert station_page(THE_PUBLIC, StationQuestion()).lines == ()
    assert station_map(THE_PUBLIC, space="real").whole.stations == 0
    assert station_tile(THE_PUBLIC, ELECTION, (7, 103, 66), space="real").content == b""
    Election.rows.all().delete()
    assert station_page(THE_PUBLIC, StationQuestion()).election is None
    assert station_map(THE_PUBLIC, space="real").election is None
    assert found_stations(THE_PUBLIC, StationQuestion(text="kauman")) == ()


def load_version_anew() -> None:
    """Say that the register changed."""
    from siaga.store.station_rows import next_version

    next_version(Space.rows.get(code="real"), Election.rows.get(code=ELECTION), NOW)


def test_an_area_is_a_range_of_codes() -> None:
    low, high = keys_within("35.73.02")
    inside = Station.unscoped.filter(code__gte=low, code__lt=high).values_list("area", flat=True)
    assert {area[:8] for area in inside} == {"35.73.02"}
