"""Files of each format into text. Knows containers and markup, not what the text says."""
