"""Two sources print different numbers for one reading, and the class depends on whom one believes."""

from siaga.domain.words import class_word
from siaga.rules.alert import AlertRule, Finding, Situation

CODE = "sources_disagree"
_WORDS = (
    "Sumber berbeda tentang {edition} ({agency}): {score} memberi kelas {used}, tetapi {other} menurut "
    "{source} memberi kelas {instead}. Periksa dokumen aslinya sebelum memakai kelas ini.",
    "Sources differ on {edition} ({agency}): {score} gives the class {used}, but {other} according to "
    "{source} gives {instead}. Check the original document before using this class.",
)


def judge(situation: Situation) -> tuple[Finding, ...]:
    """One finding for each conflicting number that would turn the class."""
    return tuple(
        Finding(
            CODE,
            *_WORDS,
            fields=(
                ("edition", one.edition),
                ("agency", one.agency),
                ("score", one.score),
                ("used", class_word(one.class_key)),
                ("other", other.score),
                ("source", other.source),
                ("instead", class_word(other.class_key)),
            ),
        )
        for one in situation.readings
        for other in one.others
        if one.class_key and other.class_key and other.class_key != one.class_key
    )


RULE = AlertRule(
    CODE,
    "Sumber berselisih sampai mengubah kelas",
    "Sources disagree enough to turn the class",
    "Kalimantan Timur 74,04 atau 77,04 dalam IKP 2024 (Databoks, Antara)",
    judge,
)
