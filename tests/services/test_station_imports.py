"""The register of polling stations from a sheet or a file of any length: every bad row is a sentence."""

from datetime import date
from pathlib import Path

import pytest
from tests.services.importing import NOW, sheet_of, workbook
from tests.services.stationing import GOOD, HEADER, set_up_stations

from siaga.domain import import_problems, row_problems, station_problems
from siaga.domain.imports import Effect
from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC, Actor, Role
from siaga.domain.problems import NotFound, NotPermitted, Problem
from siaga.domain.sharing import Label
from siaga.services.imports.plans import Draft, Upload
from siaga.services.imports.register import load_register, preview_register
from siaga.services.imports.register_bulk import StationFile, checked_station_file, load_station_file
from siaga.store.models import Area, AuditEntry, Election, Station, StationRegister

KPU = Actor(None, "Logistik", Role.KPU_LOGISTICS_OFFICER, "", "35.73")
ELECTION = "pilkada-2024"


@pytest.fixture(autouse=True)
def rows(db: str) -> None:
    """The election and its kelurahan."""
    set_up_stations()


def draft(*lines: str, actor: Actor = THE_CONSOLE, header: str = HEADER, **chosen: object) -> Draft:
    """A kept draft of these lines."""
    return preview_register(actor, upload=sheet_of(header, *lines, target=ELECTION, **chosen), now=NOW)


def upload(**chosen: object) -> Upload:
    """What stands beside a file on the disk."""
    return Upload("tps.csv", b"", ELECTION, **chosen)  # type: ignore[arg-type]


def file_of(folder: Path, *lines: str, header: str = HEADER) -> Path:
    """A CSV on the disk."""
    path = folder / "tps.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def load_file(path: Path, **chosen: object) -> StationFile:
    """Check a file and load it."""
    with checked_station_file(THE_CONSOLE, path, upload(**chosen), now=NOW) as file:
        load_station_file(THE_CONSOLE, file=file, now=NOW)
    return file


def kept() -> dict[int, tuple[object, ...]]:
    """What the store holds, by code."""
    fields = ("code", "area", "number", "special", "place", "latitude", "longitude", "point_kind", "voters")
    return {row[0]: row[1:] for row in Station.unscoped.values_list(*fields)}


def test_a_sheet_is_previewed_loaded_and_loaded_again_with_a_change() -> None:
    one = draft(*GOOD)
    assert one.preview.loadable
    assert len(one.preview.of(Effect.ADD)) == 5
    load_register(THE_CONSOLE, draft=one.id, seal=one.seal, now=NOW)
    assert kept()[3573021001901] == ("35.73.02.1001", 901, True, "Lapas", -7.97, 112.632, "own", 300)
    assert kept()[3573021002001][-4:] == (-7.98, 112.628, "kelurahan", 510)
    again = draft(GOOD[0].replace("466", "467"), *GOOD[1:])
    [changed] = again.preview.of(Effect.CHANGE)
    assert [(one.column, one.before, one.after) for one in changed.differences] == [("voters", 466, 467)]
    done = load_register(THE_CONSOLE, draft=again.id, seal=again.seal, now=NOW)
    assert (done.added, done.changed, done.same) == (0, 1, 4)
    assert StationRegister.rows.get().version == 2


def test_a_file_on_the_disk_gives_the_same_rows(tmp_path: Path) -> None:
    one = draft(*GOOD)
    load_register(THE_CONSOLE, draft=one.id, seal=one.seal, now=NOW)
    before = kept()
    Station.unscoped.all().delete()
    file = load_file(file_of(tmp_path, *GOOD))
    assert (file.counts[Effect.ADD], file.lent_points) == (5, 1)
    assert kept() == before
    again = load_file(file_of(tmp_path, GOOD[0].replace("466", "467"), *GOOD[1:]))
    assert {effect.value: count for effect, count in again.counts.items()} == {
        "add": 0,
        "change": 1,
        "same": 4,
    }
    assert "1 diubah" in AuditEntry.rows.filter(use_case="load_station_file").latest("pk").sentence


def test_a_workbook_on_the_disk_is_streamed_too(tmp_path: Path) -> None:
    path = tmp_path / "tps.xlsx"
    lines = [HEADER.split(";"), *(line.split(";") for line in GOOD)]
    path.write_bytes(workbook(lines))
    assert load_file(path).counts[Effect.ADD] == 5


def row(**changed: str) -> str:
    """A good row with some of its cells changed."""
    cells = dict(zip(HEADER.split(";"), GOOD[0].split(";"), strict=True)) | changed
    return ";".join(cells.values())


BAD = [
    ({"code": "35.73.02.1009.001"}, "code", row_problems.AreaUnknownHere),
    ({"code": "35.73.02.1001.000"}, "code", station_problems.StationNumberZero),
    ({"code": "35.73.02.1001.1000"}, "code", station_problems.StationNumberTooLarge),
    ({"code": "35.73.02.001"}, "code", station_problems.StationCodeUnreadable),
    ({"code": "92.01.01.1001.001"}, "code", row_problems.AreaExpired),
    ({"code": ""}, "code", row_problems.CellEmpty),
    ({"latitude": "112.63", "longitude": "-7.97"}, "latitude", station_problems.PointSwapped),
    ({"latitude": "7.97"}, "latitude", station_problems.PointAbroad),
    ({"longitude": ""}, "latitude", station_problems.PointHalf),
    ({"latitude": "selatan"}, "latitude", row_problems.NumberUnreadable),
    ({"latitude": "-797.1"}, "latitude", row_problems.NumberOutsideScale),
    ({"voters": "-4"}, "voters", row_problems.NumberNegative),
    ({"voters": "4,5"}, "voters", row_problems.NumberNotWhole),
    ({"voters": "=SUM(A1)"}, "voters", row_problems.CellIsFormula),
    ({"date": "2030-01-01"}, "date", row_problems.DateInFuture),
    ({"source": ""}, "source", row_problems.CellEmpty),
    ({"place": "x" * 201}, "place", row_problems.TextTooLong),
]


@pytest.mark.parametrize(
    ("changed", "column", "problem"), BAD, ids=lambda one: getattr(one, "__name__", None)
)
def test_a_bad_row_is_a_sentence_and_nothing_is_loaded(
    changed: dict[str, str], column: str, problem: type[Problem], tmp_path: Path
) -> None:
    gone = Area.rows.create(
        **{"code": "92.01.01.1001", "name": "Lama", "search_name": "", "level": "kelurahan"},
        **{"parent": "92.01.01", "valid_to": date(2023, 1, 1)},
    )
    assert gone.pk
    kept_draft = draft(row(**changed), GOOD[3])
    [finding] = kept_draft.preview.failures
    assert (finding.row, finding.column, type(finding.problem)) == (2, column, problem)
    assert finding.problem.sentence("id") != finding.problem.sentence("en")
    with pytest.raises(import_problems.HasFailures):
        load_register(THE_CONSOLE, draft=kept_draft.id, seal=kept_draft.seal, now=NOW)
    with (
        checked_station_file(
            THE_CONSOLE, file_of(tmp_path, row(**changed), GOOD[3]), upload(), now=NOW
        ) as file,
        pytest.raises(station_problems.StationFileFails),
    ):
        load_station_file(THE_CONSOLE, file=file, now=NOW)
    assert (file.failing_rows, file.counts[Effect.ADD]) == (1, 1)
    assert [one.row for one in file.findings] == [2]
    assert not Station.unscoped.exists()


SEPARATE = "area;number;place;source;date"


@pytest.mark.parametrize(
    ("line", "column", "problem"),
    [
        ("35.73.02;1;x;KPU;2024-11-01", "area", station_problems.StationElsewhere),
        ("35.73.02.1001;0;x;KPU;2024-11-01", "number", station_problems.StationNumberZero),
        ("35.73.02.1001;1000;x;KPU;2024-11-01", "number", station_problems.StationNumberTooLarge),
        ("35.73.02.1001;;x;KPU;2024-11-01", "number", row_problems.CellEmpty),
        ("35.07.01.2001;1;x;KPU;2024-11-01", "area", row_problems.AreaOutsideTerritory),
    ],
)
def test_kelurahan_and_number_in_columns_of_their_own(line: str, column: str, problem: type[Problem]) -> None:
    found = draft(line, actor=KPU, header=SEPARATE)
    [finding] = found.preview.failures
    assert (finding.column, type(finding.problem)) == (column, problem)
    assert draft("35.73.02.1001;1;x;KPU;2024-11-01", actor=KPU, header=SEPARATE).preview.loadable


def test_a_code_twice_and_columns_that_contradict_it() -> None:
    twice = draft(GOOD[0], GOOD[3], GOOD[0].replace("001;", "001;Lain ", 1))
    [finding] = twice.preview.failures
    assert (finding.row, type(finding.problem)) == (4, row_problems.RowTwice)
    header = "code;area;number;source;date"
    contradicting = draft("35.73.02.1001.001;35.73.02.1002;2;KPU;2024-11-01", header=header)
    assert [type(one.problem) for one in contradicting.preview.failures] == [
        station_problems.StationCodesDiffer,
        station_problems.StationCodesDiffer,
    ]


@pytest.mark.parametrize(
    ("kind", "voters", "warned"),
    [("pilkada", 600, False), ("pilkada", 601, True), ("pemilu", 300, False), ("pemilu", 301, True)],
)
def test_more_voters_than_the_ceiling_are_a_warning(kind: str, voters: int, warned: bool) -> None:
    Election.rows.filter(code=ELECTION).update(kind=kind)
    found = draft(row(voters=str(voters)))
    assert found.preview.loadable
    assert [type(one.problem) for one in found.preview.warnings] == [station_problems.TooManyVoters] * warned


def test_a_point_far_from_its_kelurahan_is_a_warning_farther_where_only_the_parent_has_one() -> None:
    far = row(latitude="-8.35", longitude="112.63")
    [warning] = draft(far).preview.warnings
    assert isinstance(warning.problem, station_problems.PointFarAway)
    assert "42 km" in warning.problem.sentence("id")
    Area.rows.filter(code="35.73.02.1001").update(point_kind="parent")
    assert not draft(far).preview.warnings


def test_decimal_commas_and_points_mean_the_same() -> None:
    comma = draft(row(latitude="-7,9710", longitude="112,633"))
    assert comma.preview.loadable
    load_register(THE_CONSOLE, draft=comma.id, seal=comma.seal, now=NOW)
    assert kept()[3573021001001][4:6] == (-7.971, 112.633)


def test_files_that_are_no_register_are_refused(tmp_path: Path) -> None:
    for name, content, problem in (
        ("a.csv", b"", import_problems.FileEmpty),
        ("b.csv", b"code;source;date\n", import_problems.NoRows),
        ("c.csv", b"%PDF-1.7", import_problems.NotASheet),
        ("d.ods", b"PK", import_problems.SuffixUnknown),
        ("e.xlsx", b"PK\x03\x04 nothing", import_problems.FileDamaged),
        ("f.csv", b"kode;source;date\n1;2;3\n", import_problems.HeaderUnknown),
        ("g.csv", b"place;source;date\n1;2;3\n", import_problems.HeaderMissing),
        ("h.csv", b"code;date\n1;2\n", import_problems.SourceNotGiven),
        ("i.csv", b"code;source\n1;2\n", import_problems.DayNotGiven),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(problem), checked_station_file(THE_CONSOLE, path, upload(), now=NOW):
            pass
    with (
        pytest.raises(NotFound),
        checked_station_file(THE_CONSOLE, path, Upload("x", b"", "tidak-ada"), now=NOW),
    ):
        pass


def test_a_file_is_not_loaded_onto_a_register_that_changed_meanwhile(tmp_path: Path) -> None:
    with checked_station_file(THE_CONSOLE, file_of(tmp_path, GOOD[0]), upload(), now=NOW) as file:
        other = draft(GOOD[3])
        load_register(THE_CONSOLE, draft=other.id, seal=other.seal, now=NOW)
        with pytest.raises(station_problems.RegisterChanged):
            load_station_file(THE_CONSOLE, file=file, now=NOW)
    assert list(kept()) == [3573011001001]


def test_only_those_who_may_import_stations_do(tmp_path: Path) -> None:
    for stranger in (THE_PUBLIC, Actor(None, "FKDM", Role.FKDM_MEMBER, "fkdm", "35.73")):
        with pytest.raises(NotPermitted):
            checked_station_file(stranger, file_of(tmp_path, *GOOD), upload(), now=NOW)
        with pytest.raises(NotPermitted):
            draft(*GOOD, actor=stranger)


def test_many_failing_rows_are_counted_and_only_the_first_remembered(tmp_path: Path) -> None:
    lines = [f"35.73.02.1001.{number:03d};x;;;;-1;KPU;2024-11-01" for number in range(1, 400)]
    with checked_station_file(
        THE_CONSOLE, file_of(tmp_path, *lines), upload(label=Label.PUBLIC), now=NOW
    ) as file:
        assert (file.failing_rows, len(file.findings)) == (399, 200)
