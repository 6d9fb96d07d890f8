"""What a model wrote, read as questions: those that a sentence answers and near misses, by language."""

import re
from dataclasses import dataclass

from assistant.text.languages import Languages

MOST_LINES = 24  # of a reply; a small model may go on for ever
LABELLED = re.compile(r"(?P<field>ask|not)s?\b[\s*_\"'(\[]*(?P<code>[a-z]{2})?[\s*_\"')\]]*[:：]\s*(?P<text>.+)", re.I)
MARKED = re.compile(r"^\s*(?:[-*•>#]+|\(?\d{1,2}[.):])?[\s*_\"'`]*")  # what may stand before a line
ENDS = " \t\"'`*_“”"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A question as the model wrote it."""

    text: str
    language: str  # "en", "zh"
    answered: bool  # or a near miss


def read_reply(text: str, languages: Languages) -> list[Proposed]:
    """Return the questions of a reply, each once; a question without a label is taken for one that is answered."""
    found = [read_line(line, languages) for line in text.splitlines()[:MOST_LINES]]
    return list({question.text: question for question in reversed(found) if question}.values())[::-1]


def read_line(line: str, languages: Languages) -> Proposed | None:
    """Return a line's question; its language is told by its script, whatever its label says."""
    line = MARKED.sub("", line, count=1)
    match = LABELLED.match(line)
    text = (match["text"] if match else line).strip(ENDS)
    language = languages.of(text)
    if not language or not text.endswith(("?", "？")):
        return None
    return Proposed(text, language.name, not match or match["field"].lower() == "ask")
