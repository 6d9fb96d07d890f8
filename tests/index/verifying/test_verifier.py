"""How a sentence is given to a verifier."""

from index.verifying.verifier import BEFORE, Placed


def test_a_sentence_is_read_below_its_heading() -> None:
    assert str(Placed("Pool", "It is heated.")) == "Pool: It is heated."
    assert str(Placed("", "It is heated.")) == "It is heated."


def test_a_sentence_is_read_behind_the_beginning_of_the_one_before() -> None:
    assert Placed("Pool", "It is heated.", "A pool was built.").in_context == "Pool: (A pool was built.) It is heated."
    assert Placed("Pool", "It is heated.").in_context == "Pool: It is heated."
    assert Placed("", "It is heated.", "a" * (BEFORE + 1)).in_context == f"({'a' * BEFORE}) It is heated."
