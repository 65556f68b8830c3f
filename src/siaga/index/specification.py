"""What an index is made of: its tree, its method and the limits its edition published, read and checked."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import narwhals as nw

from siaga.index.classify import Limits, Rule
from siaga.index.editions import Edition, folder_of, read_edition, read_toml, tree_folder
from siaga.index.methods import Method, read_steps
from siaga.index.problems import (
    ArgumentInvalid,
    ColumnsMissing,
    DirectionUnknown,
    FileNotReadable,
    LevelUnknown,
    NodeUnknown,
    WeightInvalid,
)
from siaga.index.tables import empty
from siaga.index.trees import REQUIRED, Node, Tree

TEXTS = ("name", "name_en", "exposure", "unit_of_measure", "source")


@dataclass(frozen=True, slots=True)
class Specification:
    """An index's tree, method and edition; read it, or change it with :meth:`replace`, never in place.

    Examples
    --------
    >>> spec = Specification.read("ikp-2024")
    >>> spec.tree.levels
    ('indicator', 'subdimension', 'dimension', 'index')
    >>> spec.replace(weights={"kontestasi": 0.3}).tree.node("kontestasi").weight
    0.3
    """

    name: str
    tree: Tree
    method: Method
    edition: Edition = field(default_factory=Edition)

    def __post_init__(self) -> None:
        rescale = self.method.rescale
        if rescale and rescale.at not in self.tree.levels[1:]:
            known = " / ".join(self.tree.levels[1:])
            raise ArgumentInvalid(step="rescale", argument="at", value=rescale.at, expected=known)

    @classmethod
    def read(cls, name: str | Path) -> "Specification":
        """The specification of a pack's name or of a folder with indicators.csv and method.toml.

        Raises
        ------
        SetNotFound, IndicatorsNotPublished, and one problem for each fault of tree or method.
        """
        folder = tree_folder(name)
        file = folder / "indicators.csv"
        try:
            reader = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
            rows = list(reader)
        except (UnicodeDecodeError, csv.Error) as reason:
            raise FileNotReadable(file=file.name, why=reason) from None
        tree = Tree.of(_nodes(rows, reader.fieldnames or (), file.name), file.name)
        steps = folder / "method.toml"
        if not steps.is_file():
            raise FileNotReadable(file=steps.name, why="tidak ada (missing)")
        return cls(folder.name, tree, Method.of(read_toml(steps)), read_edition(folder))

    @classmethod
    def from_frames(cls, indicators: object, method: Mapping[str, Any], name: str = "") -> "Specification":
        """The specification of a pandas or polars frame (or list of mappings) and a mapping of steps."""
        if isinstance(indicators, list):
            rows = [dict(row) for row in indicators]
            columns: list[str] = list(rows[0]) if rows else list(REQUIRED)
        else:
            frame: Any = nw.from_native(indicators, eager_only=True)
            rows, columns = list(frame.iter_rows(named=True)), list(frame.columns)
        return cls(
            name or "indeks", Tree.of(_nodes(rows, columns, "indicators"), "indicators"), Method.of(method)
        )

    @classmethod
    def totals(cls, name: str | Path) -> "Specification":
        """A specification of the root alone: published totals and the edition's class rule, for any pack."""
        folder = folder_of(name)
        edition = read_edition(folder)
        tree = Tree.of((Node("index", "", name=edition.name),), folder.name)
        return cls(folder.name, tree, Method(classify=edition.rule), edition)

    @property
    def scale(self) -> tuple[float, float] | None:
        """Least and largest possible score, where the method or the edition bounds them."""
        return self.method.scale or self.edition.scale

    @property
    def levels(self) -> tuple[str, ...]:
        """The names of the levels from the bottom up."""
        return self.tree.levels

    def codes_at(self, level: str) -> tuple[str, ...]:
        """The node codes of one level: the columns that building from that level needs."""
        if level not in self.tree.levels:
            raise LevelUnknown(level=level, known=", ".join(self.tree.levels))
        return self.tree.at(level)

    def number_columns(self, inputs: str) -> frozenset[str]:
        """The columns that hold numbers when the index is built from ``inputs``: nodes and exposures."""
        codes = self.codes_at(inputs)
        denominates = inputs == "indicator" and self.method.denominate is not None
        exposures = (self.tree.node(code).exposure for code in codes) if denominates else ()
        return frozenset(codes) | (frozenset(exposures) - {""})

    def limits_at(self, level: str) -> Limits | None:
        """The limits this edition published for a level of areas."""
        return self.edition.limits_at(level)

    def replace(
        self,
        *,
        weights: Mapping[str, float] | None = None,
        directions: Mapping[str, int] | None = None,
        **steps: Any,
    ) -> "Specification":
        """A variant with other weights, directions or steps; a step given as None is left out.

        Parameters
        ----------
        weights, directions : mapping of node code to value
        **steps
            A step by name, as its mapping in method.toml: ``normalise={"method": "min-max"}``; ``classify``
            may also be a text such as "fixed:33,66".
        """
        if isinstance(steps.get("classify"), str):
            steps["classify"] = Rule.parse(steps["classify"])
        weights, directions = weights or {}, directions or {}
        for code in (*weights, *directions):
            if code not in self.tree.depths:
                raise NodeUnknown(code=code)
        nodes = tuple(
            replace(
                node,
                weight=float(weights.get(node.code, node.weight)),
                direction=directions.get(node.code, node.direction),
            )
            for node in self.tree.nodes
        )
        method = replace(self.method, **read_steps(steps))
        return replace(self, tree=Tree.of(nodes, self.name), method=method)


def _nodes(rows: list[Any], columns: Any, where: str) -> list[Node]:
    """The nodes of a table's rows; required columns and the form of numbers are checked here."""
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise ColumnsMissing(columns=", ".join(missing), where=where, required=", ".join(REQUIRED))
    return [_node(row) for row in rows]


def _node(row: Mapping[str, Any]) -> Node:
    text = {
        name: "" if empty(row.get(name)) else str(row[name]).strip() for name in ("code", "parent", *TEXTS)
    }
    return Node(
        weight=_weight(text, row["weight"]), direction=_direction(text["code"], row["direction"]), **text
    )


def _weight(text: Mapping[str, str], value: object) -> float:
    """A weight as a number; the root's may be empty, for it has no siblings."""
    if empty(value) and not text["parent"]:
        return 1.0
    try:
        return float(str(value))
    except ValueError:
        raise WeightInvalid(code=text["code"], value=value) from None


def _direction(code: str, value: object) -> int:
    try:
        number = float(str(value))
    except ValueError:
        raise DirectionUnknown(code=code, value=value) from None
    if number not in (1.0, -1.0):
        raise DirectionUnknown(code=code, value=value)
    return int(number)
