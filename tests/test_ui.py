"""The chat page's words and its turns, without a browser."""

import asyncio
from typing import Any

import gradio as gr
import pytest

from assistant.engine import Engine
from assistant.render import message_html, question_html, spoken_date
from assistant.schema import Turn
from assistant.ui import (
    Message,
    answer_on_page,
    build,
    contents,
    edition_html,
    history_of,
    masthead,
    newest,
    page_title,
    turn,
)

QUESTION = "How many elevators will be installed in old residential buildings?"


def test_masthead_is_read_from_the_documents(engine: Engine) -> None:
    assert page_title(engine) == "Report on the Work of the Government 2026"
    assert edition_html(engine).startswith(
        'Parts IV and V · 15 February 2026<span class="long"> · Foreign Affairs Office'
    )
    assert "<h1>Report on the Work of the Government 2026</h1>" in masthead(engine)


def test_contents_link_every_section_into_the_reader(engine: Engine) -> None:
    assert contents(engine).count('<li><a href="/report/') == 11  # ten areas and the closing


@pytest.mark.parametrize(("date", "spoken"), [("2026-02-15", "15 February 2026"), ("spring", "spring"), (None, None)])
def test_dates_are_spoken(date: str | None, spoken: str | None) -> None:
    assert spoken_date(date) == spoken


def test_turn_streams_and_ends_with_message_panel_and_suggestions(engine: Engine) -> None:
    *before, last = turn(engine, QUESTION, [])
    assert "Answered" in last.message
    assert last.panel is not None
    assert "<mark>" in last.panel
    assert last.suggestions
    assert before
    assert not any(step.panel or step.suggestions for step in before)


def test_rewritten_follow_up_is_shown(engine: Engine) -> None:
    question = "How many congestion relief projects will be completed?"
    messages: list[dict[str, Any]] = [
        {"role": "user", "content": question_html(question)},
        {"role": "assistant", "content": message_html(engine.answer(question))},
    ]
    *_, last = turn(engine, "And dead-end roads?", messages)
    assert "Read as: <b>How many dead-end roads" in last.message


def test_bad_question_is_told_in_the_chat(engine: Engine) -> None:
    [step] = turn(engine, "???", [])
    assert "There is no question: write one." in step.message
    assert step.panel is None


def test_empty_box_asks_nothing(engine: Engine) -> None:
    [values] = answer_on_page(engine, "  ", [])
    assert all(value == gr.skip() for value in values)


def test_starter_carries_its_question(engine: Engine) -> None:
    *_, values = answer_on_page(engine, engine.starters()[0].question, [])
    assert "Answered" in values[0].value[-1]["content"][0]["text"]


def test_long_conversation_stays_within_its_limits(engine: Engine) -> None:
    answer = message_html(engine.answer(QUESTION))
    messages: list[Message] = [
        {"role": "user", "content": question_html(QUESTION)},
        {"role": "assistant", "content": answer},
    ]
    kept = newest(messages * 100, 50_000)
    assert sum(len(message["content"]) for message in kept) <= 50_000
    assert kept[-1] == messages[-1]
    *_, last = turn(engine, QUESTION, messages * 100)
    assert "Answered" in last.message


def test_one_message_above_the_limit_is_still_shown() -> None:
    pair: list[Message] = [{"role": "user", "content": "a" * 10}, {"role": "assistant", "content": "b" * 10}]
    assert newest(pair, 5) == pair


def test_history_is_read_back_from_gradios_shape() -> None:
    messages: list[dict[str, Any]] = [
        {"role": "user", "content": [{"type": "text", "text": question_html("a < b?")}]},
        {"role": "assistant", "content": "<p>Yes.</p>"},
    ]
    assert history_of(messages, 40, 1000) == [Turn("user", "a < b?"), Turn("assistant", "Yes.")]
    assert history_of(messages, 1, 1000) == [Turn("assistant", "Yes.")]


async def config_of(engine: Engine) -> dict[str, Any]:
    """Build inside a running loop, as the server does; outside, Gradio makes one and leaves it open."""
    return dict(build(engine).get_config_file())


def test_page_needs_no_eval_and_holds_no_tab_open(engine: Engine) -> None:
    config = asyncio.run(config_of(engine))
    kinds = {component["type"] for component in config["components"]}
    assert not kinds & {"html", "state", "browserstate"}
    assert "connect_heartbeat" not in config or not config["connect_heartbeat"]
