"""Editions: reads what an agency published of its index from a pack's folder, refusing what does not fit."""

from collections.abc import Mapping
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from siaga.domain.areas import NATION, Level, level_of
from siaga.domain.edition_values import (
    TOTAL,
    ClassRule,
    Cuts,
    Edition,
    Mark,
    MarkKind,
    NationalCount,
    NationalMean,
    PublishedNode,
    PublishedReading,
    PublishedValue,
    View,
)
from siaga.domain.pack_problems import (
    LevelNotCovered,
    LimitsOutOfOrder,
    NamedTwice,
    NothingRead,
    OutsideScale,
    ValueMissing,
)
from siaga.domain.packs import Fields, holds, pack_folder, pack_names, read_settings, read_table
from siaga.domain.scores import ClassKey, Limit
from siaga.domain.sources import Source, checked_source, read_sources

__all__ = [
    "TOTAL",
    "ClassRule",
    "Cuts",
    "Edition",
    "Limit",
    "Mark",
    "MarkKind",
    "NationalCount",
    "NationalMean",
    "PublishedNode",
    "PublishedReading",
    "PublishedValue",
    "Source",
    "View",
    "edition_names",
    "editions",
    "read_edition",
]

KIND = "indicator_sets"
_LEVELS = (NATION, *(level.value for level in Level))
_METHODS = ("mean-sd", "fixed", "centre-sd", "quantile", "published")
_CLASSES = tuple(key.value for key in ClassKey if key is not ClassKey.UNKNOWN)
_SETTINGS = (
    *("code", "name", "name_en", "agency", "axis", "date", "levels", "scale", "indicators", "view", "about"),
    *("about_en", "classes", "class_words", "limits", "cuts", "nodes", "national_counts", "national_means"),
    *("marks", "sources"),
)
_READING = ("area", "valid_on", "score", "class", "rank", "source", "date", "alternative", "note")
_READING_TOO = ("own_class", "nodes_source")
_VALUE = ("area", "node", "value", "source", "date", "note")


class _Frame(NamedTuple):
    """What every row of an edition is checked against."""

    levels: tuple[str, ...]
    scale: tuple[float, float] | None
    nodes: Mapping[str, PublishedNode]
    words: Mapping[str, ClassKey]
    sources: tuple[Source, ...]


def edition_names() -> tuple[str, ...]:
    """The names of the packaged editions."""
    return tuple(name for name in pack_names(KIND) if holds(pack_folder(KIND, name), "edition.toml"))


@cache
def editions() -> tuple[Edition, ...]:
    """All packaged editions, the latest first."""
    return tuple(
        sorted(map(read_edition, edition_names()), key=lambda one: (one.date, one.code), reverse=True)
    )


def read_edition(name: str | Path) -> Edition:
    """The edition of a packaged pack, or of a folder of one's own."""
    folder = pack_folder(KIND, name)
    settings = read_settings(folder, "edition.toml")
    settings.refuse_others(_SETTINGS)
    sources = read_sources(settings)
    nodes = {block.text("code"): _node(block) for block in settings.blocks("nodes")}
    frame = _Frame(
        tuple(_level(settings, level) for level in settings.texts("levels")),
        _scale(settings),
        nodes,
        _class_words(settings),
        sources,
    )
    return _edition(settings, frame, folder)


def _edition(settings: Fields, frame: _Frame, folder: Traversable) -> Edition:
    day = settings.day("date")
    return Edition(
        code=settings.text("code"),
        name=settings.text("name"),
        name_en=settings.text("name_en", ""),
        agency=settings.text("agency"),
        axis=settings.text("axis"),
        date=day,
        levels=frame.levels,
        scale=frame.scale,
        indicators_published=settings.one_of("indicators", ("published", "unpublished")) == "published",
        view=settings.word("view", View, View.OWN),
        about=settings.text("about"),
        about_en=settings.text("about_en", ""),
        rule=_rule(settings),
        limits=tuple(_limit(block, frame) for block in settings.blocks("limits")),
        cuts=tuple(_cuts(block, frame) for block in settings.blocks("cuts")),
        class_words=tuple(frame.words.items()),
        nodes=tuple(frame.nodes.values()),
        national_counts=tuple(_count(block, frame, settings) for block in settings.blocks("national_counts")),
        national_means=tuple(
            mean for block in settings.blocks("national_means") for mean in _means(block, frame)
        ),
        marks=tuple(_mark(block, frame) for block in settings.blocks("marks")),
        sources=frame.sources,
        readings=_readings(folder, frame, settings),
        values=_values(folder, frame),
        indicators=_content(folder, "indicators.csv"),
        method=_content(folder, "method.toml"),
    )


def _content(folder: Traversable, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8-sig") if holds(folder, name) else ""


def _level(settings: Fields, level: str) -> str:
    return Fields({"levels": level}, settings.file, settings.place).one_of("levels", _LEVELS)


def _scale(settings: Fields) -> tuple[float, float] | None:
    bounds = settings.numbers("scale")
    if not bounds:
        return None
    if len(bounds) != 2 or not bounds[0] < bounds[1]:
        raise LimitsOutOfOrder(where=f"{settings.where}, scale", values=list(bounds))
    return bounds[0], bounds[1]


def _class_words(settings: Fields) -> dict[str, ClassKey]:
    words = {}
    for block in settings.blocks("class_words"):
        block.refuse_others(("own", "class"))
        words[block.text("own")] = ClassKey(block.one_of("class", _CLASSES))
    return words


def _rule(settings: Fields) -> ClassRule:
    block = settings.block("classes")
    if not block.values:
        return ClassRule()
    block.refuse_others(("method", "k", "centre", "levels", "cuts", "quantiles"))
    k, levels = block.number("k"), block.whole("levels")
    method = block.one_of("method", _METHODS)
    return ClassRule(method, 1.0 if k is None else k, block.number("centre"), levels or 3)


def _node(block: Fields) -> PublishedNode:
    block.refuse_others(("code", "name", "name_en", "maximum"))
    return PublishedNode(
        block.text("code"), block.text("name"), block.text("name_en", ""), block.number("maximum")
    )


def _limit(block: Fields, frame: _Frame) -> Limit:
    block.refuse_others(("level", "low", "high", "low_owned_by", "high_owned_by", "minimum", "source"))
    low, high = block.required_number("low"), block.required_number("high")
    if not low < high:
        raise LimitsOutOfOrder(where=block.where, values=[low, high])
    for name in ("low", "high"):
        _check_scale(block, name, frame.scale)
    return Limit(
        block.one_of("level", _LEVELS),
        low,
        high,
        ClassKey(block.one_of("low_owned_by", ("rendah", "sedang"), "sedang")),
        ClassKey(block.one_of("high_owned_by", ("sedang", "tinggi"), "sedang")),
        block.number("minimum"),
        checked_source(block, frame.sources, needed=True),
    )


def _cuts(block: Fields, frame: _Frame) -> Cuts:
    block.refuse_others(("level", "at", "source"))
    at = block.numbers("at")
    if not at or list(at) != sorted(set(at)):
        raise LimitsOutOfOrder(where=block.where, values=list(at))
    source = checked_source(block, frame.sources, needed=True)
    return Cuts(block.one_of("level", _LEVELS), at, source)


def _count(block: Fields, frame: _Frame, settings: Fields) -> NationalCount:
    block.refuse_others(("level", "date", "tinggi", "sedang", "rendah", "source", "alternative", "note"))
    return NationalCount(
        block.one_of("level", _LEVELS),
        block.whole("tinggi"),
        block.whole("sedang"),
        block.whole("rendah"),
        checked_source(block, frame.sources, needed=True),
        block.day("date", settings.day("date")),
        block.flag("alternative"),
        block.text("note", ""),
    )


def _means(block: Fields, frame: _Frame) -> list[NationalMean]:
    block.refuse_others(("level", "score", "nodes", "source", "alternative", "note"))
    _check_scale(block, "score", frame.scale)
    level, source = block.one_of("level", _LEVELS), checked_source(block, frame.sources, needed=True)
    nodes = block.block("nodes")
    nodes.refuse_others(frame.nodes)
    score = block.number("score")
    found = [] if score is None else [(TOTAL, score)]
    found += [(code, nodes.required_number(code)) for code in frame.nodes if nodes.has(code)]
    alternative, note = block.flag("alternative"), block.text("note", "")
    return [NationalMean(level, code, value, source, alternative, note) for code, value in found]


def _mark(block: Fields, frame: _Frame) -> Mark:
    block.refuse_others(("kind", "what", "what_en", "why", "why_en", "source"))
    return Mark(
        block.word("kind", MarkKind),
        block.text("what"),
        block.text("why"),
        block.text("what_en", ""),
        block.text("why_en", ""),
        checked_source(block, frame.sources, needed=False),
    )


def _check_scale(fields: Fields, name: str, scale: tuple[float, float] | None) -> None:
    value = fields.number(name)
    if scale is not None and value is not None and not scale[0] <= value <= scale[1]:
        raise OutsideScale(where=fields.where, name=name, value=value, low=scale[0], high=scale[1])


def _area_level(row: Fields, levels: tuple[str, ...]) -> str:
    """The level of a row's area, which the edition must cover."""
    area = row.text("area")
    level = NATION if area == NATION else level_of(area).value
    if level not in levels:
        raise LevelNotCovered(where=row.where, value=area, level=level, known=", ".join(levels))
    return level


def _readings(folder: Traversable, frame: _Frame, settings: Fields) -> tuple[PublishedReading, ...]:
    if not holds(folder, "readings.csv"):
        return ()
    table = read_table(folder, "readings.csv", _READING, (*_READING_TOO, *frame.nodes))
    readings, seen = [], dict[tuple[object, ...], str]()
    for row in table.rows:
        reading = _reading(row, frame, settings)
        numbers = (reading.source, reading.score, reading.nodes) if reading.alternative else ()
        key = (reading.area, reading.alternative, *numbers)
        if key in seen:
            raise NamedTwice(where=row.where, name="area", value=reading.area, first=seen[key])
        seen[key] = row.place
        readings.append(reading)
    return tuple(readings)


def _reading(row: Fields, frame: _Frame, settings: Fields) -> PublishedReading:
    _check_scale(row, "score", frame.scale)
    nodes = tuple(_node_values(row, frame.nodes))
    class_key = _class(row)
    own = row.one_of("own_class", frame.words, "") if frame.words else row.text("own_class", "")
    score = row.number("score")
    if score is None and class_key is None and not nodes:
        raise NothingRead(where=row.where)
    source = checked_source(row, frame.sources, needed=True)
    return PublishedReading(
        area=row.text("area"),
        level=_area_level(row, frame.levels),
        valid_on=row.day("valid_on", settings.day("date")),
        score=score,
        class_key=class_key,
        rank=row.whole("rank"),
        source=source,
        date=row.day("date", settings.day("date")),
        alternative=row.flag("alternative"),
        note=row.text("note", ""),
        own_class=own,
        decimals=None if score is None else row.decimals("score"),
        nodes=nodes,
        nodes_source=(checked_source(row, frame.sources, name="nodes_source", needed=False) or source)
        if nodes
        else "",
    )


def _class(row: Fields) -> ClassKey | None:
    word = row.one_of("class", _CLASSES, "")
    return ClassKey(word) if word else None


def _node_values(row: Fields, nodes: Mapping[str, PublishedNode]) -> list[tuple[str, float]]:
    found = []
    for code, node in nodes.items():
        value = row.number(code)
        if node.maximum is not None:
            _check_scale(row, code, (0.0, node.maximum))
        if value is not None:
            found.append((code, value))
    return found


def _values(folder: Traversable, frame: _Frame) -> tuple[PublishedValue, ...]:
    if not holds(folder, "values.csv"):
        return ()
    known = [row.text("code") for row in read_table(folder, "indicators.csv", ("code",), None).rows]
    values, seen = [], dict[tuple[str, str], str]()
    for row in read_table(folder, "values.csv", _VALUE).rows:
        value = _value(row, frame, known)
        key = (value.area, value.node)
        if key in seen:
            raise NamedTwice(where=row.where, name="area, node", value=" ".join(key), first=seen[key])
        seen[key] = row.place
        values.append(value)
    return tuple(values)


def _value(row: Fields, frame: _Frame, known: list[str]) -> PublishedValue:
    if not row.has("value"):
        raise ValueMissing(where=row.where, name="value")
    return PublishedValue(
        row.text("area"),
        _area_level(row, frame.levels),
        row.one_of("node", known),
        float(row.whole("value") or 0),
        checked_source(row, frame.sources, needed=True),
        row.day_or_none("date"),
        row.text("note", ""),
    )
