"""The files of evidence: written beside their place, synced, renamed under their digest and sealed.

A file is named by the SHA-256 of its bytes, so it cannot be replaced unnoticed and equal files are kept once.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID, uuid4

from django.conf import settings

from siaga.domain.evidence import PartTooLong, UploadBusy

_SEALED = 0o400
_PIECE = 262_144


class Readable(Protocol):
    """What bytes can be read from: a file, or a request."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end."""


def folder() -> Path:
    """Where evidence lies."""
    return Path(settings.DATA) / "evidence"


def path_of(digest: str) -> Path:
    """The place of a file with this digest."""
    return folder() / digest[:2] / digest[2:4] / digest


def part_of(key: UUID) -> Path:
    """What has arrived of an upload."""
    return folder() / "uploads" / f"{key}.part"


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(source: Path, digest: str) -> None:
    """Put a whole file in its place and seal it; a damaged one already there is replaced.

    The source stays until the row is committed (``discard``), so that a failure in between loses nothing.
    """
    target = path_of(digest)
    if target.exists() and digest_of(target) == digest:
        target.chmod(_SEALED)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as file:
        os.fsync(file.fileno())
    beside = target.with_name(f"{digest}.{uuid4().hex}")
    beside.hardlink_to(source)
    beside.chmod(_SEALED)
    beside.replace(target)
    _sync_folder(target.parent)


def keep_bytes(content: bytes) -> str:
    """Keep a derived copy; returns its digest."""
    digest = hashlib.sha256(content).hexdigest()
    source = part_of(uuid4())
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(content)
    try:
        keep(source, digest)
    finally:
        source.unlink()
    return digest


def open_part(key: UUID) -> None:
    """Make the empty part file of a new upload."""
    path = part_of(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(0o600)


@contextmanager
def writing(key: UUID) -> Iterator[BinaryIO]:
    """The part file of an upload, for one writer at a time; the system frees the lock however we end."""
    path = part_of(key)
    try:
        path.chmod(0o600)
        file = path.open("r+b")
    except FileNotFoundError:
        # Another writer has just finished this upload; its sender asks and learns so.
        raise UploadBusy() from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UploadBusy() from None
        yield file


def write_part(file: BinaryIO, offset: int, stream: Readable, most: int) -> int:
    """Write what ``stream`` gives at ``offset`` and sync it; returns how many bytes; too many leave none."""
    file.truncate(offset)
    file.seek(offset)
    written = 0
    while piece := stream.read(_PIECE):
        written += len(piece)
        if written > most:
            file.truncate(offset)
            raise PartTooLong(most=most)
        file.write(piece)
    file.flush()
    os.fsync(file.fileno())
    return written


def discard(key: UUID) -> None:
    """Throw an upload's part file away."""
    part_of(key).unlink(missing_ok=True)


def sweep(before: datetime) -> None:
    """Throw away part files that nobody wrote to since; their uploads are finished or expired."""
    for path in (folder() / "uploads").glob("*.part"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def kept_digests() -> Iterator[str]:
    """The name of every file that lies in its place."""
    for path in folder().glob("??/??/*"):
        yield path.name


def _sync_folder(path: Path) -> None:
    """Make a rename last through a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
