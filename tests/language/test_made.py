"""What a language needs to make questions of its sentences, as English has it."""

from assistant.language.loading import load_language


def test_a_clause_has_subject_auxiliary_and_predicate() -> None:
    match = load_language("en").clause.clause.search("The city will plant 700 trees")
    assert match is not None
    assert (match["subject"], match["predicate"]) == ("The city", "plant 700 trees")


def test_what_a_language_has_not_is_empty() -> None:
    assert load_language("zh").drafting.attributes == ()
