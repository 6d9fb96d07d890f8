"""Files into passages and sentences with their place and their offsets. Knows formats and shapes, no vectors."""
