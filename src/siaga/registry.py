"""Collects the objects of one kind that the modules of a folder declare, so that adding a file is enough."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

Kind = TypeVar("Kind")


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    """Every module directly inside ``package``, in the order of their names."""
    for found in sorted(iter_modules(package.__path__), key=lambda module: module.name):
        yield import_module(f"{package.__name__}.{found.name}")


def declared(package: ModuleType, kind: type[Kind]) -> list[Kind]:
    """The module-level objects of ``kind`` in ``package``, each once, in the order they are declared."""
    objects: dict[int, Kind] = {}
    for module in modules_of(package):
        for value in vars(module).values():
            if isinstance(value, kind):
                objects.setdefault(id(value), value)
    return list(objects.values())
