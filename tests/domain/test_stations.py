"""Codes, points and searches of polling stations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.domain import station_problems
from siaga.domain.problems import Problem
from siaga.domain.stations import (
    StationCode,
    StationSearch,
    checked_point,
    code_of_key,
    keys_within,
    kilometres,
    search_of,
    station_code_of,
)


@pytest.mark.parametrize(
    "text",
    ["35.73.02.1001.003", "3573021001003", "35.73.02.1001003", "35.73.02.1001-003", " 35.73.02.1001 003 "],
)
def test_a_code_is_read_with_dots_and_without(text: str) -> None:
    code = station_code_of(text)
    assert code == StationCode("35.73.02.1001", 3)
    assert code.text == "35.73.02.1001.003"
    assert code.key == 3573021001003


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("35.73.02.1001.000", station_problems.StationNumberZero),
        ("35.73.02.1001.1000", station_problems.StationNumberTooLarge),
        ("35.73.02.1001", station_problems.StationCodeUnreadable),
        ("35.73.02.003", station_problems.StationCodeUnreadable),
        ("TPS 3", station_problems.StationCodeUnreadable),
    ],
)
def test_what_is_no_code_is_a_sentence(text: str, problem: type[Problem]) -> None:
    with pytest.raises(problem) as refused:
        station_code_of(text)
    assert refused.value.sentence("id") != refused.value.sentence("en")


PARTS = (st.integers(11, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999))


@given(st.tuples(*PARTS), st.integers(1, 999))
def test_keys_and_codes_go_both_ways_and_areas_are_ranges(parts: tuple[int, ...], number: int) -> None:
    a, b, c, d = parts
    code = StationCode(f"{a:02d}.{b:02d}.{c:02d}.{d:04d}", number)
    assert code_of_key(code.key) == code
    assert station_code_of(code.text) == code
    for length in (2, 5, 8, 13):
        low, high = keys_within(code.area[:length])
        assert low <= code.key < high
    low, high = keys_within(f"{a:02d}.{(b + 1) % 100:02d}")
    assert not low <= code.key < high


def test_numbers_from_901_are_special_locations() -> None:
    assert [StationCode("35.73.02.1001", number).special for number in (1, 900, 901, 999)] == [
        False,
        False,
        True,
        True,
    ]


def test_points_lie_in_indonesia() -> None:
    assert checked_point(None, None) is None
    assert checked_point(-7.98, 112.63) == (-7.98, 112.63)
    for point, problem in (
        ((112.63, -7.98), station_problems.PointSwapped),
        ((-7.98, None), station_problems.PointHalf),
        ((7.98, 112.63), station_problems.PointAbroad),
        ((51.5, -0.1), station_problems.PointAbroad),
    ):
        with pytest.raises(problem):
            checked_point(*point)


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert kilometres((-7.0, 112.0), (-8.0, 112.0)) == pytest.approx(111.195, abs=0.01)


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("TPS 3 Kauman", StationSearch("kauman", 3)),
        ("kauman 003", StationSearch("kauman", 3)),
        ("Balai RW", StationSearch("balai rw")),
        ("35.73 balai", StationSearch("balai", None, "35.73")),
        ("35.73.02.1001.003", StationSearch("", 3, "35.73.02.1001")),
        ("", StationSearch()),
    ],
)
def test_a_search_is_understood(text: str, search: StationSearch) -> None:
    assert search_of(text) == search
