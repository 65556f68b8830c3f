"""``siaga import``: previews readings, occurrences, TPS, outlines; loads with --yes."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from siaga.cli.command import Command
from siaga.cli.main import language
from siaga.cli.registers import bring_register
from siaga.cli.starting import add_data, start_store
from siaga.domain.imports import Effect, ImportKind, day_of
from siaga.domain.permissions import THE_CONSOLE
from siaga.domain.problems import Problem
from siaga.domain.sharing import Label

SHOWN = 20
_TARGETS = {
    ImportKind.READINGS: ("--edition", "kode edisi / code of the edition"),
    ImportKind.OCCURRENCES: ("--set", "kode set indikator / code of the indicator set"),
    ImportKind.STATIONS: ("--election", "kode pemilihan, misalnya pilkada-2024 / code of the election"),
    ImportKind.REGISTER: ("--election", "kode pemilihan, misalnya pilkada-2024 / code of the election"),
}
# The register is typed as people call it.
_SPOKEN = {ImportKind.REGISTER: "tps"}
_WORDS = {
    "id": ("baru", "diubah", "sama", "belum benar", "Dimuat.", "Belum dimuat; tambahkan --yes untuk memuat."),
    "en": ("new", "changed", "the same", "not right yet", "Loaded.", "Not loaded; add --yes to load."),
}


class FileNotThere(Problem):
    """No file under this name, or none that may be read."""

    indonesian = "Berkas “{file}” tidak dapat dibuka. Periksa nama dan foldernya."
    english = "The file “{file}” cannot be opened. Check its name and folder."


def configure(parser: ArgumentParser) -> None:
    """The arguments of ``siaga import``."""
    words = parser.add_subparsers(dest="import_word", required=True, metavar="KIND")
    for kind in ImportKind:
        spoken = _SPOKEN.get(kind, kind.value)
        word = words.add_parser(spoken, help=f"impor {spoken} / import {spoken}")
        word.set_defaults(import_kind=kind.value)
        word.add_argument("file", metavar="FILE", help="XLSX, CSV; GeoJSON untuk outlines")
        add_data(word)
        if kind in _TARGETS:
            option, about = _TARGETS[kind]
            word.add_argument(option, dest="target", required=True, metavar="CODE", help=about)
        if kind is not ImportKind.READINGS:
            word.add_argument(
                "--source", default="", metavar="TEXT", help="sumber angka / where it comes from"
            )
            word.add_argument(
                "--date", default="", metavar="DATE", help="tanggal angka / date of the numbers"
            )
        if kind is not ImportKind.OUTLINES:
            word.add_argument("--space", default="real", metavar="SPACE", help="latihan-35.73 untuk latihan")
            labels = [label.value for label in Label]
            word.add_argument(
                "--label", default=Label.INTERNAL.value, choices=labels, help="internal (bawaan)"
            )
        if kind in (ImportKind.OCCURRENCES, ImportKind.STATIONS, ImportKind.REGISTER):
            word.add_argument("--agency", default="", metavar="CODE", help="lembaga pemilik / owning agency")
        choice = word.add_mutually_exclusive_group()
        choice.add_argument("--preview", action="store_true", help="hanya pratinjau (bawaan) / preview only")
        choice.add_argument(
            "--yes", action="store_true", help="muat setelah pratinjau / load after the preview"
        )


def run(namespace: Namespace) -> int:
    """Show what the file would do; load it when asked and nothing fails."""
    kind = ImportKind(namespace.import_kind)
    if kind is ImportKind.REGISTER:
        return bring_register(namespace, _now)
    name, content = _content(namespace.file)
    day = day_of(getattr(namespace, "date", ""))
    start_store(namespace.data)
    service, plans, desk = (
        import_module(f"siaga.services.imports.{module}") for module in (kind.value, "plans", "desk")
    )
    upload = plans.Upload(
        file_name=name,
        content=content,
        target=getattr(namespace, "target", ""),
        space=getattr(namespace, "space", "real"),
        label=Label(getattr(namespace, "label", Label.PUBLIC.value)),
        agency=getattr(namespace, "agency", ""),
        source=getattr(namespace, "source", ""),
        day=day,
    )
    draft = getattr(service, f"preview_{kind}")(THE_CONSOLE, upload=upload, now=_now())
    print_preview(draft.preview)
    if namespace.yes and draft.preview.loadable:
        load: Any = getattr(service, f"load_{kind}")
        load(THE_CONSOLE, draft=draft.id, seal=draft.seal, now=_now())
        print(_WORDS[language()][4])
        return 0
    desk.remove_draft(THE_CONSOLE, draft=draft.id, now=_now())
    if draft.preview.loadable:
        print(_WORDS[language()][5])
    return 0 if draft.preview.loadable else 1


def _content(file: str) -> tuple[str, bytes]:
    path = Path(file)
    try:
        return path.name, path.read_bytes()
    except OSError:
        raise FileNotThere(file=file) from None


def _now() -> datetime:
    return datetime.now(UTC)


def print_preview(preview: Any) -> None:
    """Counts, then every remark, warning and failure, each on a line of its own."""
    new, changed, same, wrong, *_ = _WORDS[language()]
    counts = [
        f"{len(preview.of(effect))} {word}"
        for effect, word in ((Effect.ADD, new), (Effect.CHANGE, changed), (Effect.SAME, same))
    ]
    total = "" if preview.total is None else f" · Σ {preview.total}"
    print(f"{preview.target_name}: {', '.join(counts)}, {preview.failing_rows} {wrong}{total}")
    for remark in preview.remarks:
        print(f"  {remark.sentence(language())}")
    for findings, mark in ((preview.failures, "!"), (preview.warnings, "?")):
        for one in findings[:SHOWN]:
            where = f"{one.row}, {one.column}" if one.row else one.column
            value = f" “{one.value}”" if one.value else ""
            print(f"  {mark} {where}{value}: {one.problem.sentence(language())}")
        if len(findings) > SHOWN:
            print(f"  {mark} … + {len(findings) - SHOWN}")


COMMAND = Command(
    "import",
    "impor data dari XLSX, CSV, atau GeoJSON / import data",
    configure,
    run,
    use_cases=(
        "siaga.services.imports.readings.preview_readings",
        "siaga.services.imports.readings.load_readings",
        "siaga.services.imports.occurrences.preview_occurrences",
        "siaga.services.imports.occurrences.load_occurrences",
        "siaga.services.imports.stations.preview_stations",
        "siaga.services.imports.stations.load_stations",
        "siaga.services.imports.outlines.preview_outlines",
        "siaga.services.imports.outlines.load_outlines",
        "siaga.services.imports.desk.remove_draft",
        "siaga.services.imports.register_bulk.checked_station_file",
        "siaga.services.imports.register_bulk.load_station_file",
    ),
)
