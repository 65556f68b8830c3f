"""Counting days of the law on historic dates: Nyepi, Lebaran, polling days, three zones."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.domain.working_days import (
    NO_HOLIDAYS,
    ZONES,
    DistanceTooFar,
    Holidays,
    ZoneUnknown,
    day_after,
    day_begins,
    day_ends,
    day_in,
    is_working_day,
    working_days_between,
)

# 2024 as SKB 3 Menteri 855/3/4 2023 decreed it, the part around Nyepi and Lebaran, and both polling days.
DAYS_2024 = {
    date(2024, 2, 8): "Isra Mikraj",
    date(2024, 2, 9): "Cuti bersama Imlek",
    date(2024, 2, 10): "Imlek",
    date(2024, 2, 14): "Pemilu",
    date(2024, 3, 11): "Nyepi",
    date(2024, 3, 12): "Cuti bersama Nyepi",
    date(2024, 3, 29): "Wafat Yesus Kristus",
    date(2024, 4, 8): "Cuti bersama Idulfitri",
    date(2024, 4, 9): "Cuti bersama Idulfitri",
    date(2024, 4, 10): "Idulfitri",
    date(2024, 4, 11): "Idulfitri",
    date(2024, 4, 12): "Cuti bersama Idulfitri",
    date(2024, 4, 15): "Cuti bersama Idulfitri",
    date(2024, 11, 27): "Pilkada",
    date(2024, 12, 25): "Natal",
    date(2024, 12, 26): "Cuti bersama Natal",
}
YEAR = Holidays(DAYS_2024)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2024, 2, 7), 1, date(2024, 2, 12)),  # Isra Mikraj, joint leave of Imlek, a weekend
        (date(2024, 2, 13), 1, date(2024, 2, 15)),  # over polling day
        (date(2024, 3, 8), 1, date(2024, 3, 13)),  # Friday before Nyepi and its joint leave
        (date(2024, 4, 5), 1, date(2024, 4, 16)),  # the whole of Lebaran 2024
        (date(2024, 4, 16), -1, date(2024, 4, 5)),  # and back over it
        (date(2024, 11, 26), 1, date(2024, 11, 28)),  # over the pilkada
        (date(2024, 11, 25), 7, date(2024, 12, 5)),
        (date(2024, 1, 31), 1, date(2024, 2, 1)),  # month end
        (date(2024, 2, 29), 1, date(2024, 3, 1)),  # leap day
        (date(2024, 4, 10), 0, date(2024, 4, 16)),  # zero days from a holiday: the next working day
        (date(2024, 4, 5), 0, date(2024, 4, 5)),
        (date(2024, 4, 6), -1, date(2024, 4, 5)),
        (date(2024, 4, 6), 1, date(2024, 4, 16)),
    ],
)
def test_working_days_on_historic_dates(start: date, days: int, end: date) -> None:
    assert day_after(start, days, YEAR) == end


def test_fourteen_working_days_over_lebaran_take_25_days() -> None:
    """The prosecution file of a criminal case reported on 1 April 2024."""
    assert day_after(date(2024, 4, 1), 14, YEAR) == date(2024, 4, 29)
    assert working_days_between(date(2024, 4, 2), date(2024, 4, 29), YEAR) == 14


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2024, 11, 27), -3, date(2024, 11, 24)),
        (date(2024, 2, 14), -3, date(2024, 2, 11)),
        (date(2024, 2, 28), 2, date(2024, 3, 1)),
        (date(2023, 12, 31), 1, date(2024, 1, 1)),
    ],
)
def test_calendar_days_take_no_notice_of_holidays(start: date, days: int, end: date) -> None:
    assert day_after(start, days) == end


def test_saturdays_sundays_and_holidays_are_not_worked() -> None:
    assert not is_working_day(date(2024, 11, 23), NO_HOLIDAYS)
    assert not is_working_day(date(2024, 11, 24), NO_HOLIDAYS)
    assert is_working_day(date(2024, 11, 27), NO_HOLIDAYS)
    assert not is_working_day(date(2024, 11, 27), YEAR)


@given(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(1, 60))
def test_counting_on_and_back_meet(start: date, days: int) -> None:
    end = day_after(start, days, YEAR)
    assert is_working_day(end, YEAR)
    assert working_days_between(start + timedelta(days=1), end, YEAR) == days
    if is_working_day(start, YEAR):
        assert day_after(end, -days, YEAR) == start


def test_an_endless_count_is_refused() -> None:
    with pytest.raises(DistanceTooFar) as refused:
        day_after(date(2024, 1, 1), 999_999_999)
    assert "999999999" in refused.value.sentence("id")


def test_a_count_says_when_it_leans_on_an_estimate() -> None:
    holidays = Holidays({date(2029, 2, 15): "Idulfitri"}, frozenset({date(2029, 2, 15)}), 2028)
    assert not holidays.uncertain(date(2027, 1, 1), date(2027, 12, 31))
    assert holidays.uncertain(date(2027, 12, 1), date(2028, 1, 2)), "joint leave is not decreed yet"
    assert Holidays(holidays.days, holidays.estimated).uncertain(date(2029, 2, 14), date(2029, 2, 16))


@pytest.mark.parametrize(("zone", "hours"), [("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)])
def test_a_day_begins_in_papua_two_hours_before_jakarta(zone: str, hours: int) -> None:
    begins = day_begins(date(2024, 11, 27), zone)
    assert begins.astimezone(UTC) == datetime(2024, 11, 27, tzinfo=UTC) - timedelta(hours=hours)
    assert day_ends(date(2024, 11, 27), zone) == begins + timedelta(hours=24)
    assert day_in(zone, begins) == date(2024, 11, 27)
    assert day_in(zone, begins - timedelta(microseconds=1)) == date(2024, 11, 26)


def test_the_same_moment_is_another_day_elsewhere() -> None:
    moment = datetime(2024, 11, 26, 15, 30, tzinfo=UTC)
    assert [day_in(zone, moment).day for zone in ZONES] == [26, 26, 27]


@pytest.mark.parametrize("month", range(1, 13))
def test_no_zone_ever_changes_its_clock(month: int) -> None:
    for zone, hours in zip(ZONES, (7, 8, 9), strict=True):
        assert day_begins(date(2024, month, 1), zone).utcoffset() == timedelta(hours=hours)


def test_a_foreign_zone_is_refused() -> None:
    with pytest.raises(ZoneUnknown):
        day_in("Europe/Berlin", datetime(2024, 1, 1, tzinfo=UTC))
