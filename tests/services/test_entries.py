"""What an administrator enters by form: each wrong field has its sentence, sent twice is entered once."""

from dataclasses import replace
from datetime import date

import pytest
from tests.services.importing import NOW, TREE, set_up, sheet_of

from siaga.domain import entries
from siaga.domain.areas import InvalidAreaCode
from siaga.domain.permissions import THE_PUBLIC, Actor, Role
from siaga.domain.problems import NotPermitted, Problem
from siaga.domain.sharing import Label
from siaga.services.editions import enter_edition, enter_indicator_set
from siaga.services.elections import enter_agency, enter_election, register
from siaga.services.imports.desk import occurrence_targets, reading_targets, station_targets
from siaga.services.imports.readings import load_readings, preview_readings
from siaga.services.imports.templates import occurrences_template, readings_template
from siaga.services.maps import map_choices
from siaga.store.models import Agency, AuditEntry, Edition, Election, IndicatorSet

ADMIN = Actor(None, "Admin", Role.ADMINISTRATOR)
ELECTION = entries.NewElection("pemilu-2029", "Pemilu 2029", "pemilu", date(2029, 2, 14), "PKPU")
AGENCY = entries.NewAgency("panwascam-klojen", "Panwascam Klojen", "supervisor", territory="35.73.02")
EDITION = entries.NewEdition(
    code="ikp-2029",
    name="IKP 2029",
    agency="bawaslu",
    axis="kerawanan pemilu",
    date=date(2024, 11, 1),
    levels=("provinsi", "kabkota"),
    class_method="fixed",
    sources=(entries.NewSource("Rilis Bawaslu", "Bawaslu", date(2024, 11, 1)),),
    indicator_set="ikp-2024",
    scale_low=0,
    scale_high=100,
    limits=(entries.NewLimit("provinsi", 33, 66), entries.NewLimit("kabkota", 33, 66, "rendah", "tinggi")),
)
DEEP = "code,parent,weight,direction\nn0,,1,1\n" + "".join(f"n{i + 1},n{i},1,1\n" for i in range(3000))
SET = entries.NewIndicatorSet("set-2029", "Set 2029", TREE, '[aggregate]\nmethod = "arithmetic"\n')


@pytest.fixture(autouse=True)
def rows(db: str) -> None:
    """Areas and agencies."""
    set_up()


def wrong(problem: pytest.ExceptionInfo[entries.FieldsWrong]) -> dict[str, type[Problem]]:
    """The kinds of problems by field, each able to speak."""
    for one in problem.value.problems.values():
        assert one.sentence() and one.sentence("en")
    return {name: type(one) for name, one in problem.value.problems.items()}


def test_an_election_is_entered_once_and_can_be_imported_into() -> None:
    assert not enter_election(ADMIN, new=ELECTION).again
    assert enter_election(ADMIN, new=ELECTION).again
    assert Election.rows.filter(code="pemilu-2029").count() == 1
    assert "pemilu-2029" in {one.code for one in station_targets(ADMIN)}
    assert "pemilu-2029" in {one.code for one in register(ADMIN).elections}
    assert AuditEntry.rows.filter(sentence="mencatat pemilihan Pemilu 2029 (pemilu-2029)").exists()
    with pytest.raises(entries.FieldsWrong) as refused:
        enter_election(ADMIN, new=replace(ELECTION, name="Lain"))
    assert wrong(refused) == {"code": entries.CodeTaken}
    assert "Pemilu 2029" in refused.value.problems["code"].sentence()


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        ({"code": "Pemilu 2029"}, "code", entries.CodeMalformed),
        ({"name": ""}, "name", entries.FieldEmpty),
        ({"kind": "pilkades"}, "kind", entries.ChoiceUnknown),
        ({"polling_day": date(1029, 2, 14)}, "polling_day", entries.DateTooFar),
        ({"source": ""}, "source", entries.FieldEmpty),
        ({"code": "pemilu-2024"}, "code", entries.CodePackaged),
    ],
)
def test_a_wrong_election(change: dict[str, object], field: str, problem: type[Problem]) -> None:
    with pytest.raises(entries.FieldsWrong) as refused:
        enter_election(ADMIN, new=replace(ELECTION, **change))
    assert wrong(refused) == {field: problem}
    assert not Election.rows.filter(name="Pemilu 2029").exists()


def test_an_agency_is_entered_once() -> None:
    enter_agency(ADMIN, new=AGENCY)
    assert enter_agency(ADMIN, new=AGENCY).again
    assert Agency.rows.get(code="panwascam-klojen").territory == "35.73.02"


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        ({"territory": "35-73"}, "territory", InvalidAreaCode),
        ({"territory": "35.99"}, "territory", entries.TerritoryUnknown),
        ({"kind": ""}, "kind", entries.ChoiceUnknown),
        ({"code": "bawaslu"}, "code", entries.CodePackaged),
        ({"code": "bnpb"}, "code", entries.CodePackaged),
    ],
)
def test_a_wrong_agency(change: dict[str, object], field: str, problem: type[Problem]) -> None:
    with pytest.raises(entries.FieldsWrong) as refused:
        enter_agency(ADMIN, new=replace(AGENCY, **change))
    assert wrong(refused) == {field: problem}


def test_an_edition_stands_on_the_map_and_in_templates_at_once() -> None:
    enter_edition(ADMIN, new=EDITION, now=NOW)
    assert enter_edition(ADMIN, new=EDITION, now=NOW).again
    row = Edition.rows.get(code="ikp-2029")
    assert (row.levels, row.limits.count(), row.sources.get().title) == (
        "provinsi,kabkota",
        2,
        "Rilis Bawaslu",
    )
    assert row.limits.get(level="kabkota").low_owner == "rendah"
    officer = Actor(None, "x", Role.BAWASLU_OFFICER, "bawaslu", "35.73")
    assert "ikp-2029" in {one.code for one in reading_targets(officer, space="real", now=NOW)}
    asked = {"target": "ikp-2029", "space": "real", "language": "id"}
    assert b"i02" in readings_template(officer, file_format="csv", **asked).content
    upload = sheet_of("area;score", "35.73;50", target="ikp-2029", label=Label.PUBLIC)
    draft = preview_readings(officer, upload=upload, now=NOW)
    load_readings(officer, draft=draft.id, seal=draft.seal, now=NOW)
    shown = {edition.code for choice in map_choices(THE_PUBLIC) for edition in choice.editions}
    assert "ikp-2029" in shown


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        ({"code": "IKP"}, "code", entries.CodeMalformed),
        ({"code": "uji-2024"}, "code", entries.CodeTaken),
        ({"code": "ikp-2019"}, "code", entries.CodePackaged),
        ({"agency": "tidak-ada"}, "agency", entries.ChoiceUnknown),
        ({"agency": ""}, "agency", entries.FieldEmpty),
        ({"indicator_set": "tidak-ada"}, "indicator_set", entries.ChoiceUnknown),
        ({"axis": ""}, "axis", entries.FieldEmpty),
        ({"levels": ()}, "levels", entries.FieldEmpty),
        ({"sources": ()}, "source_title_1", entries.FieldEmpty),
        ({"scale_high": None}, "scale_high", entries.ScaleHalf),
        ({"scale_low": 100, "scale_high": 0, "limits": ()}, "scale_high", entries.ScaleReversed),
        ({"class_method": "jenks"}, "class_method", entries.ChoiceUnknown),
        ({"limits": (entries.NewLimit("provinsi", 33, 66),)}, "class_method", entries.LimitsMissing),
        ({"date": date(20, 11, 1)}, "date", entries.DateTooFar),
    ],
)
def test_a_wrong_edition(change: dict[str, object], field: str, problem: type[Problem]) -> None:
    before = Edition.rows.count()
    with pytest.raises(entries.FieldsWrong) as refused:
        enter_edition(ADMIN, new=replace(EDITION, **change), now=NOW)
    assert wrong(refused).get(field) is problem
    assert Edition.rows.count() == before


@pytest.mark.parametrize(
    "change",
    [
        {"axis": "keamanan"},
        {"about": "Dikoreksi."},
        {"name_en": "EVI 2029"},
        {"class_method": "mean-sd"},
        {"indicator_set": ""},
        {"agency": "polri"},
        {"date": date(2024, 11, 2)},
        {"levels": ("kabkota",)},
        {"scale_high": 101},
        {"limits": (EDITION.limits[0], replace(EDITION.limits[1], high=67))},
        {"limits": (EDITION.limits[0], replace(EDITION.limits[1], low_owner="sedang"))},
        {"limits": (EDITION.limits[0], replace(EDITION.limits[1], minimum=10))},
        {"sources": (entries.NewSource("Rilis Bawaslu", "Bawaslu", date(2024, 11, 2)),)},
        {"sources": (*EDITION.sources, entries.NewSource("Lampiran"))},
    ],
)
def test_a_corrected_edition_is_refused_not_dropped(change: dict[str, object]) -> None:
    enter_edition(ADMIN, new=EDITION, now=NOW)
    with pytest.raises(entries.FieldsWrong) as refused:
        enter_edition(ADMIN, new=replace(EDITION, **change), now=NOW)
    assert wrong(refused) == {"code": entries.CodeTaken}
    assert enter_edition(ADMIN, new=EDITION, now=NOW).again


@pytest.mark.parametrize("limit", [(66, 33), (33, None), (33, 33), (33, 166)])
def test_limits_are_a_pair_in_order_on_the_scale(limit: tuple[float, float | None]) -> None:
    limits = (entries.NewLimit("provinsi", *limit), entries.NewLimit("kabkota", 33, 66))
    with pytest.raises(entries.FieldsWrong) as refused:
        enter_edition(ADMIN, new=replace(EDITION, limits=limits), now=NOW)
    assert wrong(refused) == {"low_provinsi": entries.LimitsReversed}


def test_an_indicator_set_is_examined_and_offered() -> None:
    enter_indicator_set(ADMIN, new=SET, now=NOW)
    assert enter_indicator_set(ADMIN, new=SET, now=NOW).again
    assert "set-2029" in {one.code for one in occurrence_targets(ADMIN)}
    assert (
        b"indicator"
        in occurrences_template(ADMIN, target="set-2029", file_format="csv", language="id").content
    )
    with pytest.raises(entries.FieldsWrong) as refused:
        enter_indicator_set(ADMIN, new=replace(SET, method=""), now=NOW)
    assert wrong(refused) == {"code": entries.CodeTaken}
    with pytest.raises(entries.FieldsWrong) as refused:
        enter_indicator_set(ADMIN, new=replace(SET, code="ikp-2019"), now=NOW)
    assert wrong(refused) == {"code": entries.CodePackaged}


def test_a_tree_with_semicolons_is_kept_with_commas() -> None:
    enter_indicator_set(ADMIN, new=replace(SET, indicators=TREE.replace(",", ";")), now=NOW)
    assert IndicatorSet.rows.get(code="set-2029").indicators == TREE


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"indicators": "  "}, "indicators", "indicators.csv"),
        ({"indicators": "code,name\na,b\n"}, "indicators", "parent"),
        ({"indicators": TREE.replace("kontestasi,1,1\ni02", "tak-ada,1,1\ni02")}, "indicators", "tak-ada"),
        ({"indicators": TREE + "lain,Akar lain,,1,1\n"}, "indicators", "akar"),
        (
            {"indicators": TREE.replace("i02,Netralitas ASN,kontestasi,1,1", "i02,N,kontestasi,1,2")},
            "indicators",
            "i02",
        ),
        ({"indicators": TREE.replace("index,1,1\ni01", "index,-1,1\ni01")}, "indicators", "Bobot"),
        ({"indicators": TREE + "i02,lagi,kontestasi,1,1\n"}, "indicators", "dua kali"),
        ({"indicators": TREE + "i03,a,kontestasi,1,1,lebih\n"}, "indicators", "baris 6"),
        ({"method": "[aggregate"}, "method", "TOML"),
        ({"method": "x = " + "[" * 3000 + "]" * 3000}, "method", "TOML"),
        ({"method": "x = " + "9" * 9000}, "method", "TOML"),
        ({"method": "#" * 20_001}, "method", "20000"),
        ({"indicators": TREE + "," * 200_000}, "indicators", "200000"),
        ({"indicators": DEEP}, "indicators", "3001 tingkat"),
        ({"method": "[ramal]\nx = 1\n"}, "method", "ramal"),
        ({"method": '[aggregate]\nmethod = "ajaib"\n'}, "method", "ajaib"),
    ],
)
def test_a_broken_tree_or_method_says_so_beside_its_field(
    change: dict[str, str], field: str, words: str
) -> None:
    with pytest.raises(entries.FieldsWrong) as refused:
        enter_indicator_set(ADMIN, new=replace(SET, **change), now=NOW)
    assert list(wrong(refused)) == [field]
    assert words in refused.value.problems[field].sentence()
    assert not IndicatorSet.rows.filter(code="set-2029").exists()


def test_only_the_administrator(actors) -> None:
    for actor in (*actors, THE_PUBLIC):
        for ask in (
            lambda who: enter_election(who, new=ELECTION),
            lambda who: enter_agency(who, new=AGENCY),
            lambda who: enter_edition(who, new=EDITION, now=NOW),
            lambda who: enter_indicator_set(who, new=SET, now=NOW),
            register,
        ):
            with pytest.raises(NotPermitted):
                ask(actor)
    assert not Election.rows.filter(code="pemilu-2029").exists()
