"""Questions kept with sentences, from ``<document>.questions.jsonl`` beside the document or in the data folder.

A line is ``{"quote": "…", "asks": {"en": ["…"]}, "does_not_answer": {"en": ["…"]}}``: a sentence of the document, white
space normalised, questions that it answers and near misses that it does not, by language (doc2query, Nogueira and
others 2019). Their likeness to a question tells what the sentence's own words cannot. ``made`` may tell who wrote it.

Beside a document people write: a fault is an error. In the data folder a model's questions lie, which may be older than
the document: a line that does not fit it is passed over, and so is one for a sentence that has questions beside it.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from llama_index.core.schema import BaseNode

from index.documents.seeds import SIDECAR
from index.errors import SeedsError
from index.schema import Kept

ANSWERED = {"asks": True, "does_not_answer": False}  # the fields of a line
MADE = "made"  # by what, from which prompt, when; by a person where it is missing
FIELDS = {"quote", MADE, *ANSWERED}

Spans = dict[str, list[str]]  # the ids of a document's sentences by their words


def read_kept(folder: Path, sentences: Sequence[BaseNode], made: Path | None = None) -> list[Kept]:
    """Return the kept questions of every document in ``folder``; ``sentences`` are the documents', as nodes.

    In ``made`` lie those that a model wrote. Raises SeedsError, with file and line, where a line beside a document
    is not as it should be or its quote is not in the document.
    """
    found: list[Kept] = []
    for document_id, by_text in spans_of(sentences).items():
        path = folder / f"{document_id}{SIDECAR}"
        if path.is_file():
            found += [kept for number, line in lines_of(path) for kept in read_line(path, number, line, by_text)]
        if made:
            covered = {kept.sentence_id for kept in found}
            found += [kept for kept in read_made(made / path.name, by_text) if kept.sentence_id not in covered]
    return found


def spans_of(sentences: Sequence[BaseNode]) -> dict[str, Spans]:
    """Return each document's sentences by their words."""
    spans: dict[str, Spans] = {}
    for node in sentences:
        own = spans.setdefault(node.source_node.node_id if node.source_node else "", {})
        own.setdefault(plain(node.get_content()), []).append(node.node_id)
    return spans


def read_made(path: Path, by_text: Spans) -> Iterator[Kept]:
    """Yield the questions that a model wrote for a document, from the lines that fit it as it is."""
    for row in fitting(path, by_text):
        yield from questions_of(row, by_text[plain(row["quote"])])


def fitting(path: Path, by_text: Collection[str]) -> Iterator[dict[str, Any]]:
    """Yield the lines, parsed, that are whole and whose quote is one of the document's sentences."""
    if not path.is_file():
        return
    for number, line in lines_of(path):
        try:
            row = parsed(path, number, line)
        except SeedsError:  # the writer was killed within it
            continue
        if plain(row["quote"]) in by_text:
            yield row


def kept_texts(path: Path, texts: Collection[str]) -> set[str]:
    """Return which of a document's sentences have questions in the file beside it; raises SeedsError."""
    if not path.is_file():
        return set()
    by_text = {text: [text] for text in texts}
    return {kept.sentence_id for number, line in lines_of(path) for kept in read_line(path, number, line, by_text)}


def plain(text: str) -> str:
    return " ".join(text.split())


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Return the lines that are not blank, numbered from 1; raises SeedsError where the file cannot be read."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise SeedsError(f"{path} cannot be read: {error}.") from error
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def read_line(path: Path, number: int, line: str, by_text: Spans) -> Iterator[Kept]:
    """Yield a line's questions, once for each sentence that its quote is or holds."""
    row = parsed(path, number, line)
    quote = plain(row["quote"])
    ids = by_text.get(quote) or [id_ for text, ids in by_text.items() if text in quote for id_ in ids]
    if not ids:
        raise SeedsError(f"{path}:{number}: quote: this is no sentence of the document.")
    yield from questions_of(row, ids)


def questions_of(row: dict[str, Any], ids: Sequence[str]) -> Iterator[Kept]:
    """Yield a line's questions for each of the sentences ``ids``."""
    for field, answered in ANSWERED.items():
        for language, questions in row.get(field, {}).items():
            yield from (Kept(text, language, answered, id_) for id_ in ids for text in questions)


def parsed(path: Path, number: int, line: str) -> dict[str, Any]:
    """Return a line's fields; raises SeedsError naming file, line and field where one is not as it should be."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise SeedsError(f"{path}:{number}: this is not JSON.") from error
    if not isinstance(row, dict) or not isinstance(row.get("quote"), str) or not row["quote"].strip():
        raise SeedsError(f"{path}:{number}: quote: a sentence of the document is needed.")
    if unknown := row.keys() - FIELDS:
        raise SeedsError(f"{path}:{number}: {min(unknown)}: there is no such field; there are {sorted(FIELDS)}.")
    for field in ANSWERED:
        if not is_questions(row.get(field, {})):
            raise SeedsError(f"{path}:{number}: {field}: lists of questions by language are needed.")
    made = row.get(MADE, {})
    if not isinstance(made, dict) or not all(isinstance(value, str) for value in made.values()):
        raise SeedsError(f"{path}:{number}: {MADE}: words by name are needed, such as the model's.")
    return row


def is_questions(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(texts, list) and all(isinstance(text, str) and text.strip() for text in texts)
        for texts in value.values()
    )
