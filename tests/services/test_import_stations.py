"""TPS counts from a sheet: the template, and KPU's own sheet with its own numbers in three regencies."""

from datetime import date
from pathlib import Path

import pytest
from tests.services.importing import NOW, add_area, set_up, sheet_of

from siaga.domain import import_problems, row_problems
from siaga.domain.gazetteers import read_areas
from siaga.domain.permissions import THE_CONSOLE, Actor, Role
from siaga.domain.problems import NotFound, Problem
from siaga.domain.sharing import Label
from siaga.services.imports.plans import Draft, Upload
from siaga.services.imports.stations import load_stations, preview_stations
from siaga.store.models import Area, StationCount

KPU = Actor(None, "Logistik", Role.KPU_LOGISTICS_OFFICER, "", "35.73")
ADMIN = Actor(None, "Admin", Role.ADMINISTRATOR)
HEADER = "area;tps;source;date"
SHEET = "kode_kpu,kode_kemendagri_cocok,nama_kecamatan,tps,tps_masuk_28nov2024,pemilihan_sumber"
REFERENCE = Path(__file__).parents[3] / "shared/reference/tps/pilkada2024_tps_per_kecamatan.csv"


@pytest.fixture(autouse=True)
def rows(db: str) -> None:
    """The election and its areas."""
    set_up()


def draft(*lines: str, actor: Actor = KPU, **chosen: object) -> Draft:
    """A kept draft of these lines."""
    return preview_stations(actor, upload=sheet_of(*lines, target="pilkada-2024", **chosen), now=NOW)


def from_kpu(*lines: str) -> Draft:
    """A draft of lines of KPU's sheet."""
    return draft(SHEET, *lines, actor=ADMIN, source="KPU", day=date(2024, 11, 28))


def counts() -> dict[str, int]:
    """What is in the store."""
    return dict(StationCount.unscoped.values_list("area", "stations"))


def test_the_template_is_loaded_and_loaded_again_with_a_change() -> None:
    one = draft(HEADER, "35.73.01;210;KPU;2024-11-20", "35.73.02;160;KPU;2024-11-20")
    assert one.preview.total == 370
    load_stations(KPU, draft=one.id, seal=one.seal, now=NOW)
    two = draft(HEADER, "35.73.01;211;KPU;2024-11-20", "35.73.02;160;KPU;2024-11-20")
    done = load_stations(KPU, draft=two.id, seal=two.seal, now=NOW)
    assert (done.added, done.changed, done.same) == (0, 1, 1)
    assert counts() == {"35.73.01": 211, "35.73.02": 160}


@pytest.mark.parametrize(
    ("line", "column", "problem"),
    [
        ("35.73;10;KPU;2024-11-20", "area", row_problems.LevelNotCounted),
        ("35.73.99;10;KPU;2024-11-20", "area", row_problems.AreaUnknownHere),
        ("35.73.01;10;KPU;2024-12-31", "date", row_problems.DateInFuture),
        ("35.73.01;10;;2024-11-20", "source", row_problems.CellEmpty),
        ("35.73.01;10;KPU;", "date", row_problems.CellEmpty),
        ("35.73.01;;KPU;2024-11-20", "tps", row_problems.CellEmpty),
        ("35.73.01;-1;KPU;2024-11-20", "tps", row_problems.NumberNegative),
        ("35.73.01;1.234;KPU;2024-11-20", "tps", row_problems.NumberAmbiguous),
        ("35.73.02;9;KPU;2024-11-20", "area", row_problems.RowTwice),
    ],
)
def test_each_bad_cell_is_named_and_nothing_loaded(line: str, column: str, problem: type[Problem]) -> None:
    one = draft(HEADER, "35.73.02;160;KPU;2024-11-20", line)
    assert [(bad.row, bad.column, type(bad.problem)) for bad in one.preview.failures] == [
        (3, column, problem)
    ]
    with pytest.raises(import_problems.HasFailures):
        load_stations(KPU, draft=one.id, seal=one.seal, now=NOW)
    assert counts() == {}


def test_an_area_outside_the_territory_is_named() -> None:
    add_area("35.07.01", "Donomulyo")
    (bad,) = draft(HEADER, "35.07.01;9;KPU;2024-11-20").preview.failures
    assert isinstance(bad.problem, row_problems.AreaOutsideTerritory)


def test_source_and_date_come_from_the_form_where_the_sheet_has_none() -> None:
    with pytest.raises(import_problems.SourceNotGiven):
        draft("area;tps", "35.73.01;9")
    with pytest.raises(import_problems.DayNotGiven):
        draft("area;tps", "35.73.01;9", source="KPU")
    assert draft("area;tps", "35.73.01;9", source="KPU", day=date(2024, 11, 1)).preview.loadable


def test_another_election_and_no_election() -> None:
    (bad,) = draft("area;tps;election;source;date", "35.73.01;9;pemilu-2024;KPU;2024-11-20").preview.failures
    assert isinstance(bad.problem, row_problems.OtherElection)
    with pytest.raises(NotFound):
        preview_stations(
            KPU, upload=sheet_of(HEADER, "35.73.01;9;KPU;2024-11-20", target="pilkada-2099"), now=NOW
        )


def sorong(*names: str) -> None:
    """Kabupaten Sorong with these kecamatan, numbered from 01."""
    for number, name in enumerate(names, 1):
        add_area(f"96.01.{number:02d}", name)


def test_kpus_own_codes_are_matched_by_name_within_the_kabupaten() -> None:
    sorong("Makbon", "Mariat")
    one = from_kpu(
        "35.73.01,1,Blimbing,10,9,pwkk", "96.01.01,1,Makbon,16,4,pkwkk", "96.01.39,0,MARIAT,33,30,pkwkk"
    )
    assert one.preview.loadable and one.preview.total == 59
    load_stations(ADMIN, draft=one.id, seal=one.seal, now=NOW)
    assert counts() == {"35.73.01": 10, "96.01.01": 16, "96.01.02": 33}


def test_a_code_that_stands_for_another_kecamatan_is_found_by_order_and_marked() -> None:
    """KPU's 96.01.03 is not Mariat, for KPU's row MARIAT is 96.01.39; what is left goes by order."""
    sorong("Makbon", "Aimas", "Mariat")
    one = from_kpu("96.01.01,1,Makbon,16,,", "96.01.03,1,Mariat,71,,", "96.01.39,0,MARIAT,33,,")
    assert one.preview.loadable
    assert [bad.row for bad in one.preview.warnings] == [2, 3]
    assert "96.01" in one.preview.remarks[1].sentence()
    load_stations(ADMIN, draft=one.id, seal=one.seal, now=NOW)
    assert counts() == {"96.01.01": 16, "96.01.02": 71, "96.01.03": 33}
    doubtful = StationCount.unscoped.filter(source__contains="urutan").values_list("area", flat=True)
    assert set(doubtful) == {"96.01.01", "96.01.02"}


def test_where_the_order_does_not_work_out_the_rows_are_named() -> None:
    sorong("Makbon", "Aimas", "Mariat", "Klabot")
    one = from_kpu("96.01.01,1,Makbon,16,,", "96.01.03,1,Mariat,71,,", "96.01.39,0,MARIAT,33,,")
    kinds = [(bad.row, type(bad.problem)) for bad in one.preview.failures]
    assert kinds == [(2, row_problems.StationNumberForeign), (3, row_problems.StationNumberForeign)]


def test_a_name_that_nobody_has_is_named() -> None:
    sorong("Makbon")
    (bad,) = from_kpu("96.01.39,0,MARIAT,33,,").preview.failures
    assert isinstance(bad.problem, row_problems.StationNotMatched)
    assert "MARIAT" in bad.problem.sentence()


def test_another_spelling_is_a_warning() -> None:
    one = from_kpu("35.73.01,1,Belimbing,10,,")
    (bad,) = one.preview.warnings
    assert isinstance(bad.problem, row_problems.NamesDiffer) and one.preview.loadable


@pytest.mark.skipif(not REFERENCE.exists(), reason="the shared reference sheet is not here")
def test_kpus_national_sheet_is_loaded_whole() -> None:
    known = set(Area.rows.values_list("code", flat=True))
    Area.rows.bulk_create(
        Area(
            code=one.code,
            name=one.name,
            search_name=one.name.casefold(),
            level=one.level.value,
            parent=one.parent,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
        )
        for one in read_areas()
        if len(one.code) == 8 and one.code not in known
    )
    upload = Upload(
        file_name=REFERENCE.name,
        content=REFERENCE.read_bytes(),
        target="pilkada-2024",
        source="KPU, hasil hitung Pilkada 2024",
        day=date(2024, 11, 28),
        label=Label.PUBLIC,
    )
    one = preview_stations(THE_CONSOLE, upload=upload, now=NOW)
    assert (one.preview.failing_rows, len(one.preview.rows), one.preview.total) == (0, 7277, 435_296)
    assert [remark.fields["count"] for remark in one.preview.remarks] == [24, 45]
    load_stations(THE_CONSOLE, draft=one.id, seal=one.seal, now=NOW)
    stored = counts()
    assert (len(stored), sum(stored.values())) == (7277, 435_296)
    assert (stored["96.01.14"], stored["96.01.05"]) == (33, 71)
    assert sum(count for code, count in stored.items() if code.startswith("96.01.")) == 388
