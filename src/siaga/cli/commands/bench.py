"""`siaga bench NAME`: measures, as a table for people and rows for programs."""

import importlib.util
import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from types import ModuleType

from siaga.cli.command import Command
from siaga.cli.measures import Measure, machine, table_of
from siaga.domain.problems import Problem


class NoSuchBench(Problem):
    """Benches live beside the source tree."""

    indonesian = "Tidak ada pengukuran “{name}”. Yang ada: {known}. Jalankan dari folder sumber Siaga."
    english = "There is no bench “{name}”. There are: {known}. Run it from Siaga's source folder."


def configure(parser: ArgumentParser) -> None:
    """Which bench, and where its rows go."""
    parser.add_argument("name", metavar="NAME", help="nama pengukuran, misalnya map")
    parser.add_argument("--json", metavar="FILE", help="tulis baris name,value,unit,beside,ratio,machine")


def run(namespace: Namespace) -> int:
    """Run one bench of ``benchmarks/`` and print what it measured."""
    measures: list[Measure] = _bench(namespace.name).measure()
    print(table_of(measures))
    print(machine())
    if namespace.json:
        rows = [one.row(machine()) for one in measures]
        Path(namespace.json).write_text(
            json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    return 0


def _bench(name: str) -> ModuleType:
    """The bench module ``benchmarks/<name>.py`` of the source tree."""
    folder = Path(__file__).parents[4] / "benchmarks"
    known = sorted(file.stem for file in folder.glob("*.py")) if folder.is_dir() else []
    if name not in known:
        raise NoSuchBench(name=name, known=", ".join(known) or "–")
    spec = importlib.util.spec_from_file_location(f"benchmarks_{name}", folder / f"{name}.py")
    if spec is None or spec.loader is None:
        raise NoSuchBench(name=name, known=", ".join(known))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


COMMAND = Command("bench", "ukur kecepatan / measure speed", configure, run)
