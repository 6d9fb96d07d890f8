"""Knows what a message asks of a document as a whole, of its parts, or of all of a kind; its answers are complete."""
