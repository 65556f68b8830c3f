"""One file, one format: rows in, bytes out."""
