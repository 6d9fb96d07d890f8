"""What a question and its conversation must be before they are read: there at all, and not too long."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.config import Config
from assistant.errors import QuestionError
from assistant.prompt import Sayings
from assistant.schema import Turn

EMPTY_LINES = re.compile(r"\n{3,}")


def checked(question: str, history: Sequence[Turn], config: Config, sayings: Sayings) -> str:
    """Return the question, its white space ``collapsed``; raises QuestionError with a sentence that says why not."""
    question = collapsed(question)
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


def collapsed(text: str) -> str:
    """Return the text with one space for each run of them, at most one empty line between two others, none around it.

    Patterns look for "any white space" in many places, and are slow on thousands of it.
    """
    return EMPTY_LINES.sub("\n\n", "\n".join(" ".join(line.split()) for line in text.strip().split("\n")))


def readable(history: Sequence[Turn], longest: int) -> list[Turn]:
    """Return the conversation with its white space collapsed, what a person said no longer than a question may be."""
    return [
        replace(turn, content=collapsed(turn.content)[: longest if turn.role == "user" else None]) for turn in history
    ]


def newest(turns: Sequence[Turn], most: int, most_characters: int) -> list[Turn]:
    """Return the last turns: at most so many, of together at most so many characters."""
    kept: list[Turn] = []
    for one in reversed(turns[len(turns) - min(most, len(turns)) :]):
        most_characters -= len(one.content)
        if most_characters < 0:
            break
        kept.append(one)
    return kept[::-1]
