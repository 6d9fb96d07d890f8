"""A model's text is cut into sentences as it grows."""

from collections.abc import Iterator
from time import process_time

import pytest

from assistant.writing.written import Written, read_sentences


def in_pieces(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(0, len(text), size))


TEXT = (
    "More than 800 lifts come. [1] The ratio is 3.5 to 1 [2, 3]. It ends in Jan. 2027 [4][5].\n\n"
    "- **Bold** words [1]\n- An item. [2]\n1. See [this](http://a.example) <b>here</b>"
)
SENTENCES = [
    Written("More than 800 lifts come.", (1,)),
    Written("The ratio is 3.5 to 1.", (2, 3)),
    Written("It ends in Jan. 2027.", (4, 5)),
    Written("Bold words", (1,), True),
    Written("An item.", (2,), True),
    Written("See this here", (), True),
]


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_sentences_are_the_same_however_the_text_comes(size: int) -> None:
    assert list(read_sentences(in_pieces(TEXT, size))) == SENTENCES


def test_a_sentence_is_there_as_soon_as_the_next_begins() -> None:
    read = []

    def pieces() -> Iterator[str]:
        yield "One is done. [1]"
        assert not read
        yield " Two"
        assert read == [Written("One is done.", (1,))]

    for sentence in read_sentences(pieces()):
        read.append(sentence)
    assert len(read) == 2


@pytest.mark.parametrize("size", [1, 4, 100])
def test_thoughts_are_left_out(size: int) -> None:
    said = read_sentences(in_pieces("<think>Say 900. [1]</think>There are 800. [2]", size))
    assert list(said) == [Written("There are 800.", (2,))]
    assert list(read_sentences(in_pieces("<think>for ever", size))) == []


@pytest.mark.parametrize("text", ["", "  \n\n", "...", "[1]", "**", "- "])
def test_nothing_said_is_no_sentence(text: str) -> None:
    assert list(read_sentences([text])) == []


def test_a_text_that_breaks_off_leaves_its_finished_sentences_only() -> None:
    def pieces() -> Iterator[str]:
        yield "Done. [1] Not do"
        raise ConnectionError

    read = read_sentences(pieces())
    assert next(read) == Written("Done.", (1,))
    with pytest.raises(ConnectionError):
        next(read)


def test_white_space_and_a_sentence_without_an_end_cost_no_time() -> None:
    """Each of these took a second and more, 6,000 characters being what a model may write in an answer."""
    texts = ("a" + " " * 6000 + "b.", "[1" + " " * 6000, "1." * 3000, " [" * 3000, "a\t\n" * 2000)
    begun = process_time()
    for text in texts:
        list(read_sentences(text))
    assert process_time() - begun < 3  # of the CPU; together they took 9
    assert [one.text for one in read_sentences(["It  will \u00a0 be\t built.", " [1]  \n"])] == ["It will be built."]
    assert list(read_sentences(["word " * 3000, "It will be built. It was."])) == []
