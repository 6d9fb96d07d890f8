"""The examples: what a message is compared by."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.intent.examples import (
    Examples,
    bare,
    exact,
    is_known,
    read_vectors,
    shared,
    shared_by_each,
    speaks_of_others,
)
from assistant.language.loading import load_language
from index.vectors.encoder import Encoding

ENGLISH = load_language("en")


def test_marks_and_what_is_only_polite_do_not_count() -> None:
    assert bare("Shorter, please!", ENGLISH) == "shorter"
    assert exact(ENGLISH)[bare("As a table, please?", ENGLISH)] == "table"


def test_a_word_that_no_example_has_makes_a_question() -> None:
    assert is_known("Where does it say that?", ENGLISH)
    assert not is_known("Where does it say elevators?", ENGLISH)


def test_those_who_are_spoken_of_are_told_from_the_assistant() -> None:
    assert speaks_of_others("What can they do?", ENGLISH)
    assert not speaks_of_others("What can you do?", ENGLISH)


class Letters:
    """An encoder that tells texts by their letters, and counts how many it was given."""

    def __init__(self) -> None:
        self.given = 0

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        self.given += len(texts)
        counts = np.array([[text.lower().count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts])
        vectors = (counts + 0.01) / np.linalg.norm(counts + 0.01, axis=1, keepdims=True)
        return [Encoding(vector.astype(np.float32), vector[None], np.zeros((1, 2), np.int32)) for vector in vectors]


def test_vectors_are_made_once_and_kept(tmp_path: Path) -> None:
    encoder = Letters()
    first = read_vectors(["hello", "bye"], encoder, tmp_path)
    assert encoder.given == 3  # one tells which encoder it is
    assert np.array_equal(read_vectors(["hello", "bye"], encoder, tmp_path), first)
    assert encoder.given == 4
    next(tmp_path.glob("*.npy")).write_bytes(b"broken")
    assert np.array_equal(read_vectors(["hello", "bye"], encoder, tmp_path), first)


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert read_vectors(["hello"], Letters(), tmp_path / "file" / "below").shape == (1, 26)


def test_what_the_examples_share_is_the_same_for_all_at_once_and_for_each() -> None:
    stems = tuple(map(frozenset, (["show", "table"], ["tabl", "short"], ["short"], [], ["show", "table", "short"])))
    assert np.array_equal(shared_by_each(stems), np.array([shared(one, stems) for one in stems]))


def test_an_example_is_surely_of_its_kind() -> None:
    encoder = Letters()
    scores = Examples.of(ENGLISH, encoder).scores("as a table", encoder.encode(["as a table"])[0].vector)
    assert max(scores, key=lambda kind: scores[kind]) == "table"
