from dataclasses import replace

import numpy as np
import pytest

from assistant.evidence.tokens import COUNTERPART_ABOVE, Words, joined, nearness, standing_out


def test_what_a_token_has_in_common_with_any_sentence_counts_nothing(retriever):
    query = retriever.read("lifts")
    background = np.full(len(query.encoding.tokens), 0.7, np.float32)
    best = np.stack([background, background + COUNTERPART_ABOVE], axis=1)
    assert standing_out(best, query) is best, "read as it is where unlike words are unlike"
    assert standing_out(best, replace(query, background=background)) == pytest.approx(best * 0 + [[0, 1]], abs=1e-5)


def test_an_answer_is_met_by_its_question_and_states_what_is_its_own():
    answer = Words(np.array([0.2, 0.9], np.float32), 0.1, 0.5, ((0, 3),), 0.4)
    asked = Words(np.array([0.8, 0.3], np.float32), 0.7, 0.9, ((5, 9),), 0.2)
    both = joined(answer, asked)
    assert both.nearest == pytest.approx([0.8, 0.9])
    assert (both.focus, both.explained) == (0.7, 0.4)
    assert (both.beside, both.answers) == (0.5, ((0, 3),))


def test_the_noun_counts_at_a_figure_and_behind_it():
    """Tokens of "500 elevators, and far behind them trees": what stands more than some words behind is not beside."""
    spans, asked = np.array([[0, 3], [4, 13], [90, 95]]), np.array([[0.1, 0.8, 0.9]], np.float32)
    assert nearness(asked, spans, (0, 3)) == pytest.approx(0.8)
    assert nearness(asked[:0], spans, (0, 3)) == 0.0
