"""What the house checks read: tracked files, parsed modules, their functions."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "siaga"
LEFT_OUT = {".git", ".venv", "data", "build", "dist", "__pycache__"}


@dataclass(frozen=True, slots=True)
class Function:
    """A function and where it stands."""

    path: Path
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def where(self) -> str:
        """As "src/siaga/x.py:12 name", to be clicked on."""
        return f"{self.path.relative_to(ROOT)}:{self.node.lineno} {self.node.name}"

    @property
    def lines(self) -> int:
        """Its length without its docstring, which may be long where a formula is explained."""
        node = self.node
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        first = node.body[0]
        if ast.get_docstring(node, clean=False) is not None:
            length -= (first.end_lineno or first.lineno) - first.lineno + 1
        return length

    @property
    def positional(self) -> int:
        """How many parameters can be given by position, beside self or cls."""
        names = [argument.arg for argument in (*self.node.args.posonlyargs, *self.node.args.args)]
        return len(names) - (names[:1] in (["self"], ["cls"]))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is, or will be, in the repository."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        found = (ROOT / name for name in listed.split("\0") if name)
    else:
        found = (path for path in ROOT.rglob("*") if not LEFT_OUT & set(path.parts))
    return tuple(sorted({path for path in found if path.is_file()}))


def below(folder: str, *suffixes: str) -> list[Path]:
    """Tracked files below ``folder`` ("" is the root) with one of the suffixes."""
    return [path for path in tracked() if path.is_relative_to(ROOT / folder) and path.suffix in suffixes]


def python_files(*folders: str) -> list[Path]:
    """Tracked Python files of some folders, the bootstrap script included with ""."""
    files = [path for folder in folders for path in below(folder, ".py")]
    return [*files, ROOT / "siaga"] if "" in folders else files


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(paths: list[Path]) -> Iterator[Function]:
    """Every function and method of some files."""
    for path in paths:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(path, node)


def is_migration(path: Path) -> bool:
    """Whether a file is a migration, which is kept as Django wrote it."""
    return path.parent.name == "migrations"
