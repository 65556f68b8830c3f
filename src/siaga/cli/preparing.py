"""Brings a data folder up to date: tables, static files, packs."""

import hashlib
from pathlib import Path

from siaga.cli.starting import start_store
from siaga.domain.progress import Progress

_STAMP = ".collected"


def prepare_store(folder: Path, progress: Progress) -> None:
    """Migrate the store, collect static files and load the packs where any of them changed."""
    start_store()
    from django.core.management import call_command  # noqa: PLC0415 - needs the settings of start_store

    from siaga.domain.permissions import THE_CONSOLE  # noqa: PLC0415
    from siaga.services.packs import load_packs, packs_are_loaded  # noqa: PLC0415

    progress("Menyiapkan tabel", 0, 1)
    call_command("migrate", interactive=False, verbosity=0)
    progress("Menyiapkan tabel", 1, 1)
    collect_static(folder, progress)
    if not packs_are_loaded(THE_CONSOLE):
        load_packs(THE_CONSOLE, progress=progress)


def collect_static(folder: Path, progress: Progress) -> None:
    """Hash and compress the static files into the data folder, unless they are those already there."""
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415 - needs the settings
    from django.core.management import call_command  # noqa: PLC0415

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(name.encode())
            digest.update(Path(storage.path(name)).read_bytes())
    stamp = folder / "static" / _STAMP
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest.hexdigest():
        return
    progress("Mengumpulkan berkas halaman", 0, 1)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest(), encoding="ascii")
    progress("Mengumpulkan berkas halaman", 1, 1)
