"""Templates to fill in: an XLSX with drop-downs and a locked header, or a CSV, for each kind and target."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from siaga.domain.areas import Level
from siaga.domain.imports import guarded
from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound
from siaga.services.imports.occurrences import OCCURRENCE_COLUMNS
from siaga.services.imports.reading_rows import CLASS_WORDS
from siaga.services.imports.register_rows import REGISTER_COLUMNS
from siaga.services.imports.sets import READING_COLUMNS, SetNode, edition_facts, set_nodes, severities_of
from siaga.services.imports.stations import STATION_COLUMNS
from siaga.services.imports.template_words import words_for
from siaga.services.use_case import reads
from siaga.store.models import Area, Election, IndicatorSet

MOST_PREFILLED = 1000
_BLANK_ROWS = 500
_TEXT_COLUMNS = frozenset(
    {"edition", "area", "name", "class", "own_class", "source", "note", "indicator", "severity"}
    | {"place", "address"}
)
_DATE_COLUMNS = frozenset({"valid_on", "date"})


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column with a drop-down: its allowed words and what each means."""

    column: str
    words: tuple[str, ...]
    meanings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetTemplate:
    """A sheet to fill in: columns, areas written in already, and drop-downs."""

    name: str
    columns: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    lists: tuple[ListColumn, ...]
    nodes: tuple[SetNode, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template as a file to download."""

    file_name: str
    media_type: str
    content: bytes


@reads(Permission.IMPORT_READINGS)
def readings_template(
    actor: Actor, *, target: str, space: str, file_format: str, language: str
) -> TemplateFile:
    """The sheet to fill in for an edition, with the actor's areas written in."""
    facts = edition_facts(actor, target, space)
    nodes = tuple(facts.nodes.values())
    lists = (
        ListColumn("class", CLASS_WORDS),
        ListColumn("source", tuple(facts.sources), tuple(facts.sources.values())),
    )
    columns = (*READING_COLUMNS, *(node.code for node in nodes))
    areas = _areas(actor, facts.levels)
    return _file(SheetTemplate(f"bacaan-{target}", columns, areas, lists, nodes), file_format, language)


@reads(Permission.IMPORT_READINGS)
def occurrences_template(_: Actor, *, target: str, file_format: str, language: str) -> TemplateFile:
    """The sheet to fill in with occurrences for the indicators of a set."""
    one_set = IndicatorSet.rows.filter(code=target).first()
    if one_set is None:
        raise NotFound(what="Set indikator", name=target)
    indicators = [node for node in set_nodes(one_set.indicators) if node.is_indicator]
    lists = (
        ListColumn("indicator", tuple(node.code for node in indicators), tuple(n.name for n in indicators)),
        ListColumn("severity", severities_of(one_set)),
    )
    columns = tuple(column for column in OCCURRENCE_COLUMNS if column != "name")
    return _file(SheetTemplate(f"kejadian-{target}", columns, (), lists), file_format, language)


@reads(Permission.IMPORT_STATIONS)
def stations_template(actor: Actor, *, target: str, file_format: str, language: str) -> TemplateFile:
    """The sheet to fill in with the number of TPS of each kecamatan."""
    if not Election.rows.filter(code=target).exists():
        raise NotFound(what="Pemilihan", name=target)
    lists = (ListColumn("election", (target,)),)
    areas = _areas(actor, (Level.KECAMATAN.value,))
    return _file(SheetTemplate(f"tps-{target}", STATION_COLUMNS, areas, lists), file_format, language)


@reads(Permission.IMPORT_STATIONS)
def register_template(actor: Actor, *, target: str, file_format: str, language: str) -> TemplateFile:
    """The sheet to fill in with every TPS, the actor's desa and kelurahan written in."""
    if not Election.rows.filter(code=target).exists():
        raise NotFound(what="Pemilihan", name=target)
    columns = tuple(column for column in REGISTER_COLUMNS if column != "code")
    areas = _areas(actor, (Level.KELURAHAN.value,))
    lists = (ListColumn("election", (target,)),)
    return _file(SheetTemplate(f"register-tps-{target}", columns, areas, lists), file_format, language)


def _areas(actor: Actor, levels: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The areas of the actor's territory, where they are few enough to be written in."""
    rows = Area.rows.filter(level__in=levels, valid_to__isnull=True).order_by("code")
    if actor.territory:
        rows = rows.filter(code__startswith=actor.territory)
    codes = tuple(rows.values_list("code", "name")[: MOST_PREFILLED + 1])
    covered = tuple((code, name) for code, name in codes if actor.covers(code))
    return covered if len(codes) <= MOST_PREFILLED else ()


def _file(template: SheetTemplate, file_format: str, language: str) -> TemplateFile:
    if file_format == "csv":
        return TemplateFile(
            f"templat-{template.name}.csv", "text/csv; charset=utf-8", _csv(template, language)
        )
    if file_format != "xlsx":
        raise NotFound(what="Templat", name=file_format)
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return TemplateFile(f"templat-{template.name}.xlsx", media_type, _xlsx(template, language))


def _csv(template: SheetTemplate, language: str) -> bytes:
    """The header and the areas; the separator that spreadsheets of that language expect."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="," if language == "en" else ";")
    writer.writerow(template.columns)
    for code, name in template.areas:
        filled = {"area": code, "name": guarded(name)}
        writer.writerow([filled.get(column, "") for column in template.columns])
    return text.getvalue().encode("utf-8-sig")


def _xlsx(template: SheetTemplate, language: str) -> bytes:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    _data_sheet(book, template)
    _list_sheet(book, template)
    _words_sheet(book, template, language)
    book.close()
    return buffer.getvalue()


def _data_sheet(book: Any, template: SheetTemplate) -> None:
    """The rows to fill in: only the header is locked."""
    sheet = book.add_worksheet("data")
    header = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F2EFE8"})
    formats = {
        "text": book.add_format({"locked": False, "num_format": "@"}),
        "date": book.add_format({"locked": False, "num_format": "yyyy-mm-dd"}),
        "number": book.add_format({"locked": False}),
    }
    for place, column in enumerate(template.columns):
        kind = "text" if column in _TEXT_COLUMNS else "date" if column in _DATE_COLUMNS else "number"
        sheet.set_column(place, place, 28 if column in {"name", "note", "source"} else 14, formats[kind])
        sheet.write_string(0, place, column, header)
        for row, area in enumerate(template.areas if column in {"area", "name"} else (), start=1):
            sheet.write_string(row, place, area[column == "name"], formats["text"])
    last = len(template.areas) + _BLANK_ROWS
    for number, drop_down in enumerate(template.lists):
        if drop_down.words and drop_down.column in template.columns:
            place = template.columns.index(drop_down.column)
            letter = chr(ord("A") + 2 * number)
            source = f"=daftar!${letter}$2:${letter}${len(drop_down.words) + 1}"
            sheet.data_validation(
                1, place, last, place, {"validate": "list", "source": source, "error_type": "warning"}
            )
    sheet.freeze_panes(1, 0)
    allowed = ("insert_rows", "delete_rows", "sort", "autofilter", "format_cells", "format_columns")
    sheet.protect("", dict.fromkeys(allowed, True))


def _list_sheet(book: Any, template: SheetTemplate) -> None:
    """The words the drop-downs offer, each with its meaning."""
    sheet = book.add_worksheet("daftar")
    for number, drop_down in enumerate(template.lists):
        sheet.set_column(2 * number, 2 * number + 1, 30)
        sheet.write_string(0, 2 * number, drop_down.column)
        sheet.write_column(1, 2 * number, drop_down.words)
        sheet.write_column(1, 2 * number + 1, drop_down.meanings)


def _words_sheet(book: Any, template: SheetTemplate, language: str) -> None:
    """What belongs into each column."""
    sheet = book.add_worksheet("petunjuk")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for row, column in enumerate(template.columns):
        sheet.write_string(row, 0, column)
        name = next((node.name for node in template.nodes if node.code == column), "")
        sheet.write_string(row, 1, words_for(column, language) or name)
