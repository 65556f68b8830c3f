"""Drill and real rows cannot be mixed: each operational table, reading use case, page, file, API answer."""

import csv
import dataclasses
import inspect
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, get_resolver
from openpyxl import load_workbook
from tests.harness.people import StandingActors
from tests.services.calendars_of_tests import postponed
from tests.services.evidence_senders import keep_evidence
from tests.services.rehearsals import CITY, NOW, load_cities

import siaga.services
import siaga.services.imports
from siaga.domain.import_problems import NotYourAgency
from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC, Actor, Permission, Role
from siaga.domain.problems import NotPermitted, Problem
from siaga.domain.progress import silent
from siaga.domain.spaces import REAL
from siaga.registry import declared
from siaga.services import drills, maps, pack_rows
from siaga.services.calendars import load_calendars
from siaga.services.imports.plans import Upload
from siaga.services.map_downloads import export_formats, map_download
from siaga.services.map_views import MapQuestion
from siaga.services.stage_decisions import NewReport, report_stage_done
from siaga.services.stages import BoardQuestion
from siaga.services.station_selection import StationQuestion
from siaga.services.use_case import UseCase
from siaga.store.models import (
    Edition,
    Election,
    IndicatorCount,
    IndicatorSet,
    Occurrence,
    Reading,
    Space,
    Station,
    StationCount,
)
from siaga.store.models.operational import Operational

DRILL = f"latihan-{CITY}"
DRILL_EDITION = f"{DRILL}-bawaslu"
# Words planted in every row of a space, so that one row in the wrong place shows itself.
PLANTED = {REAL: "BARISNYATA", DRILL: "BARISTIRUAN"}
KEYS = {REAL: UUID(int=1), DRILL: UUID(int=2)}
FIELDS = {
    "Evidence": "caption",
    "Reading": "note",
    "IndicatorCount": "note",
    "Occurrence": "note",
    "StationCount": "source",
    "StageReport": "note",
    "Station": "place",
}
CASES: dict[str, Callable[[str], dict[str, Any]]] = {
    "map_choices": lambda space: {"space": space},
    "map_view": lambda space: {"question": question(space)},
    "map_download": lambda space: {"question": question(space), "suffix": "csv"},
    "area_profile": lambda space: {"code": CITY, "wall": NOW, "space": space},
    "area_brief": lambda space: {"code": CITY, "wall": NOW, "space": space},
    "area_letter": lambda space: {"code": CITY, "wall": NOW, "space": space},
    "map_sheet": lambda space: {"question": question(space), "wall": NOW},
    "visible_evidence": lambda space: {"space": space},
    "evidence_shown": lambda space: {"key": KEYS[space], "space": space},
    "open_evidence": lambda space: {"key": KEYS[space], "copy": KEYS[space], "now": NOW, "space": space},
    "edition_numbers": lambda space: {"code": edition_of(space), "space": space},
    "edition_method": lambda space: {"code": edition_of(space), "space": space},
    "readings_template": lambda space: {
        "target": edition_of(space),
        "space": space,
        "file_format": "csv",
        "language": "id",
    },
    "reading_targets": lambda space: {"space": space, "now": NOW},
    "station_page": lambda space: {"question": StationQuestion("pilkada-2024", space, within=CITY)},
    "found_stations": lambda space: {"question": StationQuestion("pilkada-2024", space, text="baris")},
    "one_station": lambda space: {"code": f"{CITY}.01.1001.001", "space": space},
    "station_map": lambda space: {"election": "pilkada-2024", "space": space},
    "station_tile": lambda space: {"election": "pilkada-2024", "place": (14, 13317, 8555), "space": space},
    "stage_board": lambda space: {"question": stages_question(space), "wall": NOW},
    "stage_feed": lambda space: {"question": stages_question(space), "wall": NOW, "language": "id"},
    "supersession_preview": lambda space: {"new": postponed(space=space), "wall": NOW},
}


def edition_of(space: str) -> str:
    """An edition that has rows in ``space``."""
    return DRILL_EDITION if space == DRILL else "uji-nyata"


def question(space: str) -> MapQuestion:
    """The kecamatan of the city in a space."""
    return MapQuestion(edition=edition_of(space), level="kecamatan", within=CITY, space=space)


def stages_question(space: str) -> BoardQuestion:
    """The stages of the pilkada in the city."""
    return BoardQuestion("pilkada-2024", space, CITY)


def operational_models() -> list[Any]:
    """Every table whose rows belong to a space."""
    return [model for model in apps.get_app_config("store").get_models() if issubclass(model, Operational)]


@pytest.fixture
def both(db: str) -> str:
    """Real rows and drill rows of every operational table, in the same city, each with its planted word."""
    load_cities(CITY)
    real = Space.rows.get(code=REAL)
    load_published(real)
    drills.generate_drill(THE_CONSOLE, area=CITY)
    edition = publish_for_real(real)
    rows: dict[str, Any] = {"label": "public", "area": f"{CITY}.01"}
    for space in (real, Space.rows.get(code=DRILL)):
        own = Edition.rows.get(code=edition_of(space.code))
        IndicatorCount.unscoped.create(**rows, space=space, edition=own, node="i01", value=3)
    election = Election.rows.get(code="pilkada-2024")
    StationCount.unscoped.create(
        **rows, space=real, election=election, stations=253, source="KPU", date=NOW.date()
    )
    report_stages()
    register_stations()
    Occurrence.unscoped.create(
        **rows,
        space=real,
        indicator_set=IndicatorSet.rows.get(code="ikp-2024"),
        node="i01",
        on=NOW.date(),
        count=1,
        severity="ringan",
        source="Panwascam",
    )
    assert edition.readings.exists()
    keep_evidence(KEYS, CITY, NOW)
    for model in operational_models():
        for space_code, word in PLANTED.items():
            planted = model.unscoped.filter(space__code=space_code).update(**{FIELDS[model.__name__]: word})
            assert planted, f"no {model.__name__} row in {space_code}: add one to this fixture"
    return db


def load_published(real: Space) -> None:
    """What the packs carry besides areas."""
    pack_rows.load_agencies()
    pack_rows.load_elections()
    load_calendars()
    pack_rows.load_editions(real, silent)


def report_stages() -> None:
    """The same duty reported done in both spaces."""
    officer = Actor(None, "Petugas KPU", Role.KPU_LOGISTICS_OFFICER, "kpu", CITY)
    for space in (REAL, DRILL):
        report = NewReport("pilkada-2024", "badan-ad-hoc", area=CITY, note="rapat", space=space)
        report_stage_done(officer, report=report, wall=NOW)


def register_stations() -> None:
    """The same polling station in both spaces."""
    for space in Space.rows.filter(code__in=(REAL, DRILL)):
        Station.unscoped.create(
            **{"space": space, "label": "public", "election": Election.rows.get(code="pilkada-2024")},
            **{"area": f"{CITY}.01.1001", "code": 3573011001001, "number": 1, "special": False},
            **{"latitude": -7.94, "longitude": 112.64, "point_kind": "own"},
            **{"source": "KPU", "date": NOW.date()},
        )


def publish_for_real(real: Space) -> Edition:
    """A real edition with classes of the same kecamatan that the drill speaks of."""
    like = Edition.rows.get(code="ikp-2024")
    edition = Edition.rows.create(
        code="uji-nyata",
        name="Edisi nyata untuk uji",
        agency=like.agency,
        indicator_set=like.indicator_set,
        space=real,
        axis=like.axis,
        date=NOW.date(),
        levels="kabkota,kecamatan",
        indicators="published",
    )
    for area, level in ((CITY, "kabkota"), (f"{CITY}.01", "kecamatan"), (f"{CITY}.05", "kecamatan")):
        Reading.unscoped.create(
            space=real,
            label="public",
            area=area,
            edition=edition,
            level=level,
            valid_on=NOW.date(),
            date=NOW.date(),
            class_key="sedang",
        )
    return edition


def test_every_operational_table_has_a_planted_word() -> None:
    assert {model.__name__ for model in operational_models()} == set(FIELDS)


def test_no_actor_sees_a_row_of_the_other_space(both: str, actors: StandingActors) -> None:
    for model in operational_models():
        for actor in (*actors, THE_PUBLIC, THE_CONSOLE):
            for space in PLANTED:
                seen = set(model.visible_to(actor, space).values_list("space__code", flat=True))
                assert seen <= {space}, (model, actor.name)
            assert not model.visible_to(actor, "").exists()
            assert not model.visible_to(actor, "latihan-").exists()
        assert model.visible_to(THE_PUBLIC, DRILL).exists()


def reading_use_cases() -> list[UseCase[..., Any]]:
    """Every use case that reads and takes a space, itself or inside a question."""
    found = [*declared(siaga.services, UseCase), *declared(siaga.services.imports, UseCase)]
    return [case for case in found if not case.changes and takes_a_space(case)]


def takes_a_space(case: UseCase[..., Any]) -> bool:
    """Whether a parameter is a space, or a value with a space in it."""
    for name, parameter in inspect.signature(case.function).parameters.items():
        kind = parameter.annotation
        if kind is Upload:
            return False  # a preview compares with its own space and shows what the file says
        if name == "space" or (
            dataclasses.is_dataclass(kind) and "space" in {f.name for f in dataclasses.fields(kind)}
        ):
            return True
    return False


def test_every_reading_use_case_with_a_space_is_tried_here() -> None:
    found = {case.name for case in reading_use_cases()}
    assert found == set(CASES), "a use case takes a space: say in CASES how to ask it"


@pytest.mark.parametrize("name", sorted(CASES))
@pytest.mark.parametrize("space", [REAL, DRILL])
def test_no_use_case_mixes_spaces(both: str, actors: StandingActors, name: str, space: str) -> None:
    case = next(case for case in reading_use_cases() if case.name == name)
    other, answered = PLANTED[DRILL if space == REAL else REAL], 0
    for actor in (*actors, THE_PUBLIC, THE_CONSOLE):
        try:
            answer = case(actor, **CASES[name](space))
        except (NotPermitted, NotYourAgency):
            continue
        answered += 1
        if dataclasses.is_dataclass(answer) and hasattr(answer, "drills"):
            # The LATIHAN panel is a list of its own, shown in a box of its own.
            answer = dataclasses.replace(answer, drills=())  # type: ignore[type-var]
        assert other not in repr(answer), actor.name
        if space == REAL:
            assert DRILL not in repr(answer)
            assert "LATIHAN" not in repr(answer)
    assert answered


@pytest.mark.parametrize("space", [REAL, DRILL])
def test_the_planted_words_do_reach_answers(both: str, space: str) -> None:
    word = PLANTED[space]
    assert word in repr(maps.map_view(THE_PUBLIC, question(space)))
    assert word.encode() in map_download(THE_PUBLIC, question(space), "csv").content


@pytest.mark.parametrize(
    ("space", "edition"), [(REAL, DRILL_EDITION), (DRILL, "uji-nyata"), (DRILL, "ikp-2024")]
)
def test_an_edition_of_the_other_space_is_not_there(both: str, space: str, edition: str) -> None:
    asked = MapQuestion(edition=edition, level="kecamatan", within=CITY, space=space)
    with pytest.raises(Problem):
        maps.map_view(THE_PUBLIC, asked)


VALUES = dict.fromkeys(("key", "copy"), str(KEYS[REAL]))
VALUES |= {"election": "pilkada-2024", "z": "9", "x": "417", "y": "262"}
VALUES |= {"calendar": "pilkada-2024", "code": CITY, "suffix": "csv", "area": CITY, "q": "malang"}
OF_AN_EDITION = {"method": "ikp-2024", "source": "uji-nyata", "edition": "uji-nyata"}
# The list of drills is about drills; outlines have no rows, nor has the form of an invitation.
NOT_ABOUT_ROWS = {"drills", "layer", "join"}


def addresses() -> Iterator[str]:
    """Every public address, with a real value for each parameter."""
    for pattern in get_resolver().url_patterns:
        assert isinstance(pattern, URLPattern)
        if pattern.callback.asks.permission is not Permission.PUBLIC or pattern.name in NOT_ABOUT_ROWS:
            continue
        values = {**VALUES, "code": OF_AN_EDITION.get(pattern.name or "", CITY)}
        route = str(pattern.pattern)
        for parameter in re.findall(r"<(?:\w+:)?(\w+)>", route):
            route = re.sub(rf"<(?:\w+:)?{parameter}>", values[parameter], route)
        yield f"/{route}"


def test_no_real_page_file_or_answer_shows_a_drill_row(both: str) -> None:
    visitor, tried = Client(), 0
    for address in addresses():
        answer = visitor.get(
            address, {"q": "malang", "within": CITY, "level": "kecamatan", "edition": "uji-nyata"}
        )
        if answer.status_code != 200:
            continue
        tried += 1
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = body.decode("utf-8", "replace")
        real = re.sub(r'<section class="drill-panel".*?</section>', "", text, flags=re.DOTALL)
        assert PLANTED[DRILL] not in real, address
        assert DRILL_EDITION not in real, address
    assert tried >= 6


def test_the_panel_of_a_drill_is_there_and_apart(both: str) -> None:
    text = Client().get(f"/areas/{CITY}/").content.decode()
    panel = re.search(r'<section class="drill-panel".*?</section>', text, flags=re.DOTALL)
    assert panel is not None
    assert "LATIHAN" in panel[0]
    assert PLANTED[REAL] not in panel[0]


def test_a_drill_page_shows_no_real_row_and_says_latihan(both: str) -> None:
    visitor = Client()
    where = {"space": DRILL, "edition": DRILL_EDITION, "level": "kecamatan", "within": CITY}
    for address in ("/", f"/areas/{CITY}/", f"/areas/{CITY}.01/"):
        answer = visitor.get(address, where)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        assert PLANTED[REAL] not in text, address
        assert "uji-nyata" not in text, address
        assert "LATIHAN" in text
        assert "20 November 2024" in text


def rows_of(suffix: str, content: bytes) -> list[str]:
    """Each row of a file as text."""
    if suffix == "csv":
        return [",".join(row) for row in list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]]
    if suffix == "xlsx":
        sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
        lines = [",".join(str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]
        return [line for line in lines if f"{CITY}." in line]
    return [
        json.dumps(feature["properties"], ensure_ascii=False) for feature in json.loads(content)["features"]
    ]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "geojson"])
def test_every_row_of_a_drill_file_says_latihan_and_no_real_row_does(both: str, suffix: str) -> None:
    made = map_download(THE_PUBLIC, question(DRILL), suffix)
    assert "LATIHAN" in made.name
    rows = rows_of(suffix, made.content)
    assert len(rows) == 5
    assert all("LATIHAN" in row for row in rows)
    real = rows_of(suffix, map_download(THE_PUBLIC, question(REAL), suffix).content)
    assert len(real) == 5
    assert not [row for row in real if "LATIHAN" in row or PLANTED[DRILL] in row]


def test_every_export_format_is_tried_above() -> None:
    assert {one.suffix for one in export_formats()} == {"csv", "xlsx", "geojson"}


def test_internal_drill_rows_stay_internal(both: str) -> None:
    Reading.unscoped.filter(space__code=DRILL).update(label="internal")
    assert PLANTED[DRILL] not in repr(maps.map_view(THE_PUBLIC, question(DRILL)))
    assert not Reading.visible_to(Actor(None, "orang"), DRILL).exists()
