"""Numbers, dates and class words as a sentence says them, in Indonesian or English, without a framework."""

from dataclasses import dataclass
from datetime import date

from siaga.domain.scores import ClassKey

_MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in both languages; an empty English one falls back to the Indonesian."""

    indonesian: str
    english: str = ""

    def said(self, language: str = "id") -> str:
        """The words in ``language``."""
        return (self.english if language == "en" else "") or self.indonesian


Sayable = Wording | date | float | int | str | None

AXIS_WORDS = {
    "kerawanan pemilu": Wording("kerawanan pemilu", "election vulnerability"),
    "keamanan": Wording("keamanan", "security"),
    "kewaspadaan dini": Wording("kewaspadaan dini", "early warning"),
}


def class_word(key: str) -> Wording:
    """The word of a class key; an empty key is unknown."""
    try:
        known = ClassKey(key or "unknown")
    except ValueError:
        return Wording(key)
    return Wording(known.word("id"), known.word("en"))


def axis_word(axis: str) -> Wording:
    """The word of an axis; one that an administrator entered stands for itself."""
    return AXIS_WORDS.get(axis, Wording(axis))


def said(value: Sayable, language: str = "id") -> str:
    """``value`` as a sentence says it, such as “68,5” and “26 Agustus 2024” in Indonesian."""
    if value is None:
        return "–"
    if isinstance(value, Wording):
        return value.said(language)
    if isinstance(value, date):
        return f"{value.day} {_MONTHS['en' if language == 'en' else 'id'][value.month - 1]} {value.year}"
    if isinstance(value, float):
        return _figure(value, language)
    return str(value)


def listed(values: tuple[str, ...], language: str = "id") -> str:
    """Words as a list of speech: a, b dan c."""
    if len(values) < 2:
        return "".join(values)
    joint = " and " if language == "en" else " dan "
    return ", ".join(values[:-1]) + joint + values[-1]


def _figure(value: float, language: str) -> str:
    """A number with at most three decimals, no idle zeros, and the language's comma."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text if language == "en" else text.replace(".", ",")
