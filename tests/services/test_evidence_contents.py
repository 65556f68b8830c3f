"""Type by content, limits by kind, bombs refused before they unfold, and what copies do not carry."""

import io
from pathlib import Path

import pytest
from PIL import Image
from tests.services.evidence_files import (
    PDF,
    SECRET,
    film,
    office,
    ogg,
    photo,
    picture,
    wide_png,
)

from siaga.domain.evidence import (
    KINDS,
    ArchiveUnfolds,
    Box,
    BoxesNotUnderstood,
    FileBroken,
    FileTooLarge,
    KindRefused,
    MacrosRefused,
    PictureTooWide,
    boxes_from,
)
from siaga.services.evidence_contents import recognised, refuse_early
from siaga.services.evidence_images import clean_copy, redacted_copy


def at(folder: Path, content: bytes, name: str = "berkas.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("jpeg", photo()),
        ("png", picture("PNG")),
        ("webp", picture("WEBP")),
        ("pdf", PDF),
        ("docx", office()),
        ("xlsx", office("xl/workbook.xml")),
        ("mp4", film()),
        ("m4a", film(brand=b"M4A ")),
        ("ogg", ogg()),
    ],
)
def test_the_kind_is_told_by_content_whatever_the_name(tmp_path: Path, kind: str, content: bytes) -> None:
    assert recognised(at(tmp_path, content, "foto.exe"), "foto.exe").kind.code == kind


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0" + bytes(100),
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(50),
        bytes(4) + b"ftypheic" + bytes(50),
        b"OggS" + bytes(80),
        office("lain.txt"),
        b"x",
    ],
)
def test_other_kinds_are_refused_whatever_their_name(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(KindRefused, match=r"foto\.jpg"):
        recognised(at(tmp_path, content), "foto.jpg")


@pytest.mark.parametrize(
    "content",
    [
        photo()[:-300],
        PDF[:-8],
        film()[:-10],
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        office()[:-30],
        b"\xff\xd8\xff" * 9,
    ],
    ids=["jpeg", "pdf", "mp4", "png", "zip", "start"],
)
def test_damaged_files_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileBroken):
        recognised(at(tmp_path, content), "rusak")


@pytest.mark.parametrize("size", [(10_000, 10_000), (60_000, 60_000), (1, 2_000_000_000)])
def test_an_image_bomb_is_refused_before_it_is_decoded(tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises((PictureTooWide, FileBroken)) as refused:
        recognised(at(tmp_path, wide_png(*size)), "bom.png")
    assert isinstance(refused.value, PictureTooWide)


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnfolds):
        recognised(at(tmp_path, office(body=bytes(50_000_000))), "bom.docx")


def test_macros_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MacrosRefused):
        recognised(at(tmp_path, office(extra="word/vbaProject.bin")), "makro.docx")


def test_each_kind_has_its_limit() -> None:
    refuse_early(film()[:64], 50_000_000, "film.mp4")
    with pytest.raises(FileTooLarge, match="JPEG"):
        refuse_early(photo()[:64], 50_000_000, "foto.jpg")


def test_a_clean_copy_carries_nothing_but_the_picture(tmp_path: Path) -> None:
    content = photo(orientation=6)
    assert SECRET.encode() in content
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    clean, size = clean_copy(at(tmp_path, content), KINDS["jpeg"])
    assert size == (40, 60)
    assert SECRET.encode() not in clean
    assert b"Exif" not in clean
    image = Image.open(io.BytesIO(clean))
    assert image.size == (40, 60)
    assert not image.getexif()
    assert not {"comment", "exif", "icc_profile"} & set(image.info)
    # Turned upright, the red corner of the camera's top left stands at the top right.
    assert image.getpixel((37, 3))[0] > 180
    assert image.getpixel((3, 3))[0] < 60


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_transparent_pictures_stay_transparent(tmp_path: Path, kind: str) -> None:
    clean, _ = clean_copy(at(tmp_path, picture(kind.upper())), KINDS[kind])
    assert Image.open(io.BytesIO(clean)).convert("RGBA").getpixel((5, 5))[3] == 90


def test_what_is_redacted_is_not_there_any_more(tmp_path: Path) -> None:
    redacted = redacted_copy(at(tmp_path, photo()), KINDS["jpeg"], [Box(0, 0, 40, 30)])
    image = Image.open(io.BytesIO(redacted))
    assert max(image.crop((0, 0, 36, 26)).getextrema()[0]) < 30
    assert image.getpixel((20, 50))[2] > 150
    assert b"Exif" not in redacted


def test_boxes_are_read_a_line_each() -> None:
    assert boxes_from("1 2 3 4\n5,6,7,8\n", 60, 40) == (Box(1, 2, 3, 4), Box(5, 6, 7, 8))


@pytest.mark.parametrize(
    "text", ["", "1 2 3", "a b c d", "60 0 1 1", "0 0 0 5", "-1 0 5 5", "1 1 1 1\n" * 300]
)
def test_boxes_that_are_none_are_a_sentence(text: str) -> None:
    with pytest.raises(BoxesNotUnderstood, match="60 × 40"):
        boxes_from(text, 60, 40)
