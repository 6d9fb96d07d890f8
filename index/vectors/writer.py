"""Fills a new index folder: nodes and their vectors into Chroma, token vectors and texts beside them."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.schema import BaseNode, MetadataMode

from index.vectors.encoder import Encoding
from index.vectors.store import DOCUMENTS_FOLDER, PAGE, TOKEN_FILES, chroma_client


def write_rows(folder: Path, nodes: Sequence[BaseNode], encodings: dict[str, Encoding]) -> tuple[int, int]:
    """Write passages and sentences with their vectors; return how many of each.

    ``encodings`` holds every node's by the digest of its embedded text.
    """
    sentences = [node for node in nodes if is_sentence(node)]
    passages = [node for node in nodes if not is_sentence(node)]
    client = chroma_client(folder)
    try:
        write_collection(client, "passages", passages, encodings)
        write_collection(client, "sentences", sentences, encodings)
    finally:
        client.close()
    write_tokens(folder, [encodings[text_digest(node)] for node in sentences])
    return len(passages), len(sentences)


def is_sentence(node: BaseNode) -> bool:
    return bool(node.metadata["kind"] == "sentence")


def embedded_text(node: BaseNode) -> str:
    """Return what of a node is embedded: its words, after its topic where they do not name it."""
    return node.get_content(MetadataMode.EMBED)


def text_digest(node: BaseNode) -> str:
    return hashlib.sha256(embedded_text(node).encode()).hexdigest()[:24]


def write_collection(client: Any, name: str, nodes: Sequence[BaseNode], encodings: dict[str, Encoding]) -> None:
    configuration = {"hnsw": {"space": "cosine", "ef_search": 200}}
    collection = client.create_collection(name, embedding_function=None, configuration=configuration)
    for low in range(0, len(nodes), PAGE):
        part = nodes[low : low + PAGE]
        collection.upsert(
            ids=[node.node_id for node in part],
            embeddings=[encodings[text_digest(node)].vector for node in part],
            documents=[node.get_content() for node in part],
            metadatas=[row_metadata(node, low + number) for number, node in enumerate(part)],
        )


def row_metadata(node: BaseNode, order: int) -> dict[str, Any]:
    """Return a node's place as Chroma takes it: flat, no None."""
    source, parent = node.source_node, node.parent_node
    record: dict[str, Any] = {
        **node.metadata,
        "order": order,
        "digest": text_digest(node),
        "start": getattr(node, "start_char_idx", None),
        "end": getattr(node, "end_char_idx", None),
        "document_id": source.node_id if source else None,
        "passage_id": parent.node_id if parent else None,
    }
    return {key: value for key, value in record.items() if value is not None}


def write_tokens(folder: Path, encodings: Sequence[Encoding]) -> None:
    """Write the sentences' token vectors as float16; ``bounds`` (n + 1,) tells where each sentence's begin."""
    bounds = np.cumsum([0, *(len(encoding.tokens) for encoding in encodings)])
    vectors = np.concatenate([encoding.tokens for encoding in encodings]).astype(np.float16)
    spans = np.concatenate([encoding.spans for encoding in encodings])
    for name, array in zip(TOKEN_FILES, (vectors, spans, bounds), strict=True):
        np.save(folder / name, array)


def write_documents(folder: Path, texts: dict[str, str]) -> None:
    """Keep the texts as they were indexed, so that offsets hold whatever becomes of the seeds."""
    (folder / DOCUMENTS_FOLDER).mkdir()
    for document_id, text in texts.items():
        (folder / DOCUMENTS_FOLDER / document_id).write_text(text, "utf-8", newline="")
