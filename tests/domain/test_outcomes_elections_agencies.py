"""Reading outcomes, elections and agencies: typed values and clear refusals."""

from datetime import date
from pathlib import Path

import pytest

from siaga.domain import pack_problems as problems
from siaga.domain.agencies import AgencyKind, agencies
from siaga.domain.elections import ElectionKind, Measure, read_election
from siaga.domain.outcomes import OutcomeKind, read_outcomes
from siaga.domain.problems import Problem

OUTCOMES = """
code = "contoh"
name = "Contoh"
election = "pilkada-2024"
date = 2024-11-29
complete = true
source = "kpu"
about = "Contoh untuk uji."
[[totals]]
kind = "PSU"
stations = 3
source = "kpu"
[[sources]]
id = "kpu"
title = "Daftar KPU"
"""
OUTCOME_ROWS = "area,kind,stations,source,date,note\n35.26,PSU,3,kpu,,\n35.26,PSS,,kpu,2024-12-01,\n"
ELECTION = """
code = "contoh"
name = "Contoh"
kind = "pilkada"
polling_day = 2024-11-27
source = "kpu"
[[sources]]
id = "kpu"
title = "KPU"
"""
FIGURES = (
    "area,measure,value,source,date,alternative,note\n"
    "35.73,voters,660744,kpu,,,\n35.73,voters,660774,kpu,,1,\nID,tps,435296,kpu,2024-11-07,,\n"
)


def _pack(folder: Path, **files: str) -> Path:
    pack = folder / "contoh"
    pack.mkdir()
    for name, content in files.items():
        (pack / name.replace("_", ".")).write_text(content, encoding="utf-8")
    return pack


def test_outcomes_become_typed_values(tmp_path: Path) -> None:
    found = read_outcomes(_pack(tmp_path, outcomes_toml=OUTCOMES, outcomes_csv=OUTCOME_ROWS))
    assert (found.complete, found.stations(OutcomeKind.PSU), found.stations(OutcomeKind.PSS)) == (True, 3, 0)
    assert [outcome.stations for outcome in found.outcomes] == [3, None]
    assert [outcome.date for outcome in found.outcomes] == [date(2024, 11, 29), date(2024, 12, 1)]
    assert found.outcomes[0].level == "kabkota"
    assert OutcomeKind.PSS.word("en") == "postponed voting"


@pytest.mark.parametrize(
    ("old", "new", "kind", "told"),
    [
        ("PSU,3", "PSX,3", problems.WordUnknown, "PSX"),
        ("PSU,3", "PSU,-3", problems.NotWhole, "-3"),
        ("PSU,3,kpu", "PSU,3,koran", problems.SourceUnknown, "koran"),
        ("PSU,3,kpu", "PSU,3,", problems.ValueMissing, "source"),
        ("26,PSS", "26,PSU", problems.NamedTwice, "35.26 PSU"),
        ("2024-12-01", "1 Des", problems.NotADay, "1 Des"),
    ],
)
def test_a_wrong_outcome_is_named(
    tmp_path: Path, *, old: str, new: str, kind: type[Problem], told: str
) -> None:
    rows = OUTCOME_ROWS.replace(old, new, 1)
    with pytest.raises(kind, match=told):
        read_outcomes(_pack(tmp_path, outcomes_toml=OUTCOMES, outcomes_csv=rows))


def test_an_election_without_figures_is_an_election(tmp_path: Path) -> None:
    found = read_election(_pack(tmp_path, election_toml=ELECTION))
    assert (found.kind, found.polling_day, found.figures) == (ElectionKind.PILKADA, date(2024, 11, 27), ())


def test_the_preferred_figure_answers_and_the_other_stays(tmp_path: Path) -> None:
    found = read_election(_pack(tmp_path, election_toml=ELECTION, figures_csv=FIGURES))
    preferred = found.figure("35.73", Measure.VOTERS)
    assert preferred is not None
    assert preferred.value == 660_744
    assert [figure.value for figure in found.figures if figure.alternative] == [660_774]
    assert found.figure("35.73", Measure.TPS) is None


@pytest.mark.parametrize(
    ("old", "new", "kind", "told"),
    [
        ("voters,660744", "pemilih,660744", problems.WordUnknown, "pemilih"),
        ("voters,660744", "voters,660.744", problems.NotWhole, "660.744"),
        ("voters,660744", 'voters,"660,744"', problems.DecimalComma, "660,744"),
        ("voters,660744", "voters,", problems.ValueMissing, "value"),
        ("kpu,,1,", "kpu,,,", problems.NamedTwice, "35.73 voters"),
    ],
)
def test_a_wrong_figure_is_named(
    tmp_path: Path, *, old: str, new: str, kind: type[Problem], told: str
) -> None:
    with pytest.raises(kind, match=told):
        read_election(_pack(tmp_path, election_toml=ELECTION, figures_csv=FIGURES.replace(old, new, 1)))


def test_a_wrong_election_is_named(tmp_path: Path) -> None:
    with pytest.raises(problems.WordUnknown, match="pilpres"):
        read_election(_pack(tmp_path, election_toml=ELECTION.replace('"pilkada"', '"pilpres"')))


def test_agencies_are_there_once_each() -> None:
    codes = [agency.code for agency in agencies()]
    assert len(codes) == len(set(codes))
    assert {"kpu", "bawaslu", "polri", "tni", "kesbangpol", "satpol-pp", "linmas", "bpbd", "fkub"} <= set(
        codes
    )
    assert {"fkdm", "kejaksaan", "dkpp", "bkn", "pemda"} <= set(codes)
    assert not any(agency.territory for agency in agencies())


def test_each_kind_of_body_that_meets_in_a_rakor_has_a_row() -> None:
    codes = {agency.code for agency in agencies()}
    assert {"panwascam", "kodim", "koramil", "polres", "polsek", "bnpb", "kecamatan", "kelurahan"} <= codes
    assert {"ormas", "okp", "perguruan-tinggi", "pemantau", "media", "partai"} <= codes
    assert {agency.kind for agency in agencies()} == set(AgencyKind) - {AgencyKind.OTHER}
