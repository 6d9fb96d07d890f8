"""The chat page in Gradio: a conversation at the left, its sources at the right.

Translates between the page and the engine; holds no state of its own. Questions and
answers stand in the conversation as escaped HTML (see ``render``), so that nothing typed
or quoted is interpreted.
"""

import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when gradio is imported

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from assistant.engine import Engine
from assistant.prompt import Starter
from assistant.reader import address, sections_of
from assistant.render import (
    PART,
    answer_text_html,
    failure_html,
    message_html,
    one_line,
    panel_html,
    plain_text,
    question_html,
    spoken_date,
)
from assistant.schema import Delta, ReadAs, Role, Turn
from assistant.wording import ENGLISH as WORDS
from index.errors import ReportError
from index.schema import Passage, Place

SUGGESTIONS = 3  # buttons for next questions
CONCURRENT = 8  # questions answered at once; further ones wait
WAITING = 64  # the longest queue
SESSIONS = 500  # whose last page is kept in memory, about 75 kB each
SYSTEM_FONTS = ["-apple-system", "BlinkMacSystemFont", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
HEAD = "".join(
    [f'<link rel="stylesheet" href="/look/{name}.css">' for name in ("tokens", "parts", "chat")]
    + [f'<script src="/look/{name}.js" defer></script>' for name in ("theme", "chat")]
)

Message = dict[str, Any]  # {"role": …, "content": …}, as Gradio has it


async def mount(engine: Engine) -> FastAPI:
    """Return an application that serves the chat page at its root.

    A coroutine, since Gradio opens an event loop, and leaves it open, where none runs.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # With a policy of its own here Gradio adds no CORS headers; by default it lets any site in.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build(engine),
        path="/",
        theme=gr.themes.Base(font=SYSTEM_FONTS, font_mono=["ui-monospace", "monospace"]),
        head=HEAD,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        max_file_size=0,
    )
    return mounted


# --- the page -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the chat column that answer to something."""

    welcome: gr.Column
    starts: list[gr.Button]
    chat: gr.Chatbot
    nexts: list[gr.Button]
    box: gr.Textbox
    send: gr.Button


def build(engine: Engine) -> gr.Blocks:
    """Return the page for one engine."""
    starters = engine.starters()
    page = gr.Blocks(title=page_title(engine), analytics_enabled=False)
    page.state_session_capacity = SESSIONS
    with page:
        own_html(masthead(engine), "masthead")
        with gr.Row(elem_id="columns"):
            with gr.Column(elem_id="chat-column"):
                parts = chat_column(starters, engine.config.max_question)
            with gr.Column(elem_id="sources-column"):
                panel = own_html(contents(engine), "sources")
        listen(engine, parts, panel, starters)
    page.queue(default_concurrency_limit=CONCURRENT, max_size=WAITING, api_open=False)
    return page


def own_html(html: str, name: str) -> gr.Markdown:
    """Show HTML of our own, in which every foreign text is escaped."""
    return gr.Markdown(html, sanitize_html=False, latex_delimiters=[], elem_id=name, container=False)


def chat_column(starters: Sequence[Starter], longest: int) -> Parts:
    with gr.Column(elem_id="welcome") as welcome:
        own_html(f"<h2>{WORDS.welcome}</h2><p>{WORDS.promise}</p>", "welcome-text")
        starts = [gr.Button(f"{starter.kind}\n{starter.question}", elem_classes=["starter"]) for starter in starters]
    chat = gr.Chatbot(
        show_label=False,
        container=False,
        height=None,
        latex_delimiters=[],
        buttons=[],
        feedback_options=None,
        elem_id="conversation",
        visible=False,
    )
    with gr.Row(elem_id="next"):
        own_html(f"<h2>{WORDS.next_questions}</h2>", "next-label")
        nexts = [gr.Button(visible=False, elem_classes=["chip"]) for _ in range(SUGGESTIONS)]
    with gr.Column(elem_id="dock"):
        with gr.Row(elem_id="ask"):
            box = question_box(longest)
            send = gr.Button(WORDS.ask, variant="primary", elem_id="send")
        own_html(f'<p class="hint">{WORDS.hint} <span class="long">{WORDS.hint_keys}</span></p>', "hint")
    return Parts(welcome, starts, chat, nexts, box, send)


def question_box(longest: int) -> gr.Textbox:
    return gr.Textbox(
        label=WORDS.ask_label,
        placeholder=WORDS.ask_label,
        show_label=False,
        container=False,
        lines=1,
        max_lines=6,
        max_length=longest,
        elem_id="question",
        autofocus=False,
    )


def listen(engine: Engine, parts: Parts, panel: gr.Markdown, starters: Sequence[Starter]) -> None:
    """Let the box and every button with a question ask it."""
    options: dict[str, Any] = {
        "outputs": [parts.chat, parts.box, panel, parts.welcome, *parts.nexts],
        "show_progress": "hidden",
        "concurrency_limit": CONCURRENT,
        "api_visibility": "private",
    }
    respond = partial(answer_on_page, engine)
    for event, source in [
        (parts.box.submit, parts.box),
        (parts.send.click, parts.box),
        *((button.click, button) for button in parts.nexts),
    ]:
        event(respond, [source, parts.chat], **options)
    for button, starter in zip(parts.starts, starters, strict=True):
        button.click(partial(respond, starter.question), [parts.chat], **options)


# --- a turn -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """The page while an answer streams; ``panel`` and ``suggestions`` come with its end."""

    message: str
    panel: str | None = None
    suggestions: tuple[str, ...] = ()


def answer_on_page(engine: Engine, question: str, messages: Sequence[Message]) -> Iterator[list[Any]]:
    """Yield the page's new values (conversation, box, panel, welcome, next questions) step by step."""
    if not question.strip():
        yield [gr.skip()] * (4 + SUGGESTIONS)
        return
    for step in turn(engine, question, messages):
        asked = [*messages, said("user", question_html(question.strip())), said("assistant", step.message)]
        shown: Any = newest(asked, engine.config.max_body // 2)
        nexts = [next_button(step.suggestions, number) for number in range(SUGGESTIONS)]
        yield [gr.Chatbot(value=shown, visible=True), "", step.panel or gr.skip(), gr.Column(visible=False), *nexts]


def turn(engine: Engine, question: str, messages: Sequence[Message]) -> Iterator[Step]:
    """Yield the answer as it grows, then whole."""
    text, read_as = "", ""
    config = engine.config
    try:
        history = history_of(messages, config.max_history, config.max_history_chars)
        for event in engine.stream(question, history):
            if isinstance(event, ReadAs):
                read_as = f'<p class="read-as">{WORDS.read_as} <b>{escape(event.question)}</b></p>'
            elif isinstance(event, Delta):
                text += event.text
                yield Step(read_as + answer_text_html(text, "streaming", own_words=True))
            else:
                yield Step(read_as + message_html(event), panel_html(event), event.suggestions)
    except ReportError as error:
        yield Step(failure_html(str(error)))


def said(role: Role, html: str) -> Message:
    return {"role": role, "content": html}


def newest(messages: Sequence[Message], most: int) -> list[Message]:
    """Return the last messages of together at most ``most`` characters, and the last two in any case.

    The browser sends the whole conversation up with each question, and a body has a limit.
    """
    kept: list[Message] = []
    for message in reversed(messages):
        most -= len(content_of(message))
        if most < 0 and len(kept) >= 2:
            break
        kept.append(message)
    return kept[::-1]


def history_of(messages: Sequence[Message], most: int, most_characters: int) -> list[Turn]:
    """Return the last messages as plain turns, within the limits of a conversation."""
    spoken = [said(message["role"], plain_text(content_of(message))) for message in messages]
    fitting = newest(spoken, most_characters)[-most:] if most else []
    return [Turn(message["role"], message["content"]) for message in fitting]


def content_of(message: Message) -> str:
    """Return a message's text; Gradio gives it back as a list of parts."""
    content = message["content"]
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def next_button(suggestions: Sequence[str], number: int) -> gr.Button:
    there = number < len(suggestions)
    return gr.Button(value=suggestions[number] if there else "", visible=there)


# --- what the page says of the documents ---------------------------------------------------


def places(engine: Engine) -> list[Place]:
    """Return the place of each document's first passage."""
    first: dict[str, Place] = {}
    for passage in engine.store.passages:
        first.setdefault(passage.place.document_id, passage.place)
    return list(first.values())


def page_title(engine: Engine) -> str:
    """Return the title that the documents share, without the part."""
    titles = {PART.sub("", place.title).strip() for place in places(engine)}
    return titles.pop() if len(titles) == 1 else WORDS.documents.format(count=len(places(engine)))


def edition_html(engine: Engine) -> str:
    """Return the parts held, the dates and the publishers, each once."""
    found = places(engine)
    parts = [match[1] for place in found if (match := PART.search(place.title))]
    dates = dict.fromkeys(day for place in found if (day := spoken_date(place.date)))
    publishers = dict.fromkeys(place.publisher for place in found if place.publisher)
    short = " · ".join(filter(None, [parts_label(parts), *dates]))
    return f'{escape(short)}<span class="long">{escape("".join(f" · {name}" for name in publishers))}</span>'


def parts_label(parts: Sequence[str]) -> str:
    if len(parts) > 1:
        return WORDS.some_parts.format(first=", ".join(parts[:-1]), last=parts[-1])
    return WORDS.one_part.format(part=parts[0]) if parts else ""


def masthead(engine: Engine) -> str:
    return one_line(
        f'<header class="mast"><div class="mast-title"><h1>{escape(page_title(engine))}</h1>'
        f'<p class="edition">{edition_html(engine)}</p></div><nav aria-label="Page">'
        f'<a class="button open" href="/report/"><span class="text-label">{WORDS.open_report}</span></a>'
        f'<button class="button theme" type="button" name="theme" aria-label="{WORDS.theme}"></button></nav></header>'
        '<div id="announce" class="visually-hidden" role="status" aria-live="polite"></div>'
    )


def contents(engine: Engine) -> str:
    """Return what stands in the panel before the first answer: the sections of each document."""
    parts = []
    for place in places(engine):
        members = [passage for passage in engine.store.passages if passage.place.document_id == place.document_id]
        part = PART.search(place.title)
        name = WORDS.one_part.format(part=part[1]) if part else place.title
        parts.append(f'<h3>{escape(name)}</h3><ul class="contents">{section_links(place, members)}</ul>')
    return one_line(f'<div class="sources"><header><h2>{WORDS.contents}</h2></header>{"".join(parts)}</div>')


def section_links(place: Place, members: Sequence[Passage]) -> str:
    begins = {passage.place.section: passage for passage in reversed(members)}
    return "".join(
        f'<li><a href="{address(place)}#c{begins[section].start}-{begins[section].end}">'
        f'<span class="no">{escape(section.number or "")}</span><span>{escape(section.title)}</span></a></li>'
        for section in sections_of(members)
    )
