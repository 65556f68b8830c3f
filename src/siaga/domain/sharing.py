"""Who may see a row: the labels a row can carry."""

from enum import StrEnum


class Label(StrEnum):
    """How far a row may travel; closed by default."""

    PUBLIC = "public"
    INTERNAL = "internal"
