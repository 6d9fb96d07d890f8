"""The chat page as its reader sees it: Gradio builds one page, and what is told of documents is filled in at each load.

So the page never holds a title of what its reader may not read, follows the index when that is renewed, and shows a
collection that was chosen in its address. Parts of Gradio's page are known by their ``elem_id``.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from starlette.requests import HTTPConnection

from assistant.access.caller import Caller
from assistant.chat.surroundings import Choices, contents, masthead, page_title, places
from assistant.engine import Engine
from assistant.offering.offers import Starter
from assistant.page.wording import Wording
from assistant.web.readiness import READER, Reader

CHOSEN = "collection"  # in the page's address
FEW = 40  # documents up to which each can be chosen
CONFIG = re.compile(rb"(?<=window\.gradio_config = )\{.*?\}(?=;</script>)", re.DOTALL)
ESCAPED = {character: f"\\u{ord(character):04x}" for character in "<>&'"}  # as Gradio writes them within a script
TABLE = re.compile(r"api/table\.\w+\?")  # where an answer's table is downloaded
TITLE = re.compile(rb"(?<=<title>).*?(?=</title>)", re.DOTALL)

Ready = Callable[[], Engine]


@dataclass(frozen=True, slots=True)
class Dress:
    """What is filled into a page, by ``elem_id``: HTML of our own; and its title."""

    title: str
    values: Mapping[str, str]

    @classmethod
    def of(cls, engine: Engine, words: Wording, language: str, chosen: str | None) -> "Dress":
        """``engine`` is of all that the reader may read, of which a collection may be ``chosen``."""
        shown = choose(engine, chosen).speaking(language)
        found, starters = places(shown.store.passages), [starter_html(one, words) for one in shown.starters()]
        return cls(
            page_title(found, words),
            {
                "masthead": masthead(found, words, language, choices(engine), chosen),
                "sources": contents(shown.store.passages, words),
                "starters": f'<div class="starters">{"".join(starters)}</div>',
            },
        )

    def put_on(self, page: bytes) -> bytes:
        """Return Gradio's page with what is filled in."""
        page = TITLE.sub(lambda _: escape_bytes(self.title), page, count=1)
        return CONFIG.sub(lambda match: self.fill(match[0]), page, count=1)

    def fill(self, config: bytes) -> bytes:
        record: dict[str, Any] = json.loads(config)
        record["title"] = self.title
        for component in record["components"]:
            name = component.get("props", {}).get("elem_id")
            if name in self.values:
                component["props"]["value"] = beside(self.values[name])
        written = json.dumps(record, ensure_ascii=False)
        return "".join(ESCAPED.get(character, character) for character in written).encode()


def choices(engine: Engine) -> Choices:
    """Return what may be chosen, by name: collections, then documents where there are few of them."""
    documents = places(engine.store.passages)
    named = {one.name: one.title or one.name for one in engine.collections.by_name.values()}
    if 1 < len(documents) <= FEW:
        named |= {place.document_id: place.title for place in documents if place.document_id not in named}
    return named if len(named) > 1 else {}


def escape_bytes(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").encode()


def starter_html(starter: Starter, words: Wording) -> str:
    question = escape(starter.question)
    kind = f'<span class="kind">{words.asks_for(starter.label)}</span>'
    return f'<button class="starter" type="button" name="ask" value="{question}">{kind} {question}</button>'


def choose(engine: Engine, chosen: str | None) -> Engine:
    """Return the engine of a collection or document; of all where none has that name, as in an old address."""
    if chosen in engine.collections.by_name:
        return engine.within(chosen)
    return engine.over([chosen]) if chosen in engine.store.documents else engine


def engine_for(ready: Ready, connection: HTTPConnection | None) -> Engine:
    """Return the engine of what the caller of a request may read; raises NotFound where that is nothing."""
    caller = connection.scope.get("caller") if connection else None
    READER.set(caller.reader if isinstance(caller, Caller) else Reader())
    return ready()


def within(messages: Any, query: str) -> Any:
    """Return messages whose tables are downloaded from what was chosen, as they were made."""
    if not isinstance(messages, list):
        return messages
    return [
        one | {"content": TABLE.sub(lambda found: f"{found[0]}{escape(query)}&amp;", one["content"])}
        for one in messages
    ]


def beside(html: str) -> str:
    """Return HTML of our own with addresses as they are beside this page, under whatever path it stands."""
    return html.replace('href="/', 'href="')
