"""Tells what a file is by its content, and refuses what is damaged, swollen or of no accepted kind."""

import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from siaga.domain.evidence import (
    ACCEPTED,
    KINDS,
    MEGABYTE,
    MOST_PIXELS,
    ArchiveUnfolds,
    FileBroken,
    FileKind,
    FileTooLarge,
    KindRefused,
    MacrosRefused,
    PictureTooWide,
)

HEAD = 64
_STARTS = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"%PDF-", "pdf"))
_OGG_CODECS = (b"OpusHead", b"\x01vorbis", b"Speex", b"\x7fFLAC")
_AUDIO_BRANDS = {b"M4A ", b"M4B "}
_VIDEO_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV"}
_VIDEO_BRANDS |= {b"3gp4", b"3gp5", b"3gp6", b"dash", b"qt  "}
_OFFICE = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
MOST_UNPACKED = 200 * MEGABYTE
MOST_MEMBERS = 5000
MOST_RATIO = 200
RATIO_MATTERS_FROM = MEGABYTE
_BROKEN_PICTURE = (OSError, ValueError, SyntaxError, EOFError, IndexError, OverflowError)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is; pictures have a size."""

    kind: FileKind
    width: int | None = None
    height: int | None = None


def refuse_early(head: bytes, length: int, name: str) -> None:
    """Refuse by its first bytes what could only be refused when all had arrived."""
    code = _beginning(head)
    if code is None:
        raise KindRefused(file=name, accepted=ACCEPTED)
    if code != "zip":
        _refuse_large(KINDS[code], length, name)


def recognised(path: Path, name: str) -> Recognised:
    """The kind of a whole file; ``name`` is only for the sentences."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    code, size = _beginning(head), path.stat().st_size
    if code == "zip":
        code = _office_kind(path, name)
    if code is None:
        raise KindRefused(file=name, accepted=ACCEPTED)
    kind = KINDS[code]
    _refuse_large(kind, size, name)
    if kind.is_picture:
        return _picture(path, kind, name)
    whole = {"pdf": _is_whole_pdf, "mp4": _is_whole_film, "m4a": _is_whole_film}.get(code)
    if whole is not None and not whole(path, size):
        raise FileBroken(file=name, kind=code.upper())
    return Recognised(kind)


def _refuse_large(kind: FileKind, size: int, name: str) -> None:
    """Each kind has its own limit."""
    if size > kind.most_bytes:
        raise FileTooLarge(
            file=name, size=-(-size // MEGABYTE), kind=kind.code.upper(), most=kind.most_bytes // MEGABYTE
        )


def _beginning(head: bytes) -> str | None:
    """The kind a file begins like; "zip" is decided by what is inside."""
    for start, code in _STARTS:
        if head.startswith(start):
            return code
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:4] == b"OggS":
        return "ogg" if any(codec in head for codec in _OGG_CODECS) else None
    if head[4:8] == b"ftyp":
        return "m4a" if head[8:12] in _AUDIO_BRANDS else "mp4" if head[8:12] in _VIDEO_BRANDS else None
    return "zip" if head[:4] == b"PK\x03\x04" else None


def _picture(path: Path, kind: FileKind, name: str) -> Recognised:
    """Read a picture's size from its header, and decode it only when that size is bearable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=[kind.code.upper()]) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    raise PictureTooWide(file=name, width=width, height=height, most=MOST_PIXELS // MEGABYTE)
                image.load()
    except Image.DecompressionBombError:
        raise PictureTooWide(file=name, width="?", height="?", most=MOST_PIXELS // MEGABYTE) from None
    except _BROKEN_PICTURE as broken:
        raise FileBroken(file=name, kind=kind.code.upper()) from broken
    return Recognised(kind, width, height)


def _office_kind(path: Path, name: str) -> str | None:
    """Which office file an archive is, without unpacking anything."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as broken:
        raise FileBroken(file=name, kind="ZIP") from broken
    total = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > RATIO_MATTERS_FROM and member.file_size > MOST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if swollen or total > MOST_UNPACKED or len(members) > MOST_MEMBERS:
        raise ArchiveUnfolds(file=name, size=total // MEGABYTE)
    names = {member.filename for member in members}
    if any(one.endswith("vbaProject.bin") for one in names):
        raise MacrosRefused(file=name)
    found = [code for inside, code in _OFFICE.items() if inside in names]
    return found[0] if len(found) == 1 and "[Content_Types].xml" in names else None


def _is_whole_pdf(path: Path, size: int) -> bool:
    """Whether a PDF has its end mark."""
    with path.open("rb") as file:
        file.seek(max(0, size - 2048))
        return b"%%EOF" in file.read()


def _is_whole_film(path: Path, size: int) -> bool:
    """Whether the boxes of an MP4 fill the file exactly and one of them is its index."""
    place, boxes, found = 0, 0, set[bytes]()
    with path.open("rb") as file:
        while place < size and boxes < MOST_MEMBERS:
            file.seek(place)
            header = file.read(16)
            length = int.from_bytes(header[:4], "big")
            if length == 1:
                length = int.from_bytes(header[8:16], "big")
            elif length == 0:
                length = size - place
            if len(header) < 8 or length < 8:
                return False
            found.add(header[4:8])
            place, boxes = place + length, boxes + 1
    return place == size and b"moov" in found
