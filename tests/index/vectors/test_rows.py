"""Rows into encodings: each text once, what is known not at all."""

import numpy as np
import pytest
from llama_index.core.schema import Document

from index.documents.splitter import OutlineParser
from index.progress import Progress, Tally
from index.schema import Kept
from index.vectors.encoder import Encoding
from index.vectors.rows import embedded_text, encode, rows_of, text_digest


class Counting:
    """An encoder that makes one token of each word and remembers what it was given."""

    def __init__(self):
        self.seen = []

    def encode(self, texts, is_question=False):
        self.seen += [f"? {text}" if is_question else text for text in texts]
        return [
            Encoding(np.ones(2), np.ones((len(text.split()), 2)), np.zeros((len(text.split()), 2))) for text in texts
        ]


@pytest.fixture
def nodes():
    parser = OutlineParser(max_tokens=40, count_tokens=lambda text: len(text.split()))
    return parser.get_nodes_from_documents([Document(text="we go on. we rest.\n\nwe go on.", id_="a.txt")])


def test_each_text_is_read_once_and_only_sentences_have_tokens(nodes):
    encoder = Counting()
    rows, told = rows_of(nodes, [Kept("Who rests?", "en", True, nodes[2].node_id)]), []
    made = encode(encoder, rows, {}, Tally("embedding", told.append))
    assert sorted(encoder.seen) == ["? Who rests?", "we go on.", "we go on. we rest.", "we rest."]
    assert len(made.fresh) == 4
    assert told[-1] == Progress("embedding", 4, 4)
    tokens = {row.text: len(made.all[digest].tokens) for digest, row in rows.items()}
    assert tokens == {"Who rests?": 0, "we go on. we rest.": 0, "we go on.": 3, "we rest.": 2}


def test_what_is_known_is_not_read_again(nodes):
    known = {text_digest(embedded_text(node)): Encoding(np.ones(2), np.ones((0, 2)), np.ones((0, 2))) for node in nodes}
    encoder = Counting()
    assert encode(encoder, rows_of(nodes, []), known, Tally("", print)).fresh == frozenset()
    assert not encoder.seen
