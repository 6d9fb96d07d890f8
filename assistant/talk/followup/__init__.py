"""What the conversation before a message makes of what was found for it. Knows what was said, words nothing."""
