"""An alert rule costs one file."""

from datetime import date

from siaga.rules import alerts
from siaga.rules.alert import Situation, alert_rules, judged

RULE = '''
"""Kota Malang is always worth a look."""

from siaga.rules.alert import AlertRule, Finding, Situation


def judge(situation: Situation) -> tuple[Finding, ...]:
    """One finding for one city."""
    found = Finding("one_city", "Lihat {name}.", "Look at {name}.", (("name", situation.name),))
    return (found,) if situation.area == "35.73" else ()


RULE = AlertRule("one_city", "Satu kota", "One city", "uji resep", judge)
'''


def test_one_file_adds_a_rule(room) -> None:
    before = {rule.code for rule in alert_rules()}
    room.add(alerts, "one_city", RULE)
    rules = alert_rules()
    assert {rule.code for rule in rules} - before == {"one_city"}
    situation = Situation("35.73", "Kota Malang", date(2024, 11, 20))
    assert [finding.sentence("id") for finding in judged(situation, rules)] == ["Lihat Kota Malang."]
    assert judged(Situation("35.79", "Kota Batu", date(2024, 11, 20)), rules) == ()
