"""How long work says how far it is: a label, what is done, and what there is to do."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]


def silent(_: str, __: int, ___: int) -> None:
    """Say nothing."""
