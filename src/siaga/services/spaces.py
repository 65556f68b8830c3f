"""Which spaces there are, and what time it is in them."""

from datetime import datetime

from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound
from siaga.domain.spaces import REAL, THE_REAL_SPACE, Space
from siaga.services.use_case import reads
from siaga.store.models import Space as SpaceRow


@reads(Permission.PUBLIC)
def visible_spaces(_: Actor) -> tuple[Space, ...]:
    """The real space and every drill; that a drill exists is no secret, its rows carry labels."""
    drills = SpaceRow.rows.exclude(code=REAL).order_by("code")
    return (THE_REAL_SPACE, *(row.value() for row in drills))


@reads(Permission.PUBLIC)
def space_named(_: Actor, code: str) -> Space:
    """The space ``code``; the real one is there even before anything was loaded."""
    if code in ("", REAL):
        return THE_REAL_SPACE
    row = SpaceRow.rows.filter(code=code).first()
    if row is None:
        raise NotFound(what="Latihan", name=code)
    return row.value()


@reads(Permission.PUBLIC)
def drill_clock(actor: Actor, code: str, *, wall: datetime) -> datetime:
    """The time in the space ``code`` when the wall clock shows ``wall``."""
    return space_named(actor, code).now(wall)
