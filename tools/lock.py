"""Writes both locks from pyproject.toml: `.venv/bin/python tools/lock.py [--upgrade]`; commit them together.

`requirements-all.lock` (core, extras, tests) is resolved first, keeping the versions already locked unless
`--upgrade` asks for today's; `requirements.lock` (core) is the same resolution without the extras.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE, ALL = "requirements.lock", "requirements-all.lock"
COMPILE = [
    *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--no-emit-index-url", "pyproject.toml"),
]


def compile_lock(name: str, *options: str) -> None:
    """Resolve pyproject.toml into the lock ``name``; run from the root so that no machine path is written."""
    subprocess.run([*COMPILE, *options, "--output-file", name], cwd=ROOT, check=True)


def main() -> int:
    """Write both locks, the core one constrained to the versions of the full one."""
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    compile_lock(ALL, "--all-extras", *upgrade)
    compile_lock(CORE, "--constraints", ALL, "--no-annotate", "--upgrade")
    for name in (CORE, ALL):
        pins = sum(
            "==" in line and not line.startswith(" ") for line in (ROOT / name).read_text().splitlines()
        )
        print(f"{name}: {pins} pins")
    return 0


if __name__ == "__main__":
    sys.exit(main())
