"""The plain LlamaIndex quickstart: default splitter, VectorStoreIndex over Chroma, top-k 5, the same model.

    python -m benchmarks.plain index SEEDS FOLDER MODEL        build and persist
    python -m benchmarks.plain ask FOLDER MODEL QUESTIONS      open, then retrieve for every question

Prints one JSON object. Written as its documentation shows it, with nothing slowed down or left out.
"""

import sys
import time

BEGUN = time.perf_counter()

import json  # noqa: E402  (the imports are part of what is measured)
from pathlib import Path  # noqa: E402

import chromadb  # noqa: E402
from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex  # noqa: E402
from llama_index.embeddings.huggingface import HuggingFaceEmbedding  # noqa: E402
from llama_index.vector_stores.chroma import ChromaVectorStore  # noqa: E402

TOP_K = 5


def vector_store(folder: str) -> ChromaVectorStore:
    client = chromadb.PersistentClient(folder, chromadb.Settings(anonymized_telemetry=False))
    return ChromaVectorStore(chroma_collection=client.get_or_create_collection("quickstart"))


def index(seeds: str, folder: str, model: str) -> dict[str, object]:
    documents = SimpleDirectoryReader(seeds).load_data()
    storage = StorageContext.from_defaults(vector_store=vector_store(folder))
    VectorStoreIndex.from_documents(documents, storage_context=storage, embed_model=HuggingFaceEmbedding(model))
    return {"index_seconds": time.perf_counter() - BEGUN}


def ask(folder: str, model: str, questions: str) -> dict[str, object]:
    embedder = HuggingFaceEmbedding(model)
    opened = VectorStoreIndex.from_vector_store(vector_store(folder), embed_model=embedder)
    retriever = opened.as_retriever(similarity_top_k=TOP_K)
    texts = [json.loads(line)["question"] for line in Path(questions).read_text("utf-8").splitlines()]
    retriever.retrieve(texts[0])
    first = time.perf_counter() - BEGUN
    rows = []
    for text in texts:
        begun = time.perf_counter()
        embedder.get_query_embedding(text)
        embedded = time.perf_counter()
        passages = [node.get_content() for node in retriever.retrieve(text)]
        rows.append(
            {"passages": passages, "embed_ms": (embedded - begun) * 1e3, "ms": (time.perf_counter() - embedded) * 1e3}
        )
    return {"first_retrieval_seconds": first, "rows": rows}


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    print(json.dumps({"index": index, "ask": ask}[command](*arguments)))
