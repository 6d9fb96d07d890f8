"""A growing text of a model, cut into finished sentences with their markers.

What is data to a reader stays data: markup is taken off here, and thoughts of a model that
shows them are left out. Knows nothing of what the sentences say.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.documents.sentences import split_sentences

LONGEST = 2000  # characters of a sentence; what goes on beyond that is none
BLANK = re.compile(r"[^\S\n]+")  # runs are made one space before any other pattern: those need not be slow on them
MARKERS = re.compile(r"\s?(?:\[\s?\d+(?:\s?[,;]\s?\d+)*\s?\])+")
NUMBER = re.compile(r"\d+")
LEADING = re.compile(r"(?:\s?\[\s?\d+(?:\s?[,;]\s?\d+)*\s?\])+")
OPEN_MARKER = re.compile(r"\s?\[[\d\s,;]*$")
BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+")
MARKUP = re.compile(r"\*\*|__|`+|^#+\s+|</?[a-zA-Z][^>]*>|!?\[(?=[^\]\d])|(?<=[^\]\d])\]\([^)]*\)|[*_]{1,2}(?=\w)")
THOUGHT, THOUGHT_END = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Written:
    """One sentence as a model wrote it, markers and markup taken off."""

    text: str
    markers: tuple[int, ...]
    is_item: bool = False  # of a list


def read_sentences(pieces: Iterable[str]) -> Iterator[Written]:
    """Yield each sentence as soon as the next one begins; the last one at the end, if it is finished.

    A model whose sentence does not end is not listened to any further.
    """
    text = ""
    for piece in without_thoughts(pieces):
        *finished, text = cut(BLANK.sub(" ", text + piece))
        yield from filter(None, map(read_sentence, finished))
        if len(text) > LONGEST:
            return
    yield from filter(None, [read_sentence(text)])


def cut(text: str) -> list[str]:
    """Return the sentences of ``text``, markers after a full stop with the sentence before; the last may go on."""
    line_end = text.rfind("\n") + 1
    whole = [part for line in text[:line_end].splitlines(keepends=True) for part in cut_line(line)]
    *finished, rest = cut_line(text[line_end:])
    return [*whole, *finished, rest]


def cut_line(line: str) -> list[str]:
    starts = [start for start, _ in split_sentences(line)][1:]
    parts, begun = [], 0
    for start in starts:
        marked = LEADING.match(line, start)
        if marked and not line[marked.end() :].strip():
            continue  # nothing but markers yet
        if OPEN_MARKER.fullmatch(line[start:]) or BULLET.fullmatch(line[begun:start]):
            continue
        end = marked.end() if marked else start
        parts.append(line[begun:end])
        begun = end
    return [*parts, line[begun:]]


def read_sentence(raw: str) -> Written | None:
    """Return the sentence without markers and markup; None where nothing is left."""
    bullet = BULLET.match(raw)
    text = raw[bullet.end() :] if bullet else raw
    markers = tuple(int(number) for match in MARKERS.finditer(text) for number in NUMBER.findall(match.group()))
    text = " ".join(MARKUP.sub("", MARKERS.sub("", text)).split())
    if not any(character.isalnum() for character in text):
        return None
    return Written(text, tuple(dict.fromkeys(markers)), bullet is not None)


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """Leave out what stands between the marks of a model's thinking, at the start of a text."""
    text = ""
    pieces = iter(pieces)
    for piece in pieces:
        text += piece
        if THOUGHT.startswith(text.lstrip()[: len(THOUGHT)]) and THOUGHT_END not in text:
            continue
        yield text.rpartition(THOUGHT_END)[2]
        yield from pieces
        return
    if not text.lstrip().startswith(THOUGHT):
        yield text
