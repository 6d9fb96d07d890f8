"""What is in the documents."""

from assistant.config import shipped
from assistant.engine import Engine
from assistant.page.frame import Words, load_words
from assistant.reader.contents import contents_page

WORDS = Words("en", load_words(shipped("prompts"))["en"])


def test_every_document_with_its_areas_and_topics(engine: Engine) -> None:
    page = contents_page(engine.store, WORDS)
    assert page.count("<h2><a href=") == 2
    assert "Fostering a resilient city" in page
    assert "Advance urban renewal</a>" in page
    assert 'href="/report/001_dde04a10043766fe#c' in page


def test_what_went_wrong_is_said_on_top(engine: Engine) -> None:
    page = contents_page(engine.store, WORDS, "no_document")
    assert '<p class="note" role="alert">There is no such document. These are held here:</p>' in page


def test_one_document_alone(engine: Engine) -> None:
    page = contents_page(engine.store, WORDS, "no_place_page", only="001_dde04a10043766fe.txt")
    assert page.count("<h2><a href=") == 1
    assert "There is no such place" in page
