"""``siaga area list``: the packaged areas of one level as a table, CSV or JSON, without a store."""

import csv
import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from datetime import date
from typing import TextIO

from siaga.cli.command import Command
from siaga.domain.areas import Area, Level, level_named
from siaga.domain.gazetteers import current_areas
from siaga.domain.problems import Problem

COLUMNS = (
    "code",
    "name",
    "level",
    "parent",
    "latitude",
    "longitude",
    "population",
    "area_km2",
    "timezone",
    "point_kind",
)
NUMBERS = ("latitude", "longitude", "population", "area_km2")
FORMATS = ("table", "csv", "json")
Cell = str | int | float | None


class InvalidDay(Problem):
    """A day that is not written year-month-day."""

    indonesian = "“{day}” bukan tanggal. Tulis tahun-bulan-hari, misalnya 2022-12-16."
    english = "“{day}” is not a date. Write year-month-day, such as 2022-12-16."


def configure(parser: ArgumentParser) -> None:
    """The arguments of ``siaga area``."""
    words = parser.add_subparsers(dest="area_command", required=True, metavar="COMMAND")
    listing = words.add_parser("list", help="daftar wilayah / list areas")
    listing.add_argument("--level", required=True, help=", ".join(Level))
    listing.add_argument("--within", default="", metavar="CODE", help="hanya di dalam kode ini / only within")
    listing.add_argument(
        "--on", default="", metavar="YYYY-MM-DD", help="yang berlaku pada / valid on (today)"
    )
    listing.add_argument("--format", choices=FORMATS, default="table")


def run(namespace: Namespace) -> int:
    """Print the areas asked for; a reader that stops early is no error."""
    areas = current_areas(level_named(namespace.level), namespace.within, _day(namespace.on))
    try:
        WRITERS[namespace.format](areas, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _day(text: str) -> date | None:
    """The day asked for; none is today's table."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidDay(day=text) from None


def _cells(area: Area) -> list[Cell]:
    """One area in the order of ``COLUMNS``."""
    return [getattr(area, column) for column in COLUMNS]


def _write_csv(areas: Iterable[Area], out: TextIO) -> None:
    """Comma-separated values with a heading."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, areas))


def _write_json(areas: Iterable[Area], out: TextIO) -> None:
    """A list of objects, one a line."""
    objects = (
        json.dumps(dict(zip(COLUMNS, _cells(area), strict=True)), ensure_ascii=False) for area in areas
    )
    out.write("[" + ",\n ".join(objects) + "]\n")


def _write_table(areas: Iterable[Area], out: TextIO) -> None:
    """Columns aligned for reading: names left, numbers right, an empty cell as a dash."""
    rows = [[("–" if cell is None else str(cell)) for cell in _cells(area)] for area in areas]
    widths = [max(map(len, column)) for column in zip(COLUMNS, *rows, strict=True)]
    for row in [list(COLUMNS), *rows]:
        cells = [
            cell.rjust(width) if name in NUMBERS else cell.ljust(width)
            for name, cell, width in zip(COLUMNS, row, widths, strict=True)
        ]
        out.write("  ".join(cells).rstrip() + "\n")


WRITERS = {"table": _write_table, "csv": _write_csv, "json": _write_json}

COMMAND = Command("area", help="wilayah administrasi / administrative areas", configure=configure, run=run)
