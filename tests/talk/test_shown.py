"""What was shown is recovered from the reply's text."""

from assistant.talk.shown import shown
from index.vectors.store import Store


def test_a_quoted_sentence_is_found_through_bold_markers_and_escapes(store: Store) -> None:
    sentence = store.passages[-1].sentences[-1]
    reply = f"The report says: **{' '.join(sentence.text.split())}** [3]"
    assert [item.sentence.id for item in shown(reply, store.passages, ())] == [sentence.id]


def test_nothing_is_found_in_our_own_words(store: Store) -> None:
    assert shown("The report does not say this.", store.passages, ()) == []
