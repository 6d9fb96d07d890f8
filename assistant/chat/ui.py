"""The chat page in Gradio, once for each language: conversations, the chat, its sources.

Translates between the page and the engine; holds no state of its own. Gradio shows the turn
under way; the page's script keeps the turns before it and sends along what the engine needs
of them. Questions and answers are escaped HTML (see ``render``).
"""

import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when gradio is imported

import secrets
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any
from urllib.parse import urlencode

import gradio as gr
from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.routing import Mount

from assistant.chat.dress import CHOSEN, Dress, Ready, beside, choose, engine_for, within
from assistant.chat.languages import ByLanguage
from assistant.chat.surroundings import history
from assistant.chat.turn import turn
from assistant.engine import Engine
from assistant.locale import LANGUAGES, TAGS
from assistant.page.look import LOOK
from assistant.page.record import read_memory, to_json
from assistant.page.render import question_html, stopped_html
from assistant.page.wording import Wording, wording
from assistant.schema import Role

CONCURRENT = 8  # questions answered at once; further ones wait
WAITING = 64  # the longest queue
SESSIONS = 500  # whose last page is kept in memory
SYSTEM_FONTS = ["-apple-system", "BlinkMacSystemFont", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
HEAD = "".join(
    [f'<link rel="stylesheet" href="{LOOK}/{name}.css">' for name in ("tokens", "parts", "chat")]
    + [f'<script src="{LOOK}/theme.js" defer></script><script src="{LOOK}/chat.js" type="module"></script>']
)
Message = dict[str, Any]  # {"role": …, "content": …}, as Gradio has it


async def mount(ready: Ready, longest: int) -> FastAPI:
    """Return an application that serves the chat page at its root, in the reader's language.

    ``ready`` gives the engine of what the caller may read; ``longest`` is a question's, in characters.

    ``state.pages`` are Gradio's applications. A coroutine, since Gradio opens an event loop,
    and leaves it open, where none runs.
    """
    apps = {language: mount_one(ready, language, longest) for language in LANGUAGES}
    heads = {language: head(language).encode() for language in LANGUAGES}

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for inner in apps.values():
                await stack.enter_async_context(inner.router.lifespan_context(inner))
            yield

    outer = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    outer.mount("/", ByLanguage(apps, heads, partial(dress_for, ready)))
    outer.state.pages = [route.app for inner in apps.values() for route in inner.routes if isinstance(route, Mount)]
    return outer


def dress_for(ready: Ready, request: Request, language: str) -> Dress:
    """Return what is filled into the page of a request."""
    engine, chosen = engine_for(ready, request), request.query_params.get(CHOSEN)
    return Dress.of(engine, wording(language), language, chosen)


def mount_one(ready: Ready, language: str, longest: int) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # With a policy of its own here Gradio adds no CORS headers; by default it lets any site in.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build(ready, language, longest),
        path="/",
        theme=gr.themes.Base(font=SYSTEM_FONTS, font_mono=["ui-monospace", "monospace"]),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        max_file_size=0,
    )
    return mounted


def head(language: str) -> str:
    """Return the style sheets, the script, and the words that the script says."""
    words = escape(to_json(wording(language)))
    return f'<meta name="report-words" content="{words}" lang="{TAGS[language]}">{HEAD}'


# --- the page -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the chat column that answer to something."""

    chat: gr.Chatbot
    memory: gr.Textbox
    wanted: gr.Textbox
    go: gr.Button
    box: gr.Textbox
    send: gr.Button
    stop: gr.Button


def build(ready: Ready, language: str = "en", longest: int = 2000) -> gr.Blocks:
    """Return the page in one language; what it tells of documents is filled in for its reader (see ``dress``)."""
    words = wording(language)
    page = gr.Blocks(title=words.ask_label, analytics_enabled=False)
    page.state_session_capacity = SESSIONS
    with page:
        own_html("", "masthead")
        with gr.Row(elem_id="columns"):
            own_html(history(words, language), "history")
            with gr.Column(elem_id="chat-column"):
                parts = chat_column(longest, words)
            with gr.Column(elem_id="sources-column"):
                own_html("", "sources")
        listen(page, partial(asked_on_page, ready, language), parts, partial(stopped, words))
    page.queue(default_concurrency_limit=CONCURRENT, max_size=WAITING, api_open=False)
    return page


def own_html(html: str, name: str) -> gr.Markdown:
    """Show HTML of our own, in which every foreign text is escaped."""
    return gr.Markdown(beside(html), sanitize_html=False, latex_delimiters=[], elem_id=name, container=False)


def chat_column(longest: int, words: Wording) -> Parts:
    with gr.Column(elem_id="welcome"):
        own_html(f"<h2>{words.welcome}</h2><p>{words.promise}</p>", "welcome-text")
        own_html("", "starters")
    own_html('<div id="past"></div>', "past-turns")
    chat = gr.Chatbot(
        show_label=False,
        container=False,
        height=None,
        latex_delimiters=[],
        buttons=[],
        feedback_options=None,
        elem_id="conversation",
    )
    own_html('<div id="lost"></div>', "lost-turn")
    return dock(chat, longest, words)


def dock(chat: gr.Chatbot, longest: int, words: Wording) -> Parts:
    """Place the question box with its buttons, what may be asked next above it.

    Unseen are the memory and the question that the page's script fills in, and the button by which it asks.
    """
    with gr.Column(elem_id="dock"):
        own_html(
            f'<div id="next-questions" hidden><h2>{words.next_questions}</h2><div class="chips"></div></div>', "next"
        )
        cancel = f'<button class="button" type="button" name="cancel-edit">{words.cancel}</button>'
        own_html(f'<p class="editing">{words.editing} {cancel}</p>', "editing")
        with gr.Row(elem_id="ask"):
            box = question_box(words)
            send = gr.Button(words.ask, variant="primary", elem_id="send")
            stop = gr.Button(words.stop, elem_id="stop", visible=False)
        hint = f'<p class="hint">{words.hint} <span class="long">{words.hint_keys}</span></p>'
        own_html(f'<p class="count" role="status" data-most="{longest}"></p>{hint}', "hint")
        memory = gr.Textbox(show_label=False, container=False, lines=1, elem_id="memory")
        wanted = gr.Textbox(show_label=False, container=False, lines=1, elem_id="wanted")
        go = gr.Button(words.ask, elem_id="go")
    return Parts(chat, memory, wanted, go, box, send, stop)


def question_box(words: Wording) -> gr.Textbox:
    """Return the box; how much goes into it is counted by the page's script: the browser would cut it in silence."""
    return gr.Textbox(
        label=words.ask_label,
        placeholder=words.ask_label,
        show_label=False,
        container=False,
        lines=1,
        max_lines=6,
        elem_id="question",
        autofocus=False,
    )


Respond = Callable[[str, str, gr.Request], Iterator[list[Any]]]
Stop = Callable[[Sequence[Message]], list[Any]]
Ask = Callable[..., AsyncIterator[list[Any]]]


def listen(page: gr.Blocks, respond: Respond, parts: Parts, stop: Stop) -> None:
    """Let the box, the page's script and the page's address ask; let one button stop what was asked."""
    options: dict[str, Any] = {
        "outputs": [parts.chat, parts.stop],
        "show_progress": "hidden",
        "concurrency_limit": CONCURRENT,
        "api_visibility": "private",
        "trigger_mode": "always_last",  # asked before the last answer is through: next, instead of never
    }

    by_script, by_address, from_box = ways_to_ask(respond)
    with_box = {**options, "outputs": [*options["outputs"], parts.box]}
    asking: Any = [
        gr.on([parts.box.submit, parts.send.click], from_box, [parts.box, parts.memory], **with_box),
        parts.go.click(by_script, [parts.wanted, parts.memory], **options),
        page.load(by_address, [parts.memory], **options),
    ]
    # One event, which cancels before it shows: the other way round the answer could go on over what was stopped,
    # and the cancelling could reach the question asked next. Shown while it lasts, Gradio's progress would lie over
    # the conversation and take every click, for as long as the model that is stopped is silent.
    parts.stop.click(stop, [parts.chat], [parts.chat, parts.stop], cancels=asking, show_progress="hidden")


def ways_to_ask(respond: Respond) -> tuple[Ask, Ask, Ask]:
    """Return what Gradio calls where the page's script asks, where its address does, and the box, which is emptied."""

    async def by_script(question: str, memory: str, request: gr.Request) -> AsyncIterator[list[Any]]:
        async for values in apart(respond(question, memory, request)):
            yield values

    async def by_address(memory: str, request: gr.Request) -> AsyncIterator[list[Any]]:
        async for values in by_script(request.query_params.get("q") or "", memory, request):
            yield values

    async def from_box(question: str, memory: str, request: gr.Request) -> AsyncIterator[list[Any]]:
        box: Any = ""  # emptied once: the next question may be typed while the answer comes
        async for values in by_script(question, memory, request):
            yield [*values, box if question.strip() else gr.skip()]
            box = gr.skip()

    return by_script, by_address, from_box


async def apart(steps: Iterator[list[Any]]) -> AsyncIterator[list[Any]]:
    """Yield what an iterator yields in a thread, which is left to itself when the answer is stopped.

    Gradio would wait for it, with every other question of everybody, until a slow model has said its next word.
    """
    while (values := await to_thread.run_sync(next, steps, None, abandon_on_cancel=True)) is not None:
        yield values


# --- a turn -------------------------------------------------------------------------------


def asked_on_page(
    ready: Ready, language: str, question: str, remembered: str, request: gr.Request
) -> Iterator[list[Any]]:
    """Yield the page's new values for a question, answered from what its reader may read and has chosen."""
    whole, chosen = engine_for(ready, request.request), request.query_params.get(CHOSEN)
    engine = choose(whole, chosen).speaking(language)
    query = urlencode({CHOSEN if chosen in whole.collections.by_name else "document": chosen or ""})
    for values in answer_on_page(engine, wording(language), question, remembered):
        yield values if engine.store is whole.store else [within(values[0], query), *values[1:]]


def answer_on_page(engine: Engine, words: Wording, question: str, remembered: str) -> Iterator[list[Any]]:
    """Yield the page's new values (conversation, stop) step by step."""
    if not question.strip():
        yield [gr.skip(), gr.skip()]
        return
    number = secrets.token_hex(4)
    asked = said("user", question_html(question.strip(), number, words))
    for step in turn(engine, words, question, read_memory(remembered), number):
        shown: Any = [asked, said("assistant", step.message)]
        yield [shown, gr.Button(visible=step.running)]


def stopped(words: Wording, messages: Sequence[Message]) -> list[Any]:
    """Return the page after the answer under way was stopped: what had come of it stays."""
    asked, answer = (content_of(message) for message in messages) if len(messages) == 2 else ("", "")
    if not asked or 'id="answer-' in answer:  # there is nothing to stop any more
        return [gr.skip(), gr.Button(visible=False)]
    number = asked.partition('id="asked-')[2].partition('"')[0]
    left = [said("user", asked), said("assistant", stopped_html(answer, words, number))]
    return [left, gr.Button(visible=False)]


def said(role: Role, html: str) -> Message:
    return {"role": role, "content": beside(html)}


def content_of(message: Message) -> str:
    """Return a message's text; Gradio gives it back as a list of parts."""
    content = message["content"]
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
