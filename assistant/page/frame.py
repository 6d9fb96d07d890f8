"""What the report's pages share: masthead, foot, and their own words in the reader's language.

Every word that is said passes ``html.escape``; what is put into a page is escaped by whoever puts it.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from assistant.locale import LANGUAGES, TAGS
from assistant.page.html_page import html_page
from assistant.page.look import LOOK
from assistant.prompt import Sayings

BODY = """<a class="skip" href="#text">{skip}</a>
<header class="mast">
<div class="mast-title"><p class="title">{heading}</p><p class="edition"><span class="long">{edition}</span></p></div>
<nav aria-label="{pages}">{links}
<button class="button print wide-only" type="button" name="print" aria-label="{print}" title="{print}" hidden></button>
<button class="button theme" type="button" name="theme" aria-label="{theme}" title="{theme}"></button>
<a class="button outlined" href="/">{ask}</a></nav></header>
{body}
<footer class="foot narrow-only"><nav aria-label="{contents}">{foot}</nav></footer>"""
PLACES = (("contents", "/report/"), ("figures", "/report/figures"))
UNBROKEN = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")  # what typists leave between any two words
CJK = re.compile(r"[\u3400-\u9fff]")
MOSTLY = 0.2  # of a text's characters: a Chinese text holds more, an English one with Chinese names fewer


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages say themselves, in one language; ``query`` is what the address asked for beside it."""

    language: str
    sayings: Sayings
    query: Mapping[str, str] = field(default_factory=dict)
    is_asked: bool = False  # the address asked for this language, so it is to be kept

    def __call__(self, key: str, **values: str) -> str:
        """Return the words, escaped."""
        return escape(self.plain(key, **values))

    def plain(self, key: str, **values: str) -> str:
        return self.sayings.say(key, **values)

    def date(self, date: str | None) -> str | None:
        """Return an ISO date as it is spoken, any other as it stands."""
        try:
            day = datetime.date.fromisoformat(date or "")
        except ValueError:
            return date
        months = self.plain("months").split()
        return self.plain("date", day=str(day.day), month=months[day.month - 1], year=str(day.year))


def load_words(folder: Path) -> dict[str, Sayings]:
    """Return the words of every language; raises SettingsError where a file is missing or faulty."""
    return {language: Sayings.load(folder, language, "reader") for language in LANGUAGES}


def fill(words: Words, script: str, title: str, edition: str, body: str) -> str:
    """Return a whole page around ``body``, which is HTML; ``title`` and ``edition`` are text."""
    said = {key: words(key) for key in ("skip", "pages", "contents", "print", "theme", "ask")}
    heading = f'<span lang="{text_tag(title)}">{escape(title)}</span>'
    filled = BODY.format(
        **said,
        heading=heading,
        edition=escape(edition),
        links=links(words, "button wide-only"),
        foot=links(words, "button"),
        body=body,
    )
    return html_page(title, filled, "reader", words.language, f'<script src="{LOOK}/{script}" defer></script>\n')


def links(words: Words, kind: str) -> str:
    """Return links to the pages beside this one, and to this one in the other languages."""
    pages = "\n".join(f'<a class="{kind}" href="{address}">{words(key)}</a>' for key, address in PLACES)
    others = "\n".join(
        f'<a class="{kind} language" href="?{escape(urlencode({**words.query, "lang": language}))}"'
        f' lang="{TAGS[language]}" hreflang="{TAGS[language]}">{name}</a>'
        for language, name in LANGUAGES.items()
        if language != words.language
    )
    return f"{pages}\n{others}"


def flowing(text: str) -> str:
    """Return words of a document, escaped; where it forbids a line to break it may, or lines would end early."""
    return escape(text.translate(UNBROKEN))


def text_tag(text: str) -> str:
    """Return the lang attribute for words of a document: Chinese where many of its characters are, else English."""
    return TAGS["zh" if len(CJK.findall(text)) > MOSTLY * len(text) else "en"]
