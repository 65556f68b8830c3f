"""Codes of areas: their form, level, parent, and the days an area is valid."""

from datetime import date

import pytest

from siaga.domain.areas import (
    NATION,
    Area,
    InvalidAreaCode,
    Level,
    UnknownLevel,
    level_named,
    level_of,
    lies_within,
    lineage_of,
    parent_of,
)


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("35", Level.PROVINSI, NATION),
        ("35.73", Level.KABKOTA, "35"),
        ("35.73.02", Level.KECAMATAN, "35.73"),
        ("35.73.02.1001", Level.KELURAHAN, "35.73.02"),
    ],
)
def test_a_code_tells_its_level_and_parent(code: str, level: Level, parent: str) -> None:
    assert level_of(code) is level
    assert parent_of(code) == parent


@pytest.mark.parametrize(
    "code", ["", "ID", "3", "3573", "35.7", "35-73", "35.73.02.100", " 35", "05", "35.73."]
)
def test_what_is_no_code_is_refused_with_an_example(code: str) -> None:
    with pytest.raises(InvalidAreaCode) as refusal:
        level_of(code)
    for language in ("id", "en"):
        assert "35.73" in refusal.value.sentence(language)


def test_nothing_lies_above_the_nation() -> None:
    assert parent_of(NATION) == ""
    assert lineage_of("35.73.02.1001") == ("35", "35.73", "35.73.02")


def test_within_is_by_parts_not_by_letters() -> None:
    assert lies_within("35.73.02", "35.73")
    assert lies_within("35.73", "35.73")
    assert lies_within("35.73", NATION)
    assert not lies_within("35.73", "35.7")
    assert not lies_within("35", "35.73")


def test_an_unknown_level_names_the_levels() -> None:
    with pytest.raises(UnknownLevel, match="kecamatan"):
        level_named("desa")


def test_an_interval_holds_its_first_day_and_not_its_last() -> None:
    area = Area("91", "Papua", Level.PROVINSI, NATION, None, None, valid_to=date(2023, 1, 1))
    assert area.valid_on(date(2022, 12, 31))
    assert not area.valid_on(date(2023, 1, 1))
    assert not area.valid_on(None)
