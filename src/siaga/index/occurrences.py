"""Occurrences to indicator inputs: severity-weighted counts; areas that did not report stay unknown."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from siaga.index.editions import folder_of, read_toml
from siaga.index.problems import FileNotReadable, OccurrenceUnknown, ValueNegative
from siaga.index.tables import Column, Table


@dataclass(frozen=True, slots=True)
class Severity:
    """One grade of severity and how many times it counts."""

    code: str
    weight: float
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class SeverityScale:
    """The grades of a set from the mildest up; ``verified`` says whether the agency published them."""

    grades: tuple[Severity, ...]
    verified: bool = False
    why: str = ""

    @classmethod
    def read(cls, name: str | Path) -> "SeverityScale":
        """The scale in a set's severity.toml."""
        file = folder_of(name) / "severity.toml"
        content = read_toml(file)
        try:
            grades = tuple(
                Severity(str(row["code"]), float(row["weight"]), row.get("name", ""), row.get("name_en", ""))
                for row in content["severity"]
            )
            if not grades or any(not (math.isfinite(grade.weight) and grade.weight >= 0) for grade in grades):
                raise ValueError("weight")
        except (KeyError, TypeError, ValueError) as reason:
            raise FileNotReadable(file=file.name, why=repr(reason)) from None
        return cls(grades, bool(content.get("verified", False)), str(content.get("why", "")))

    @property
    def weights(self) -> dict[str, float]:
        """How many times each grade counts."""
        return {grade.code: grade.weight for grade in self.grades}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that happened in an area, under one indicator, with its severity; ``count`` times."""

    area: str
    indicator: str
    severity: str
    count: float = 1.0


def weighted_counts(
    occurrences: Sequence[Occurrence],
    scale: SeverityScale,
    *,
    areas: Sequence[str],
    indicators: Sequence[str],
    exposures: Mapping[str, Sequence[float]] | None = None,
) -> Table:
    """The table an index is built from: severity-weighted counts by area and indicator.

    Formula: x = Σ count · weight(severity) over the occurrences of an area and indicator.

    Parameters
    ----------
    occurrences : sequence of Occurrence
    scale : SeverityScale
    areas : sequence of str, n
        The areas that reported. Their zeros are real; an area left out stays unknown, it is not low.
    indicators : sequence of str, p
        Node codes.
    exposures : mapping of name to sequence of float, each of n
        Such as tps or pemilih: added as columns, by which ``build`` divides where the set says so.

    Returns
    -------
    Table
        Key "area", n rows, p columns and the exposures.

    Raises
    ------
    OccurrenceUnknown
        An area, indicator or severity that is not listed; the occurrence is named by its place.
    ValueNegative
        A negative or unknown count.

    Source: Bawaslu, Ringkasan Eksekutif IKP 2024: jumlah kejadian × tingkat kejadian.
    Worked: three mild (1) and two severe (3) occurrences → 9.
    """
    rows = {area: row for row, area in enumerate(areas)}
    columns = {code: column for column, code in enumerate(indicators)}
    weights = scale.weights
    values = np.zeros((len(columns), len(rows)), dtype=np.float64)
    for number, item in enumerate(occurrences, start=1):
        _check(number, item, {"area": rows, "indicator": columns, "severity": weights})
        values[columns[item.indicator], rows[item.area]] += item.count * weights[item.severity]
    table: dict[str, Column] = {code: values[column] for code, column in columns.items()}
    for name, exposure in (exposures or {}).items():
        table[name] = np.asarray(exposure, dtype=np.float64)
    return Table("area", list(areas), table)


def _check(number: int, item: Occurrence, known: Mapping[str, Mapping[str, object]]) -> None:
    """Refuse an occurrence that names something unknown or counts less than nothing."""
    for kind, names in known.items():
        value = getattr(item, kind)
        if value not in names:
            shown = ", ".join(list(names)[:8]) + (", …" if len(names) > 8 else "")
            raise OccurrenceUnknown(row=number, kind=kind, value=value, known=shown)
    if not (math.isfinite(item.count) and item.count >= 0):
        raise ValueNegative(row=number, unit=item.area, column=item.indicator, value=item.count)
