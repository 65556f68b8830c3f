"""Rows: the only Django app with tables and migrations."""
