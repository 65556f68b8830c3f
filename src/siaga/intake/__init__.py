"""Field reports in."""
