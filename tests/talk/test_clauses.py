"""A sentence in its clauses: no figure is cut, no crumb stands alone."""

from assistant.talk.clauses import clauses

TEXT = "We will plant 7,000 trees along five streets, open two new parks near the river, and rest."


def test_clauses_end_at_marks_but_not_within_a_figure() -> None:
    assert [TEXT[start:end] for start, end in clauses(TEXT)] == [
        "We will plant 7,000 trees along five streets",
        "open two new parks near the river, and rest.",
    ]
