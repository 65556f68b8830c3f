"""Statutory and procedural clocks."""
