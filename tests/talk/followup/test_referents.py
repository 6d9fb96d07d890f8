"""When a pronoun is asked back."""

import pytest

from assistant.evidence.answerability import Judgement
from assistant.evidence.finding import Finding
from assistant.language.loading import load_language
from assistant.schema import Turn
from assistant.talk.followup.dialogue import Dialogue
from assistant.talk.followup.referents import ask_which
from assistant.talk.hearing import Heard

ENGLISH = load_language("en")
REFUSED = Finding(Judgement("not_in_report", "attribute_missing", 0.1))
BETWEEN = "Which is better: the metro or the tram?"


def after(before, asked):
    """Return what is asked after other questions; nothing is looked for."""
    return Dialogue(Heard(asked, tuple(Turn("user", text) for text in before)), asked, None, None, ENGLISH)


@pytest.mark.parametrize(
    ("before", "asked", "status"),
    [
        (["What is planned for the metro?", "Who lives near parks?"], "Has it won prizes?", "needs_clarification"),
        ([BETWEEN], "How does it look?", "needs_clarification"),
        (["What is planned for the metro?"], "Has it won prizes?", "not_in_report"),  # there is one thing
        (["What is planned for the metro?", "When will the metro open?"], "Has it won prizes?", "not_in_report"),
        (["What is planned for the metro?", "Who lives near parks?"], "Has the metro won prizes?", "not_in_report"),
    ],
)
def test_what_it_stands_for_is_asked_where_several_things_were_spoken_of(before, asked, status):
    found = ask_which(REFUSED, after(before, asked))
    assert found.judgement.status == status


def test_what_is_answered_is_not_asked_back():
    found = Finding(Judgement("answered", None, 0.9))
    assert ask_which(found, after([BETWEEN], "How does it look?")) is found
