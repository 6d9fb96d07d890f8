"""Our retrieval as a LlamaIndex retriever, for pipelines that are built with LlamaIndex.

Knows how a hit becomes a node; what is found, and in which order, is decided by ``retriever``.
"""

from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from index.retrieval.retriever import Retriever
from index.schema import Passage, Place


class ReportRetriever(BaseRetriever):
    """Gives at most ``top_k`` passages, best first; scores compare within one question only."""

    def __init__(self, retriever: Retriever, top_k: int = 8) -> None:
        super().__init__()
        self.retriever = retriever
        self.top_k = top_k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        query = self.retriever.read(query_bundle.query_str)
        hits = self.retriever.retrieve(query, self.top_k)
        return [NodeWithScore(node=text_node(hit.passage), score=hit.score) for hit in hits]


def text_node(passage: Passage) -> TextNode:
    """Return a passage as a node: its words, offsets and place, with its document as SOURCE."""
    return TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata=flat(passage.place),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.place.document_id)},
    )


def flat(place: Place) -> dict[str, Any]:
    """Return what is known of a place, as LlamaIndex's metadata filters and templates want it: flat, no None."""
    section = place.section
    fields = {
        "document_id": place.document_id,
        "title": place.title,
        "publisher": place.publisher,
        "date": place.date,
        "section_number": section.number if section else None,
        "section_title": section.title if section else None,
        "topic": place.topic,
        "paragraph": place.paragraph,
        "page": place.page,
    }
    return {key: value for key, value in fields.items() if value is not None}
