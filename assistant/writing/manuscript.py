"""A written answer that grows by checked sentences, each with markers to the report's own sentences.

Keeps the promises of every answer as it grows: a sentence whose figures or names do not stand
in what it cites is not taken. Knows no model.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answer.extract import cite, embolden, plain
from assistant.answer.verify import figures, missing_figures, missing_names
from assistant.evidence.choice import Evidence
from assistant.evidence.signals import is_heading
from assistant.language.schema import Language
from assistant.schema import Citation, Trouble
from assistant.text.names import comparable
from index.schema import Passage, Sentence

Spot = tuple[Passage, Sentence]  # a sentence of the report and the passage it stands in
FEW = 3  # so many sentences of evidence are each needed; of more, the best


@dataclass(slots=True)
class Draft:
    """Grows by one sentence at a time; what each adds to the text is returned, so that it can be shown at once."""

    evidence: Sequence[Evidence]  # the sentences that were judged to answer, best first
    read: Sequence[Passage]  # what the model was given to read
    language: Language
    least: int = 1  # so many of the best sentences are each needed, one for each part of the question
    pieces: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    notices: list[Trouble] = field(default_factory=list)
    changed: int = 0
    says_nothing: bool = False
    in_list: bool = False

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def note(self, code: Trouble) -> None:
        if code not in self.notices:
            self.notices.append(code)

    def add(self, text: str, spots: Iterable[Spot], score: float, is_item: bool = False) -> str:
        """Take in a written sentence that rests on ``spots``; return what it adds, nothing where refused."""
        citations = [self.citation(*spot, score) for spot in spots]
        quotes = " ".join(citation.quote for citation in citations)
        places = comparable(" ".join([quotes, *map(place_words, citations)]), self.language)
        lacking = missing_figures(text, quotes, self.language) or missing_names(text, places, self.language)
        if not citations or lacking:
            return ""
        return self.put(plain(text), citations, is_item)

    def quote(self, spot: Spot, score: float, is_item: bool = False) -> str:
        """Take in the report's own sentence, unless it is a heading or is cited already."""
        passage, sentence = spot
        if is_heading(sentence, passage) or self.is_cited(sentence, passage):
            return ""
        return self.put(" ".join(plain(sentence.text).split()), [self.citation(passage, sentence, score)], is_item)

    def complete(self) -> Iterator[str]:
        """Add the sentences that were judged to answer and that nothing written so far tells."""
        needed = self.evidence if len(self.evidence) <= FEW else self.evidence[: self.least]
        for item in needed:
            if not self.tells(item):
                self.note("evidence_added")
                yield self.put(embolden(item), [self.citation(item.passage, item.sentence, item.score)], apart=True)

    def tells(self, item: Evidence) -> bool:
        """True where the sentence is cited and its decisive figures stand in the text."""
        decisive = " ".join(item.sentence.text[slice(*span)] for span in item.decisive)
        told = figures(decisive, self.language) <= figures(self.text, self.language)
        return told and self.is_cited(item.sentence, item.passage)

    def put(self, markdown: str, citations: Sequence[Citation], is_item: bool = False, apart: bool = False) -> str:
        markers = " ".join(f"[{self.take(citation)}]" for citation in citations)
        piece = f"{self.joint(is_item, apart)}{markdown} {markers}"
        self.in_list = is_item
        self.pieces.append(piece)
        return piece

    def take(self, citation: Citation) -> int:
        """Return the citation's number: the one it has already, or the next."""
        spot = (citation.document_id, citation.start, citation.end)
        for known in self.citations:
            if (known.document_id, known.start, known.end) == spot:
                return known.number
        self.citations.append(replace(citation, number=len(self.citations) + 1))
        return len(self.citations)

    def joint(self, is_item: bool, apart: bool) -> str:
        if is_item:
            return "- " if not self.pieces else "\n- " if self.in_list else "\n\n- "
        return "" if not self.pieces else "\n\n" if apart or self.in_list else " "

    def citation(self, passage: Passage, sentence: Sentence, score: float) -> Citation:
        """Return the sentence's citation as the next one; evidence keeps the score that it was judged by."""
        found = next((item.score for item in self.evidence if item.sentence.id == sentence.id), score)
        return cite(Evidence(sentence, passage, min(max(found, 0.0), 1.0)), len(self.citations) + 1)

    def is_cited(self, sentence: Sentence, passage: Passage) -> bool:
        spot = (passage.place.document_id, sentence.start, sentence.end)
        return any((known.document_id, known.start, known.end) == spot for known in self.citations)


def place_words(citation: Citation) -> str:
    """Return the words of a citation's place, which a sentence may use as well."""
    section = citation.section.title if citation.section else None
    parts = (citation.title, citation.publisher, citation.date, section, citation.topic)
    return " ".join(part for part in parts if part)
