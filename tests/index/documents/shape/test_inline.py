import pytest

from index.documents.shape.inline import inline


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("See [the map](https://x.org/a_b) and **figure 3**.", "See the map and figure 3."),
        ("![a tree](data:image/png;base64,%s) here" % ("A" * 500), "a tree here"),
        ("a\\_b \\* c &amp; `d`", "a_b * c &amp; d"),
        ("- [ ] item[^2]", "item"),
        ("## 1. Roads ", "1. Roads"),
        ("> said <b>so</b><br>now", "said so now"),
        ("2 * 3 < 7", "2 * 3 < 7"),
    ],
)
def test_marks_are_not_read(words, read):
    assert " ".join(inline(words).split()) == read


@pytest.mark.parametrize("text", ["[" * 7000, "*" * 7000, "<!--" * 1700, "`" * 7000])
def test_odd_texts_end(text):
    assert inline(text) is not None
