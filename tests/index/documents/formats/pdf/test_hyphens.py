import pytest

from index.documents.formats.pdf.hyphens import Spelling
from index.documents.formats.pdf.lines import Line, Word


def spelling(*lines):
    return Spelling.of([Line(tuple(Word(word, (0, 0, 1, 1)) for word in line.split()), 1) for line in lines])


BREAKS = spelling(
    "we govern with a govern-", "ment that is high and of a standard", "the government is the high-", "est"
)


@pytest.mark.parametrize(
    ("word", "after", "written"),
    [
        ("govern-", "ment", ("govern", False)),
        ("high-", "standard", ("high-", False)),
        ("Beijing-", "Tianjin", ("Beijing-", False)),
        ("the", "end", ("the", True)),
        ("2020-", "2021", ("2020-", True)),
        ("城市", "规划", ("城市", False)),
        ("改造管道", "46公里", ("改造管道", False)),
        ("北京", "City", ("北京", True)),
    ],
)
def test_what_breaks_a_word_goes(word, after, written):
    assert BREAKS.at_line_end(word, after) == written


def test_a_document_that_breaks_no_words_keeps_its_hyphens():
    assert spelling("a high-", "profile show").at_line_end("high-", "profile") == ("high-", False)
