"""An indicator set costs one data folder: a researcher builds with it and the store can load it."""

import numpy as np
import pytest

from siaga.domain.editions import read_edition
from siaga.index import Specification, Table, build

INDICATORS = """code,name,parent,weight,direction
index,Indeks uji,,,1
kotak,Kotak suara,index,1,1
hujan,Hari hujan,index,3,1
"""
METHOD = """[normalise]
method = "fraction-of-max"
range = [0, 100]

[aggregate]
method = "arithmetic"
"""
EDITION = """code = "uji-2026"
name = "Indeks uji"
name_en = "Test index"
agency = "bawaslu"
axis = "kerawanan pemilu"
date = 2026-01-01
levels = ["provinsi"]
scale = [0, 100]
indicators = "published"
view = "own"
about = "Uji resep."
about_en = "Recipe test."

[[sources]]
id = "uji"
title = "Uji resep"
"""
READINGS = """area,valid_on,score,class,rank,source,date,alternative,note
35,2026-01-01,87.5,tinggi,,uji,2026-01-01,,
"""


def test_one_folder_adds_an_indicator_set(tmp_path) -> None:
    folder = tmp_path / "uji-2026"
    folder.mkdir()
    for name, text in (
        ("indicators.csv", INDICATORS),
        ("method.toml", METHOD),
        ("edition.toml", EDITION),
        ("readings.csv", READINGS),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    specification = Specification.read(folder)
    columns = {"kotak": np.array([2.0, 4.0, 1.0]), "hujan": np.array([30.0, 15.0, 0.0])}
    table = Table("area", ["35", "36", "31"], columns)
    index = build(table, specification, inputs=specification.levels[0])
    # 35: (2/4·1 + 30/30·3) / 4 = 0.875
    assert list(index.scores["index"]) == pytest.approx([87.5, 62.5, 6.25])
    assert read_edition(folder).readings[0].score == 87.5
