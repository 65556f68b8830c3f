"""Composite-index mathematics: pure functions on arrays, usable by a researcher without the rest of Siaga."""

from siaga.index.build import Index, build
from siaga.index.classify import Limits, Rule
from siaga.index.specification import Specification
from siaga.index.tables import Table

__all__ = ["Index", "Limits", "Rule", "Specification", "Table", "build"]
