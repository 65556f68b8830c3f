"""Files, functions and names keep to the house rules."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.architecture.sources import ROOT, functions, is_migration, parsed, python_files, tracked

FOLDERS = ("", "src", "tests", "tools", "benchmarks")
ALL_PYTHON = sorted(set(python_files(*FOLDERS)))
WRITTEN = [path for path in ALL_PYTHON if not is_migration(path)]
SHIPPED = [path for path in WRITTEN if path.is_relative_to(ROOT / "src")]

VAGUE_MODULES = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager", "managers"}
AMBIGUOUS = {
    "event": "say occurrence, session or entry",
    "action": "say measure or use case",
    "incident": "say occurrence or report",
    "region": "say area",
}


def short(path: Path) -> str:
    """A path as it is typed."""
    return str(path.relative_to(ROOT))


def named(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name a module gives to something: functions, classes, parameters, variables, attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


def words_of(name: str) -> list[str]:
    """The words of a snake_case or CamelCase name, in the singular."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)
    return [word.lower().removesuffix("s") for word in words]


def test_files_are_at_most_400_lines() -> None:
    sized = [path for path in tracked() if path.suffix in {".js", ".css"}] + WRITTEN
    long = {short(path): count for path in sized if (count := len(path.read_text().splitlines())) > 400}
    assert not long


def test_functions_are_at_most_40_lines() -> None:
    long = {function.where: function.lines for function in functions(WRITTEN) if function.lines > 40}
    assert not long


def test_nine_of_ten_functions_are_under_25_lines() -> None:
    lengths = sorted(function.lines for function in functions(SHIPPED))
    assert lengths[int(len(lengths) * 0.9)] < 25


def test_functions_take_at_most_four_positional_parameters() -> None:
    greedy = {
        function.where: function.positional for function in functions(SHIPPED) if function.positional > 4
    }
    assert not greedy


def test_no_module_is_named_vaguely() -> None:
    assert not [
        short(path) for path in WRITTEN if path.stem in VAGUE_MODULES or path.parent.name in VAGUE_MODULES
    ]


def test_no_ambiguous_name_is_given() -> None:
    wrong = [
        f"{short(path)}:{line} {name}: {AMBIGUOUS[word]}"
        for path in WRITTEN
        for line, name in [*named(parsed(path)), (1, path.stem)]
        for word in words_of(name)
        if word in AMBIGUOUS
    ]
    assert not wrong


def test_a_unit_of_measurement_has_one_spelling() -> None:
    names = {(short(path), name) for path in SHIPPED for _, name in named(parsed(path))}
    assert not {pair for pair in names if pair[1].startswith("unit_of_") and pair[1] != "unit_of_measure"}


@pytest.mark.parametrize("path", [path for path in WRITTEN if path.read_text().strip()], ids=short)
def test_the_first_line_of_a_module_says_what_it_is_for(path: Path) -> None:
    said = ast.get_docstring(parsed(path)) or ""
    first = said.split("\n\n")[0]
    assert len(first) >= 15, f"{short(path)} does not say what it is for"
    assert first.rstrip()[-1] in ".:", f"{short(path)}: the first line is a sentence"


@pytest.mark.parametrize(
    ("name", "words"),
    [("EventLog", ["event", "log"]), ("map_actions", ["map", "action"]), ("TPSArea", ["tp", "area"])],
)
def test_names_are_split_into_words(name: str, words: list[str]) -> None:
    assert words_of(name) == words
