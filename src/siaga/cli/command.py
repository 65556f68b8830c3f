"""What a command is: a name, its arguments, what it runs and which use cases it asks."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One word of ``./siaga``; ``use_cases`` are the dotted names of those it asks when it touches the store.

    Commands with ``use_cases=()`` work on files only: they import neither the store nor the services.
    """

    name: str
    help: str
    configure: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
    use_cases: tuple[str, ...] = ()
