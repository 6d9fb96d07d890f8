"""How sure a measured number is. Knows numbers only: no question, no measure, no file."""
