"""What is said beside answers: courtesy, and acts on the last answer. Knows what was shown, never searches."""
