"""Pure algorithms on records: duplicates, clashes, silence, hotspots, spread."""
