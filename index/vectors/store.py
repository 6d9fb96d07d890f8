"""The vector store: passages and sentences in Chroma, token vectors beside them.

The only file that imports chromadb. ``writer`` fills a new folder once; here it is
opened for reading. Chroma keeps the rows; they are searched in ``space``, once for each encoder.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError

from index.documents.layout import read_layouts
from index.documents.readings import from_record
from index.documents.shape.labels import own_number
from index.errors import IndexDamaged
from index.integrity import AGAIN, copied, mishaps_as, require_sealed
from index.schema import Kept, Kind, Passage, Place, Section, Sentence
from index.vectors.encoder import MODEL_FILE, Encoding, Floats, Ints
from index.vectors.space import Space, read_tokens

CHROMA_FOLDER = "chroma"
DOCUMENTS_FOLDER = "documents"
ROWS, KEPT = ("passages", "sentences"), "kept"  # collections
FOREIGN = "foreign."  # before the names of what belongs to the encoder of other languages
PAGE = 500  # rows a call; Chroma refuses very large ones
Rows = list[dict[str, Any]]  # as Chroma keeps them, in the documents' order
PLACE_FIELDS = ("title", "publisher", "date", "topic", "paragraph", "page", "page_label", "certainty")


class Store:
    """An index opened for reading. Rows keep the order of the documents."""

    def __init__(self, folder: Path) -> None:
        """Read everything; raises IndexDamaged where rows or files are missing."""
        require_sealed(folder, [MODEL_FILE])
        try:
            passages, sentences, kept, self.spaces = read_collections(folder)
            self.documents = read_documents(folder)
            self.layouts = read_layouts(folder)
            self.sentences: list[Sentence] = [make_sentence(row, self.documents) for row in sentences]
            self.passages: list[Passage] = with_labels(
                make_passages(passages, self.sentences, self.documents), self.documents
            )
            self.kept: list[Kept] = [make_kept(row) for row in kept]
        except (ChromaError, OSError, EOFError, ValueError, KeyError) as error:
            raise IndexDamaged(f"{folder} cannot be read: build the index again (assistant index).") from error
        self.digests = [row["digest"] for row in (*passages, *sentences, *kept)]
        self.passage_numbers = {passage.id: number for number, passage in enumerate(self.passages)}
        self.sentence_numbers = {sentence.id: number for number, sentence in enumerate(self.sentences)}
        self.require_whole(folder)

    @property
    def first(self) -> Space:
        """The space of the encoder that the documents are read with."""
        return self.spaces[0]

    @property
    def foreign(self) -> Space | None:
        """The space of the encoder of other languages, where there is one."""
        return self.spaces[1] if len(self.spaces) > 1 else None

    def require_whole(self, folder: Path) -> None:
        """Raise IndexDamaged where rows, vectors, tokens and texts are not of one index."""
        rows = len(self.passages), len(self.sentences)
        fits = all(
            (len(space.passages), len(space.sentences)) == rows and len(space.token_bounds) == rows[1] + 1
            for space in self.spaces
        )
        named = {passage.place.document_id for passage in self.passages}
        if (
            not fits
            or not named <= self.documents.keys()
            or any(np.any(space.kept_numbers >= len(self.kept)) for space in self.spaces)
        ):
            raise IndexDamaged(f"{folder} is incomplete: build the index again (assistant index).")

    def encodings(self, space: Space) -> dict[str, Encoding]:
        """Return every row's vector in a space, and its token vectors, by the digest of its embedded text."""
        nothing = (np.zeros((0, space.sentences.shape[1]), np.float32), np.zeros((0, 2), np.int32))
        passages = [Encoding(vector, *nothing) for vector in space.passages]
        sentences = [space.sentence(number) for number in range(len(self.sentences))]
        rows = len(passages) + len(sentences)
        kept = {
            self.digests[rows + number]: Encoding(vector, *nothing)
            for number, vector in zip(space.kept_numbers.tolist(), space.kept, strict=True)
        }
        return {**kept, **dict(zip(self.digests, [*passages, *sentences], strict=False))}


def read_collections(folder: Path) -> tuple[Rows, Rows, Rows, list[Space]]:
    """Return the rows of passages, of sentences and of kept questions, and the vectors of every encoder."""
    with mishaps_as(f"{folder} cannot be read ({{cause}}): {AGAIN}."), copied(folder / CHROMA_FOLDER) as copy:
        client = chroma_client(copy.parent)
        try:
            prefixes = ["", FOREIGN] if has_foreign(client) else [""]
            passages, sentences = (read_rows(client, [name]) for name in ROWS)
            kept = read_rows(client, [f"{prefix}{KEPT}" for prefix in prefixes])
            return passages, sentences, kept, [read_space(client, folder, prefix) for prefix in prefixes]
        finally:
            client.close()


def has_foreign(client: Any) -> bool:
    return any(collection.name == f"{FOREIGN}{KEPT}" for collection in client.list_collections())


def read_space(client: Any, folder: Path, prefix: str) -> Space:
    """Return the vectors of one encoder, whose collections and files begin with ``prefix``."""
    (_, passages), (_, sentences), (numbers, kept) = (read_vectors(client, f"{prefix}{name}") for name in (*ROWS, KEPT))
    if not len(passages) or not len(sentences):
        raise ValueError(f"a collection {prefix}* is empty")
    return Space(passages, sentences, kept.reshape(-1, passages.shape[1]), numbers, *read_tokens(folder, prefix))


def chroma_client(folder: Path) -> Any:
    """Open Chroma's part of a build, which it may write into while it reads; raises ChromaError."""
    settings = Settings(anonymized_telemetry=False)
    try:
        return chromadb.PersistentClient(str(folder / CHROMA_FOLDER), settings)
    except ChromaError:  # Chroma keeps what it could not open, and would give it out again for a mended folder
        SharedSystemClient.clear_system_cache()
        raise


def read_rows(client: Any, names: Sequence[str]) -> Rows:
    """Return the rows of collections, each once, in the documents' order and without their vectors."""
    rows: dict[int, dict[str, Any]] = {}
    for collection in (client.get_collection(name, embedding_function=None) for name in names):
        for page in pages(collection, "documents"):
            columns = zip(page["ids"], page["documents"], page["metadatas"], strict=True)
            rows |= {row["order"]: {**row, "id": id_, "text": text} for id_, text, row in columns}
    return [rows[order] for order in sorted(rows)]


def read_vectors(client: Any, name: str) -> tuple[Ints, Floats]:
    """Return the numbers of the rows that a collection has vectors of, in order, and the vectors."""
    found: dict[int, Any] = {}
    for page in pages(client.get_collection(name, embedding_function=None), "embeddings"):
        found |= {row["order"]: vector for row, vector in zip(page["metadatas"], page["embeddings"], strict=True)}
    numbers = sorted(found)
    return np.array(numbers, np.int32), np.array([found[number] for number in numbers], np.float32)


def pages(collection: Any, column: str) -> Iterator[Any]:
    """Yield a collection's rows with one ``column``, at most PAGE at a time, in no order that means anything."""
    for offset in range(0, collection.count(), PAGE):
        yield collection.get(include=["metadatas", column], limit=PAGE, offset=offset)


def make_sentence(row: dict[str, Any], documents: Mapping[str, str]) -> Sentence:
    """Return a sentence; ``documents`` have the words of one that reads otherwise."""
    start, end, reading = row["start"], row["end"], from_record(row["text"], row.get("reading"))
    written = documents[row["document_id"]][start:end] if reading else None
    return Sentence(row["id"], row["passage_id"], row["text"], start, end, written, reading)


def make_kept(row: dict[str, Any]) -> Kept:
    return Kept(row["text"], row["language"], row["answered"], row["sentence_id"])


def make_passages(rows: Rows, sentences: list[Sentence], documents: Mapping[str, str]) -> list[Passage]:
    """Return the passages of ``rows``, each with its sentences in their order."""
    members: dict[str, list[Sentence]] = {row["id"]: [] for row in rows}
    for sentence in sentences:
        members[sentence.passage_id].append(sentence)
    return [make_passage(row, tuple(members[row["id"]]), documents) for row in rows]


def make_passage(row: dict[str, Any], sentences: tuple[Sentence, ...], documents: Mapping[str, str]) -> Passage:
    """Return a passage; ``documents`` have the words of one that reads otherwise."""
    title = row.get("section_title")
    section = Section(row.get("section_number"), title) if title else None
    fields: dict[str, Any] = {field: row.get(field) for field in PLACE_FIELDS}
    place = Place(row["document_id"], section=section, **fields)
    kind: Kind = row["kind"]
    reads_otherwise = any(sentence.reading for sentence in sentences)
    written = documents[place.document_id][row["start"] : row["end"]] if reads_otherwise else None
    return Passage(row["id"], row["text"], row["start"], row["end"], kind, place, sentences, written)


def paragraph_key(part: Passage) -> tuple[str, Kind, Section | None, int | None]:
    return part.place.document_id, part.kind, part.place.section, part.place.paragraph


def with_labels(passages: Iterable[Passage], documents: Mapping[str, str]) -> list[Passage]:
    """Return passages whose places have their paragraph's own number, where it has one alone: a list has several."""
    made: list[Passage] = []
    for _, group in groupby(passages, key=paragraph_key):
        parts = list(group)
        place = parts[0].place
        number = own_number(documents[place.document_id], parts[0].start) if place.paragraph else None
        further = [sentence for part in parts for sentence in part.sentences][1:]
        if number and not any(own_number(sentence.quote) for sentence in further):
            parts = [replace(part, place=replace(part.place, paragraph_label=number)) for part in parts]
        made += parts
    return made


def read_documents(folder: Path) -> dict[str, str]:
    """Return the documents' texts as they were indexed, by id."""
    root = folder / DOCUMENTS_FOLDER
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8") for path in files}
