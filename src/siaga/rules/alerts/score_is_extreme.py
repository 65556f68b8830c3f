"""A score or a part of it at the very end of its scale says as much about the method as about the area."""

from siaga.rules.alert import AlertRule, Finding, Situation, StatedReading

CODE = "score_is_extreme"
_FAR = (
    "Skor {score} ({agency}, {edition}) jauh di atas batas tinggi {high}, lebih dari separuh jarak kedua "
    "batas. Baca buktinya lebih dahulu; pelaporan yang lebih rajin juga menaikkan skor.",
    "The score {score} ({agency}, {edition}) lies far above the high limit {high}, by more than half the "
    "distance between the limits. Read the evidence first; more diligent reporting raises a score, too.",
)
_ZERO = (
    "Skor {score} ({agency}, {edition}) adalah nilai terendah yang mungkin. Nol dapat berarti tidak ada "
    "laporan, bukan tidak ada masalah; tanyakan kelengkapan laporannya.",
    "The score {score} ({agency}, {edition}) is the least there can be. Zero may mean that nothing was "
    "reported, not that nothing is wrong; ask how complete the reports are.",
)
_PART_ZERO = (
    "{part} bernilai {score} ({agency}, {edition}), nilai terendah yang mungkin. Tanyakan apakah memang "
    "tidak ada kejadian atau tidak ada laporan.",
    "{part} is {score} ({agency}, {edition}), the least there can be. Ask whether nothing happened or "
    "nothing was reported.",
)
_PART_FULL = (
    "{part} bernilai {score} ({agency}, {edition}), nilai tertinggi skalanya: terbesar di antara wilayah "
    "setingkat, bukan ukuran mutlak.",
    "{part} is {score} ({agency}, {edition}), the top of its scale: the largest among areas of its level, "
    "not an absolute measure.",
)


def judge(situation: Situation) -> tuple[Finding, ...]:
    """Totals far beyond the limits, totals of nothing, and parts at an end of their scale."""
    return tuple(finding for one in situation.current() for finding in (*_total(one), *_parts(one)))


def _total(one: StatedReading) -> tuple[Finding, ...]:
    if one.score is None:
        return ()
    if one.minimum is not None and one.score <= one.minimum:
        return (_finding(_ZERO, one, score=one.score),)
    # Where the limits are mean ± 1 SD, half their distance beyond the upper one is mean + 2 SD.
    if one.low is not None and one.high is not None and one.score > one.high + (one.high - one.low) / 2:
        return (_finding(_FAR, one, score=one.score, high=one.high),)
    return ()


def _parts(one: StatedReading) -> tuple[Finding, ...]:
    ends = [(part, _PART_ZERO) for part in one.parts if part.value <= part.minimum]
    ends += [(part, _PART_FULL) for part in one.parts if part.value >= part.maximum]
    return tuple(_finding(words, one, part=part.name, score=part.value) for part, words in ends)


def _finding(words: tuple[str, str], one: StatedReading, **fields: object) -> Finding:
    named = {"agency": one.agency, "edition": one.edition, **fields}
    return Finding(CODE, *words, fields=tuple(named.items()))  # type: ignore[arg-type]


RULE = AlertRule(
    CODE,
    "Skor di ujung skala",
    "Score at the end of its scale",
    "Bawaslu Kab. Bandung: bukti untuk 29 dari 61 indikator menempatkannya di peringkat ketiga (digo.id)",
    judge,
)
