"""Loads the packaged data into rows, once for each state of the packs."""

import hashlib
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from django.utils import timezone

from siaga.domain.gazetteers import code_changes, read_areas
from siaga.domain.packs import packs_root
from siaga.domain.permissions import Actor, Permission
from siaga.domain.progress import Progress, silent
from siaga.domain.spaces import REAL
from siaga.services import pack_rows
from siaga.services.calendars import load_calendars
from siaga.services.use_case import changes, reads
from siaga.store.models import Area, AreaChange, PackLoad, Space

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading of the packs brought into the store."""

    areas: int
    editions: int
    readings: int
    outcomes: int


@reads(Permission.OPERATE)
def packs_are_loaded(_: Actor) -> bool:
    """Whether the store holds exactly these packs."""
    latest = PackLoad.rows.order_by("-pk").first()
    return latest is not None and latest.digest == packs_digest()


@changes(Permission.OPERATE, "memuat paket data: {result.areas} wilayah, {result.readings} bacaan")
def load_packs(_: Actor, *, progress: Progress = silent) -> Loaded:
    """Load areas, agencies, elections, editions and outcomes; what people entered stays untouched."""
    space, _created = Space.rows.get_or_create(code=REAL, defaults={"created_at": timezone.now()})
    areas = _load_areas(progress)
    pack_rows.load_agencies()
    pack_rows.load_elections()
    load_calendars()
    editions, readings = pack_rows.load_editions(space, progress)
    outcomes = pack_rows.load_outcomes()
    PackLoad.rows.create(digest=packs_digest(), loaded_at=timezone.now())
    return Loaded(areas, editions, readings, outcomes)


def packs_digest() -> str:
    """SHA-256 over the names and bytes of every packaged file."""
    digest = hashlib.sha256()
    _digest_folder(packs_root(), "", digest)
    return digest.hexdigest()


def _digest_folder(folder: Traversable, prefix: str, digest: "hashlib._Hash") -> None:
    """Add a folder's files in the order of their names."""
    for child in sorted(folder.iterdir(), key=lambda one: one.name):
        name = f"{prefix}/{child.name}"
        if child.is_dir():
            _digest_folder(child, name, digest)
        elif not child.name.startswith("."):
            digest.update(name.encode() + b"\0" + hashlib.sha256(child.read_bytes()).digest())


def _load_areas(progress: Progress) -> int:
    """Replace the table of areas and of code changes."""
    rows = [
        Area(
            code=area.code,
            name=area.name,
            search_name=area.name.casefold(),
            level=area.level.value,
            parent=area.parent,
            latitude=area.latitude,
            longitude=area.longitude,
            population=area.population,
            area_km2=area.area_km2,
            timezone=area.timezone,
            point_kind=area.point_kind.value,
            valid_from=area.valid_from,
            valid_to=area.valid_to,
        )
        for area in read_areas()
    ]
    Area.rows.all().delete()
    for start in range(0, len(rows), _BATCH * 5):
        progress("Memuat wilayah", start, len(rows))
        Area.rows.bulk_create(rows[start : start + _BATCH * 5], batch_size=_BATCH)
    progress("Memuat wilayah", len(rows), len(rows))
    AreaChange.rows.all().delete()
    AreaChange.rows.bulk_create(
        AreaChange(
            old=one.old, new=one.new, on=one.on, enacted=one.enacted, kind=one.kind.value, source=one.source
        )
        for one in code_changes()
    )
    return len(rows)
