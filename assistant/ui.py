"""The chat page in Gradio: a conversation at the left, its sources at the right.

Translates between the page and the engine; holds no state of its own. Questions and
answers stand in the conversation as escaped HTML (see ``render``), so that nothing typed
or quoted is interpreted.
"""

import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when gradio is imported

import datetime
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from assistant.engine import Engine
from assistant.reader import address, sections_of
from assistant.render import PART, STATUS, answer_text_html, message_html, one_line, panel_html, plain_text, question_html
from assistant.schema import Answer, Delta, ReadAs, Role, Turn
from index.errors import ReportError
from index.schema import Passage, Place

STATIC = Path(__file__).parent / "static"
SUGGESTIONS = 3  # buttons for next questions
CONCURRENT = 8  # questions answered at once; further ones wait
WAITING = 64  # the longest queue
SESSIONS = 500  # whose last page is kept in memory, about 75 kB each
SYSTEM_FONTS = ["-apple-system", "BlinkMacSystemFont", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]

HEAD = "".join(
    [f'<link rel="stylesheet" href="/look/{name}.css">' for name in ("tokens", "parts", "chat")]
    + [f'<script src="/look/{name}.js" defer></script>' for name in ("theme", "chat")]
)

Message = dict[str, Any]
HINT = (
    '<p class="hint">Answers come from this report alone. '
    '<span class="long">Enter asks, Shift and Enter starts a new line.</span></p>'
)


def mount(engine: Engine) -> FastAPI:
    """Return an application that serves the chat page at its root."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # With a policy of its own here Gradio adds no CORS headers; by default it lets any site in.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    return gr.mount_gradio_app(
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


def build(engine: Engine) -> gr.Blocks:
    """Return the page for one engine."""
    starters = engine.starters()
    with gr.Blocks(title=page_title(engine), analytics_enabled=False) as page:
        page.state_session_capacity = SESSIONS
        gr.Markdown(masthead(engine), sanitize_html=False, latex_delimiters=[], elem_id="masthead", container=False)
        with gr.Row(elem_id="columns"):
            with gr.Column(elem_id="chat-column"):
                with gr.Column(elem_id="welcome") as welcome:
                    gr.Markdown(WELCOME, elem_id="welcome-text", container=False)
                    starts = [
                        gr.Button(starter.question, elem_classes=["starter"], variant="secondary") for starter in starters
                    ]
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
                    nexts = [gr.Button(visible=False, elem_classes=["chip"]) for _ in range(SUGGESTIONS)]
                with gr.Column(elem_id="dock"):
                    with gr.Row(elem_id="ask"):
                        box = gr.Textbox(
                            label="Ask about the report",
                            placeholder="Ask about the report",
                            show_label=False,
                            container=False,
                            lines=1,
                            max_lines=6,
                            max_length=engine.config.max_question,
                            elem_id="question",
                            autofocus=False,
                        )
                        send = gr.Button("Ask", variant="primary", elem_id="send")
                    gr.Markdown(HINT, sanitize_html=False, latex_delimiters=[], elem_id="hint", container=False)
            with gr.Column(elem_id="sources-column"):
                panel = gr.Markdown(contents(engine), sanitize_html=False, latex_delimiters=[], elem_id="sources", container=False)

        def respond(question: str, messages: list[Message]) -> Iterator[list[Any]]:
            for text, sources, suggestions, finished in turn(engine, question, messages):
                asked = [*messages, said("user", question_html(question.strip())), said("assistant", text)]
                yield [
                    gr.Chatbot(value=asked, visible=True),
                    "",
                    sources or gr.skip(),
                    gr.Column(visible=False),
                    *(next_button(suggestions, number) if finished else gr.Button(visible=False) for number in range(SUGGESTIONS)),
                ]

        outputs = [chat, box, panel, welcome, *nexts]
        options: dict[str, Any] = {
            "outputs": outputs,
            "show_progress": "hidden",
            "concurrency_limit": CONCURRENT,
            "api_visibility": "private",
        }
        for listen, source in [(box.submit, box), (send.click, box), *((b.click, b) for b in (*starts, *nexts))]:
            listen(respond, [source, chat], **options)
    page.queue(default_concurrency_limit=CONCURRENT, max_size=WAITING, api_open=False)
    return page


def turn(
    engine: Engine, question: str, messages: Sequence[Message]
) -> Iterator[tuple[str, str | None, tuple[str, ...], bool]]:
    """Yield (message so far, Sources panel or None, next questions, finished) while an answer streams."""
    text, read_as = "", ""
    try:
        for event in engine.stream(question, history_of(messages, engine.config.max_history)):
            if isinstance(event, ReadAs):
                read_as = f'<p class="read-as">Read as: <b>{escape(event.question)}</b></p>'
            elif isinstance(event, Delta):
                text += event.text
                yield read_as + answer_text_html(text, "streaming", own_words=True), None, (), False
            else:
                yield read_as + message_html(event), panel_html(event), event.suggestions, True
    except ReportError as error:
        yield failure_html(str(error)), None, (), True


def failure_html(sentence: str) -> str:
    kind, _ = STATUS["rejected"]
    head = f'<div class="answer-head"><span class="status {kind}">Not answered</span></div>'
    return one_line(f'<div class="answer">{head}<div class="text said"><p>{escape(sentence)}</p></div></div>')


def said(role: Role, html: str) -> Message:
    return {"role": role, "content": html}


def history_of(messages: Sequence[Message], most: int) -> list[Turn]:
    """Return the last messages as plain turns; Gradio gives each content as a list of parts."""
    return [Turn(message["role"], plain_text(content_of(message))) for message in messages[-most:]]


def content_of(message: Message) -> str:
    content = message["content"]
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def next_button(suggestions: Sequence[str], number: int) -> gr.Button:
    there = number < len(suggestions)
    return gr.Button(value=suggestions[number] if there else "", visible=there)


# --- what the page says of the documents ---------------------------------------------------

WELCOME = (
    "## What would you like to know from the report?\n\n"
    "Every answer quotes the report and shows where the words stand. What the report does not say is said to be "
    "not there."
)


def places(engine: Engine) -> list[Place]:
    """Return the place of each document's first passage."""
    first: dict[str, Place] = {}
    for passage in engine.store.passages:
        first.setdefault(passage.place.document_id, passage.place)
    return list(first.values())


def page_title(engine: Engine) -> str:
    """Return the title the documents share, without the part; the first one's where they share none."""
    titles = {place.title.rsplit(" (", 1)[0] for place in places(engine)}
    return titles.pop() if len(titles) == 1 else f"{len(places(engine))} documents"


def edition(engine: Engine) -> str:
    """Return the parts held, the date and the publisher, each once."""
    found = places(engine)
    parts = [match[1] for place in found if (match := PART.search(place.title))]
    once = dict.fromkeys(value for place in found for value in (spoken_date(place.date), place.publisher) if value)
    return " · ".join([" and ".join(parts), *once] if parts else list(once))


def spoken_date(date: str | None) -> str | None:
    """Return "15 February 2026" for an ISO date, any other as it stands."""
    try:
        day = datetime.date.fromisoformat(date or "")
    except ValueError:
        return date
    return f"{day.day} {day:%B} {day.year}"


def masthead(engine: Engine) -> str:
    return one_line(
        f'<header class="mast"><div class="mast-title"><h1>{escape(page_title(engine))}</h1>'
        f'<p class="edition">{escape(edition(engine))}</p></div><nav aria-label="Page">'
        '<a class="button" href="/report/">Open the report</a>'
        '<button class="button" type="button" name="theme" value="switch">Light or dark</button></nav></header>'
        '<div id="announce" class="visually-hidden" role="status" aria-live="polite"></div>'
    )


def contents(engine: Engine) -> str:
    """Return what stands in the panel before the first answer: the sections of each document."""
    parts = []
    for place in places(engine):
        members = [passage for passage in engine.store.passages if passage.place.document_id == place.document_id]
        parts.append(f'<h3>{escape(place.title)}</h3><ul class="contents">{section_links(place, members)}</ul>')
    return one_line(f'<div class="sources"><header><h2>What is in the report</h2></header>{"".join(parts)}</div>')


def section_links(place: Place, members: Sequence[Passage]) -> str:
    begins = {passage.place.section: passage for passage in reversed(members)}
    return "".join(
        f'<li><a href="{address(place)}#c{begins[section].start}-{begins[section].end}">'
        f'<span class="no">{escape(section.number or "")}</span><span>{escape(section.title)}</span></a></li>'
        for section in sections_of(members)
    )
