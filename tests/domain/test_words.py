"""Words, numbers and dates as sentences say them."""

from datetime import date

import pytest

from siaga.domain.words import Sayable, Wording, axis_word, class_word, listed, said


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (68.5, "68,5", "68.5"),
        (100.0, "100", "100"),
        (-0.0001, "0", "0"),
        (21.7025, "21,703", "21.703"),
        (63, "63", "63"),
        (None, "–", "–"),
        (date(2024, 8, 26), "26 Agustus 2024", "26 August 2024"),
        (Wording("tinggi", "high"), "tinggi", "high"),
        (Wording("Bawaslu"), "Bawaslu", "Bawaslu"),
    ],
)
def test_values_in_both_languages(value: Sayable, indonesian: str, english: str) -> None:
    assert said(value) == indonesian
    assert said(value, "en") == english


def test_keys_in_both_languages() -> None:
    assert class_word("sedang").said("en") == "medium"
    assert class_word("").said() == "belum ada data"
    assert class_word("sangat rawan").said("en") == "sangat rawan"
    assert axis_word("keamanan").said("en") == "security"
    assert axis_word("kewaspadaan").said("en") == "kewaspadaan"


def test_lists_of_speech() -> None:
    assert listed(()) == ""
    assert listed(("a",)) == "a"
    assert listed(("a", "b", "c")) == "a, b dan c"
    assert listed(("a", "b"), "en") == "a and b"
