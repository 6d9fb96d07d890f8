"""What is found for a message, after what was said before it."""

import pytest

from assistant.evidence.answerability import Judgement
from assistant.evidence.finding import Finding
from assistant.language.loading import load_language
from assistant.talk.followup.dialogue import Dialogue
from assistant.talk.followup.passes import follow_up
from assistant.talk.hearing import Heard


@pytest.mark.parametrize("status", ["answered", "not_in_report"])
def test_a_first_question_keeps_what_was_found(engine, status):
    question = "How many lifts will be installed?"
    found = Finding(Judgement(status, None, 0.9))
    assert follow_up(found, Dialogue(Heard(question), question, engine.finder, None, load_language("en"))) is found
