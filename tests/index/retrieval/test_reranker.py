import pytest
import torch

from index.errors import ModelError
from index.retrieval.reranker import CrossEncoderReranker, CrossEncoderVerifier
from index.retrieval.retriever import Retriever
from index.vectors.embedder import packaged_folder
from index.verifying.verifier import Placed


@pytest.fixture(scope="module")
def make_model(tmp_path_factory):
    """Make cross-encoders of one layer with random weights."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    def make(*labels):
        torch.manual_seed(0)
        folder = tmp_path_factory.mktemp("cross-encoder")
        tokenizer = AutoTokenizer.from_pretrained(packaged_folder())
        config = BertConfig(
            vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
            id2label=dict(enumerate(labels)), initializer_range=1.0,
        )  # fmt: skip
        BertForSequenceClassification(config).save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        return str(folder)

    return make


@pytest.fixture(scope="module")
def tiny_model(make_model):
    return make_model("LABEL_0")


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


SENTENCES = [
    Placed("", text) for text in ("We will plant 700 trees.", "A ticket costs 3 yuan.", "Every street gets a bench.")
]


def test_a_verifier_gives_a_share_for_each_sentence(tiny_model):
    scores = CrossEncoderVerifier(tiny_model).score("How many trees?", SENTENCES)
    assert len(set(scores)) == len(SENTENCES)
    assert all(0 <= score <= 1 for score in scores)


def test_of_an_nli_model_entailment_counts(make_model):
    one = CrossEncoderVerifier(make_model("entailment", "neutral", "contradiction"))
    other = CrossEncoderVerifier(make_model("contradiction", "Entailment", "neutral"))
    scores = [verifier.score("How many trees?", SENTENCES) for verifier in (one, other)]
    assert scores[0] != scores[1]  # the same weights: another label is read
    assert all(a + b <= 1 for a, b in zip(*scores, strict=True))


def test_a_verifier_that_tells_of_something_else_is_refused(make_model):
    with pytest.raises(ModelError, match="one for entailment is needed"):
        CrossEncoderVerifier(make_model("positive", "negative"))
