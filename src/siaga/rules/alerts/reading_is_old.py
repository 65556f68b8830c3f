"""The newest reading of an axis is older than two years."""

from datetime import date

from siaga.domain.words import axis_word
from siaga.rules.alert import AlertRule, Finding, Situation

CODE = "reading_is_old"
YEARS = 2
_WORDS = (
    "Penilaian terbaru tentang {axis} ({agency}, {edition}) bertanggal {date}, sudah {age} tahun penuh. "
    "Keadaan dapat berubah; cari bahan yang lebih baru sebelum bertindak.",
    "The newest reading on {axis} ({agency}, {edition}) is of {date}, {age} full years ago. Things may have "
    "changed; look for newer evidence before acting.",
)


def judge(situation: Situation) -> tuple[Finding, ...]:
    """One finding for each axis whose newest reading is past its second birthday."""
    newest = [max(situation.newest(axis), key=lambda one: one.date, default=None) for axis in situation.axes]
    return tuple(
        Finding(
            CODE,
            *_WORDS,
            fields=(
                ("axis", axis_word(one.axis)),
                ("agency", one.agency),
                ("edition", one.edition),
                ("date", one.date),
                ("age", full_years(one.date, situation.on)),
            ),
        )
        for one in newest
        if one is not None and is_older_than(YEARS, one.date, situation.on)
    )


def full_years(since: date, on: date) -> int:
    """Birthdays passed between two days."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def is_older_than(years: int, since: date, on: date) -> bool:
    """Whether more than ``years`` whole years have passed: not yet on the birthday itself."""
    return (on.year - years, on.month, on.day) > (since.year, since.month, since.day)


RULE = AlertRule(
    CODE,
    "Penilaian sudah lama",
    "Reading is old",
    "IKP Desember 2022 atas kejadian 2018–2020 dipakai untuk Pilkada November 2024",
    judge,
)
