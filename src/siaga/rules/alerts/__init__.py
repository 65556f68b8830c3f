"""Alert rules: each file declares one reason for a person to look at an area."""
