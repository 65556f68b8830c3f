"""Imports from sheets and outlines: look first, then all or nothing."""
