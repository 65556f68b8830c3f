"""A folder of one's own beside a package's, as if a file had been added to it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest


class Room:
    """Adds files to packages for the length of a test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: list[tuple[ModuleType, str]] = []

    def add(self, package: ModuleType, name: str, text: str) -> Path:
        """Put the module ``name`` into ``package``: the one file an extension costs."""
        place = self._folder / package.__name__
        place.mkdir(exist_ok=True)
        file = place / f"{name}.py"
        file.write_text(text, encoding="utf-8")
        if str(place) not in package.__path__:
            package.__path__.append(str(place))
        self._opened.append((package, name))
        return file

    def close(self) -> None:
        """Take everything out again."""
        for package, name in self._opened:
            sys.modules.pop(f"{package.__name__}.{name}", None)
            vars(package).pop(name, None)
            place = str(self._folder / package.__name__)
            if place in package.__path__:
                package.__path__.remove(place)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """The packages of Siaga with room for one more file."""
    opened = Room(tmp_path)
    yield opened
    opened.close()
