"""Two agencies stand two classes apart on the same axis: one says tinggi where the other says rendah."""

from itertools import combinations

from siaga.domain.scores import ClassKey
from siaga.domain.words import axis_word, class_word
from siaga.rules.alert import AlertRule, Finding, Situation, StatedReading

CODE = "agencies_differ"
_WORDS = (
    "{one} menilai {first} ({one_edition}), {other} menilai {second} ({other_edition}), padahal keduanya "
    "tentang {axis}. Bahas di rakor bukti mana yang berbeda; jangan merata-ratakan skornya.",
    "{one} says {first} ({one_edition}), {other} says {second} ({other_edition}), both on {axis}. Discuss "
    "in the coordination meeting which evidence differs; never average the scores.",
)


def judge(situation: Situation) -> tuple[Finding, ...]:
    """One finding for each pair of agencies whose newest classes on one axis lie two steps apart."""
    return tuple(
        Finding(
            CODE,
            *_WORDS,
            fields=(
                ("one", one.agency),
                ("first", class_word(one.class_key)),
                ("one_edition", one.edition),
                ("other", other.agency),
                ("second", class_word(other.class_key)),
                ("other_edition", other.edition),
                ("axis", axis_word(axis)),
            ),
        )
        for axis in situation.axes
        for one, other in combinations(situation.newest(axis), 2)
        if steps_between(one, other) == 2
    )


def steps_between(one: StatedReading, other: StatedReading) -> int:
    """How many classes apart two readings stand; an unknown class is no step."""
    orders = [ClassKey(reading.class_key or "unknown").order for reading in (one, other)]
    return abs(orders[0] - orders[1]) if all(orders) else 0


RULE = AlertRule(
    CODE,
    "Lembaga berbeda dua kelas",
    "Agencies stand two classes apart",
    "KPU Kota Malang, rakor 23 Agustus 2024: indeks Polres, Kodim, dan Bawaslu perlu disinkronkan",
    judge,
)
