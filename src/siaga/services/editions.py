"""Editions and indicator sets an administrator enters by form; they appear on the map and "
"in templates at once."""

import csv
import io
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import slugify

from siaga.domain.editions import edition_names
from siaga.domain.entries import (
    ChoiceUnknown,
    CodePackaged,
    CodeTaken,
    FieldsWrong,
    NewEdition,
    NewIndicatorSet,
)
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import Problem
from siaga.index import Specification
from siaga.services.elections import Entered
from siaga.services.imports.plans import space_row
from siaga.services.use_case import changes, reads
from siaga.store.models import Agency, Edition, EditionLimit, EditionSource, IndicatorSet


class MethodUnreadable(Problem):
    """A method that is no TOML."""

    indonesian = (
        "Metode bukan TOML yang sah ({why}). Perbaiki baris itu, atau mulai dari contoh di halaman Metode."
    )
    english = (
        "The method is no valid TOML ({why}). Repair that line, or start from an example on the methods page."
    )


class TreeUnreadable(Problem):
    """A tree that is no CSV."""

    indonesian = "Daftar indikator bukan CSV yang sah ({why}). Simpan ulang sebagai CSV UTF-8."
    english = "The list of indicators is no valid CSV ({why}). Save it again as CSV UTF-8."


@dataclass(frozen=True, slots=True)
class EditionChoices:
    """What an edition's form offers: code and name of agencies and indicator sets."""

    agencies: tuple[tuple[str, str], ...]
    sets: tuple[tuple[str, str], ...]


@reads(Permission.ENTER_ELECTIONS)
def edition_choices(_: Actor) -> EditionChoices:
    """The agencies and sets an edition can belong to."""
    return EditionChoices(
        tuple(Agency.rows.order_by("name").values_list("code", "name")),
        tuple(IndicatorSet.rows.order_by("name").values_list("code", "name")),
    )


@changes(Permission.ENTER_ELECTIONS, "mencatat edisi {result.name} ({result.code})")
def enter_edition(_: Actor, *, new: NewEdition, now: datetime) -> Entered:
    """Enter an edition with its sources and limits; the same form sent twice is one edition."""
    wrong = dict(new.wrong())
    agency = Agency.rows.filter(code=new.agency).first()
    if new.agency and agency is None:
        wrong["agency"] = ChoiceUnknown(value=new.agency, known="…")
    indicator_set = IndicatorSet.rows.filter(code=new.indicator_set).first() if new.indicator_set else None
    if new.indicator_set and indicator_set is None:
        wrong["indicator_set"] = ChoiceUnknown(value=new.indicator_set, known="…")
    row = Edition.rows.filter(code=new.code).first()
    if new.code in edition_names():
        wrong["code"] = CodePackaged(code=new.code)
    elif row is not None and not _is_same(row, new):
        wrong["code"] = CodeTaken(code=new.code, name=row.name)
    if wrong or agency is None:
        raise FieldsWrong(wrong)
    if row is None:
        _create(new, agency, indicator_set, now)
    return Entered(new.code, new.name, again=row is not None)


def _is_same(row: Edition, new: NewEdition) -> bool:
    """Whether the edition there is was entered by the same form: everything the form stores is compared."""
    set_code = row.indicator_set.code if row.indicator_set else ""
    links = (row.agency.code, set_code, row.space.code)
    if links != (new.agency, new.indicator_set, new.space):
        return False
    if any(getattr(row, name) != value for name, value in _fields(new).items()):
        return False
    sources = row.sources.values_list("title", "publisher", "date", "address")
    limits = row.limits.values_list("level", "low", "high", "low_owner", "high_owner", "minimum")
    return Counter(sources) == Counter(
        (one.title, one.publisher, one.date, one.address) for one in new.sources
    ) and Counter(limits) == Counter(
        (one["level"], one["low"], one["high"], one["low_owner"], one["high_owner"], one["minimum"])
        for one in _limits(new)
    )


def _fields(new: NewEdition) -> dict[str, Any]:
    """The edition's own columns."""
    return {
        "name": new.name,
        "name_en": new.name_en,
        "axis": new.axis,
        "date": new.date,
        "levels": ",".join(new.levels),
        "scale_low": new.scale_low,
        "scale_high": new.scale_high,
        "indicators": "published" if new.indicator_set else "unpublished",
        "class_method": new.class_method,
        "about": new.about,
    }


def _limits(new: NewEdition) -> list[dict[str, Any]]:
    """The limits of the levels the edition scores."""
    return [
        {
            "level": one.level,
            "low": one.low,
            "high": one.high,
            "low_owner": one.low_owner,
            "high_owner": one.high_owner,
            "minimum": one.minimum if one.minimum is not None else new.scale_low,
        }
        for one in new.limits
        if one.given and one.level in new.levels
    ]


def _create(new: NewEdition, agency: Agency, indicator_set: IndicatorSet | None, now: datetime) -> None:
    row = Edition.rows.create(
        code=new.code,
        agency=agency,
        indicator_set=indicator_set,
        space=space_row(new.space, now),
        **_fields(new),
    )
    sources = _create_sources(row, new)
    # What limits are based on is the edition's first source.
    EditionLimit.rows.bulk_create(EditionLimit(edition=row, source=sources[0], **one) for one in _limits(new))


def _create_sources(row: Edition, new: NewEdition) -> list[EditionSource]:
    sources = [
        EditionSource(
            edition=row,
            key=f"{slugify(one.title)[:50] or 'sumber'}-{number}",
            title=one.title,
            publisher=one.publisher,
            date=one.date,
            address=one.address,
        )
        for number, one in enumerate(new.sources, start=1)
    ]
    EditionSource.rows.bulk_create(sources)
    return sources


@changes(Permission.ENTER_ELECTIONS, "mencatat set indikator {result.name} ({result.code})")
def enter_indicator_set(actor: Actor, *, new: NewIndicatorSet, now: datetime) -> Entered:
    """Enter an indicator tree and its method, examined by the index library; sent twice, it is one set."""
    wrong = dict(new.wrong())
    indicators = new.indicators
    if "indicators" not in wrong:
        try:
            indicators = _examined(new)
        except FieldsWrong as fields:
            wrong |= fields.problems
    row = IndicatorSet.rows.filter(code=new.code).first()
    if new.code in edition_names():
        wrong["code"] = CodePackaged(code=new.code)
    elif row is not None and (row.name, row.indicators, row.method) != (new.name, indicators, new.method):
        wrong["code"] = CodeTaken(code=new.code, name=row.name)
    if wrong:
        raise FieldsWrong(wrong)
    if row is None:
        IndicatorSet.rows.create(
            code=new.code,
            name=new.name,
            indicators=indicators,
            method=new.method,
            entered_by_id=actor.user_id,
            entered_at=now,
        )
    return Entered(new.code, new.name, again=row is not None)


def _examined(new: NewIndicatorSet) -> str:
    """The tree as plain CSV, after the index library accepted tree and method; else what it says of them."""
    try:
        rows, text = _table(new.indicators)
        Specification.from_frames(rows, {}, new.code)
    except Problem as problem:
        raise FieldsWrong({"indicators": problem}) from None
    try:
        Specification.from_frames(rows, _steps(new.method), new.code)
    except Problem as problem:
        raise FieldsWrong({"method": problem}) from None
    return text


def _steps(method: str) -> dict[str, Any]:
    """The steps of a method's text."""
    try:
        return tomllib.loads(method)
    except RecursionError:
        raise MethodUnreadable(why="kurung terlalu dalam / brackets too deep") from None
    except ValueError as broken:  # a number of thousands of digits is no TOMLDecodeError
        raise MethodUnreadable(why=broken) from None


def _table(indicators: str) -> tuple[list[dict[str, str]], str]:
    """The rows of a tree's text, and the text with commas, whatever separated it."""
    first = indicators.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(
            csv.reader(io.StringIO(indicators.lstrip("\ufeff"), newline=""), delimiter=delimiter, strict=True)
        )
    except csv.Error as broken:
        raise TreeUnreadable(why=broken) from None
    lines = [line for line in lines if any(cell.strip() for cell in line)]
    if not lines:
        raise TreeUnreadable(why="kosong")
    header = [cell.strip() for cell in lines[0]]
    for number, line in enumerate(lines[1:], start=2):
        if len(line) > len(header):
            raise TreeUnreadable(why=f"baris {number}: {len(line)} > {len(header)}")
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *lines[1:]])
    rows = [dict(zip(header, (*line, *[""] * len(header)), strict=False)) for line in lines[1:]]
    return rows, text.getvalue()
