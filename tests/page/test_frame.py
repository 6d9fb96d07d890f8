"""What the report's pages share."""

from pathlib import Path

import pytest

from assistant.config import shipped
from assistant.errors import SettingsError
from assistant.page.frame import Words, fill, load_words, text_tag

SAYINGS = load_words(shipped("prompts"))


def words(language: str = "en", **query: str) -> Words:
    return Words(language, SAYINGS[language], query)


def test_both_languages_say_the_same_things() -> None:
    assert SAYINGS["en"].templates.keys() == SAYINGS["zh"].templates.keys()


def test_every_word_that_is_said_is_escaped() -> None:
    assert words()("paragraph_link", number='"><script>') == "Link to paragraph &quot;&gt;&lt;script&gt;"


@pytest.mark.parametrize(
    ("language", "date", "spoken"),
    [
        ("en", "2026-02-15", "15 February 2026"),
        ("zh", "2026-02-15", "2026年2月15日"),
        ("en", "Spring 2026", "Spring 2026"),
        ("en", None, None),
    ],
)
def test_date_is_spoken(language: str, date: str | None, spoken: str | None) -> None:
    assert words(language).date(date) == spoken


def test_page_escapes_title_and_edition() -> None:
    page = fill(words(), "reader.js", "<b>Plan</b>", "<i>Office</i>", "<p>body</p>")
    assert "<b>" not in page
    assert "<i>" not in page
    assert "<p>body</p>" in page


def test_page_says_its_language_and_offers_the_other() -> None:
    page = fill(words("zh", t="12345678"), "reader.js", "Plan", "", "")
    assert '<html lang="zh-Hans">' in page
    assert 'href="?t=12345678&amp;lang=en"' in page
    assert 'lang="en" hreflang="en">English</a>' in page


@pytest.mark.parametrize(
    ("text", "tag"), [("Plan for Beijing 北京", "en"), ("北京市政府工作报告 2026", "zh-Hans"), ("", "en")]
)
def test_language_of_a_text(text: str, tag: str) -> None:
    assert text_tag(text) == tag


def test_missing_words_are_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"reader\.en\.toml"):
        load_words(tmp_path)
