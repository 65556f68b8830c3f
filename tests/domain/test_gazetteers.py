"""The packaged table of areas: its counts, its source, and codes through the splits of Papua."""

import time
from collections import Counter
from datetime import date

import pytest

from siaga.domain import gazetteers
from siaga.domain.areas import NATION, AreaNotValidThen, Level, PointKind, UnknownArea
from siaga.domain.gazetteers import (
    area_on,
    children_of,
    code_changes,
    current_areas,
    find_area,
    predecessors,
    read_areas,
    successors,
)

IKP_2018, UPDATE_2019, IKP_2024, MAPPING_2024 = (
    date(2018, 9, 25),
    date(2019, 4, 8),
    date(2022, 12, 16),
    date(2024, 8, 26),
)


@pytest.mark.parametrize(
    ("level", "count"),
    [(Level.PROVINSI, 38), (Level.KABKOTA, 514), (Level.KECAMATAN, 7285), (Level.KELURAHAN, 83762)],
)
def test_the_nation_has_so_many_areas(level: Level, count: int) -> None:
    areas = current_areas(level)
    assert len(areas) == len({area.code for area in areas}) == count


def test_the_table_holds_the_source_codes_and_names_but_for_the_corrected_name() -> None:
    from lokal import wilayah

    def below(parent: str | None) -> dict[str, str]:
        found = {}
        for area in wilayah.list_wilayah(parent):
            found[area.code] = area.name
            if area.level < 4:
                found |= below(area.code)
        return found

    ours = {area.code: area.name for area in current_areas()}
    theirs = below(None)
    assert ours.keys() == theirs.keys()
    assert {code for code in ours if ours[code] != theirs[code]} == {"31"}
    assert ours["31"] == "Daerah Khusus Jakarta"


def test_every_area_has_a_point_in_indonesia_a_timezone_and_a_parent() -> None:
    areas = current_areas()
    codes = {area.code for area in areas} | {NATION}
    for area in areas:
        assert area.longitude is not None
        assert area.latitude is not None
        assert 94 < area.longitude < 142
        assert -12 < area.latitude < 7
        assert area.parent in codes
    assert {area.timezone for area in areas} == {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"}
    kinds = Counter(area.point_kind for area in areas)
    assert kinds[PointKind.PARENT] == 385
    assert kinds[PointKind.CORRECTED] == 1


def test_population_and_area_of_provinces_are_those_of_their_kabkota() -> None:
    for province in current_areas(Level.PROVINSI):
        parts = children_of(province.code)
        assert province.population == sum(part.population or 0 for part in parts)
        assert province.area_km2 == pytest.approx(sum(part.area_km2 or 0 for part in parts), abs=0.1)


@pytest.mark.parametrize("day", [IKP_2018, UPDATE_2019, IKP_2024])
def test_before_2023_there_are_34_provinces_and_papua_is_undivided(day: date) -> None:
    assert len(current_areas(Level.PROVINSI, on=day)) == 34
    assert len(current_areas(Level.KABKOTA, on=day)) == 514
    papua = area_on("91", day)
    assert (papua.name, papua.valid_to) == ("Papua", date(2023, 1, 1))
    assert len(children_of("91", day)) == 29
    assert len(children_of("92", day)) == 13
    assert area_on("31", day).name == "Daerah Khusus Ibukota Jakarta"
    assert find_area("93", day) is None


def test_since_2023_there_are_38_provinces() -> None:
    assert len(current_areas(Level.PROVINSI, on=MAPPING_2024)) == 38
    assert area_on("91", MAPPING_2024).valid_from == date(2023, 1, 1)
    assert len(children_of("91", MAPPING_2024)) == 9
    assert area_on("93.01", MAPPING_2024).name == "Kabupaten Merauke"


def test_the_undivided_papua_holds_the_people_of_its_heirs() -> None:
    heirs = [area_on(code).population or 0 for code in ("91", "93", "94", "95")]
    assert area_on("91", IKP_2024).population == sum(heirs)


def test_codes_follow_each_other_through_the_splits() -> None:
    assert successors("91", since=IKP_2024) == ("91", "93", "94", "95")
    assert successors("91", since=MAPPING_2024) == ("91",)
    assert successors("91", on=IKP_2024) == ("91",)
    assert successors("92.04") == ("96.02",)
    assert predecessors("93", IKP_2024) == ("91",)
    assert predecessors("96.02", IKP_2024) == ("92.04",)
    assert predecessors("92.06", IKP_2024) == ("92.06",), "Teluk Bintuni kept its code"
    assert predecessors("93.01.02", IKP_2024) == ("91.01",), (
        "kecamatan were renumbered: only the kabupaten is sure"
    )
    assert successors("35.73") == ("35.73",)


def test_every_change_leads_from_an_area_that_was_to_one_that_is() -> None:
    for change in code_changes():
        day_before = date.fromordinal(change.on.toordinal() - 1)
        old, new = area_on(change.old, day_before), area_on(change.new, change.on)
        assert old.level is new.level
        assert change.enacted <= change.on
        if change.kind == "recode":
            assert old.name == new.name


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownArea, match=r"35\.99"):
        area_on("35.99")
    with pytest.raises(UnknownArea):
        current_areas(Level.KECAMATAN, "35.99")


def test_a_code_of_another_time_names_the_code_valid_then() -> None:
    with pytest.raises(AreaNotValidThen, match="91") as early:
        area_on("93", IKP_2024)
    assert "2023-01-01" in early.value.sentence("id")
    with pytest.raises(AreaNotValidThen, match=r"93\.01"):
        area_on("91.01")


def test_expired_rows_are_read_too() -> None:
    assert sum(1 for _ in read_areas()) == 91_599 + 29


def test_the_whole_table_is_read_quickly() -> None:
    gazetteers._table.cache_clear()
    start = time.process_time()
    gazetteers._table()
    assert time.process_time() - start < 1.5
