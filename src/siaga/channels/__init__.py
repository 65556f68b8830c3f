"""One file, one way out for messages."""
