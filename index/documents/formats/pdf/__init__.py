"""PDF into text: words with their places, lines in the order they are read, paragraphs, and where each word stands."""
