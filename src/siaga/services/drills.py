"""Drills (LATIHAN): making a simulated city in a space of its own, listing drills, and removing one whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from siaga.domain.areas import Level, UnknownArea, level_of
from siaga.domain.drill_simulations import chance, heats, silent_districts, simulate_occurrences
from siaga.domain.drill_views import VIEWS, simulate_view
from siaga.domain.drills import (
    MOST_DRILLS,
    SIMULATED,
    City,
    DrillAbsent,
    DrillAreaNotCity,
    DrillOfOthers,
    DrillOrder,
    DrillsTooMany,
    DrillView,
    RemovedDrill,
    SimulatedDrill,
    SimulatedReading,
    known_spaces,
)
from siaga.domain.jobs import JobKind, JobState, JobView
from siaga.domain.permissions import Actor, Permission
from siaga.domain.progress import Progress, silent
from siaga.domain.sharing import Label
from siaga.domain.spaces import DEFAULT_DRILL_DATE, REAL, drill_code
from siaga.services.drill_cities import last_vote_before, next_vote_after, simulated_city
from siaga.services.drill_editions import city_agency, keep_edition
from siaga.services.drill_indexes import DECIMALS, bawaslu_edition, severity_words
from siaga.services.jobs import ask_job, job_progress, latest_job
from siaga.services.use_case import changes, reads
from siaga.store.models import (
    Agency,
    Area,
    Edition,
    EditionSource,
    IndicatorSet,
    Job,
    NodeValue,
    Occurrence,
    Reading,
    Space,
    StationCount,
)
from siaga.store.models.operational import Operational

KIND = "drill"
BATCH = 1000
MOST_DRAWS = 8
STEPS = ("areas", "simulation", "rows")


@dataclass(frozen=True, slots=True)
class CityChoice:
    """A kab/kota one can rehearse in, with its province."""

    code: str
    name: str
    province: str


@dataclass(frozen=True, slots=True)
class DrillJob:
    """A drill being made: the job and the city it is for."""

    job: JobView
    area: str
    area_name: str
    space: str


@reads(Permission.PUBLIC)
def drills_overview(actor: Actor) -> tuple[DrillView, ...]:
    """Every drill, the newest first."""
    rows = Space.rows.exclude(code=REAL).order_by("-created_at", "code")
    return tuple(_view(actor, row) for row in rows)


@reads(Permission.PUBLIC)
def drill_day(_: Actor, *, area: str) -> date | None:
    """The day on the clock of the drill in ``area``, or nothing where there is none."""
    row = Space.rows.filter(code=drill_code(area)).first()
    return row.as_of if row else None


@reads(Permission.START_DRILLS)
def drill_cities(_: Actor, *, text: str = "") -> tuple[CityChoice, ...]:
    """The kab/kota whose name holds ``text`` or whose code begins with it, by province."""
    wanted = " ".join(text.casefold().split())
    areas = Area.rows.filter(level=Level.KABKOTA.value, valid_to=None)
    if wanted:
        areas = areas.filter(models.Q(search_name__contains=wanted) | models.Q(code__startswith=wanted))
    provinces = dict(Area.rows.filter(level=Level.PROVINSI.value, valid_to=None).values_list("code", "name"))
    return tuple(
        CityChoice(code, name, provinces.get(parent, parent))
        for code, name, parent in areas.order_by("code").values_list("code", "name", "parent")
    )


@reads(Permission.START_DRILLS)
def ask_drill(actor: Actor, *, order: DrillOrder, now: datetime) -> JobView:
    """Queue the making of a drill; what cannot succeed is refused now. Queueing itself is audited."""
    _check_order(actor, order)
    return ask_job(actor, kind=KIND, argument=str(order), now=now)


@reads(Permission.SIGNED_IN)
def drill_progress(actor: Actor, *, job_id: int) -> DrillJob:
    """How far the making of a drill is, for whoever asked for it."""
    return _job_view(job_progress(actor, job_id=job_id))


@reads(Permission.SIGNED_IN)
def own_drill_job(actor: Actor) -> DrillJob | None:
    """The drill this person asked for last, made or not."""
    job = latest_job(actor, kind=KIND)
    return _job_view(job) if job is not None else None


@reads(Permission.START_DRILLS)
def simulate_drill(actor: Actor, *, order: DrillOrder, progress: Progress = silent) -> SimulatedDrill:
    """The whole drill as values; the same order gives the same drill, and nothing is written."""
    _check_order(actor, order)
    progress(STEPS[0], 0, len(STEPS))
    city = simulated_city(order)
    progress(STEPS[1], 1, len(STEPS))
    last_vote = last_vote_before(order.as_of)
    drawn = (_draw(order, city, last_vote, draw) for draw in range(MOST_DRAWS))
    for drill in drawn:
        if drill.editions[0].has_class("tinggi"):
            break
    return drill


@changes(Permission.START_DRILLS, "membuat latihan {result.space} ({result.area_name}), semuanya simulasi")
def keep_drill(actor: Actor, *, drill: SimulatedDrill) -> DrillView:
    """Write a drill into a space of its own; an older drill of the area is gone in the same transaction."""
    # Two makers of one area wait here for each other, so that neither sees half of the other's drill.
    list(Area.rows.select_for_update().filter(code=drill.order.area, valid_to=None))
    _check_order(actor, drill.order)
    old = Space.rows.filter(code=drill.order.space).first()
    if old is not None:
        _remove_rows(old)
    space = Space.rows.create(
        code=drill.order.space, area=drill.order.area, as_of=drill.order.as_of, created_at=timezone.now()
    )
    _keep_stations(space, drill)
    agencies = [city_agency(edition, drill.city) for edition in drill.editions]
    _keep_occurrences(space, agencies[0], drill)
    for edition, agency in zip(drill.editions, agencies, strict=True):
        _keep_readings(_Kept(space, agency, *keep_edition(space, agency, edition, drill)), edition.readings)
    return _view(actor, space)


@reads(Permission.START_DRILLS)
def generate_drill(
    actor: Actor,
    *,
    area: str,
    as_of: date = DEFAULT_DRILL_DATE,
    seed: int = 1,
    progress: Progress = silent,
) -> DrillView:
    """Simulate a drill, then keep it; only ``keep_drill`` writes, so it alone is one transaction, audited."""
    drill = simulate_drill(actor, order=DrillOrder(area, as_of, seed), progress=progress)
    progress(STEPS[2], 2, len(STEPS))
    kept = keep_drill(actor, drill=drill)
    progress(STEPS[2], len(STEPS), len(STEPS))
    return kept


@changes(
    Permission.START_DRILLS,
    "menghapus latihan {result.space} ({result.area_name}): {result.rows} baris simulasi, "
    "data nyata tidak disentuh",
)
def remove_drill(actor: Actor, *, area: str) -> RemovedDrill:
    """Remove the drill of ``area`` with every row of its space."""
    row = Space.rows.exclude(code=REAL).filter(area=area).first()
    if row is None:
        known = Space.rows.exclude(code=REAL).values_list("area", flat=True)
        raise DrillAbsent(area=area, known=known_spaces(list(known)))
    _check_may_change(actor, row)
    return RemovedDrill(row.code, area, _area_name(area), _remove_rows(row))


def _run_job(actor: Actor, argument: str, progress: Progress) -> str:
    """Make the drill a job asks for; the result is its space."""
    order = DrillOrder.read(argument)
    kept = generate_drill(actor, area=order.area, as_of=order.as_of, seed=order.seed, progress=progress)
    return kept.space


DRILL_JOB = JobKind(KIND, Permission.START_DRILLS, _run_job)


def _draw(order: DrillOrder, city: City, last_vote: date | None, draw: int) -> SimulatedDrill:
    """One drawing of the whole drill; the first whose index has a "tinggi" to talk about is taken."""
    heat = heats(city, chance(city.code, order.seed, f"heat {draw}"))
    quiet = silent_districts(city, chance(city.code, order.seed, f"bawaslu {draw}"))
    occurrences = simulate_occurrences(
        city,
        heat,
        silent=quiet,
        severities=severity_words(),
        as_of=order.as_of,
        last_vote=last_vote,
        rng=chance(city.code, order.seed, f"occurrences {draw}"),
    )
    bawaslu = bawaslu_edition(city, occurrences, silent=quiet, as_of=order.as_of, seed=order.seed)
    others = [simulate_view(view, city, heat, as_of=order.as_of, seed=order.seed) for view in VIEWS]
    return SimulatedDrill(order, city, occurrences, (bawaslu, *others), quiet)


def _check_order(actor: Actor, order: DrillOrder) -> None:
    """Refuse a drill outside a kab/kota, one too many, or over somebody else's."""
    level = level_of(order.area)
    if level is not Level.KABKOTA:
        raise DrillAreaNotCity(code=order.area, level=level.value)
    if not Area.rows.filter(code=order.area, valid_to=None).exists():
        raise UnknownArea(code=order.area)
    old = Space.rows.filter(code=order.space).first()
    if old is not None:
        _check_may_change(actor, old)
    elif Space.rows.exclude(code=REAL).count() >= MOST_DRILLS:
        raise DrillsTooMany(most=MOST_DRILLS)


def _check_may_change(actor: Actor, space: Space) -> None:
    """Refuse to replace or remove a drill of others."""
    if not _may_change(actor, space):
        raise DrillOfOthers(area=_area_name(space.area), territory=actor.territory)


def _may_change(actor: Actor, space: Space) -> bool:
    """Whether this is a drill of the actor's territory, or one that they asked for."""
    if not actor.may(Permission.START_DRILLS):
        return False
    if actor.covers(space.area):
        return True
    # The job that made this drill is the first one done after the space came to be.
    made = Job.rows.filter(
        kind=KIND, state=JobState.DONE.value, result=space.code, finished_at__gte=space.created_at
    )
    maker = made.order_by("finished_at").values_list("asked_by", flat=True).first()
    return maker is not None and maker == actor.user_id


def _job_view(job: JobView) -> DrillJob:
    """A job with the city its order names."""
    order = DrillOrder.read(job.argument)
    return DrillJob(job, order.area, _area_name(order.area), order.space)


def _area_name(code: str) -> str:
    """What the area is called."""
    return Area.rows.filter(code=code, valid_to=None).values_list("name", flat=True).first() or code


def _view(actor: Actor, space: Space) -> DrillView:
    """A drill as ``actor`` sees it: counts are of rows they may see."""
    editions = Edition.visible_to(actor, space.code).order_by("pk").values_list("code", flat=True)
    readings = Reading.visible_to(actor, space.code)
    return DrillView(
        space.code,
        space.area,
        _area_name(space.area),
        space.as_of or DEFAULT_DRILL_DATE,
        tuple(editions),
        Area.rows.filter(parent=space.area, valid_to=None).count(),
        readings.count(),
        Occurrence.visible_to(actor, space.code).count(),
        _may_change(actor, space),
    )


def _remove_rows(space: Space) -> int:
    """Remove the space and everything that names it, the editions that others point to last."""
    removed = 0
    for model in _models_of_spaces():
        rows = model.unscoped if issubclass(model, Operational) else model.rows
        by_row = model._meta.get_field("space").is_relation
        removed += rows.filter(space=space if by_row else space.code).delete()[0]
    space.delete()
    return removed


def _models_of_spaces() -> list[Any]:
    """Every table whose rows name a space; editions last, since the others point to them."""
    found = [
        model
        for model in apps.get_app_config("store").get_models()
        if any(field.name == "space" for field in model._meta.get_fields())
    ]
    return sorted(found, key=lambda model: model is Edition)


def _row(space: Space, agency: Agency | None, area: str) -> dict[str, Any]:
    """What every operational row of a drill has; its label is public, because nothing in it is real."""
    return {"space": space, "owner": agency, "label": Label.PUBLIC.value, "area": area}


def _keep_stations(space: Space, drill: SimulatedDrill) -> None:
    """TPS counts of the drill, said to be real or estimated, where an election is loaded to hold them."""
    election = next_vote_after(drill.order.as_of)
    if election is None:
        return
    estimated = f"{SIMULATED}: perkiraan TPS dari jumlah penduduk dan kelurahan"
    copied = "LATIHAN – disalin dari jumlah TPS yang dimuat"
    StationCount.unscoped.bulk_create(
        StationCount(
            **_row(space, None, district.code),
            election=election,
            stations=district.stations,
            source=estimated if district.simulated else copied,
            date=drill.order.as_of,
        )
        for district in drill.city.districts
    )


def _keep_occurrences(space: Space, owner: Agency, drill: SimulatedDrill) -> None:
    """The simulated occurrences, as Bawaslu would have counted them."""
    indicator_set = IndicatorSet.rows.get(code=drill.editions[0].indicator_set)
    source = f"{SIMULATED}, benih {drill.order.seed}"
    Occurrence.unscoped.bulk_create(
        (
            Occurrence(
                **_row(space, owner, one.area),
                indicator_set=indicator_set,
                node=one.node,
                on=one.on,
                count=one.count,
                severity=one.severity,
                source=source,
                note=one.note,
            )
            for one in drill.occurrences
        ),
        batch_size=BATCH,
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where the readings of one edition belong."""

    space: Space
    agency: Agency
    edition: Edition
    source: EditionSource

    def reading(self, one: SimulatedReading) -> Reading:
        """One reading as a row."""
        return Reading(
            **_row(self.space, self.agency, one.area),
            edition=self.edition,
            level=one.level,
            valid_on=self.edition.date,
            score=one.score,
            decimals=DECIMALS if one.score is not None else None,
            class_key=one.class_key,
            own_class=one.own_class,
            rank=one.rank,
            source=self.source,
            date=self.edition.date,
            note=one.note,
        )


def _keep_readings(kept: _Kept, readings: Sequence[SimulatedReading]) -> None:
    """Readings, and the values of dimensions, sub-dimensions and indicators behind each."""
    rows = Reading.unscoped.bulk_create([kept.reading(one) for one in readings], batch_size=BATCH)
    nodes: Iterable[NodeValue] = (
        NodeValue(reading=row, node=node, value=value)
        for row, one in zip(rows, readings, strict=True)
        for node, value in one.nodes
    )
    NodeValue.rows.bulk_create(nodes, batch_size=BATCH)
