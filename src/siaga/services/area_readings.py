"""Reads what editions say of areas, on behalf of somebody, into the values that pages show."""

from collections.abc import Iterable, Mapping, Sequence

from siaga.domain.permissions import Actor
from siaga.domain.scores import class_of
from siaga.domain.totals import LeaveOneOut, PublishedTotal, leave_one_out, published_total
from siaga.domain.words import AXIS_WORDS
from siaga.services.area_reasons import node_names, reasons_of
from siaga.services.citations import CitationList
from siaga.services.reading_views import (
    AxisReadings,
    EditionView,
    LimitsView,
    OtherReading,
    PartView,
    ReadingView,
)
from siaga.store.models import Area, Edition, Reading

# Fewer areas have no limits of their own to leave one out of.
FEWEST = 4


def edition_view(edition: Edition) -> EditionView:
    """An edition as pages name it."""
    return EditionView(
        edition.code,
        edition.name,
        edition.name_en,
        edition.agency.code,
        edition.agency.name,
        edition.agency.name_en,
        edition.axis,
        edition.date,
        edition.scale_low,
        edition.scale_high,
        edition.indicators,
        edition.view,
        edition.class_method,
        tuple(dict.fromkeys(mark.kind for mark in edition.marks.all())),
    )


def reading_rows(actor: Actor, space: str, codes: Iterable[str]) -> list[Reading]:
    """The visible rows of some areas, the newest edition first, an agency's own view before an aggregate."""
    rows = Reading.visible_to(actor, space).filter(area__in=list(codes))
    rows = rows.select_related(
        "edition__agency", "edition__space", "edition__indicator_set", "source", "nodes_source", "owner"
    )
    rows = rows.prefetch_related(
        "nodes",
        "edition__limits__source",
        "edition__marks",
        "edition__nodes",
        "edition__national_counts",
    )
    return list(rows.order_by("-edition__date", "-edition__view", "edition__code", "alternative", "pk"))


def readings_from(
    actor: Actor, space: str, rows: Sequence[Reading], citations: CitationList
) -> tuple[ReadingView, ...]:
    """One view for each edition and area; conflicting numbers stand inside it."""
    names = dict(Area.rows.filter(code__in={row.area for row in rows}).values_list("code", "name"))
    groups: dict[tuple[int, str], list[Reading]] = {}
    for row in rows:
        groups.setdefault((row.edition.pk, row.area), []).append(row)
    return tuple(
        _reading(actor, space, group, (citations, names.get(group[0].area, group[0].area)))
        for group in groups.values()
    )


def by_axis(readings: Iterable[ReadingView]) -> tuple[AxisReadings, ...]:
    """Readings apart by axis: the named axes in their own order, then any other."""
    found: dict[str, list[ReadingView]] = {}
    for one in readings:
        found.setdefault(one.edition.axis, []).append(one)
    return tuple(AxisReadings(axis, tuple(found[axis])) for axis in axes_in_order(found))


def axes_in_order(axes: Iterable[str]) -> list[str]:
    """Axes as pages show them: election vulnerability, security, then any that was entered later."""
    known = list(AXIS_WORDS)
    return sorted(axes, key=lambda axis: known.index(axis) if axis in known else len(known))


def _reading(
    actor: Actor, space: str, group: Sequence[Reading], page: tuple[CitationList, str]
) -> ReadingView:
    """The preferred row of an edition and area, with its conflicting numbers."""
    citations, area_name = page
    row, edition = group[0], group[0].edition
    preferred = None if row.alternative else row
    number = citations.cite_row(row.source) if preferred else 0
    limits = limits_view(edition, row.level, citations)
    others = tuple(_other(one, limits, citations) for one in group if one is not preferred)
    values = {node.node: node.value for node in row.nodes.all()} if preferred else {}
    score = row.score if preferred else None
    key, derived = class_of(score, row.class_key if preferred else "", limits.limit if limits else None)
    return ReadingView(
        edition_view(edition),
        row.area,
        area_name,
        row.level,
        row.valid_on,
        row.date,
        score,
        row.decimals if preferred else None,
        key,
        derived,
        row.own_class if preferred else "",
        row.rank if preferred else None,
        row.label,
        number,
        citations.cite_row(row.nodes_source) if values else 0,
        row.note if preferred else "",
        limits,
        limits.limit.impossible if limits else (),
        others,
        _parts(edition, values),
        reasons_of(edition, values, score) if values else None,
        _total(actor, space, (row, limits, others)) if preferred else None,
        _national(edition, row.level),
    )


def _total(
    actor: Actor, space: str, found: tuple[Reading, LimitsView | None, Sequence[OtherReading]]
) -> PublishedTotal | None:
    """What can be said of the total, where both its score and its limits are known."""
    row, limits, others = found
    if row.score is None or limits is None:
        return None
    return published_total(
        row.score,
        row.decimals,
        limits.limit,
        others=[(one.score, one.source) for one in others if one.score not in (None, row.score)],
        left_out=_left_out(actor, space, row, limits),
    )


def limits_view(edition: Edition, level: str, citations: CitationList) -> LimitsView | None:
    """The limits of an edition at a level, where both were published."""
    for row in edition.limits.all():
        limit = row.value() if row.level == level else None
        if limit is not None:
            return LimitsView(limit, citations.cite_row(row.source))
    return None


def _other(row: Reading, limits: LimitsView | None, citations: CitationList) -> OtherReading:
    """A conflicting number and the class it would give."""
    key, _ = class_of(row.score, row.class_key, limits.limit if limits else None)
    source = row.source.words if row.source else ""
    return OtherReading(row.score, row.decimals, key, source, citations.cite_row(row.source), row.note)


def _parts(edition: Edition, values: Mapping[str, float]) -> tuple[PartView, ...]:
    """Published nodes in the order of the edition's own list."""
    if not values:
        return ()
    names = node_names(edition)
    most = {node.code: node.maximum for node in edition.nodes.all()}
    order = {code: at for at, code in enumerate(names)}
    return tuple(
        PartView(code, *names.get(code, (code, "")), values[code], most.get(code))
        for code in sorted(values, key=lambda code: order.get(code, len(order)))
    )


def _national(edition: Edition, level: str) -> tuple[tuple[str, int | None], ...]:
    """How many areas of the level the edition put in each class, as published."""
    for row in edition.national_counts.all():
        if row.level == level and row.tinggi is not None:
            return (("tinggi", row.tinggi), ("sedang", row.sedang), ("rendah", row.rendah))
    return ()


def _left_out(actor: Actor, space: str, row: Reading, limits: LimitsView) -> LeaveOneOut | None:
    """Leave-one-out limits, only where every area of the level on the edition's date has a score."""
    if not row.edition.class_method.startswith("mean-sd"):
        return None
    known = (
        Reading.visible_to(actor, space)
        .filter(edition=row.edition, level=row.level, alternative=False, score__isnull=False)
        .values_list("area", "score")
    )
    scores = {area: float(score) for area, score in known if score is not None}
    if row.area not in scores or len(scores) < max(FEWEST, _expected(row)):
        return None
    return leave_one_out(scores, row.area, limits.limit)


def _expected(row: Reading) -> int:
    """How many areas the level had on the edition's date, within a drill's own area."""
    areas = Area.valid_on(row.edition.date).filter(level=row.level)
    within = row.edition.space.area
    return areas.filter(code__startswith=within + ".").count() if within else areas.count()
