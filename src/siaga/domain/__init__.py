"""What things are, which states they pass and who may do what: values and decisions on values."""
