"""Files to send as evidence, made on the spot: whole ones and hostile ones."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

JAKARTA = {1: "S", 2: (IFDRational(6), IFDRational(12), IFDRational(0)), 3: "E"}
JAKARTA |= {4: (IFDRational(106), IFDRational(49), IFDRational(0))}
SECRET = "Catatan rahasia pemotret"


def photo(width: int = 60, height: int = 40, orientation: int = 6) -> bytes:
    """A JPEG as a phone makes it: place, description, comment, lying on its side; its top left is red."""
    image = Image.new("RGB", (width, height), (20, 120, 220))
    image.paste((220, 0, 0), (0, 0, width // 4, height // 4))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET
    exif.get_ifd(0x8825).update(JAKARTA)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=95, exif=exif, comment=SECRET.encode())
    return written.getvalue()


def picture(kind: str) -> bytes:
    """A small picture with a hole in it, in another format."""
    written = io.BytesIO()
    Image.new("RGBA", (20, 10), (0, 120, 0, 90)).save(written, kind)
    return written.getvalue()


def wide_png(width: int, height: int) -> bytes:
    """A PNG that claims a size without holding its pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def office(inside: str = "word/document.xml", body: bytes = b"<x/>", extra: str = "") -> bytes:
    """An office archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(inside, body)
        if extra:
            archive.writestr(extra, b"x")
    return written.getvalue()


def film(size: int = 200, brand: bytes = b"isom") -> bytes:
    """An MP4 of exactly ``size`` bytes: its type, its index and empty contents."""
    start = struct.pack(">I4s4sI", 16, b"ftyp", brand, 0) + struct.pack(">I4s", 8, b"moov")
    return start + struct.pack(">I4s", size - 24, b"mdat") + bytes(size - 32)


def ogg() -> bytes:
    """A voice note."""
    return b"OggS\0\x02" + bytes(22) + b"OpusHead" + bytes(100)


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
