"""Reading an edition: typed values, and one clear sentence for each way a pack can be wrong."""

from datetime import date
from pathlib import Path

import pytest
from tests.domain.pack_folders import EDITION, HEADING, ROWS, write_edition

from siaga.domain import pack_problems as problems
from siaga.domain.areas import InvalidAreaCode
from siaga.domain.editions import MarkKind, read_edition
from siaga.domain.problems import Problem
from siaga.domain.scores import ClassKey


def test_a_pack_becomes_typed_values(tmp_path: Path) -> None:
    edition = read_edition(write_edition(tmp_path))
    first = edition.readings[0]
    assert (first.area, first.level, first.score, first.class_key) == (
        "35",
        "provinsi",
        88.95,
        ClassKey.TINGGI,
    )
    assert (first.decimals, first.own_class, first.nodes, first.nodes_source) == (
        2,
        "sangat rawan",
        (("kontestasi", 40.0),),
        "koran",
    )
    assert edition.readings[1].class_key is None
    assert edition.readings[1].valid_on == edition.readings[1].date == date(2024, 8, 26)
    assert edition.marks[0].kind is MarkKind.CONFLICT
    limit = edition.limit_at("provinsi")
    assert limit is not None
    assert (limit.low_owned_by, limit.high_owned_by) == (ClassKey.RENDAH, ClassKey.SEDANG)
    assert edition.limit_at("kabkota") is None


def test_alternatives_stay_visible_and_out_of_scores(tmp_path: Path) -> None:
    edition = read_edition(write_edition(tmp_path))
    assert edition.scores_at("provinsi") == {"35": 88.95, "36": 50.0}
    assert [reading.score for reading in edition.readings_of("35")] == [88.95, 87.0]
    assert edition.is_complete_at("provinsi")
    assert not edition.is_complete_at("kabkota")


READINGS = [
    ("88.95", '"88,95"', problems.DecimalComma, "88,95"),
    ("88.95", "88,95", problems.RowUneven, "12"),
    ("88.95", "banyak", problems.NotANumber, "banyak"),
    ("88.95", "nan", problems.NotANumber, "nan"),
    ("88.95", "1e9", problems.NotANumber, "1e9"),
    ("88.95", "188.95", problems.OutsideScale, "188.95"),
    ("88.95", "-1", problems.OutsideScale, "-1"),
    ("rawan,40", "rawan,60", problems.OutsideScale, "60"),
    ("tinggi", "rawan sekali", problems.WordUnknown, "rawan sekali"),
    ("tinggi", "unknown", problems.WordUnknown, "unknown"),
    ("sangat rawan", "agak rawan", problems.WordUnknown, "agak rawan"),
    ("1,koran", "1,radio", problems.SourceUnknown, "radio"),
    ("1,koran", "1,", problems.ValueMissing, "source"),
    ("1,koran", "1.5,koran", problems.NotWhole, "1.5"),
    ("2024-08-26", "26/8/2024", problems.NotADay, "26/8/2024"),
    ("2024-08-26", "2024-02-30", problems.NotADay, "2024-02-30"),
    ("\n36,,50", "\n35,,50", problems.NamedTwice, "35"),
    ("\n36,,50", "\n36,,", problems.NothingRead, "row 3"),
    ("\n36,,50", "\n36.01.02,,50", problems.LevelNotCovered, "36.01.02"),
    (",1,,,\n", ",ya,,,\n", problems.NotAFlag, "ya"),
]


@pytest.mark.parametrize(("old", "new", "kind", "told"), READINGS)
def test_a_wrong_row_is_named(tmp_path: Path, *, old: str, new: str, kind: type[Problem], told: str) -> None:
    assert old in ROWS or old in HEADING
    with pytest.raises(kind) as caught:
        read_edition(write_edition(tmp_path, readings=HEADING + ROWS.replace(old, new, 1)))
    for language in ("id", "en"):
        sentence = caught.value.sentence(language)
        assert told in sentence
        assert "contoh/readings.csv" in sentence
        assert "row" in sentence


def test_a_code_that_is_no_area_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidAreaCode, match="3501"):
        read_edition(write_edition(tmp_path, readings=HEADING + ROWS.replace("36,", "3501,", 1)))


@pytest.mark.parametrize(
    ("heading", "kind", "told"),
    [
        (HEADING.replace(",kontestasi", ",kontestasi,kolom_baru"), problems.ColumnUnknown, "kolom_baru"),
        (HEADING.replace("rank", "peringkat"), problems.ColumnMissing, "rank"),
        (HEADING.replace("note", "score"), problems.ColumnMissing, "note"),
        (HEADING.replace("kontestasi", "score"), problems.ColumnTwice, "score"),
    ],
)
def test_a_wrong_heading_is_named(tmp_path: Path, heading: str, kind: type[Problem], told: str) -> None:
    with pytest.raises(kind, match=told):
        read_edition(write_edition(tmp_path, readings=heading + ROWS))


@pytest.mark.parametrize(
    ("old", "new", "kind", "told"),
    [
        ('low_owned_by = "rendah"', 'low_owned_by = "tinggi"', problems.WordUnknown, "low_owned_by"),
        ('low_owned_by = "rendah"', 'high_owned_by = "rendah"', problems.WordUnknown, "high_owned_by"),
        ("low = 33", "low = 66", problems.LimitsOutOfOrder, "66"),
        ("low = 33", 'low = "33,0"', problems.DecimalComma, "33,0"),
        ("high = 66", "high = 166", problems.OutsideScale, "166"),
        ("high = 66\n", "", problems.ValueMissing, "high"),
        ('source = "koran"', 'source = "radio"', problems.SourceUnknown, "radio"),
        ("date = 2024-08-26", 'date = "bulan lalu"', problems.NotADay, "bulan lalu"),
        ('kind = "conflict"', 'kind = "doubtful"', problems.WordUnknown, "doubtful"),
        ('method = "fixed"', 'method = "guess"', problems.WordUnknown, "guess"),
        ('"provinsi", "kabkota"]', '"provinsi", "rw"]', problems.WordUnknown, "rw"),
        ("scale = [0, 100]", "scale = [100, 0]", problems.LimitsOutOfOrder, "100"),
        ("scale = [0, 100]", "scale = 100", problems.NotAList, "scale"),
        ("tinggi = 1", "tinggi = -1", problems.NotWhole, "-1"),
        ('agency = "bawaslu"', 'agenci = "bawaslu"', problems.SettingUnknown, "agenci"),
        ('title = "Koran"', "title = 7", problems.NotText, "title"),
        ('title = "Koran"', 'title = "Koran"\nurl = "x"', problems.SettingUnknown, "url"),
        ('about = "Contoh untuk uji."\n', "", problems.ValueMissing, "about"),
        ("[classes]", "[[classes]]", problems.NotABlock, "classes"),
        ("[[sources]]", '[[sources]]\nid = "koran"\ntitle = "B"\n[[sources]]', problems.NamedTwice, "koran"),
        ("code =", "code", problems.PackFileUnreadable, "edition.toml"),
    ],
)
def test_a_wrong_setting_is_named(
    tmp_path: Path, *, old: str, new: str, kind: type[Problem], told: str
) -> None:
    assert old in EDITION
    with pytest.raises(kind) as caught:
        read_edition(write_edition(tmp_path, settings=EDITION.replace(old, new, 1)))
    for language in ("id", "en"):
        assert told in caught.value.sentence(language)
        assert "contoh/edition.toml" in caught.value.sentence(language)


def test_a_pack_that_is_not_there_is_named() -> None:
    with pytest.raises(problems.PackNotFound, match=r"ikp-1999.*ikp-2024"):
        read_edition("ikp-1999")


def test_a_folder_without_an_edition_is_named(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    with pytest.raises(problems.PackFileMissing, match=r"kosong.*edition\.toml"):
        read_edition(tmp_path / "kosong")


def test_text_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    pack = write_edition(tmp_path)
    (pack / "readings.csv").write_bytes(HEADING.encode() + b"35,,50,,,koran,,,\xff\xfe,,\n")
    with pytest.raises(problems.PackFileUnreadable, match="UTF-8"):
        read_edition(pack)


def test_a_byte_order_mark_and_blank_lines_are_no_fault(tmp_path: Path) -> None:
    readings = "\ufeff" + HEADING + "\n" + ROWS + "\n,,,,,,,,,,\n"
    assert len(read_edition(write_edition(tmp_path, readings=readings)).readings) == 3


VALUES = "area,node,value,source,date,note\nID,x,5,koran,,\n"


@pytest.mark.parametrize(
    ("old", "new", "kind", "told"),
    [
        (",x,5", ",y,5", problems.WordUnknown, "y"),
        (",x,5", ",x,", problems.ValueMissing, "value"),
        (",x,5", ",x,5.5", problems.NotWhole, "5.5"),
        (",x,5", ',x,"5,000"', problems.DecimalComma, "5,000"),
        ("ID,x", "35.73,x", problems.LevelNotCovered, "35.73"),
        (",koran,,\n", ",koran,,\nID,x,6,koran,,\n", problems.NamedTwice, "ID x"),
    ],
)
def test_wrong_counts_are_named(
    tmp_path: Path, *, old: str, new: str, kind: type[Problem], told: str
) -> None:
    settings = EDITION.replace('"provinsi", "kabkota"]', '"ID", "provinsi"]')
    pack = write_edition(tmp_path, settings=settings)
    (pack / "indicators.csv").write_text("code,parent,weight,direction\nindex,,1,1\nx,index,1,1\n")
    (pack / "values.csv").write_text(VALUES)
    assert read_edition(pack).values[0].value == 5
    (pack / "values.csv").write_text(VALUES.replace(old, new, 1))
    with pytest.raises(kind, match=told):
        read_edition(pack)
