"""Rules that route an alleged violation to its forum."""
