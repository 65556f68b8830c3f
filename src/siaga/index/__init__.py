"""Composite-index mathematics: pure functions on arrays, usable by a researcher without the rest."""
