"""The areas right below one area, each with its class in the newest edition of every axis."""

from collections.abc import Iterable
from dataclasses import replace

from siaga.domain.permissions import Actor
from siaga.domain.scores import class_of
from siaga.services.area_readings import axes_in_order, edition_view, limits_view
from siaga.services.area_views import ChildCell, ChildColumn, Children, ChildRow
from siaga.services.citations import CitationList
from siaga.services.reading_views import EditionView
from siaga.store.models import Area, AreaChange, Reading


def children_of(actor: Actor, space: str, area: Area) -> Children | None:
    """The areas below, as today's codes have them; none below a kelurahan or an expired code."""
    if area.valid_to is not None:
        return None
    below = list(Area.rows.filter(parent=area.code, valid_to=None).order_by("code"))
    if not below:
        return None
    today = _codes_today(child.code for child in below)
    editions, cells = _newest_cells(actor, space, today)
    columns = tuple(
        ChildColumn(edition, any(cells[key].score is not None for key in cells if key[0] == edition.code))
        for edition in editions
    )
    rows = tuple(
        ChildRow(
            child.code,
            child.name,
            child.population,
            tuple(
                replace(cells.get((one.edition.code, child.code), ChildCell()), scored=one.scored)
                for one in columns
            ),
        )
        for child in below
    )
    return Children(below[0].level, columns, rows)


def _codes_today(codes: Iterable[str]) -> dict[str, str]:
    """Each code, and each older number of the same area, with today's code."""
    today = {code: code for code in codes}
    recoded = AreaChange.rows.filter(kind="recode", new__in=list(today)).values_list("old", "new")
    return {**dict(recoded), **today}


def _newest_cells(
    actor: Actor, space: str, today: dict[str, str]
) -> tuple[tuple[EditionView, ...], dict[tuple[str, str], ChildCell]]:
    """The newest edition of each axis that speaks of any of these areas, and what it says of each."""
    rows = Reading.visible_to(actor, space).filter(area__in=list(today), alternative=False)
    rows = rows.select_related("edition__agency").prefetch_related("edition__limits", "edition__marks")
    rows = rows.order_by("-edition__date", "-edition__view", "edition__code", "pk")
    newest: dict[str, EditionView] = {}
    cells: dict[tuple[str, str], ChildCell] = {}
    uncited = CitationList()
    for row in rows:
        edition = newest.setdefault(row.edition.axis, edition_view(row.edition))
        if edition.code != row.edition.code:
            continue
        limits = limits_view(row.edition, row.level, uncited)
        key, derived = class_of(row.score, row.class_key, limits.limit if limits else None)
        cell = ChildCell(key, row.score, row.decimals, derived)
        cells.setdefault((edition.code, today[row.area]), cell)
    return tuple(newest[axis] for axis in axes_in_order(newest)), cells
