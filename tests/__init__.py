"""Siaga's tests, in the same tree as the source."""
