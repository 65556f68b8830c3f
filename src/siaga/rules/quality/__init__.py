"""Rules about the quality of records."""
