"""What a question and its conversation must be before they are read: there at all, and not too long."""

from collections.abc import Sequence

from assistant.config import Config
from assistant.errors import QuestionError
from assistant.prompt import Sayings
from assistant.schema import Turn


def checked(question: str, history: Sequence[Turn], config: Config, sayings: Sayings) -> str:
    """Return the question without outer white space; raises QuestionError with a sentence that says why not."""
    question = question.strip()
    limits = (
        ("long_question", len(question), config.max_question),
        ("long_history", len(history), config.max_history),
        ("large_history", sum(len(turn.content) for turn in history), config.max_history_chars),
    )
    if not any(character.isalnum() for character in question):
        raise QuestionError(sayings.say("no_question"))
    for saying, length, most in limits:
        if length > most:
            raise QuestionError(sayings.say(saying, length=f"{length:,}", most=f"{most:,}"))
    return question


def newest(turns: Sequence[Turn], most: int, most_characters: int) -> list[Turn]:
    """Return the last turns: at most so many, of together at most so many characters."""
    kept: list[Turn] = []
    for one in reversed(turns[len(turns) - min(most, len(turns)) :]):
        most_characters -= len(one.content)
        if most_characters < 0:
            break
        kept.append(one)
    return kept[::-1]
