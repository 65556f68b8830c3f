"""Suggested next steps: what was found comes first, then what is missing, and never more than three."""

from siaga.domain.words import Wording
from siaga.rules.alert import Finding, alert_rules
from siaga.rules.steps import _AFTER, Gaps, Unexplained, suggested_steps

BAWASLU, EDITION = Wording("Bawaslu", "Bawaslu (en)"), Wording("IKP 2024", "Index 2024")
FIELDS = ("agency", "edition", "score", "used", "other", "source", "instead", "one", "first", "second")
FIELDS += ("classes", "axis", "date")


def finding(rule: str) -> Finding:
    return Finding(rule, "", "", tuple((name, f"<{name}>") for name in FIELDS))


def sentences(*rules: str, gaps: Gaps | None = None, most: int = 9, language: str = "id") -> list[str]:
    steps = suggested_steps([finding(rule) for rule in rules], gaps or Gaps("Kota Malang"), most)
    return [f"{one.who.said(language)}: {one.sentence(language)}" for one in steps]


def test_every_alert_rule_leads_to_a_step_in_both_languages() -> None:
    assert set(_AFTER) == {rule.code for rule in alert_rules()}
    for rule in _AFTER:
        indonesian, english = sentences(rule)[0], sentences(rule, language="en")[0]
        assert indonesian != english
        assert "{" not in indonesian + english


def test_a_conflict_of_sources_comes_before_an_old_reading() -> None:
    found = sentences("reading_is_old", "sources_disagree", "reading_is_old")
    assert "buka dokumen asli" in found[0]
    assert "bahan yang lebih baru" in found[1]
    assert len(found) == 3


def test_at_most_three_steps() -> None:
    assert len(sentences(*_AFTER, most=3)) == 3


def test_what_nobody_knows_is_asked_for() -> None:
    gaps = Gaps("Klojen", on_anything=False, children=11, silent_children=4)
    found = sentences(gaps=gaps)
    assert "Bawaslu, KPU, dan Polres" in found[0]
    assert "4 dari 11 wilayah" in found[1]
    unexplained = Gaps("Klojen", agencies=(BAWASLU,), unexplained=(Unexplained(BAWASLU, EDITION),))
    found = sentences(gaps=unexplained, language="en")
    assert "ask Bawaslu (en) to disclose the indicator values behind Index 2024" in found[0]
    assert "so far only Bawaslu (en)" in found[1]


def test_there_is_always_a_next_step() -> None:
    assert "tinjau penilaian ini lagi" in sentences()[0]
