"""Fills a new index folder: rows and their vectors into Chroma, token vectors and texts beside them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from llama_index.core.schema import BaseNode

from index.schema import Kept
from index.vectors.encoder import Encodings
from index.vectors.rows import embedded_text, is_sentence, text_digest
from index.vectors.space import write_tokens
from index.vectors.store import DOCUMENTS_FOLDER, FOREIGN, KEPT, PAGE, ROWS, chroma_client


def write_rows(
    folder: Path, nodes: Sequence[BaseNode], kept: Sequence[Kept], first: Encodings, foreign: Encodings | None = None
) -> tuple[int, int]:
    """Write passages, sentences and kept questions with their vectors; return how many passages and sentences.

    ``first`` and ``foreign`` hold every node; a kept question is in the space that reads its language, or in both.
    """
    sentences = [node for node in nodes if is_sentence(node)]
    passages = [node for node in nodes if not is_sentence(node)]
    tables = [*map(node_rows, (passages, sentences)), kept_rows(kept)]
    client = chroma_client(folder)
    try:
        for prefix, encodings in (("", first), (FOREIGN, foreign)):
            for name, rows in zip((*ROWS, KEPT), tables, strict=True):
                if encodings is not None:
                    write_collection(client, prefix, name, rows, encodings)
    finally:
        client.close()
    write_tokens(folder, "", [first[text_digest(embedded_text(node))] for node in sentences])
    if foreign is not None:
        write_tokens(folder, FOREIGN, [foreign[text_digest(embedded_text(node))] for node in sentences])
    return len(passages), len(sentences)


Row = tuple[str, str, dict[str, Any]]  # id, text, metadata


def node_rows(nodes: Sequence[BaseNode]) -> list[Row]:
    """Return the rows of passages or of sentences, numbered in the documents' order."""
    return [(node.node_id, node.get_content(), row_metadata(node, order)) for order, node in enumerate(nodes)]


def kept_rows(kept: Sequence[Kept]) -> list[Row]:
    """Return the rows of kept questions, numbered in their order."""
    return [
        (
            f"kept-{order}",
            row.text,
            {
                "order": order,
                "digest": text_digest(row.text),
                "language": row.language,
                "answered": row.answered,
                "sentence_id": row.sentence_id,
            },
        )
        for order, row in enumerate(kept)
    ]


def write_collection(client: Any, prefix: str, name: str, rows: Sequence[Row], encodings: Encodings) -> None:
    """Write the rows that this space encodes."""
    configuration = {"hnsw": {"space": "cosine", "ef_search": 200}}
    collection = client.create_collection(f"{prefix}{name}", embedding_function=None, configuration=configuration)
    encoded = [row for row in rows if row[2]["digest"] in encodings]
    for low in range(0, len(encoded), PAGE):
        part = encoded[low : low + PAGE]
        collection.upsert(
            ids=[id_ for id_, _, _ in part],
            embeddings=[encodings[metadata["digest"]].vector for _, _, metadata in part],
            documents=[text for _, text, _ in part],
            metadatas=[metadata for _, _, metadata in part],
        )


def row_metadata(node: BaseNode, order: int) -> dict[str, Any]:
    """Return a node's place as Chroma takes it: flat, no None."""
    source, parent = node.source_node, node.parent_node
    record: dict[str, Any] = {
        **node.metadata,
        "order": order,
        "digest": text_digest(embedded_text(node)),
        "start": getattr(node, "start_char_idx", None),
        "end": getattr(node, "end_char_idx", None),
        "document_id": source.node_id if source else None,
        "passage_id": parent.node_id if parent else None,
    }
    return {key: value for key, value in record.items() if value is not None}


def write_documents(folder: Path, texts: dict[str, str]) -> None:
    """Keep the texts as they were indexed, so that offsets hold whatever becomes of the seeds."""
    for document_id, text in texts.items():
        path = folder / DOCUMENTS_FOLDER / document_id
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")
