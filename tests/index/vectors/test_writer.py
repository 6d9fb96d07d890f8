import numpy as np
import pytest
from llama_index.core.schema import Document

from index.documents.splitter import OutlineParser
from index.vectors.encoder import Encoding
from index.vectors.store import Store
from index.vectors.writer import embedded_text, row_metadata, text_digest, write_documents, write_rows, write_tokens


@pytest.fixture
def nodes():
    parser = OutlineParser(max_tokens=40, count_tokens=lambda text: len(text.split()))
    return parser.get_nodes_from_documents([Document(text="we go on. we rest.\n\nwe go on.", id_="a.txt")])


def encoding(number):
    vector = np.eye(8, dtype=np.float32)[number]
    return Encoding(vector, np.tile(vector, (number, 1)), np.zeros((number, 2), np.int32))


def test_what_is_written_is_read(nodes, tmp_path):
    digests = list(dict.fromkeys(text_digest(node) for node in nodes))
    write_documents(tmp_path, {"a.txt": "we go on. we rest.\n\nwe go on."})
    counts = write_rows(tmp_path, nodes, {digest: encoding(number) for number, digest in enumerate(digests)})
    store = Store(tmp_path)
    assert counts == (len(store.passages), len(store.sentences)) == (2, 3)
    assert [passage.text for passage in store.passages] == ["we go on. we rest.", "we go on."]
    assert [len(store.tokens(sentence)[0]) for sentence in store.sentences] == [1, 2, 1]


def test_equal_texts_share_a_digest(nodes):
    assert text_digest(nodes[1]) == text_digest(nodes[3]) == text_digest(nodes[4])
    assert text_digest(nodes[0]) != text_digest(nodes[1])


def test_metadata_is_flat_without_none(nodes):
    record = row_metadata(nodes[0], 7)
    assert record["order"] == 7
    assert record["document_id"] == "a.txt"
    assert all(isinstance(value, str | int) for value in record.values())
    assert "publisher" not in record


def test_without_a_topic_only_the_words_are_embedded(nodes):
    assert embedded_text(nodes[0]) == "we go on. we rest."


def test_bounds_tell_where_each_sentences_tokens_begin(tmp_path):
    write_tokens(tmp_path, [encoding(2), encoding(0), encoding(3)])
    assert np.load(tmp_path / "token_bounds.npy").tolist() == [0, 2, 2, 5]
    assert np.load(tmp_path / "token_vectors.npy").dtype == np.float16


def test_documents_keep_their_line_ends(tmp_path):
    write_documents(tmp_path, {"a.txt": "\ufeffa\r\nb\rc\n"})
    assert (tmp_path / "documents" / "a.txt").read_bytes().decode() == "\ufeffa\r\nb\rc\n"
