"""What a question names that no document has: "Airbnb", "parking space", where none has that, its kin or its like.

A word is told only where it names something: a name, or by its part of speech a noun.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence.choice import MET
from assistant.evidence.finder import Finder
from assistant.evidence.kinship import read_kin
from assistant.evidence.signals import Candidate
from assistant.language.forms import NOTHING
from assistant.question import expected
from assistant.question.reading import Question
from assistant.text.nouns import is_adjective, is_noun
from assistant.text.thesaurus import NARROWER
from index import han
from index.schema import Passage
from index.words import Word, read_words

JOINED_BEFORE, JOINED_AFTER = re.compile(r"(?<![\w-])\w+-$"), re.compile(r"-\w+")
ACROSS = 4  # characters of the longest Chinese word that may show that a run was cut wrongly


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a question that name something, against what the documents have."""

    question: Question
    finder: Finder
    passages: tuple[Passage, ...]  # that were read for it
    candidates: Sequence[Candidate]  # their sentences

    @property
    def subject(self) -> list[int]:
        """The numbers of the question's words that name something."""
        return [number for number in range(len(self.question.words)) if self.names(number)]

    def names(self, number: int) -> bool:
        """True for a name, or a noun that tells a subject: none of the way of asking, no mere sort of thing."""
        word, told = self.question.words[number], self.question.language.framing
        plain = word.text.removesuffix("'s")
        is_letter = plain.isascii() and len(plain) == 1
        if not self.question.asked[number] or not plain.isalpha() or is_letter or self.is_time(word):
            return False
        if self.question.named[number]:
            return True
        start, end = self.question.focus or (0, 0)
        is_sort = self.question.kind in expected.NAMED and start <= word.start < end  # "firm" of "which firm"
        is_empty = word.text in told.words or word.stem in told.general
        return not is_sort and not is_empty and is_noun(plain, self.question.language.name)

    def is_time(self, word: Word) -> bool:
        """True for a word of a time, which names no subject: "pm" of "8pm", "Sundays", in a chat "sundays"."""
        dated = self.question.language.slots.stated.get("date", NOTHING)
        spans = (match.span() for match in dated.finditer(self.question.text))
        return any(one[0] <= word.start < one[1] for one in spans) or bool(dated.fullmatch(word.text.capitalize()))

    def absent(self) -> tuple[str, ...]:
        """Return what the question names that no document has, as it is written, words side by side together."""
        if self.question.is_foreign:
            return ()
        kin = read_kin(self.question, self.finder.lexicon, self.stems_read())
        lacking = [self.is_absent(number) and not self.has_kin(number, row) for number, row in enumerate(kin)]
        spans: list[tuple[int, int]] = []
        for number in (number for number in self.subject if lacking[number]):
            start, end = self.question.words[number].start, self.question.words[number].end
            if number and lacking[number - 1] and self.touch(number):
                start = self.start_with(number - 1, spans)
                spans = [span for span in spans if span[0] != start]
            spans.append(whole(self.question.text, start, end))
        return tuple(self.question.text[start:end] for start, end in spans)

    def has_kin(self, number: int, kin: Mapping[str, int]) -> bool:
        """True where a word that means the same, or a kind of it, was read; a name is what it is called."""
        likeness = max((one.own[number] for one in self.candidates), default=0.0)
        return not self.question.named[number] and (likeness >= MET or any(name <= NARROWER for name in kin.values()))

    def touch(self, number: int) -> bool:
        """True where nothing but a space or a hyphen stands between a word and the one before it."""
        before, word = self.question.words[number - 1 : number + 1]
        return not self.question.text[before.end : word.start].strip(" -")

    def start_with(self, number: int, spans: Sequence[tuple[int, int]]) -> int:
        """Return where words side by side begin: with what was told last, an adjective, or behind what is neither."""
        word, following = self.question.words[number : number + 2]
        if spans and spans[-1][1] == word.end:
            return spans[-1][0]
        return (word if is_adjective(word.text, self.question.language.name) else following).start

    def is_absent(self, number: int) -> bool:
        """True for a word that stands nowhere: in no form, in no heading, not spelled out, and cut rightly."""
        word = self.question.words[number]
        written = self.question.text[word.start : word.end]
        lexicon, texts = self.finder.lexicon, self.finder.store.documents.values()
        if lexicon.knows(word) or any(word.stem in stems for stems in lexicon.places.values()):
            return False
        if han.RUN.fullmatch(word.text):
            return not any(form in text for form in (word.text, written) for text in texts) and not self.is_cut(word)
        return not (written.isupper() and any(written.lower() in initials(one.text) for one in self.passages))

    def is_cut(self, word: Word) -> bool:
        """True where a word of the documents reaches across one of its ends: 老人 in 老人们, cut as 老 and 人们."""
        text, known = han.simplified(self.question.text), self.finder.lexicon.vocabulary
        return any(
            text[start:end] in known
            for edge in (word.start, word.end)
            for start in range(max(0, edge - ACROSS + 1), edge)
            for end in range(edge + 1, min(len(text), start + ACROSS) + 1)
        )

    def stems_read(self) -> set[str]:
        return {word.stem for passage in self.passages for word in read_words(passage.text)}


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span with what a hyphen joins to it: "vice-president"."""
    before, after = JOINED_BEFORE.search(text, 0, start), JOINED_AFTER.match(text, end)
    return before.start() if before else start, after.end() if after else end


def initials(text: str) -> str:
    return "".join(word.text[0] for word in read_words(text))
