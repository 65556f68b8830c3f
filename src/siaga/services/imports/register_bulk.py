"""Loads a register file of any size: checked into a spool on disk, written in one short transaction."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from siaga.domain.imports import Effect, Finding, ImportKind, Loaded
from siaga.domain.permissions import Actor, Permission
from siaga.domain.progress import Progress, silent
from siaga.domain.station_problems import RegisterChanged, StationFileFails
from siaga.services.imports.plans import Upload
from siaga.services.imports.register import check_columns, new_check, write_register
from siaga.services.imports.register_files import register_rows
from siaga.services.imports.register_rows import RegisterCheck, StationGiven
from siaga.services.use_case import changes, reads
from siaga.store.models import Space, Station, StationRegister
from siaga.store.station_rows import COLUMNS

MOST_KEPT = 200
_BATCH = 2000
_AGAIN = "Memeriksa berkas TPS"
_WRITING = "Memuat TPS"
_DAY = COLUMNS.index("date")


@dataclass(slots=True)
class StationFile:
    """A checked file: how many stations are new, changed, the same; what is wrong; its rows in a spool."""

    upload: Upload
    target_name: str
    version: int
    counts: dict[Effect, int] = field(default_factory=lambda: dict.fromkeys(Effect, 0))
    failing_rows: int = 0
    warnings: int = 0
    lent_points: int = 0
    findings: list[Finding] = field(default_factory=list)
    spool: IO[str] | None = field(default=None, repr=False)

    @property
    def writing(self) -> int:
        """How many rows a load writes."""
        return self.counts[Effect.ADD] + self.counts[Effect.CHANGE]

    def rows(self, progress: Progress) -> Iterator[tuple[Any, ...]]:
        """The rows of the spool."""
        assert self.spool is not None
        self.spool.seek(0)
        done = 0
        for line in self.spool:
            batch = json.loads(line)
            for row in batch:
                row[_DAY] = date.fromisoformat(row[_DAY])
                yield tuple(row)
            done += len(batch)
            progress(_WRITING, done, self.writing)


@reads(Permission.IMPORT_STATIONS)
@contextmanager
def checked_station_file(
    actor: Actor, path: Path, upload: Upload, *, now: datetime, progress: Progress = silent
) -> Iterator[StationFile]:
    """Check every row of the file at ``path``; memory stays bounded, only what fails is remembered.

    Nothing is written to the store, so a long check keeps nobody waiting.
    """
    check = new_check(actor, upload, now)
    with TemporaryFile("w+", encoding="utf-8") as spool:
        file = StationFile(upload, check.election.name, _version(upload), spool=spool)
        with register_rows(path) as (sheet, rows, reached):
            check_columns(sheet, upload)
            known, batch = _known(upload), list[tuple[Any, ...]]()
            for number, row in enumerate(rows, start=1):
                given = check.read(row)
                _note(file, check)
                if given is not None and _counted(file, given, known):
                    batch.append(given.values())
                if number % _BATCH == 0:
                    batch = _spooled(spool, batch)
                    done, whole = reached()
                    progress(_AGAIN, number, max(number + 1, round(number * whole / max(done, 1))))
            progress(_AGAIN, number, number)
        _spooled(spool, batch)
        yield file


def _spooled(spool: IO[str], batch: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Write a batch as one line; gives the next, empty one."""
    if batch:
        spool.write(json.dumps(batch, default=date.isoformat, ensure_ascii=False) + "\n")
    return []


def _note(file: StationFile, check: RegisterCheck) -> None:
    """Count what a row was told, and keep the first of it."""
    found = check.findings
    if not found:
        return
    file.failing_rows += any(one.serious for one in found)
    file.warnings += sum(not one.serious for one in found)
    for serious in (True, False):
        kept = sum(one.serious is serious for one in file.findings)
        file.findings += [one for one in found if one.serious is serious][: MOST_KEPT - kept]
    found.clear()


def _counted(file: StationFile, given: StationGiven, known: dict[int, int]) -> bool:
    """Whether the row says something new; counted by its effect."""
    before = known.get(given.code.key)
    mine = _digest(given.values(), file.upload.label.value)
    effect = Effect.ADD if before is None else Effect.SAME if before == mine else Effect.CHANGE
    file.counts[effect] += 1
    file.lent_points += given.point_kind != "own"
    return effect is not Effect.SAME


def _digest(values: tuple[Any, ...], label: str) -> int:
    """A row in eight bytes, for this process alone."""
    return hash((values, label))


def _known(upload: Upload) -> dict[int, int]:
    """The stations there are: each code with the digest of its row."""
    rows = Station.unscoped.filter(space__code=upload.space, election__code=upload.target)
    portions = rows.values_list(*COLUMNS, "label").iterator(chunk_size=20_000)
    return {row[0]: _digest(row[:-1], row[-1]) for row in portions}


def _version(upload: Upload) -> int:
    """Which state of the register a check compared with; 0 before anything was loaded."""
    row = StationRegister.rows.filter(space__code=upload.space, election__code=upload.target).first()
    return row.version if row else 0


@changes(
    Permission.IMPORT_STATIONS,
    "memuat register TPS {result.target_name} dari “{result.file_name}”: "
    "{result.added} TPS baru, {result.changed} diubah, {result.same} sama",
)
def load_station_file(
    actor: Actor, *, file: StationFile, now: datetime, progress: Progress = silent
) -> Loaded:
    """Load a checked file, all or nothing, where the register is still the one it was compared with."""
    if file.failing_rows:
        raise StationFileFails(count=file.failing_rows, file=file.upload.file_name)
    Space.rows.select_for_update().filter(code=file.upload.space).first()  # two loads, one after the other
    if _version(file.upload) != file.version:
        raise RegisterChanged
    if file.writing:
        write_register(actor, file.upload, file.rows(progress), now)
    counts = file.counts
    return Loaded(
        ImportKind.REGISTER,
        file.target_name,
        file.upload.file_name,
        counts[Effect.ADD],
        counts[Effect.CHANGE],
        counts[Effect.SAME],
    )
