"""The passes over what was found for a message, in their order: each may take back or replace it."""

from assistant.evidence.finding import Finding
from assistant.talk.followup.dialogue import Dialogue
from assistant.talk.followup.exchanged import require_exchanged
from assistant.talk.followup.going_on import go_on
from assistant.talk.followup.reasons import give_reason
from assistant.talk.followup.referents import ask_which

PASSES = (ask_which, require_exchanged, go_on, give_reason)


def follow_up(found: Finding, dialogue: Dialogue) -> Finding:
    """Return what was found as the conversation before the message has it; a first question's as it is."""
    for each in PASSES:
        found = each(found, dialogue)
    return found
