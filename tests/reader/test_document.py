"""The report as a page."""

import re
from html import unescape
from pathlib import Path
from typing import ClassVar

import pytest

from assistant.config import Config, shipped
from assistant.engine import Engine
from assistant.errors import NotFound
from assistant.page.frame import Words, load_words
from assistant.reader.contents import contents_page
from assistant.reader.document import document_page as page_of
from assistant.reader.document import find_document, find_place, render_block
from assistant.text.links import check
from index.build import build
from index.folder import DataFolder
from index.schema import Passage, Place, Section, Sentence
from index.vectors.store import Store

DOCUMENT = "001_dde04a10043766fe.txt"
WORDS = Words("en", load_words(shipped("prompts"))["en"])


def document_page(store: Store, document_id: str, linked: str = "") -> str:
    return page_of(store, document_id, WORDS, linked)


def test_every_sentence_has_its_address_and_its_words(engine: Engine) -> None:
    page = document_page(engine.store, DOCUMENT)
    spans = {
        (int(start), int(end)): unescape(re.sub(r"<[^>]+>", "", inner))
        for start, end, inner in re.findall(
            r'<span id="c(\d+)-(\d+)" data-t="[0-9a-f]{8}">(.*?)</span>', page, re.DOTALL
        )
    }
    text = engine.store.documents[DOCUMENT]
    sentences = [s for s in engine.store.sentences if s.passage_id.startswith(DOCUMENT)]
    assert len(spans) == len(sentences)
    assert all(text[start:end].replace("\u00a0", " ") == inner for (start, end), inner in spans.items())
    assert "\u00a0" in text
    assert "\u00a0" not in page


def test_nothing_of_the_document_is_lost_or_added(engine: Engine) -> None:
    sheet = document_page(engine.store, DOCUMENT).split('<div class="words"')[1].split("</main>")[0].partition(">")[2]
    shown = unescape(re.sub(r"<[^>]+>", "", re.sub(r'<a class="no".*?</a>', "", sheet)))
    assert "".join(shown.split()) == "".join(engine.store.documents[DOCUMENT].split())


def test_a_paragraph_with_a_number_of_its_own_has_no_second_one() -> None:
    one = Sentence("s", "p", "3.1 Bridges are built.", 0, 22)
    place = Place("a.txt", "A", section=Section("3", "Works"), paragraph=2)
    html = render_block(one.text, [Passage("p", one.text, 0, 22, "paragraph", place, (one,))], WORDS)
    assert ">¶</a>" in html
    assert "3.2</a>" not in html


def test_address_lines_are_shown(engine: Engine) -> None:
    assert document_page(engine.store, DOCUMENT).count('<p class="para address">Fellow deputies,</p>') == 2


def test_outline_names_sections_and_topics(engine: Engine) -> None:
    outline = document_page(engine.store, DOCUMENT).split("<details")[1].split("</nav>")[0]
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


def test_name_with_its_extension_is_found_before_a_shorter_one(tmp_path: Path) -> None:
    class Two:
        documents: ClassVar = {"a.md.txt": "", "a.md": ""}

    assert find_document(Two(), "a.md") == "a.md"  # type: ignore[arg-type]


def test_every_span_carries_the_check_of_its_words(engine: Engine) -> None:
    page = document_page(engine.store, DOCUMENT)
    text = engine.store.documents[DOCUMENT]
    spans = re.findall(r'id="c(\d+)-(\d+)" data-t="([0-9a-f]{8})"', page)
    assert all(check(text[int(start) : int(end)]) == carried for start, end, carried in spans)


def test_a_place_is_found_by_its_offsets(engine: Engine) -> None:
    sentence = next(s for s in engine.store.sentences if s.passage_id.startswith(DOCUMENT))
    link = find_place(engine.store, DOCUMENT, f"c{sentence.start}-{sentence.end}")
    assert link.endswith(f"?t={check(sentence.text)}#c{sentence.start}-{sentence.end}")
    with pytest.raises(NotFound):
        find_place(engine.store, DOCUMENT, "c1-2")


def test_page_says_where_linked_words_are_gone(engine: Engine) -> None:
    assert "data-lost" in document_page(engine.store, DOCUMENT, "00000000")
    assert "data-lost" not in document_page(engine.store, DOCUMENT, check("Advance urban renewal."))


def test_text_is_marked_with_its_own_language(engine: Engine) -> None:
    page = page_of(engine.store, DOCUMENT, Words("zh", load_words(shipped("prompts"))["zh"]))
    assert '<html lang="zh-Hans">' in page
    assert '<div class="words" lang="en"' in page


def test_link_outlives_an_edit_of_the_document(tiny: Path) -> None:
    config = Config(seeds=tiny / "seeds", data=tiny / "data")
    plan = config.seeds / "parks.txt"
    old, kept, changed = (
        Store(DataFolder(config.data).current()),
        "We will plant 700 trees along 5 streets.",
        "12 fountains",
    )
    before = next(s for s in old.sentences if s.text == kept)
    gone = next(s for s in old.sentences if changed in s.text)
    edited = plan.read_text("utf-8").replace("1. Opening", "0. Beginning\n\nAll of this is new.\n\n1. Opening")
    plan.write_text(edited.replace(changed, "13 fountains"), "utf-8")
    build(config.seeds, config.data)
    store = Store(DataFolder(config.data).current())
    page = document_page(store, "parks.txt", check(kept))
    after = next(s for s in store.sentences if s.text == kept)
    assert after.start > before.start
    assert f'id="c{after.start}-{after.end}" data-t="{check(kept)}"' in page
    assert "data-lost" not in page
    assert "data-lost" in document_page(store, "parks.txt", check(gone.text))


def test_html_in_a_document_is_shown_as_text(tiny: Path) -> None:
    config = Config(seeds=tiny / "seeds", data=tiny / "data")
    (config.seeds / "evil.md").write_text(
        "# <img src=x onerror=alert(1)>\n\n## <b>Bold</b>\n\n<script>alert(1)</script> will be quoted. Yes.\n", "utf-8"
    )
    build(config.seeds, config.data)
    store = Store(DataFolder(config.data).current())
    page = document_page(store, "evil.md") + contents_page(store, WORDS)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "alert(1) will be quoted." in page  # a tag is no word
    assert "&lt;img src=x" in page  # but all that this heading has


class Held:
    documents: ClassVar = dict.fromkeys(["plan.md", "plan.txt", "2025/fees.pdf"], "")


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("plan", "plan.txt"),
        ("plan.md", "plan.md"),
        ("2025~fees.pdf", "2025/fees.pdf"),
        ("2025/fees", "2025/fees.pdf"),
    ],
)
def test_an_address_leads_to_one_document(name: str, document: str) -> None:
    assert find_document(Held(), name) == document  # type: ignore[arg-type]
