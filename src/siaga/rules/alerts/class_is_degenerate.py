"""A class that no area can ever be in: the limits lie outside the scores there can be."""

from siaga.domain.words import Wording, class_word, listed
from siaga.rules.alert import AlertRule, Finding, Situation

CODE = "class_is_degenerate"
_WORDS = (
    "Dalam {edition} ({agency}) kelas {classes} tidak mungkin tercapai: batas {low} dan {high} melampaui "
    "nilai yang mungkin. Kelas {given} di sini karena itu lemah maknanya; baca skornya.",
    "In {edition} ({agency}) the class {classes} cannot be reached: the limits {low} and {high} pass the "
    "possible values. The class {given} means little here; read the score.",
)


def judge(situation: Situation) -> tuple[Finding, ...]:
    """One finding for each current reading whose limits leave a class without any attainable score."""
    return tuple(
        Finding(
            CODE,
            *_WORDS,
            fields=(
                ("edition", one.edition),
                ("agency", one.agency),
                ("classes", _named(one.impossible)),
                ("low", one.low),
                ("high", one.high),
                ("given", class_word(one.class_key)),
            ),
        )
        for one in situation.current()
        if one.impossible
    )


def _named(keys: tuple[str, ...]) -> Wording:
    words = [class_word(key) for key in keys]
    return Wording(
        listed(tuple(word.indonesian for word in words)), listed(tuple(word.english for word in words), "en")
    )


RULE = AlertRule(
    CODE,
    "Kelas yang tidak mungkin tercapai",
    "Class that cannot be reached",
    "IKP 2024: batas bawah dimensi partisipasi di bawah nol, sehingga skor 0 disebut sedang (Medcom)",
    judge,
)
