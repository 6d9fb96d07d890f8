"""What can be read off any text: names, figures, clauses, scripts, links. Knows no question and no document."""
