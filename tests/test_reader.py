"""The report as a page."""

import re
from html import unescape
from pathlib import Path

import pytest

from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import NotFound
from assistant.preparing import build_apart
from assistant.reader import document_page, find_document, list_page
from index.folder import DataFolder
from index.store import Store

DOCUMENT = "001_dde04a10043766fe.txt"


def test_every_sentence_has_its_address_and_its_words(engine: Engine) -> None:
    page = document_page(engine.store, DOCUMENT)
    spans = {
        (int(start), int(end)): unescape(re.sub(r"<[^>]+>", "", inner))
        for start, end, inner in re.findall(r'<span id="c(\d+)-(\d+)">(.*?)</span>', page, re.DOTALL)
    }
    text = engine.store.documents[DOCUMENT]
    sentences = [s for s in engine.store.sentences if s.passage_id.startswith(DOCUMENT)]
    assert len(spans) == len(sentences)
    assert all(text[start:end] == inner for (start, end), inner in spans.items())


def test_nothing_of_the_document_is_lost_or_added(engine: Engine) -> None:
    sheet = document_page(engine.store, DOCUMENT).split('id="text">')[1].split("</main>")[0]
    shown = unescape(re.sub(r"<[^>]+>", "", re.sub(r'<a class="no".*?</a>', "", sheet)))
    assert "".join(shown.split()) == "".join(engine.store.documents[DOCUMENT].split())


def test_address_lines_are_shown(engine: Engine) -> None:
    assert document_page(engine.store, DOCUMENT).count('<p class="para address">Fellow deputies,</p>') == 2


def test_outline_names_sections_and_topics(engine: Engine) -> None:
    outline = document_page(engine.store, DOCUMENT).split("</nav>")[1]
    assert "Advance urban renewal" in outline
    assert '<span class="no">10</span>' in outline


def test_paragraphs_are_numbered_within_their_section(engine: Engine) -> None:
    assert ">6.2</a>" in document_page(engine.store, DOCUMENT)


def test_run_in_heading_is_bold(engine: Engine) -> None:
    assert '<b class="run-in">Advance urban renewal.</b>' in document_page(engine.store, DOCUMENT)


def test_no_id_stands_twice(engine: Engine) -> None:
    for document_id in engine.store.documents:
        ids = re.findall(r'id="([^"]+)"', document_page(engine.store, document_id))
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", [DOCUMENT, DOCUMENT.removesuffix(".txt")])
def test_document_is_found_with_and_without_extension(engine: Engine, name: str) -> None:
    assert find_document(engine.store, name) == DOCUMENT


@pytest.mark.parametrize("name", ["", "..", "../seeds", "000", "manifest.json"])
def test_unknown_document_is_not_found(engine: Engine, name: str) -> None:
    with pytest.raises(NotFound):
        find_document(engine.store, name)


def test_list_has_every_document_with_its_sections(engine: Engine) -> None:
    page = list_page(engine.store)
    assert page.count("<h2><a href=") == 2
    assert "10. Fostering a resilient city" in page


def test_html_in_a_document_is_shown_as_text(tiny: Path) -> None:
    config = Config(seeds=tiny / "seeds", data=tiny / "data")
    (config.seeds / "evil.md").write_text(
        "# <img src=x onerror=alert(1)>\n\n## <b>Bold</b>\n\n<script>alert(1)</script> will be quoted. Yes.\n", "utf-8"
    )
    build_apart(config, lambda line: None)
    store = Store(DataFolder(config.data).current())
    page = document_page(store, "evil.md") + list_page(store)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
