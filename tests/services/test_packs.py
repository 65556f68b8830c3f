"""The packs become rows, once for each of their states, and what people entered stays."""

from datetime import date

from siaga.domain.editions import editions
from siaga.domain.permissions import THE_CONSOLE
from siaga.services.demo import DEMO_PEOPLE, enrol_demo_people
from siaga.services.packs import load_packs, packs_are_loaded
from siaga.store.models import (
    Agency,
    Area,
    AuditEntry,
    Edition,
    IndicatorCount,
    NodeValue,
    Outcome,
    PackLoad,
    Reading,
    User,
)


def test_the_packs_are_loaded_once_and_again_after_a_change(db) -> None:
    assert not packs_are_loaded(THE_CONSOLE)
    loaded = load_packs(THE_CONSOLE)
    assert packs_are_loaded(THE_CONSOLE)
    levels = dict.fromkeys(("provinsi", "kabkota", "kecamatan", "kelurahan"), 0)
    for level in levels:
        levels[level] = Area.rows.filter(level=level, valid_to=None).count()
    assert levels == {"provinsi": 38, "kabkota": 514, "kecamatan": 7285, "kelurahan": 83762}
    assert loaded.editions == Edition.rows.count() == len(editions())
    assert loaded.readings == Reading.unscoped.count() == sum(len(one.readings) for one in editions())
    assert (
        sum(
            Outcome.rows.filter(outcome_set__code="pilkada-2024-psu-pss-psl").values_list(
                "stations", flat=True
            )
        )
        == 287
    )
    assert (
        AuditEntry.rows.get().sentence
        == f"memuat paket data: {loaded.areas} wilayah, {loaded.readings} bacaan"
    )
    _loading_again_keeps_what_people_entered(loaded.readings)


def _loading_again_keeps_what_people_entered(readings: int) -> None:
    """In the same test, because loading 91,628 areas takes seconds on each store."""
    enrol_demo_people(THE_CONSOLE)
    person = User.objects.get(username="bawaslu")
    edition = Edition.rows.get(code="pemetaan-pilkada-2024")
    nodes, counts = NodeValue.rows.count(), IndicatorCount.unscoped.count()
    entered = Reading.unscoped.create(
        space=edition.space,
        owner=edition.agency,
        label="internal",
        area="35.79",
        edition=edition,
        level="kabkota",
        valid_on=date(2024, 8, 26),
        date=date(2024, 8, 26),
        class_key="rendah",
        entered_by=person,
    )
    banten = Reading.unscoped.get(edition__code="ikp-2024", area="36", alternative=False)
    Reading.unscoped.filter(pk=banten.pk).update(score=60.0, entered_by=person)
    PackLoad.rows.update(digest="older")
    assert not packs_are_loaded(THE_CONSOLE)
    load_packs(THE_CONSOLE)
    assert Reading.unscoped.count() == readings + 2
    both = Reading.unscoped.filter(edition__code="ikp-2024", area="36").order_by("alternative")
    assert list(both.values_list("score", "alternative")) == [(60.0, False), (66.53, True)]
    assert Reading.unscoped.filter(pk=entered.pk, entered_by=person).exists()
    assert IndicatorCount.unscoped.count() == counts
    assert NodeValue.rows.count() >= nodes
    assert Agency.rows.filter(code="bawaslu-35.73").exists()


def test_one_log_in_of_each_kind(db) -> None:
    for kind in {one.agency for one in DEMO_PEOPLE if one.agency}:
        Agency.rows.create(code=kind, name=kind, kind="supervisor")
    enrol_demo_people(THE_CONSOLE)
    enrol_demo_people(THE_CONSOLE)
    assert User.objects.count() == len(DEMO_PEOPLE) == 8
    assert {user.role for user in User.objects.all()} == {one.role.value for one in DEMO_PEOPLE}
    assert all(user.password.startswith("argon2$") for user in User.objects.all())
