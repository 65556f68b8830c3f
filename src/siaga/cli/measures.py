"""What a bench says: named values beside an alternative, and the machine they were measured on."""

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured value; ``beside`` is what it is held against, ``against`` that thing's own value."""

    name: str
    value: float
    unit: str
    beside: str = ""
    against: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value as a multiple of what stands beside it."""
        return self.value / self.against if self.against else None

    def row(self, on: str) -> dict[str, Any]:
        """One row for programs."""
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "beside": f"{self.beside} {self.against:g}" if self.against is not None else self.beside,
            "ratio": self.ratio,
            "machine": on,
        }


def machine() -> str:
    """The machine in one line: processor, cores, Python."""
    name = platform.processor() or platform.machine()
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        models = re.findall(r"^model name\s*: (.*)$", text, re.MULTILINE)
        name = models[0] if models else name
    except OSError:
        pass
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def table_of(measures: list[Measure]) -> str:
    """A table for people."""
    rows = [("name", "value", "unit", "beside", "ratio")]
    for one in measures:
        ratio = f"{one.ratio:.2f}" if one.ratio is not None else ""
        beside = f"{one.beside} {one.against:g}" if one.against is not None else one.beside
        rows.append((one.name, f"{one.value:,.1f}", one.unit, beside, ratio))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if column in (1, 4) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
