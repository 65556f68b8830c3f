"""Derives copies of pictures: clean ones without hidden data, and redacted ones with black rectangles."""

import io
import warnings
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from siaga.domain.evidence import Box, FileKind

_QUALITY: dict[str, dict[str, int]] = {"JPEG": {"quality": 90}, "WEBP": {"quality": 90}, "PNG": {}}


def clean_copy(path: Path, kind: FileKind) -> tuple[bytes, tuple[int, int]]:
    """The same picture upright, without EXIF, place, comments, profiles or thumbnails; and its size."""
    image = _upright(path, kind)
    return _saved(image, kind), image.size


def redacted_copy(path: Path, kind: FileKind, boxes: Iterable[Box]) -> bytes:
    """The clean picture with boxes painted over: what was under them is not in the file any more."""
    image = _upright(path, kind)
    brush = ImageDraw.Draw(image)
    for box in boxes:
        brush.rectangle(
            (box.left, box.top, box.left + box.width - 1, box.top + box.height - 1), fill=(0, 0, 0)
        )
    return _saved(image, kind)


def _upright(path: Path, kind: FileKind) -> Image.Image:
    """The pixels as a person sees them, turned by the camera's word for which way is up."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(path, formats=[kind.code.upper()]) as image:
            turned = ImageOps.exif_transpose(image)
            keeps_holes = kind.code != "jpeg" and turned.has_transparency_data
            pixels = turned.convert("RGBA" if keeps_holes else "RGB")
    # Pillow writes comments and profiles it finds here back into the file.
    pixels.info = {}
    return pixels


def _saved(image: Image.Image, kind: FileKind) -> bytes:
    """The bytes of a picture in its own format."""
    name, written = kind.code.upper(), io.BytesIO()
    image.save(written, name, **_QUALITY[name])
    return written.getvalue()
