"""What ``siaga import tps`` does: checks a register of any length, and loads it with --yes."""

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from siaga.cli.main import language
from siaga.cli.progress import Bars
from siaga.cli.starting import start_store
from siaga.domain.imports import Effect, day_of
from siaga.domain.permissions import THE_CONSOLE
from siaga.domain.problems import Problem
from siaga.domain.sharing import Label

SHOWN = 20
_WORDS = {
    "id": {
        "counts": "{name}: {add} TPS baru, {change} diubah, {same} sama, {failing} baris belum benar",
        "lent": "{lent} TPS tanpa koordinat sendiri; di peta digambar di titik desa/kelurahannya.",
        "more": "… dan {more} lagi",
        "failing": "Belum dimuat: perbaiki baris di atas, lalu ulangi.",
        "asked": "Belum dimuat; tambahkan --yes untuk memuat.",
        "done": "Dimuat.",
    },
    "en": {
        "counts": "{name}: {add} new, {change} changed, {same} the same, {failing} rows not right yet",
        "lent": "{lent} stations have no coordinates of their own; the map draws them at their kelurahan.",
        "more": "… and {more} more",
        "failing": "Not loaded: correct the rows above, then repeat.",
        "asked": "Not loaded; add --yes to load.",
        "done": "Loaded.",
    },
}


class NoSuchFile(Problem):
    """No file under this name, or none that may be read."""

    indonesian = "Berkas “{file}” tidak dapat dibuka. Periksa nama dan foldernya."
    english = "The file “{file}” cannot be opened. Check its name and folder."


def bring_register(namespace: Namespace, now: Callable[[], datetime]) -> int:
    """Show what the file would do to the register; load it when asked and nothing fails."""
    path, day = Path(namespace.file), day_of(namespace.date)
    try:
        with path.open("rb"):
            pass
    except OSError:
        raise NoSuchFile(file=namespace.file) from None
    start_store(namespace.data)
    from siaga.services.imports.plans import Upload  # noqa: PLC0415 - needs the store
    from siaga.services.imports.register_bulk import checked_station_file, load_station_file  # noqa: PLC0415

    upload = Upload(
        path.name,
        b"",
        namespace.target,
        namespace.space,
        Label(namespace.label),
        namespace.agency,
        namespace.source,
        day,
    )
    bars, words = Bars(), _WORDS[language()]
    with checked_station_file(THE_CONSOLE, path, upload, now=now(), progress=bars) as file:
        show(file)
        if file.failing_rows:
            print(words["failing"])
            return 1
        if namespace.yes:
            load_station_file(THE_CONSOLE, file=file, now=now(), progress=bars)
    print(words["done" if namespace.yes else "asked"])
    return 0


def show(file: Any) -> None:
    """Counts, then failures and warnings, the first of each on a line of its own."""
    words = _WORDS[language()]
    counts = {"add": Effect.ADD, "change": Effect.CHANGE, "same": Effect.SAME}
    numbers = {name: file.counts[effect] for name, effect in counts.items()}
    print(words["counts"].format(name=file.target_name, failing=file.failing_rows, **numbers))
    if file.lent_points:
        print("  " + words["lent"].format(lent=file.lent_points))
    for serious, mark, whole in ((True, "!", file.failing_rows), (False, "?", file.warnings)):
        shown = [one for one in file.findings if one.serious is serious][:SHOWN]
        for one in shown:
            value = f" “{one.value}”" if one.value else ""
            print(f"  {mark} {one.row}, {one.column}{value}: {one.problem.sentence(language())}")
        if whole > len(shown):
            print(f"  {mark} " + words["more"].format(more=whole - len(shown)))
