"""The promises of an answer that are told by the documents' words, checked on the finished answer.

1 verbatim: each quote is the document's text at its offsets. 2 figures: each number of a
sentence stands in a quote that the sentence cites. 3 names: each proper name of a sentence stands
in a passage that it cites, or in that passage's place. The markers are promised by the type itself
(see ``schema``).
"""

import re
from collections.abc import Iterator, Mapping

from assistant.language.schema import Language
from assistant.schema import MARKER, Answer, Citation
from assistant.text.names import comparable, has_name, proper_names

# A sentence of an answer ends with its markers, or at the end of a line.
CITED_SENTENCE = re.compile(r"(?P<words>[^\n]*?)(?P<markers>(?:\s*\[\d+\])+|$)", re.MULTILINE)
MARKUP = re.compile(r"\*\*|\\(?=\W)|^- ")  # bold, escapes, list items
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def violations(answer: Answer, documents: Mapping[str, str], language: Language) -> list[str]:
    """Return what is wrong with an answer, in words; an empty list where it keeps every promise."""
    return [
        *unfaithful_quotes(answer, documents),
        *unsupported_figures(answer, documents, language),
        *unsupported_names(answer, language),
    ]


def unfaithful_quotes(answer: Answer, documents: Mapping[str, str]) -> Iterator[str]:
    """Yield a fault for each quote that is empty or not the document's text at its offsets."""
    for citation in filter(None, (*answer.citations, answer.nearest)):
        text = documents.get(citation.document_id, "")
        if not citation.quote or text[citation.start : citation.end] != citation.quote:
            yield f"citation {citation.number} is not the text at its offsets"


def unsupported_figures(answer: Answer, documents: Mapping[str, str], language: Language) -> Iterator[str]:
    """Yield a fault for each figure that is in no quote that its sentence cites, nor in what that is read with."""
    quotes = {citation.number: read_together(citation, documents) for citation in answer.citations}
    for words, numbers in cited_sentences(answer):
        cited = " ".join(quotes.get(number, "") for number in numbers)
        for missing in sorted(missing_figures(words, cited, language)):
            yield f"the figure {missing} is not in the quote that its sentence cites"


def read_together(citation: Citation, documents: Mapping[str, str]) -> str:
    """Return a quote with the words that it is read with: the heads of a row, what introduces an item."""
    text = documents.get(citation.document_id, "")
    return " ".join([citation.quote, *(text[start:end] for start, end in citation.above)])


def unsupported_names(answer: Answer, language: Language) -> Iterator[str]:
    """Yield what is wrong with the names of a written answer; other words are the report's or the assistant's own."""
    if answer.mode == "extractive" or not answer.citations:
        return
    passages = {citation.number: passage_words(citation, answer) for citation in answer.citations}
    for words, numbers in cited_sentences(answer):
        cited = comparable(" ".join(passages.get(number, "") for number in numbers), language)
        for missing in missing_names(words, cited, language):
            yield f"the name {missing} is not in the passages that its sentence cites"


def cited_sentences(answer: Answer) -> Iterator[tuple[str, list[int]]]:
    """Yield each sentence's words without markup, and the numbers that it cites."""
    for match in CITED_SENTENCE.finditer(answer.answer):
        numbers = [int(number) for number in MARKER.findall(match["markers"])]
        yield MARKUP.sub("", match["words"]).strip(), numbers


def missing_figures(words: str, cited: str, language: Language) -> set[str]:
    """Return the figures of ``words`` that ``cited`` has not."""
    return figures(words, language) - figures(cited, language)


def missing_names(words: str, cited: str, language: Language) -> list[str]:
    """Return the proper names of ``words`` that ``cited``, a text made comparable, has not."""
    return [name for name in proper_names(words, language) if not has_name(cited, name, language)]


def passage_words(citation: Citation, answer: Answer) -> str:
    """Return a citation's quote, the passages around it and the words of its place."""
    around = [
        passage.text
        for passage in answer.passages
        if passage.document_id == citation.document_id and passage.start <= citation.start < passage.end
    ]
    section = citation.section.title if citation.section else None
    place = (citation.title, citation.publisher, citation.date, section, citation.topic)
    return " ".join(part for part in (citation.quote, *around, *place) if part)


def figures(text: str, language: Language) -> set[str]:
    """Return the numbers of a text, in digits and in words, without separators at their ends."""
    digits = {number.rstrip(".,") for number in FIGURE.findall(text)}
    return digits | {word.lower() for word in language.numbers.spelled.findall(text)}
