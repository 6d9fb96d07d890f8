"""How a part of a document reads, as one line of a row's record, and whether it reads what stands there."""

import json
import re

from index.schema import Cell, Reading

WORD = re.compile(r"[^\W_]+")
MARKS = re.compile(r"[*_`~\\]")  # of Markdown, which may stand within a word


def to_record(reading: Reading) -> str:
    """Return a reading without its text as JSON."""
    return json.dumps([reading.above, reading.own, [(cell.head, cell.value) for cell in reading.cells]])


def from_record(text: str, record: str | None) -> Reading | None:
    """Return the reading whose text and record these are; None without a record."""
    if record is None:
        return None
    above, own, cells = json.loads(record)
    return Reading(text, tuple((a, b) for a, b in above), own, tuple(Cell((a, b), (c, d)) for (a, b), (c, d) in cells))


def adds_words(reading: Reading, words: str, document: str) -> bool:
    """True where a reading of ``words`` has one that stands neither there nor in what it is read with."""
    read = [words, *(document[slice(*span)] for span in reading.above)]
    there = {word for text in read for word in words_of(text)}
    return not there.issuperset(words_of(reading.text))


def words_of(text: str) -> list[str]:
    return WORD.findall(MARKS.sub("", text))
