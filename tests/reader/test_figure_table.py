"""The page of the figures."""

from dataclasses import replace
from html import unescape

from assistant.config import shipped
from assistant.engine import Engine
from assistant.evidence.whole.inventory import all_figures
from assistant.page.frame import Words, load_words
from assistant.reader.figure_table import figures_page
from assistant.schema import SectionRef
from tests.reader.test_sheets import FIGURE

SAYINGS = load_words(shipped("prompts"))
WORDS = Words("en", SAYINGS["en"])


def test_every_figure_is_a_row_that_leads_to_its_sentence(engine: Engine) -> None:
    found = all_figures(engine.store.passages, engine.finder.texts)
    page = figures_page(found, WORDS)
    assert page.count('<tr role="row"><td') == len(found)
    assert all(f'href="{figure.url}"' in unescape(page) for figure in found)


def test_html_in_a_document_is_shown_as_text() -> None:
    evil = "<script>alert(1)</script>"
    row = replace(FIGURE, amount=evil, unit=evil, clause=evil, document=evil, section=SectionRef("1", evil), topic=evil)
    page = figures_page([row], WORDS)
    assert evil not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_no_figures_is_said() -> None:
    page = figures_page([], WORDS)
    assert "No figures were found" in page
    assert "<table" not in page


def test_downloads_and_heads_are_named_in_the_readers_language() -> None:
    page = figures_page([FIGURE], Words("zh", SAYINGS["zh"]))
    assert "下载XLSX" in page
    assert '<th role="columnheader" scope="col">数字</th>' in page


def test_the_part_of_a_report_is_in_view() -> None:
    page = figures_page([replace(FIGURE, document="Report on the Work of the Government 2026 (Part V)")], WORDS)
    assert ">Part V</span>" in page
