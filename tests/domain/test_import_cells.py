"""What a cell of an imported sheet means, and what is refused because nobody can tell."""

from datetime import date, datetime

import pytest

from siaga.domain import import_problems, row_problems
from siaga.domain.imports import count_of, day_of, decimals_of, guarded, may_see, number_of, text_of
from siaga.domain.permissions import THE_PUBLIC, Actor, Role
from siaga.domain.problems import Problem
from siaga.domain.sharing import Label


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("64,007", 64.007),
        ("64.007", 64.007),
        ("88,95", 88.95),
        ("88.95", 88.95),
        ("0,5", 0.5),
        ("0.234", 0.234),
        ("100", 100.0),
        (" 12 ", 12.0),
        ("\u221212", -12.0),
        (64, 64.0),
        (64.007, 64.007),
        ("", None),
        (None, None),
    ],
)
def test_decimal_comma_and_point_are_both_understood(cell: object, value: float | None) -> None:
    assert number_of(cell, -50, 100) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234.567", 1234567), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("12.345,67", 12345.67)],
)
def test_grouped_thousands_are_understood_where_there_is_one_meaning(text: str, value: float) -> None:
    assert number_of(text) == value


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.345", "-1.234"])
def test_what_may_be_thousands_or_decimals_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(row_problems.NumberAmbiguous) as refused:
        number_of(text)
    sentence = refused.value.sentence()
    assert "Tulis" in sentence and "tanpa pemisah" in sentence


def test_the_scale_decides_where_only_one_meaning_fits() -> None:
    assert number_of("1.234", 0, 100) == 1.234
    assert number_of("1.234", 1000, 9999) == 1234
    with pytest.raises(row_problems.NumberAmbiguous):
        number_of("1.234", 0, 5000)


@pytest.mark.parametrize("text", ["tinggi", "1e999", "nan", "inf", "12 orang", "1.2.3", "1,234,5", "--1"])
def test_text_is_no_number(text: str) -> None:
    with pytest.raises(row_problems.NumberUnreadable):
        number_of(text)


def test_a_truth_value_is_no_number() -> None:
    with pytest.raises(row_problems.NumberUnreadable):
        number_of(True)


@pytest.mark.parametrize("text", ["-0,1", "100,01", 101])
def test_a_score_outside_its_scale_is_refused(text: str | int) -> None:
    with pytest.raises(row_problems.NumberOutsideScale):
        number_of(text, 0, 100)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("-3", row_problems.NumberNegative),
        ("2,5", row_problems.NumberNotWhole),
        ("1.234", row_problems.NumberAmbiguous),
        ("99999999999", row_problems.NumberTooLarge),
    ],
)
def test_counts_are_whole_and_not_negative(text: str, problem: type[Problem]) -> None:
    with pytest.raises(problem):
        count_of(text)
    assert count_of("1234") == 1234


# A spreadsheet's dates have no time zone.
MIDNIGHT = datetime(2024, 11, 27)  # noqa: DTZ001


@pytest.mark.parametrize("cell", ["2024-11-27", MIDNIGHT, date(2024, 11, 27), "2024-11-27 00:00:00"])
def test_days_are_iso_or_dates_of_the_spreadsheet(cell: object) -> None:
    assert day_of(cell) == date(2024, 11, 27)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["27/11/2024", "2024-13-01", "2023-02-29", "kemarin", 45623, "0001-01-01"])
def test_other_dates_are_refused(cell: object) -> None:
    with pytest.raises(row_problems.DateUnreadable):
        day_of(cell)  # type: ignore[arg-type]


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(row_problems.DateInFuture):
        day_of("2024-11-28", date(2024, 11, 27))


def test_a_formula_is_refused_and_the_guard_of_an_export_taken_off() -> None:
    with pytest.raises(row_problems.CellIsFormula):
        text_of("=1+1")
    for text in ("=1+1", "+62", "-5", "@sum", "\ttab"):
        assert guarded(text) == "'" + text
        assert text_of(guarded(text)) == text
    assert guarded("Kota Malang") == "Kota Malang"
    assert text_of("O'Reilly") == "O'Reilly"


def test_decimals_are_counted_as_written() -> None:
    assert [decimals_of(cell) for cell in ("64,007", 88.95, "12", 12, None, "")] == [3, 2, 0, 0, None, None]


def test_every_problem_speaks_both_languages_with_the_same_fields() -> None:
    import string

    for module in (import_problems, row_problems):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Problem):
                fields = [
                    {
                        name
                        for _, name, _, _ in string.Formatter().parse(text)
                        if name and not name.startswith("why")
                    }
                    for text in (kind.indonesian, kind.english)
                ]
                assert fields[0] == fields[1], kind


def test_who_may_see_follows_label_agency_and_territory() -> None:
    city = Actor(1, "a", Role.BAWASLU_OFFICER, "bawaslu", "35.73")
    other = Actor(2, "b", Role.POLRES_LIAISON, "polri", "35.07")
    nation = Actor(3, "c", Role.ADMINISTRATOR)
    stranger = Actor(4, "d", Role.NONE)
    seen = [
        may_see(one, Label.INTERNAL, "kpu", "35.73.02") for one in (city, other, nation, stranger, THE_PUBLIC)
    ]
    assert seen == [True, False, True, False, False]
    assert may_see(city, Label.INTERNAL, "bawaslu", "11")
    assert may_see(THE_PUBLIC, Label.PUBLIC, "kpu", "11")
