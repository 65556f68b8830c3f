"""Numbers as the page's language writes them, rounded and never cut."""

import pytest
from django.utils.translation import override

from siaga.web.words import figure, long_date, number


@pytest.mark.parametrize(
    ("value", "decimals", "indonesian", "english"),
    [
        (91.045, 2, "91,05", "91.05"),
        (66.678, 2, "66,68", "66.68"),
        (0.5, 0, "1", "1"),
        (-2.345, 2, "-2,35", "-2.35"),
        (1234567.0, 0, "1.234.567", "1,234,567"),
        (64.007, 3, "64,007", "64.007"),
    ],
)
def test_rounded_half_up(value: float, decimals: int, indonesian: str, english: str) -> None:
    with override("id"):
        assert figure(value, decimals) == number(value, decimals) == indonesian
    with override("en"):
        assert figure(value, decimals) == english


def test_unknown_is_a_dash() -> None:
    assert number(None) == number(float("nan")) == "–"
    with override("id"):
        assert long_date(None) == "tanggal tidak diketahui"
