import pytest
import torch

from index.errors import ModelError
from index.retrieval.reranker import CrossEncoderReranker
from index.retrieval.retriever import Retriever
from index.vectors.embedder import packaged_folder


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory):
    """A cross-encoder of one layer with random weights."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("cross-encoder")
    tokenizer = AutoTokenizer.from_pretrained(packaged_folder())
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        num_labels=1, initializer_range=1.0,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


def test_a_reranker_decides_the_order(tiny_model, store, encoder, retriever):
    reranked = Retriever(store, encoder, CrossEncoderReranker(tiny_model))
    hits = reranked.retrieve(reranked.read("How many elevators?"), 200)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    plain = retriever.retrieve(retriever.read("How many elevators?"), 200)
    assert {hit.passage.id for hit in hits} == {hit.passage.id for hit in plain}
    assert [hit.passage.id for hit in hits] != [hit.passage.id for hit in plain]


def test_scores_are_the_same_every_time(tiny_model, store):
    reranker = CrossEncoderReranker(tiny_model)
    scores = reranker.score("Trees?", store.passages[:5])
    assert scores == reranker.score("Trees?", store.passages[:5])
    assert len(set(scores)) > 1


def test_an_unknown_model_is_named(tmp_path):
    with pytest.raises(ModelError, match="set ASSISTANT_RERANKER"):
        CrossEncoderReranker(str(tmp_path / "none"))
