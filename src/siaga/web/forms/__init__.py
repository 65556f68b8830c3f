"""Forms: what was typed is kept, and what is wrong stands beside its field."""
