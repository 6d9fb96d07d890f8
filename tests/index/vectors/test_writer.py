import numpy as np
import pytest
from llama_index.core.schema import Document

from index.documents.splitter import OutlineParser
from index.integrity import seal
from index.schema import Kept
from index.vectors.encoder import Encoding
from index.vectors.rows import embedded_text, text_digest
from index.vectors.store import Store
from index.vectors.writer import row_metadata, write_documents, write_rows


@pytest.fixture
def nodes():
    parser = OutlineParser(max_tokens=40, count_tokens=lambda text: len(text.split()))
    return parser.get_nodes_from_documents([Document(text="we go on. we rest.\n\nwe go on.", id_="a.txt")])


def encoding(number):
    vector = np.eye(8, dtype=np.float32)[number]
    return Encoding(vector, np.tile(vector, (number, 1)), np.zeros((number, 2), np.int32))


def test_what_is_written_is_read(nodes, tmp_path):
    digests = list(dict.fromkeys(text_digest(embedded_text(node)) for node in nodes))
    encodings = {digest: encoding(number) for number, digest in enumerate(digests)}
    write_documents(tmp_path, {"a.txt": "we go on. we rest.\n\nwe go on."})
    kept = [Kept("Who rests?", "en", True, nodes[2].node_id), Kept("谁休息？", "zh", True, nodes[2].node_id)]
    foreign = {**encodings, text_digest("谁休息？"): encoding(7)}
    counts = write_rows(tmp_path, nodes, kept, {**encodings, text_digest("Who rests?"): encoding(6)}, foreign)
    seal(tmp_path)
    store = Store(tmp_path)
    assert store.kept == kept
    assert [space.kept_numbers.tolist() for space in store.spaces] == [[0], [1]]
    assert counts == (len(store.passages), len(store.sentences)) == (2, 3)
    assert [passage.text for passage in store.passages] == ["we go on. we rest.", "we go on."]
    assert [len(store.first.tokens(number)[0]) for number in range(3)] == [1, 2, 1]


def test_equal_texts_share_a_digest(nodes):
    digests = [text_digest(embedded_text(node)) for node in nodes]
    assert digests[1] == digests[3] == digests[4]
    assert digests[0] != digests[1]


def test_metadata_is_flat_without_none(nodes):
    record = row_metadata(nodes[0], 7)
    assert record["order"] == 7
    assert record["document_id"] == "a.txt"
    assert all(isinstance(value, str | int) for value in record.values())
    assert "publisher" not in record


def test_without_a_topic_only_the_words_are_embedded(nodes):
    assert embedded_text(nodes[0]) == "we go on. we rest."


def test_documents_keep_their_line_ends(tmp_path):
    write_documents(tmp_path, {"a.txt": "\ufeffa\r\nb\rc\n"})
    assert (tmp_path / "documents" / "a.txt").read_bytes().decode() == "\ufeffa\r\nb\rc\n"
