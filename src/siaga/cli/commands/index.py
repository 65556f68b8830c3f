"""``siaga index build``: a table of areas to scores, classes, ranks and reasons, from file to file."""

import csv
import json
import os
import tempfile
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from siaga import __version__
from siaga.cli.command import Command
from siaga.cli.main import language
from siaga.cli.wide_tables import read_wide
from siaga.domain.areas import InvalidAreaCode, level_of
from siaga.domain.gazetteers import find_area, read_areas
from siaga.domain.problems import Problem
from siaga.index import Index, Limits, Rule, Specification, Table, build
from siaga.index.editions import set_names, tree_folder
from siaga.index.notes import Note
from siaga.index.problems import IndicatorsNotPublished, SetAggregated
from siaga.index.rank import ranks_of
from siaga.index.tables import check_units

LEVELS = ("indicator", "subdimension", "dimension", "index")
REASONS = 3
DECIMALS = 10
EXAMPLE = """
Masukan / input: CSV (koma, titik koma, atau tab; koma atau titik desimal) atau XLSX, satu baris satu wilayah:

    area;konteks_sosial_politik;penyelenggaraan;kontestasi;partisipasi
    31;78,27;92,36;96,09;87,01
    32;74,91;83,38;83,71;42,07
    36;;70,1;55,3;40,2

  area   kode Kemendagri bertitik / dotted area code: 31, 35.73, 35.73.02, 35.73.02.1001
  kosong = tidak diketahui, bukan nol / an empty cell is unknown, not zero
  kolom / columns: kode simpul tingkat --from / the node codes of the level --from;
                   pajanan tps, pemilih bila ada / exposures; name, level, note diabaikan / ignored

  siaga index build --set ikp-2024 --from dimension --input wide.csv --output out.csv --summary out.json

Kelas / classes:
  mean-sd            rata-rata ± 1 simpangan baku / mean ± 1 sample SD   (mean-sd:1.5 = ± 1.5)
  fixed:33,66        batas tetap / fixed limits
  centre-sd:50       50 ± 1 simpangan baku, tiga kelas / three classes
  centre-sd:50:6     50, ± 1 dan ± 2 simpangan baku, tingkat 1…6 / six levels
  quantile:.2,.8     kuantil (tipe 7) / quantiles
  published          batas terbitan edisi / the edition's published limits

Batas, kelas, dan peringkat dihitung per tingkat wilayah; di bawah tiga wilayah dipakai batas terbitan.
Limits, classes and ranks are per level of areas; fewer than three areas take the published limits.
"""


class SameFile(Problem):
    """One file is named for two purposes."""

    indonesian = "{first} dan {second} menunjuk berkas yang sama: {file}. Beri nama lain."
    english = "{first} and {second} name the same file: {file}. Use another name."


class NotWritable(Problem):
    """The output cannot be written."""

    indonesian = "Berkas “{file}” tidak dapat ditulis: {why}. Periksa foldernya."
    english = "The file “{file}” cannot be written: {why}. Check its folder."


class AreaNotKnown(Problem):
    """A row whose area code was never in force."""

    indonesian = (
        "Baris {row}: kode wilayah “{code}” tidak dikenal. Tulis kode Kemendagri bertitik, misalnya 35.73; "
        "di Excel jadikan kolom itu teks agar 35.70 tidak menjadi 35.7."
    )
    english = (
        "Row {row}: the area code “{code}” is unknown. Write the dotted Kemendagri code, such as 35.73; "
        "in Excel make the column text, so that 35.70 does not become 35.7."
    )


def configure(parser: ArgumentParser) -> None:
    """The arguments of ``siaga index``."""
    words = parser.add_subparsers(dest="index_command", required=True, metavar="COMMAND")
    making = words.add_parser(
        "build",
        help="hitung indeks dari berkas / build an index from a file",
        description="Menghitung skor, kelas, peringkat, alasan. / Computes scores, classes, ranks, reasons.",
        epilog=EXAMPLE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    sets = ", ".join(set_names())
    making.add_argument("--set", required=True, metavar="NAME", help=f"{sets}; atau folder / or a folder")
    making.add_argument(
        "--from",
        required=True,
        dest="inputs",
        choices=LEVELS,
        help="tingkat kolom masukan / level of columns",
    )
    making.add_argument("--input", required=True, type=Path, metavar="FILE", help="CSV, XLSX")
    making.add_argument("--output", required=True, type=Path, metavar="FILE", help="CSV")
    making.add_argument("--summary", type=Path, metavar="FILE", help="JSON: batas, jumlah kelas, catatan")
    making.add_argument("--classes", default="", metavar="RULE", help="lihat di bawah / see below")


def run(namespace: Namespace) -> int:
    """Build, write both files whole or not at all, and say what was found."""
    _check_files(namespace)
    spec = specification(namespace.set, namespace.inputs)
    if namespace.classes:
        spec = spec.replace(classify=Rule.parse(namespace.classes))
    table = read_wide(namespace.input, spec.number_columns(namespace.inputs))
    check_units(table)
    names, levels = _areas(table, spec.edition.date)
    index = build(table, spec, namespace.inputs, groups=levels)
    notes = [*_set_notes(spec, namespace), *index.notes]
    rows = output_rows(index, names)
    summary = summary_of(index, notes, namespace.inputs)
    files: list[tuple[Path, Callable[[TextIO], Any]]] = [
        (namespace.output, lambda out: csv.writer(out, lineterminator="\n").writerows(rows))
    ]
    if namespace.summary:
        files.append((namespace.summary, lambda out: json.dump(summary, out, ensure_ascii=False, indent=2)))
    write_whole(files)
    _say(index, notes, namespace.output)
    return 0


def specification(name: str, inputs: str) -> Specification:
    """The set's specification; published totals need none but the class rule."""
    try:
        tree_folder(name)
    except (IndicatorsNotPublished, SetAggregated):
        if inputs != "index":
            raise
        return Specification.totals(name)
    return Specification.read(name)


def _set_notes(spec: Specification, namespace: Namespace) -> list[Note]:
    try:
        tree_folder(namespace.set)
    except IndicatorsNotPublished:
        return [Note("indicators-unpublished", fields=(("name", spec.name),))]
    except SetAggregated:
        return []
    return []


def _check_files(namespace: Namespace) -> None:
    named = [("--input", namespace.input), ("--output", namespace.output), ("--summary", namespace.summary)]
    seen: dict[Path, str] = {}
    for option, file in named:
        if file is None:
            continue
        real = file.resolve()
        if real in seen:
            raise SameFile(first=seen[real], second=option, file=file)
        seen[real] = option


def _areas(table: Table, edition_date: str) -> tuple[list[str], list[str]]:
    """Name and level of each row's area: as in force on the edition's date, today, or ever."""
    on = date.fromisoformat(edition_date) if edition_date else None
    past: dict[str, str] = {}
    names, levels = [], []
    for position, code in enumerate(table.units):
        try:
            levels.append(str(level_of(code)))
        except InvalidAreaCode:
            raise AreaNotKnown(row=table.row_number(position), code=code) from None
        area = find_area(code, on) or find_area(code)
        if area is None and not past:
            past = {area.code: area.name for area in read_areas()}
        if area is None and code not in past:
            raise AreaNotKnown(row=table.row_number(position), code=code)
        names.append(area.name if area else past[code])
    return names, levels


def output_rows(index: Index[Table], names: list[str]) -> list[list[object]]:
    """The output's heading and rows, in the order of the input; unknown is an empty cell."""
    spec, found = index.specification, index.computed
    above = spec.tree.above(index.inputs)
    reasons = [f"reason_{number}" for number in range(1, REASONS + 1)]
    classes = index.class_labels() if index.classed_nodes else [None] * len(names)
    ranks = found.groups.apply(ranks_of, index.total)
    rows: list[list[object]] = [["area", "name", "score", "class", "rank", *above, *reasons]]
    for at, (area, name, codes) in enumerate(zip(found.units, names, index.reasons(REASONS), strict=True)):
        rank = "" if np.isnan(ranks[at]) else int(ranks[at])
        titles = [spec.tree.node(code).title(language()) for code in codes]
        titles += [""] * (REASONS - len(titles))
        nodes = [_written(found.scores[code][at]) for code in above]
        rows.append([area, name, _written(index.total[at]), classes[at] or "", rank, *nodes, *titles])
    return rows


def _written(score: float) -> str:
    return "" if np.isnan(score) else repr(round(float(score), DECIMALS) + 0.0)


def summary_of(index: Index[Table], notes: list[Note], inputs: str) -> dict[str, Any]:
    """What a reader of the output must know, as JSON."""
    spec = index.specification
    edition = {"code": spec.edition.code, "name": spec.edition.name, "date": spec.edition.date}
    groups = index.computed.groups.names
    return {
        "set": spec.name,
        "edition": edition,
        "inputs": inputs,
        "classes": None if spec.method.classify is None else str(spec.method.classify),
        "areas": {group: int(index.computed.groups.positions(group).size) for group in groups},
        "limits": {group: limits_of(index.limits_of(group=group)) for group in groups},
        "class_counts": {group: class_counts(index, group) for group in groups},
        "notes": [
            {"note": note.key, "group": note.group, "id": note.sentence("id"), "en": note.sentence("en")}
            for note in notes
        ],
        "versions": {"siaga": __version__, "numpy": np.__version__},
    }


def limits_of(limits: Limits | None) -> dict[str, object] | None:
    """Limits with the class that owns each, as JSON."""
    if limits is None:
        return None
    return {
        "low": limits.low,
        "high": limits.high,
        "cuts": list(limits.cuts),
        "classes": list(limits.classes),
        "owners": list(limits.owners),
        "method": limits.method,
        "impossible": list(limits.impossible),
        "source": limits.source,
    }


def class_counts(index: Index[Table], group: str) -> dict[str, int]:
    """How many areas of a group are in each class, from the highest, and how many are unknown."""
    limits = index.limits_of(group=group)
    rows = index.computed.groups.positions(group)
    labels = index.class_labels()[rows].tolist() if index.classed_nodes else [None] * rows.size
    counts = {name: labels.count(name) for name in reversed(limits.classes)} if limits else {}
    return {**counts, "unknown": labels.count(None)}


def write_whole(files: list[tuple[Path, Callable[[TextIO], Any]]]) -> None:
    """Write all files beside their place first, then rename: a reader never meets half a file."""
    made: list[tuple[str, Path]] = []
    try:
        for file, write in files:
            handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", text=True)
            made.append((name, file))
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                write(out)
            Path(name).chmod(0o644)
        for name, file in made:
            Path(name).replace(file)
    except OSError as reason:
        raise NotWritable(file=file, why=reason.strerror) from None
    finally:
        for name, _ in made:
            Path(name).unlink(missing_ok=True)


def _say(index: Index[Table], notes: list[Note], output: Path) -> None:
    """What was found, for a person."""
    print(f"{len(index.computed.units)} → {output}")
    for group in index.computed.groups.names:
        limits = index.limits_of(group=group)
        counts = ", ".join(f"{name} {count}" for name, count in class_counts(index, group).items())
        cuts = " / ".join(f"{cut:.3f}" for cut in limits.cuts) if limits else "–"
        print(f"  {group}: {cuts} · {counts}")
    for note in notes:
        print(f"  * {note.sentence(language())}")


COMMAND = Command(
    name="index",
    help="indeks dari berkas ke berkas / indices from file to file",
    configure=configure,
    run=run,
)
