"""Pages beside the text."""

from assistant.config import shipped
from assistant.page.frame import Words, load_words
from assistant.reader.page_view import page_marks, page_view
from index.documents.layout import Layout
from index.schema import Passage, Place

WORDS = Words("en", load_words(shipped("prompts"))["en"])
LAYOUT = Layout.of([], [(60, 80)] * 3, ["i", "<", "3"])


def test_a_small_picture_a_page_named_as_printed() -> None:
    html = page_view(LAYOUT, "/report/a.pdf", WORDS)
    assert html.count('loading="lazy"') == 3
    assert 'href="#p2"' in html
    assert 'alt="Page i"' in html
    assert 'alt="Page &lt;"' in html


def test_the_beginning_of_each_page_is_marked_once() -> None:
    block = [Passage("p", "", 0, 9, "paragraph", Place("a.pdf", "A", page=3))]
    assert [f'id="p{number}"' in "".join(page_marks(LAYOUT, 1, block, "/r", WORDS)) for number in (1, 2, 3)] == [
        False, True, True,
    ]  # fmt: skip
    assert not list(page_marks(LAYOUT, 3, block, "/r", WORDS))
