"""Downloads of what the map shows: the same cells as its table, in every format exports offer."""

from collections.abc import Mapping
from dataclasses import dataclass

from siaga import exports
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound
from siaga.domain.spaces import REAL
from siaga.exports.format import Cell, Column, ExportFormat, Geometry, Sheet
from siaga.registry import declared
from siaga.services.layers import outline_geometries
from siaga.services.map_views import UNCLASSED, MapCell, MapQuestion, MapView
from siaga.services.maps import map_view
from siaga.services.use_case import reads

COLUMNS = (
    Column("area", "Kode wilayah Kemendagri pada tanggal edisi"),
    Column("name", "Nama wilayah"),
    Column("level", "Tingkat wilayah"),
    Column(
        "class", "Kelas: rendah, sedang, tinggi; unknown = belum ada data; unclassed = berskor tanpa kelas"
    ),
    Column("class_derived", "1 bila kelas dihitung Siaga dari batas yang diterbitkan"),
    Column("own_class", "Kata kelas milik lembaga"),
    Column("score", "Skor"),
    Column("rank", "Peringkat yang diterbitkan"),
    Column("agency", "Lembaga"),
    Column("edition", "Edisi"),
    Column("edition_date", "Tanggal edisi"),
    Column("source", "Sumber angka"),
    Column("date", "Tanggal sumber"),
    Column("valid_on", "Tanggal berlakunya kode wilayah"),
    Column("space", "Ruang: real, atau LATIHAN dengan kode dan tanggal latihannya"),
    Column("note", "Catatan, termasuk angka sumber lain"),
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand over."""

    name: str
    media_type: str
    content: bytes


def export_formats() -> list[ExportFormat]:
    """Every format that a module of ``exports`` declares."""
    return declared(exports, ExportFormat)


@reads(Permission.PUBLIC, "mengunduh bacaan tidak publik sebagai {result.name}")
def map_download(actor: Actor, question: MapQuestion, suffix: str) -> Download:
    """What the map shows as a file; same question, same numbers, same order."""
    chosen = next((one for one in export_formats() if one.suffix == suffix), None)
    if chosen is None:
        raise NotFound(what="format", name=suffix)
    view = map_view(actor, question)
    shapes: Mapping[str, Geometry] = {}
    if chosen.outlines:
        shapes = outline_geometries(actor, view.level, view.within, view.edition.date)
    mark = "" if view.space == REAL else "LATIHAN-"
    place = f"-{view.within}" if view.within else ""
    name = f"siaga-{mark}{view.edition.code}-{view.level}{place}.{suffix}"
    return Download(name, chosen.media_type, chosen.write(sheet_of(view, shapes)))


def sheet_of(view: MapView, shapes: Mapping[str, Geometry]) -> Sheet:
    """The map's cells as rows that each carry edition, source, date and space."""
    return Sheet(
        title=f"{view.edition.name}: {view.level}",
        columns=COLUMNS,
        rows=tuple(_row(cell, view) for cell in view.cells),
        remarks=_remarks(view),
        shapes=tuple(shapes.get(cell.place.code) for cell in view.cells) if shapes else (),
    )


def space_mark(view: MapView) -> str:
    """How rows name their space: a drill never leaves without LATIHAN and the day on its clock."""
    return REAL if view.space == REAL else f"LATIHAN {view.space}, {view.as_of}"


def _row(cell: MapCell, view: MapView) -> tuple[Cell, ...]:
    """One area as cells."""
    edition = view.edition
    others = [f"sumber lain: {other.score} {other.source} {other.note}".strip() for other in cell.conflicts]
    return (
        cell.place.code,
        cell.place.name,
        view.level.value,
        cell.class_key,
        cell.class_derived if cell.known and cell.class_key != UNCLASSED else None,
        cell.own_class or None,
        cell.score,
        cell.rank,
        edition.agency_name,
        edition.name,
        edition.date,
        cell.source or None,
        cell.date,
        cell.valid_on,
        space_mark(view),
        "; ".join(filter(None, (cell.note, *others))) or None,
    )


def _remarks(view: MapView) -> tuple[tuple[str, str], ...]:
    """What a reader of the file must know of it."""
    edition, limits = view.edition, view.limits
    bounds = (
        f"rendah sampai {limits.low} (milik {limits.low_owned_by}), tinggi mulai {limits.high} "
        f"(milik {limits.high_owned_by}); {limits.source}"
        if limits
        else "tidak diterbitkan"
    )
    drill = () if view.space == REAL else (("LATIHAN", f"Data simulasi, tanggal latihan {view.as_of}"),)
    return (
        *drill,
        ("Edisi", f"{edition.name}, {edition.agency_name}, {edition.date}"),
        ("Ukuran", edition.axis),
        ("Batas kelas", bounds),
        ("Cara membaca", "Peringatan dini, bukan vonis. Skor antaredisi tidak dibandingkan langsung."),
        ("Batas wilayah", "2020 geoBoundaries/BPS/OCHA, CC BY 3.0 IGO; bukan batas hukum"),
        *((f"{mark.kind}: {mark.what}", mark.why) for mark in edition.marks),
        *(
            (f"Sumber {one.key}", f"{one.publisher}: {one.title} {one.date or ''} {one.address}")
            for one in edition.sources
        ),
        *((column.key, column.title) for column in COLUMNS),
    )
