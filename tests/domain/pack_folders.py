"""Writes small packs into a folder, one thing wrong at a time."""

from pathlib import Path

EDITION = """
code = "contoh"
name = "Contoh"
agency = "bawaslu"
axis = "kerawanan pemilu"
date = 2024-08-26
levels = ["provinsi", "kabkota"]
scale = [0, 100]
indicators = "unpublished"
about = "Contoh untuk uji."
[classes]
method = "fixed"
[[class_words]]
own = "sangat rawan"
class = "tinggi"
[[limits]]
level = "provinsi"
low = 33
high = 66
low_owned_by = "rendah"
source = "koran"
[[nodes]]
code = "kontestasi"
name = "Kontestasi"
maximum = 50
[[national_counts]]
level = "provinsi"
tinggi = 1
sedang = 1
rendah = 0
source = "koran"
[[marks]]
kind = "conflict"
what = "dua angka"
why = "dua koran"
[[sources]]
id = "koran"
title = "Koran"
date = 2024-08-27
"""
HEADING = "area,valid_on,score,class,rank,source,date,alternative,note,own_class,kontestasi\n"
ROWS = "35,2024-08-26,88.95,tinggi,1,koran,,,,sangat rawan,40\n36,,50,,,koran,,,,,\n35,,87,,,koran,,1,,,\n"


def write_edition(
    folder: Path, *, settings: str = EDITION, readings: str = HEADING + ROWS, name: str = "contoh"
) -> Path:
    """A folder with an edition and its readings."""
    pack = folder / name
    pack.mkdir()
    (pack / "edition.toml").write_text(settings, encoding="utf-8")
    (pack / "readings.csv").write_text(readings, encoding="utf-8")
    return pack
