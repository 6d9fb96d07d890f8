"""A question into a cited answer, and the ways to ask it."""
