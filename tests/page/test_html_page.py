"""A whole page of ours around its body."""

from assistant.page.html_page import html_page
from assistant.page.look import LOOK


def test_page_has_its_look_and_language() -> None:
    page = html_page("Ratings", "<main></main>", "admin", "zh")
    assert '<html lang="zh-Hans">' in page
    assert f'<link rel="stylesheet" href="{LOOK}/admin.css">' in page
    assert '<body class="admin">\n<main></main>' in page


def test_title_is_text() -> None:
    assert "<title>&lt;b&gt;</title>" in html_page("<b>", "", "login")
