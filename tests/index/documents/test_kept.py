"""Questions kept beside a document: each belongs to a sentence, and a fault names its line."""

import json
from pathlib import Path

import pytest
from llama_index.core.schema import Document

from index.documents.kept import kept_texts, read_kept
from index.documents.splitter import OutlineParser
from index.errors import SeedsError

TEXT = "Plan\n\nWe will plant 700\xa0trees. Every street gets a bench."


@pytest.fixture
def sentences():
    parser = OutlineParser(max_tokens=40, count_tokens=lambda text: len(text.split()))
    nodes = parser.get_nodes_from_documents([Document(text=TEXT, id_="a.txt")])
    return [node for node in nodes if node.metadata["kind"] == "sentence"]


def beside(folder: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "a.txt.questions.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def test_questions_and_near_misses_belong_to_their_sentence(tmp_path, sentences):
    row = {"quote": "We will plant 700 trees.", "asks": {"en": ["How many?"], "zh": ["几棵？"]}}
    row["does_not_answer"] = {"en": ["Where?"]}
    kept = read_kept(beside(tmp_path, row, ""), sentences)
    assert [(one.text, one.language, one.answered) for one in kept] == [
        ("How many?", "en", True), ("几棵？", "zh", True), ("Where?", "en", False)
    ]  # fmt: skip
    owner = next(node for node in sentences if "700" in node.get_content())
    assert {one.sentence_id for one in kept} == {owner.node_id}


def test_without_a_file_nothing_is_kept(tmp_path, sentences):
    assert read_kept(tmp_path, sentences) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"quote": "We will fell 700 trees.", "asks": {}}, "quote: this is no sentence of the document"),
        ("{", "this is not JSON"),
        ({"asks": {}}, "quote: a sentence of the document is needed"),
        ({"quote": "We will plant 700 trees.", "ask": {}}, "ask: there is no such field"),
        ({"quote": "We will plant 700 trees.", "asks": {"en": "How many?"}}, "asks: lists of questions"),
        ({"quote": "We will plant 700 trees.", "made": {"model": 7}}, "made: words by name"),
    ],
)
def test_a_fault_is_told_with_file_line_and_field(tmp_path, sentences, row, message):
    good = {"quote": "Every street gets a bench.", "asks": {"en": ["What does a street get?"]}}
    with pytest.raises(SeedsError, match=f"a.txt.questions.jsonl:2: {message}"):
        read_kept(beside(tmp_path, good, row), sentences)


def test_what_a_model_made_lies_apart_and_counts_where_nothing_is_beside(tmp_path, sentences):
    seeds, made = tmp_path / "seeds", tmp_path / "made"
    seeds.mkdir()
    made.mkdir()
    beside(seeds, {"quote": "We will plant 700 trees.", "asks": {"en": ["How many?"]}, "made": {"by": "staff"}})
    trees = {"quote": "We will plant 700 trees.", "asks": {"en": ["What number?"]}}
    bench = {"quote": "Every street gets a bench.", "asks": {"en": ["What does a street get?"]}}
    beside(made, trees, bench, {"quote": "This is gone.", "asks": {"en": ["Is it?"]}}, '{"quote": "Every str')
    assert [kept.text for kept in read_kept(seeds, sentences, made)] == ["How many?", "What does a street get?"]


def test_sentences_with_questions_beside_the_document_are_known(tmp_path):
    texts = ["We will plant 700 trees.", "Every street gets a bench."]
    beside(tmp_path, {"quote": " ".join(texts), "asks": {"en": ["What is planned?"]}})
    path = tmp_path / "a.txt.questions.jsonl"
    assert kept_texts(path, [*texts, "More."]) == set(texts)
    assert kept_texts(tmp_path / "b.txt.questions.jsonl", texts) == set()
