"""Questions kept with sentences, from ``<document>.questions.jsonl`` beside the document.

A line is ``{"quote": "…", "asks": {"en": ["…"]}, "does_not_answer": {"en": ["…"]}}``: a sentence of the document, white
space normalised, questions that it answers and near misses that it does not, by language (doc2query, Nogueira and
others 2019). Their likeness to a question tells what the sentence's own words cannot.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from llama_index.core.schema import BaseNode

from index.documents.seeds import SIDECAR
from index.errors import SeedsError
from index.schema import Kept

ANSWERED = {"asks": True, "does_not_answer": False}  # the fields of a line
FIELDS = {"quote", *ANSWERED}


def read_kept(folder: Path, sentences: Sequence[BaseNode]) -> list[Kept]:
    """Return the kept questions of every document in ``folder``; ``sentences`` are the documents', as nodes.

    Raises SeedsError, with file and line, where a line is not as it should be or its quote is not in the document.
    """
    spans: dict[str, dict[str, list[str]]] = {}
    for node in sentences:
        own = spans.setdefault(node.source_node.node_id if node.source_node else "", {})
        own.setdefault(plain(node.get_content()), []).append(node.node_id)
    found: list[Kept] = []
    for document_id, by_text in spans.items():
        path = folder / f"{document_id}{SIDECAR}"
        if path.is_file():
            found += [kept for number, line in lines_of(path) for kept in read_line(path, number, line, by_text)]
    return found


def plain(text: str) -> str:
    return " ".join(text.split())


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise SeedsError(f"{path} cannot be read: {error}.") from error
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def read_line(path: Path, number: int, line: str, by_text: dict[str, list[str]]) -> Iterator[Kept]:
    """Yield a line's questions, once for each sentence that its quote is or holds."""
    row = parsed(path, number, line)
    quote = plain(row["quote"])
    ids = by_text.get(quote) or [id_ for text, ids in by_text.items() if text in quote for id_ in ids]
    if not ids:
        raise SeedsError(f"{path}:{number}: quote: this is no sentence of the document.")
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
    return row


def is_questions(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(texts, list) and all(isinstance(text, str) and text.strip() for text in texts)
        for texts in value.values()
    )
