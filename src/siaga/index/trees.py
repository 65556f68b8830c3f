"""The tree of an index: its nodes, its levels, and the checks that refuse a broken one."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from siaga.index import problems

REQUIRED: Final = ("code", "parent", "weight", "direction")
KEYS: Final = ("unit", "area")
REMARKS: Final = ("name", "level", "note")
RESERVED: Final = frozenset(KEYS + REMARKS)
BETWEEN: Final = ("dimension", "subdimension")
# The deepest published tree has four levels; every level costs a pass over the nodes.
MOST_LEVELS: Final = 12


@dataclass(frozen=True, slots=True)
class Node:
    """One node, indicator or aggregate; ``weight`` is relative to its siblings, ``direction`` 1 or −1."""

    code: str
    parent: str
    weight: float = 1.0
    direction: int = 1
    name: str = ""
    name_en: str = ""
    exposure: str = ""
    unit_of_measure: str = ""
    source: str = ""

    def title(self, language: str = "id") -> str:
        """What people call the node: its name, else its code."""
        return (self.name_en if language == "en" and self.name_en else self.name) or self.code


@dataclass(frozen=True, slots=True)
class Tree:
    """A checked tree of nodes: one root, every branch equally deep; nodes keep the order of their table."""

    nodes: tuple[Node, ...]
    root: str
    children: Mapping[str, tuple[str, ...]]
    depths: Mapping[str, int]

    @classmethod
    def of(cls, nodes: Iterable[Node], where: str = "indicators.csv") -> "Tree":
        """Check ``nodes`` and make them a tree; each fault is its own problem."""
        kept = tuple(nodes)
        if not kept:
            raise problems.TreeEmpty(where=where)
        _check_codes(kept)
        root = _root_of(kept)
        children: dict[str, list[str]] = {node.code: [] for node in kept}
        for node in kept:
            if node.parent:
                children[node.parent].append(node.code)
        tree = cls(kept, root, {code: tuple(found) for code, found in children.items()}, {})
        tree = replace(tree, depths=_depths(tree))
        _check_even(tree)
        _check_weights(tree)
        return tree

    @property
    def levels(self) -> tuple[str, ...]:
        """Names of the levels from the bottom up: indicator, subdimension, dimension, index."""
        deepest = max(self.depths.values())
        return tuple(_level_name(depth, deepest) for depth in range(deepest, -1, -1))

    def level_of(self, code: str) -> str:
        """The name of the level a node stands on."""
        return _level_name(self.depths[code], max(self.depths.values()))

    def at(self, level: str) -> tuple[str, ...]:
        """The codes on one level, in the order of the table."""
        if level not in self.levels:
            raise problems.LevelUnknown(level=level, known=", ".join(self.levels))
        return tuple(node.code for node in self.nodes if self.level_of(node.code) == level)

    def node(self, code: str) -> Node:
        """The node of this code."""
        for node in self.nodes:
            if node.code == code:
                return node
        raise problems.NodeUnknown(code=code)

    def above(self, level: str) -> tuple[str, ...]:
        """The codes of all nodes above ``level``, from the bottom level up, each level in table order."""
        position = self.levels.index(level)
        return tuple(code for name in self.levels[position + 1 :] for code in self.at(name))


def _level_name(depth: int, deepest: int) -> str:
    """Level names follow from the tree: root, leaves, and what lies between counted from the top."""
    if depth == 0:
        return "index"
    if depth == deepest:
        return "indicator"
    return BETWEEN[depth - 1] if depth <= len(BETWEEN) else f"subdimension{depth - 1}"


def _check_codes(nodes: tuple[Node, ...]) -> None:
    first: dict[str, int] = {}
    for row, node in enumerate(nodes, start=1):
        if not node.code:
            raise problems.CodeEmpty(row=row)
        if node.code in RESERVED:
            raise problems.CodeReserved(code=node.code, row=row)
        if node.code in first:
            raise problems.CodeDuplicated(code=node.code, first=first[node.code], row=row)
        first[node.code] = row
        if node.direction not in (1, -1):
            raise problems.DirectionUnknown(code=node.code, value=node.direction)
    for node in nodes:
        if node.parent and node.parent not in first:
            raise problems.NodeOrphaned(code=node.code, parent=node.parent)


def _root_of(nodes: tuple[Node, ...]) -> str:
    roots = [node.code for node in nodes if not node.parent]
    if len(roots) > 1:
        raise problems.RootsSeveral(codes=", ".join(roots))
    if not roots:
        raise problems.TreeCircular(codes=_circle({node.code: node.parent for node in nodes}))
    return roots[0]


def _circle(parents: Mapping[str, str]) -> str:
    """One circle of parents, written so that it can be followed."""
    walk = [next(iter(parents))]
    while parents[walk[-1]] not in walk:
        walk.append(parents[walk[-1]])
    loop = walk[walk.index(parents[walk[-1]]) :]
    return " → ".join([*loop, loop[0]])


def _depths(tree: Tree) -> dict[str, int]:
    depths = {tree.root: 0}
    reached = [tree.root]
    for code in reached:
        for child in tree.children[code]:
            depths[child] = depths[code] + 1
            reached.append(child)
    if max(depths.values()) >= MOST_LEVELS:
        raise problems.TreeTooDeep(levels=max(depths.values()) + 1, limit=MOST_LEVELS)
    lost = {node.code: node.parent for node in tree.nodes if node.code not in depths}
    if lost:
        raise problems.TreeCircular(codes=_circle(lost))
    return depths


def _check_even(tree: Tree) -> None:
    deepest = max(tree.depths.values())
    for node in tree.nodes:
        if not tree.children[node.code] and tree.depths[node.code] != deepest:
            raise problems.TreeUneven(code=node.code, depth=tree.depths[node.code], expected=deepest)


def _check_weights(tree: Tree) -> None:
    weights = {node.code: node.weight for node in tree.nodes}
    for code, weight in weights.items():
        if not math.isfinite(weight) or weight < 0:
            raise problems.WeightInvalid(code=code, value=weight)
    for parent, children in tree.children.items():
        if children and sum(weights[child] for child in children) <= 0:
            raise problems.WeightsAllZero(parent=parent)
