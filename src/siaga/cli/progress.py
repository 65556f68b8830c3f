"""Progress bars on a terminal, and one line a step where there is none."""

import sys
import time

_WIDTH = 28


class Bars:
    """Draws one bar a label on standard error; a finished bar stays as a line."""

    def __init__(self) -> None:
        self._label = ""
        self._since = 0.0
        self._drawn = 0.0

    def __call__(self, label: str, done: int, total: int) -> None:
        """Draw ``done`` of ``total`` of ``label``."""
        now = time.monotonic()
        if label != self._label:
            self._label, self._since = label, now
        finished = done >= total
        if not finished and (not sys.stderr.isatty() or now - self._drawn < 0.1):
            return
        self._drawn = now
        filled = _WIDTH if total == 0 else round(_WIDTH * done / total)
        bar = "█" * filled + "░" * (_WIDTH - filled)
        line = f"  {label:<44} {bar} {done:>7,} / {total:,}".replace(",", ".")
        start = "\r" if sys.stderr.isatty() else ""
        end = f"  {now - self._since:.1f} s\n" if finished else ""
        print(start + line + end, end="", file=sys.stderr, flush=True)
        if finished:
            self._label = ""
