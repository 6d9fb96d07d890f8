"""The vector store: passages and sentences in Chroma, token vectors beside them.

The only file that imports chromadb. ``writer`` fills a new folder once; here it is
opened for reading. Chroma keeps the rows; a search is an exact numpy pass over them,
which is complete, deterministic and, up to tens of thousands of rows, faster than
Chroma's approximate one (0.07 ms against 1.7 ms at 1,000 rows, 1.1 against 2.1 at 20,000).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError

from index.errors import IndexDamaged
from index.schema import Kind, Passage, Place, Section, Sentence
from index.vectors.encoder import Encoding, Floats, Ints

CHROMA_FOLDER = "chroma"
DOCUMENTS_FOLDER = "documents"
TOKEN_FILES = ("token_vectors.npy", "token_spans.npy", "token_bounds.npy")
IN_MEMORY = 40_000  # token vectors that are read at once, 61 MB at 384 dimensions; more stay on disk as float16
PAGE = 500  # rows a call; Chroma refuses very large ones
PLACE_FIELDS = ("title", "publisher", "date", "topic", "paragraph", "page")


class Store:
    """An index opened for reading. Rows keep the order of the documents."""

    def __init__(self, folder: Path) -> None:
        """Read everything; the token vectors of a large index stay on disk until they are needed.

        Raises IndexDamaged where rows or files are missing.
        """
        try:
            client = chroma_client(folder)
            try:
                passages, self.passage_vectors = read_rows(client, "passages")
                sentences, self.sentence_vectors = read_rows(client, "sentences")
            finally:
                client.close()
            vectors, self.token_spans, self.token_bounds = map(read_array, (folder / name for name in TOKEN_FILES))
            self.token_vectors: Floats = vectors.astype(np.float32) if len(vectors) <= IN_MEMORY else vectors
            self.documents = read_documents(folder)
            self.sentences: list[Sentence] = [make_sentence(row) for row in sentences]
            self.passages: list[Passage] = make_passages(passages, self.sentences)
        except (ChromaError, OSError, EOFError, ValueError, KeyError) as error:
            raise IndexDamaged(f"{folder} cannot be read: build the index again (assistant index).") from error
        self.digests = [row["digest"] for row in (*passages, *sentences)]
        self.passage_numbers = {passage.id: number for number, passage in enumerate(self.passages)}
        self.sentence_numbers = {sentence.id: number for number, sentence in enumerate(self.sentences)}
        named = {passage.place.document_id for passage in self.passages}
        if len(self.token_bounds) != len(self.sentences) + 1 or not named <= self.documents.keys():
            raise IndexDamaged(f"{folder} is incomplete: build the index again (assistant index).")

    def search_passages(self, vector: Floats) -> Floats:
        """Return the cosine of every passage with a unit vector, (passages,)."""
        return similarities(self.passage_vectors, vector)

    def search_sentences(self, vector: Floats) -> Floats:
        """Return the cosine of every sentence with a unit vector, (sentences,)."""
        return similarities(self.sentence_vectors, vector)

    def tokens(self, sentence: Sentence) -> tuple[Floats, Ints]:
        """Return a sentence's token vectors (tokens, dimensions) and their offsets (tokens, 2) in its text."""
        number = self.sentence_numbers[sentence.id]
        low, high = self.token_bounds[number : number + 2]
        return self.token_vectors[low:high].astype(np.float32, copy=False), self.token_spans[low:high]

    def passage_tokens(self, number: int) -> Floats:
        """Return the token vectors of a passage, by its number, (tokens, dimensions)."""
        sentences = self.passages[number].sentences
        if not sentences:
            return self.token_vectors[:0]
        first = self.sentence_numbers[sentences[0].id]
        low, high = self.token_bounds[first], self.token_bounds[first + len(sentences)]
        return self.token_vectors[low:high].astype(np.float32, copy=False)

    def encodings(self) -> dict[str, Encoding]:
        """Return every row's vector and token vectors by the digest of its embedded text."""
        vectors = [*self.passage_vectors, *self.sentence_vectors]
        nothing = (np.zeros((0, self.sentence_vectors.shape[1]), np.float32), np.zeros((0, 2), np.int32))
        tokens = [*(nothing for _ in self.passages), *(self.tokens(sentence) for sentence in self.sentences)]
        rows = zip(self.digests, vectors, tokens, strict=True)
        return {digest: Encoding(vector, *matrices) for digest, vector, matrices in rows}


def similarities(matrix: Floats, vector: Floats) -> Floats:
    """Cosines rounded to 6 digits: batching moves the last bit, and ties must stay ties."""
    return np.round(matrix @ vector, 6)


def chroma_client(folder: Path) -> Any:
    settings = Settings(anonymized_telemetry=False)
    try:
        return chromadb.PersistentClient(str(folder / CHROMA_FOLDER), settings)
    except ChromaError:  # Chroma keeps what it could not open, and would give it out again for a mended folder
        SharedSystemClient.clear_system_cache()
        raise


def read_rows(client: Any, name: str) -> tuple[list[dict[str, Any]], Floats]:
    """Return a collection's rows in the documents' order, and their vectors (n, dimensions)."""
    rows: list[dict[str, Any]] = []
    for page in pages(client.get_collection(name, embedding_function=None)):
        columns = zip(page["ids"], page["documents"], page["embeddings"], page["metadatas"], strict=True)
        rows += [{**metadata, "id": id_, "text": text, "vector": vector} for id_, text, vector, metadata in columns]
    rows.sort(key=lambda row: row["order"])
    if not rows:
        raise ValueError(f"the collection {name} is empty")
    return rows, np.array([row["vector"] for row in rows], np.float32)


def pages(collection: Any) -> Iterator[Any]:
    for offset in range(0, collection.count(), PAGE):
        yield collection.get(include=["documents", "metadatas", "embeddings"], limit=PAGE, offset=offset)


def make_sentence(row: dict[str, Any]) -> Sentence:
    return Sentence(row["id"], row["passage_id"], row["text"], row["start"], row["end"])


def make_passages(rows: list[dict[str, Any]], sentences: list[Sentence]) -> list[Passage]:
    members: dict[str, list[Sentence]] = {row["id"]: [] for row in rows}
    for sentence in sentences:
        members[sentence.passage_id].append(sentence)
    return [make_passage(row, tuple(members[row["id"]])) for row in rows]


def make_passage(row: dict[str, Any], sentences: tuple[Sentence, ...]) -> Passage:
    title = row.get("section_title")
    section = Section(row.get("section_number"), title) if title else None
    fields: dict[str, Any] = {field: row.get(field) for field in PLACE_FIELDS}
    place = Place(row["document_id"], section=section, **fields)
    kind: Kind = row["kind"]
    return Passage(row["id"], row["text"], row["start"], row["end"], kind, place, sentences)


def read_array(path: Path) -> Any:
    """Return an array that stays on disk until its parts are needed."""
    return np.asarray(np.load(path, mmap_mode="r"))  # still mapped, without memmap's cost at every slice


def read_documents(folder: Path) -> dict[str, str]:
    files = sorted((folder / DOCUMENTS_FOLDER).iterdir())
    return {path.name: path.read_bytes().decode("utf-8") for path in files}
