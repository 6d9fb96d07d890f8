"""What of a conversation the passes over a finding know."""

from types import SimpleNamespace

from assistant.schema import Turn
from assistant.talk.followup.dialogue import Dialogue
from assistant.talk.hearing import Heard


def evidence(text):
    return SimpleNamespace(sentence=SimpleNamespace(text=text))


def test_what_was_said_last_is_of_the_last_reply_that_quotes():
    lamp, boat = evidence("A lamp\ncosts £4."), evidence("A boat costs £9.")
    replies = ("A boat costs £9.", "A **lamp** costs £4. [1]", "You are welcome.")
    heard = Heard("Why?", tuple(Turn("assistant", text) for text in replies))
    assert Dialogue(heard, "Why?", None, None, None).said_last([boat, lamp]) == [lamp]
