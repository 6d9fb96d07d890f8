import asyncio

import pytest
from llama_index.core.schema import NodeRelationship, QueryBundle

from index.llamaindex import ReportRetriever

QUESTION = "How many lifts will be added to old residential buildings?"


@pytest.fixture
def nodes(retriever):
    return ReportRetriever(retriever, top_k=4).retrieve(QUESTION)


def test_the_order_and_scores_are_ours(nodes, retriever):
    hits = retriever.retrieve(retriever.read(QUESTION), 4)
    assert [(found.node.node_id, found.score) for found in nodes] == [(hit.passage.id, hit.score) for hit in hits]


def test_a_node_stands_at_its_offsets(nodes, store):
    for found in nodes:
        document_id = found.node.relationships[NodeRelationship.SOURCE].node_id
        assert store.documents[document_id][found.node.start_char_idx : found.node.end_char_idx] == found.node.text


def test_metadata_tells_the_place(nodes, retriever):
    place = retriever.retrieve(retriever.read(QUESTION), 1)[0].passage.place
    metadata = nodes[0].node.metadata
    assert metadata["section_number"] == place.section.number
    assert metadata["topic"] == place.topic
    assert metadata["title"] == place.title
    assert None not in metadata.values()


def test_a_query_bundle_may_be_given(nodes, retriever):
    assert ReportRetriever(retriever, top_k=4).retrieve(QueryBundle(QUESTION)) == nodes


def test_it_can_be_awaited(nodes, retriever):
    assert asyncio.run(ReportRetriever(retriever, top_k=4).aretrieve(QUESTION)) == nodes
