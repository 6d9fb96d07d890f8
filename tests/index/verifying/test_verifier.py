"""How a sentence is given to a verifier."""

from index.verifying.verifier import in_place


def test_a_sentence_is_read_below_its_heading() -> None:
    assert in_place("Pool", "It is heated.") == "Pool: It is heated."
    assert in_place("", "It is heated.") == "It is heated."
