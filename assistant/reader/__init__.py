"""The documents as pages: text, outline, figures as a table. Knows no question and no conversation."""
