"""The map: which edition says what of which area, as public rows of one space allow."""

from collections import Counter
from dataclasses import replace
from datetime import date

from django.db.models import Count, Q

from siaga.domain.areas import NATION, Level, UnknownArea, level_named, level_of, lineage_of
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound, Problem
from siaga.domain.scores import Limit, class_of
from siaga.domain.spaces import REAL
from siaga.services.map_views import (
    CLASS_KEYS,
    UNCLASSED,
    UNKNOWN,
    AgencyChoice,
    Citation,
    ClassCount,
    Conflict,
    EditionChoice,
    MapCell,
    MapEdition,
    MapQuestion,
    MapView,
    Mark,
    OutlineSource,
    Placed,
    sorted_cells,
)
from siaga.services.spaces import space_named
from siaga.services.use_case import reads
from siaga.store.models import Area, AreaChange, Edition, EditionLimit, EditionSource, NationalCount, Reading

SORTS = ("name", "code", "class", "score", "rank")
SHOWN_LEVELS = (Level.PROVINSI, Level.KABKOTA, Level.KECAMATAN)


class NoEdition(Problem):
    """There is nothing to show on a map yet."""

    indonesian = (
        "Belum ada edisi indeks di ruang “{space}”. Muat data dengan `siaga demo`, atau impor bacaan."
    )
    english = (
        "There is no edition of an index in the space “{space}” yet. "
        "Load data with `siaga demo`, or import readings."
    )


class TooWide(Problem):
    """Kecamatan are only shown within a province or below."""

    indonesian = "Kecamatan hanya ditampilkan per provinsi atau kab/kota. Pilih dulu wilayahnya."
    english = "Kecamatan are shown within one province or kab/kota only. Choose one first."


class UnknownSort(Problem):
    """A word that names no column to sort by."""

    indonesian = "“{sort}” bukan kolom urutan. Pilih salah satu: {sorts}."
    english = "“{sort}” is not a column to sort by. Choose one of: {sorts}."


@reads(Permission.PUBLIC)
def map_choices(actor: Actor, space: str = REAL) -> tuple[AgencyChoice, ...]:
    """Agencies with the editions that speak of areas on the map, the newest first."""
    known: dict[int, dict[str, int]] = {}
    rows = Reading.visible_to(actor, space).filter(alternative=False).order_by()
    for edition, level, count in rows.values_list("edition", "level").annotate(Count("id")):
        known.setdefault(edition, {})[level] = count
    editions = Edition.rows.filter(pk__in=known).select_related("agency").order_by("-date", "name")
    found: dict[str, tuple[Edition, list[EditionChoice]]] = {}
    for edition in editions:
        levels = tuple((level.value, known[edition.pk].get(level, 0)) for level in SHOWN_LEVELS)
        choice = EditionChoice(
            edition.code, edition.name, edition.name_en, edition.date, edition.axis, levels
        )
        found.setdefault(edition.agency.code, (edition, []))[1].append(choice)
    return tuple(
        AgencyChoice(code, first.agency.name, first.agency.name_en, tuple(choices))
        for code, (first, choices) in found.items()
    )


@reads(
    Permission.PUBLIC, "melihat bacaan tidak publik di peta: {result.edition.name}, tingkat {result.level}"
)
def map_view(actor: Actor, question: MapQuestion) -> MapView:
    """Everything one map shows: every area of the level as valid on the edition's date, known or not."""
    space = space_named(actor, question.space)
    if space.is_drill and not (question.level or question.within):
        question = replace(question, within=space.area)
    edition = _edition(actor, question.edition, space.code)
    level, within = _whereabouts(actor, question, edition)
    if question.sort.removeprefix("-") not in SORTS:
        raise UnknownSort(sort=question.sort, sorts=", ".join(SORTS))
    within = _then(within, edition.date)
    limits = _limits(edition, level)
    changes = _changes_after(edition.date)
    places = _places(level, within, edition.date, changes)
    cells = _cells(places, _readings(actor, edition, level), limits, changes)
    return MapView(
        edition=_described(actor, edition),
        level=level,
        within=within,
        trail=_trail(within, edition.date),
        space=space.code,
        as_of=space.as_of,
        sort=question.sort,
        outlines=_outlines(level, within, changes),
        outline=_heir(within, changes),
        limits=limits,
        cells=sorted_cells(cells, question.sort),
        counts=_counts(cells, edition, level, national=not within),
    )


def _edition(actor: Actor, code: str, space: str) -> Edition:
    """The edition asked for, else the one that scores most provinces, the newest of them."""
    editions = Edition.visible_to(actor, space).select_related("agency")
    if code:
        found = editions.filter(code=code).first()
        if found is None:
            raise NotFound(what="edisi", name=code)
        return found
    rows = Reading.visible_to(actor, space).filter(alternative=False)
    scored = Q(score__isnull=False)
    provinces = Count("id", filter=scored & Q(level=Level.PROVINSI.value))
    best = (
        rows.values("edition", "edition__date")
        .annotate(provinces=provinces, scored=Count("id", filter=scored), all=Count("id"))
        .order_by("-provinces", "-scored", "-all", "-edition__date", "edition")
        .first()
    )
    if best is None:
        raise NoEdition(space=space)
    return editions.get(pk=best["edition"])


def _whereabouts(actor: Actor, question: MapQuestion, edition: Edition) -> tuple[Level, str]:
    """The level and the area shown; kecamatan need an area, which only those who asked for them must name."""
    level = _level(actor, question, edition)
    if level in SHOWN_LEVELS[:2] or question.within not in ("", NATION):
        return level, _within(question.within, level)
    if question.level:
        raise TooWide()
    return level, _home(actor, edition, level)


def _home(actor: Actor, edition: Edition, level: Level) -> str:
    """The area above all of an edition's readings; of several provinces, the one it says most of."""
    rows = Reading.visible_to(actor, edition.space.code).filter(edition=edition, level=level)
    above = Counter(code.rpartition(".")[0] for code in sorted(rows.values_list("area", flat=True)))
    if len(above) == 1:
        return next(iter(above))
    provinces: Counter[str] = Counter()
    for code, count in above.items():
        provinces[code[:2]] += count
    return provinces.most_common(1)[0][0]


def _level(actor: Actor, question: MapQuestion, edition: Edition) -> Level:
    """The level asked for, else the one below the area shown, else the widest the edition speaks of."""
    if question.level:
        return level_named(question.level)
    if question.within not in ("", NATION):
        return SHOWN_LEVELS[min(level_of(question.within).depth, 2)]
    rows = Reading.visible_to(actor, edition.space.code).filter(edition=edition)
    known = set(rows.values_list("level", flat=True).distinct())
    return next((one for one in SHOWN_LEVELS if one in known), Level.PROVINSI)


def _within(code: str, level: Level) -> str:
    """The area whose children are shown: ``code``, or the area above it that holds the level."""
    if code in ("", NATION):
        return ""
    level_of(code)
    return ".".join(code.split(".")[: level.depth - 1])


def _then(code: str, day: date) -> str:
    """The code that the ground of ``code`` had on ``day``, so that a place survives a switch of editions."""
    if not code or Area.valid_on(day).filter(code=code).exists():
        return code
    before = AreaChange.rows.filter(new=code, on__gt=day).values_list("old", flat=True)
    after = AreaChange.rows.filter(old=code, on__lte=day).values_list("new", flat=True)
    return before.first() or after.first() or code


def _limits(edition: Edition, level: Level) -> Limit | None:
    """The published limits of the level, where the edition has any."""
    found = EditionLimit.rows.filter(edition=edition, level=level).select_related("source").first()
    return found.value() if found else None


Changes = dict[str, list[str]]


def _changes_after(day: date) -> Changes:
    """For each code that ended after ``day``, the codes its ground has now."""
    changes: Changes = {}
    for old, new in AreaChange.rows.filter(on__gt=day).order_by("on", "new").values_list("old", "new"):
        changes.setdefault(old, []).append(new)
    return changes


def _heir(code: str, changes: Changes) -> str:
    """The code a shape carries today; a code that was split keeps its own, old outline."""
    if code in changes:
        heirs = changes[code]
        return heirs[0] if len(heirs) == 1 else code
    above = code.rpartition(".")[0]
    heirs = changes.get(above, [])
    return heirs[0] + code[len(above) :] if above.count(".") == 1 and len(heirs) == 1 else code


def _places(level: Level, within: str, day: date, changes: Changes) -> list[Placed]:
    """Every area of the level as valid on ``day``, within a code."""
    areas = Area.valid_on(day).filter(level=level)
    if within:
        areas = areas.filter(code__startswith=within + ".")
    rows = areas.order_by("code").values_list("code", "name", "parent")
    return [Placed(code, name, parent, _heir(code, changes)) for code, name, parent in rows]


def _trail(within: str, day: date) -> tuple[tuple[str, str], ...]:
    """The areas from the province down to the one shown, as code and name."""
    if not within:
        return ()
    level_of(within)
    codes = (*lineage_of(within), within)
    names = dict(Area.valid_on(day).filter(code__in=codes).values_list("code", "name"))
    if within not in names:
        raise UnknownArea(code=within)
    return tuple((code, names.get(code, code)) for code in codes)


def _readings(actor: Actor, edition: Edition, level: Level) -> list[Reading]:
    """What the edition says at a level, the preferred readings before their alternatives."""
    rows = Reading.visible_to(actor, edition.space.code).filter(edition=edition, level=level)
    return list(rows.select_related("source").order_by("alternative", "pk"))


def _cells(
    places: list[Placed], readings: list[Reading], limits: Limit | None, changes: Changes
) -> list[MapCell]:
    """One cell a place; a reading under today's code finds the place by its outline."""
    preferred: dict[str, Reading] = {}
    others: dict[str, list[Reading]] = {}
    for reading in readings:
        code = _heir(reading.area, changes)
        if reading.alternative:
            others.setdefault(code, []).append(reading)
        else:
            preferred[code] = reading
    return [
        _cell(place, preferred.get(place.outline), others.get(place.outline, []), limits) for place in places
    ]


def _cell(place: Placed, reading: Reading | None, others: list[Reading], limits: Limit | None) -> MapCell:
    """What is known of one place; a class that was not published follows from published limits."""
    conflicts = tuple(
        Conflict(other.score, other.class_key, _source_words(other.source), other.note) for other in others
    )
    if reading is None:
        return MapCell(place, conflicts=conflicts)
    key, derived = class_of(reading.score, reading.class_key, limits)
    return MapCell(
        place=place,
        class_key=key or (UNCLASSED if reading.score is not None else UNKNOWN),
        class_derived=derived,
        own_class=reading.own_class,
        score=reading.score,
        decimals=2 if reading.decimals is None else reading.decimals,
        rank=reading.rank,
        source=_source_words(reading.source),
        date=reading.date,
        valid_on=reading.valid_on,
        note=reading.note,
        conflicts=conflicts,
    )


def _source_words(source: EditionSource | None) -> str:
    """Who published a number; "" where nobody is named."""
    return source.words if source else ""


def _outlines(level: Level, within: str, changes: Changes) -> OutlineSource:
    """Which outlines belong to a level: a layer, and the object in it that was true on the edition's date."""
    if level is Level.PROVINSI:
        undivided = any(len(heirs) > 1 for heirs in changes.values())
        return OutlineSource("provinsi", "provinsi_2022" if undivided else "provinsi")
    if level is Level.KABKOTA:
        return OutlineSource("kabkota", "kabkota")
    return OutlineSource(f"kecamatan/{_heir(within, changes)[:2]}", "kecamatan", approximate=True)


def _counts(
    cells: list[MapCell], edition: Edition, level: Level, *, national: bool
) -> tuple[ClassCount, ...]:
    """How many areas each class has, beside the agency's own national count where it gave one."""
    own = (
        NationalCount.rows.filter(edition=edition, level=level, alternative=False).first()
        if national
        else None
    )
    published = {key: getattr(own, key) for key in ("tinggi", "sedang", "rendah")} if own else {}
    counted = {key: sum(cell.class_key == key for cell in cells) for key in CLASS_KEYS}
    return tuple(
        ClassCount(key, counted[key], published.get(key))
        for key in CLASS_KEYS
        if key != UNCLASSED or counted[key]
    )


def _described(actor: Actor, edition: Edition) -> MapEdition:
    """An edition with its marks and the sources ``actor`` may know of."""
    sources = EditionSource.visible_to(actor, edition.space.code).filter(edition=edition)
    return MapEdition(
        code=edition.code,
        name=edition.name,
        name_en=edition.name_en,
        date=edition.date,
        agency=edition.agency.code,
        agency_name=edition.agency.name,
        agency_name_en=edition.agency.name_en,
        axis=edition.axis,
        class_method=edition.class_method,
        indicators=edition.indicators,
        view=edition.view,
        about=edition.about,
        about_en=edition.about_en,
        sources=tuple(
            Citation(one.key, one.title, one.publisher, one.date, one.address)
            for one in sources.order_by("pk")
        ),
        marks=tuple(
            Mark(one.kind, one.what, one.what_en, one.why, one.why_en) for one in edition.marks.order_by("pk")
        ),
    )
