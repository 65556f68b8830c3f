"""Each alert rule on situations that must and must not set it off."""

from dataclasses import replace
from datetime import date

import pytest

from siaga.domain.words import Wording
from siaga.rules.alert import OtherNumber, Part, Situation, StatedReading, alert_rules, judged
from siaga.rules.alerts import (
    agencies_differ,
    class_is_degenerate,
    reading_is_old,
    score_is_extreme,
    sources_disagree,
)

BAWASLU, POLRI = Wording("Bawaslu"), Wording("Polri")
TODAY = date(2024, 11, 20)
READING = StatedReading(
    Wording("IKP 2024", "IKP 2024 (en)"),
    BAWASLU,
    "kerawanan pemilu",
    date(2024, 8, 26),
    class_key="tinggi",
    score=74.04,
    low=21.70,
    high=68.50,
    minimum=0.0,
)


def situation(*readings: StatedReading, on: date = TODAY) -> Situation:
    return Situation("64", "Kalimantan Timur", on, readings)


def test_every_file_declares_one_rule_with_a_source_and_two_names() -> None:
    rules = alert_rules()
    assert [rule.code for rule in rules] == sorted(rule.code for rule in rules)
    assert {
        "agencies_differ",
        "class_is_degenerate",
        "reading_is_old",
        "score_is_extreme",
        "sources_disagree",
    } <= {rule.code for rule in rules}
    assert all(rule.name and rule.name_en and rule.source for rule in rules)


def test_an_ordinary_recent_reading_sets_off_nothing() -> None:
    assert judged(situation(READING), alert_rules()) == ()


@pytest.mark.parametrize(
    ("on", "found"),
    [(date(2026, 8, 25), 0), (date(2026, 8, 26), 0), (date(2026, 8, 27), 1), (date(2030, 1, 1), 1)],
)
def test_a_reading_is_old_the_day_after_its_second_birthday(on: date, found: int) -> None:
    assert len(reading_is_old.judge(situation(READING, on=on))) == found


def test_only_the_newest_reading_of_an_axis_counts_as_old() -> None:
    old = replace(READING, agency=POLRI, date=date(2018, 9, 25))
    assert reading_is_old.judge(situation(READING, old)) == ()
    (finding,) = reading_is_old.judge(situation(READING, replace(old, axis="keamanan")))
    assert "keamanan" in finding.sentence()
    assert "25 September 2018" in finding.sentence()
    assert "6 full years" in finding.sentence("en")


def test_a_leap_day_grows_old_without_an_error() -> None:
    leap = replace(READING, date=date(2024, 2, 29))
    assert reading_is_old.judge(situation(leap, on=date(2026, 2, 28))) == ()
    assert len(reading_is_old.judge(situation(leap, on=date(2026, 3, 1)))) == 1


def test_sources_that_leave_the_class_alone_are_no_alert() -> None:
    same = replace(READING, others=(OtherNumber(77.04, "tinggi", "Antara"),))
    assert sources_disagree.judge(situation(same)) == ()
    turned = replace(READING, others=(OtherNumber(47.04, "sedang", "Antara"),))
    (finding,) = sources_disagree.judge(situation(turned))
    assert finding.sentence().startswith(
        "Sumber berbeda tentang IKP 2024 (Bawaslu): 74,04 memberi kelas tinggi"
    )
    assert "47.04 according to Antara gives medium" in finding.sentence("en")


def test_an_unknown_class_of_a_source_is_no_disagreement() -> None:
    unknown = replace(READING, others=(OtherNumber(47.04, "", "Antara"),))
    assert sources_disagree.judge(situation(unknown)) == ()


def test_agencies_two_classes_apart_on_one_axis() -> None:
    low = replace(READING, agency=POLRI, class_key="rendah")
    (finding,) = agencies_differ.judge(situation(READING, low))
    assert "Bawaslu menilai tinggi" in finding.sentence()
    assert "Polri menilai rendah" in finding.sentence()
    assert "Polri says low" in finding.sentence("en")


@pytest.mark.parametrize(
    "other",
    [
        replace(READING, agency=POLRI, class_key="sedang"),
        replace(READING, agency=POLRI, class_key=""),
        replace(READING, agency=POLRI, class_key="rendah", axis="keamanan"),
        replace(READING, class_key="rendah", date=date(2019, 1, 1)),
    ],
    ids=["one class", "unknown", "another axis", "the same agency's older reading"],
)
def test_agencies_that_do_not_differ_by_two(other: StatedReading) -> None:
    assert agencies_differ.judge(situation(READING, other)) == ()


def test_a_score_far_above_its_limits() -> None:
    limit = 68.50 + (68.50 - 21.70) / 2
    assert score_is_extreme.judge(situation(replace(READING, score=limit))) == ()
    (finding,) = score_is_extreme.judge(situation(replace(READING, score=limit + 0.01)))
    assert "68,5" in finding.sentence()


def test_a_score_of_nothing_asks_for_the_reports() -> None:
    (finding,) = score_is_extreme.judge(situation(replace(READING, score=0.0, class_key="sedang")))
    assert "Nol dapat berarti tidak ada laporan" in finding.sentence()
    assert score_is_extreme.judge(situation(replace(READING, score=0.0, minimum=None))) == ()


def test_parts_at_the_ends_of_their_scale() -> None:
    parts = (Part(Wording("Partisipasi"), 0.0), Part(Wording("Kontestasi"), 100.0), Part(Wording("x"), 50.0))
    sentences = [
        found.sentence() for found in score_is_extreme.judge(situation(replace(READING, parts=parts)))
    ]
    assert len(sentences) == 2
    assert sentences[0].startswith("Partisipasi bernilai 0")
    assert sentences[1].startswith("Kontestasi bernilai 100")


def test_a_class_that_cannot_be_reached() -> None:
    assert class_is_degenerate.judge(situation(READING)) == ()
    shown = replace(READING, score=0.0, class_key="sedang", low=-4.0, high=12.0, impossible=("rendah",))
    (finding,) = class_is_degenerate.judge(situation(shown))
    assert "kelas rendah tidak mungkin tercapai" in finding.sentence()
    assert "the class low cannot be reached" in finding.sentence("en")
    assert "-4" in finding.sentence()
