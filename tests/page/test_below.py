"""What stands below an answer's text."""

from dataclasses import replace
from urllib.parse import quote_plus

import pytest
from sample_answer import ANSWER, REFUSAL

from assistant.page.below import OPEN, contact_html, linked, table_html
from assistant.page.render import message_html
from assistant.page.wording import ENGLISH, wording
from tests.reader.test_sheets import FIGURE, NAME_ROW

EVIL = '"><script>alert(1)</script>'


def test_figures_are_a_table_with_downloads() -> None:
    html = table_html(replace(ANSWER, standalone_question="all figures & more", table=(FIGURE,)), ENGLISH)
    assert '<td class="first">more than 1,000</td><td>trees</td><td><a href="/report/a?t=1#c4-29">6. Parks</a>' in html
    assert f'href="/api/table.xlsx?question={quote_plus("all figures & more")}"' in html
    assert 'class="all" open' in html


def test_names_have_a_column_and_a_long_table_is_folded() -> None:
    html = table_html(replace(ANSWER, table=(NAME_ROW,) * (OPEN + 1)), wording("zh"))
    assert html.count("<th ") == 2
    assert "<summary>全部列表：13 项</summary>" in html
    assert " open" not in html


def test_a_table_is_escaped_and_missing_where_there_is_none() -> None:
    assert "<script" not in table_html(replace(ANSWER, table=(replace(FIGURE, unit=EVIL, topic=EVIL),)), ENGLISH)
    assert table_html(ANSWER, ENGLISH) == ""


@pytest.mark.parametrize(
    ("contact", "html"),
    [
        ("Press office, press@example.org", 'Press office, <a href="mailto:press@example.org">press@example.org</a>'),
        ("https://example.org/ask", '<a href="https://example.org/ask">https://example.org/ask</a>'),
        (EVIL, "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_addresses_of_a_contact_are_links(contact: str, html: str) -> None:
    assert linked(contact) == html


def test_whom_to_ask_stands_under_a_refusal_only_where_somebody_is_named() -> None:
    assert '<p class="contact">Whom to ask: Desk</p>' in message_html(replace(REFUSAL, contact="Desk"))
    assert '<p class="contact">可咨询：Desk</p>' in message_html(replace(REFUSAL, contact="Desk"), wording("zh"))
    assert contact_html(None, ENGLISH) == ""
