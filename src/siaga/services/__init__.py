"""Use cases: may I, do it, write it down; one transaction each."""
