"""The chat page's words and its turns, without a browser."""

import asyncio
from typing import Any

import pytest

from assistant.engine import Engine
from assistant.render import message_html, question_html
from assistant.schema import Turn
from assistant.ui import build, contents, edition, history_of, masthead, page_title, spoken_date, turn

QUESTION = "How many elevators will be installed in old residential buildings?"


def test_masthead_is_read_from_the_documents(engine: Engine) -> None:
    assert page_title(engine) == "Report on the Work of the Government 2026"
    assert edition(engine).startswith("Part IV and Part V · 15 February 2026 · Foreign Affairs Office")
    assert "<h1>Report on the Work of the Government 2026</h1>" in masthead(engine)


def test_contents_link_every_section_into_the_reader(engine: Engine) -> None:
    assert contents(engine).count('<li><a href="/report/') == 11  # ten areas and the closing


@pytest.mark.parametrize(("date", "spoken"), [("2026-02-15", "15 February 2026"), ("spring", "spring"), (None, None)])
def test_dates_are_spoken(date: str | None, spoken: str | None) -> None:
    assert spoken_date(date) == spoken


def test_turn_streams_and_ends_with_message_panel_and_suggestions(engine: Engine) -> None:
    *before, (message, panel, suggestions, finished) = turn(engine, QUESTION, [])
    assert finished
    assert "Answered" in message
    assert panel is not None
    assert "<mark>" in panel
    assert suggestions
    assert before
    assert not any(step[3] for step in before)


def test_rewritten_follow_up_is_shown(engine: Engine) -> None:
    question = "How many congestion relief projects will be completed?"
    messages: list[dict[str, Any]] = [
        {"role": "user", "content": question_html(question)},
        {"role": "assistant", "content": message_html(engine.answer(question))},
    ]
    *_, (message, _, _, _) = turn(engine, "And dead-end roads?", messages)
    assert "Read as: <b>How many dead-end roads" in message


def test_bad_question_is_told_in_the_chat(engine: Engine) -> None:
    [(message, panel, _, finished)] = turn(engine, "???", [])
    assert "There is no question: write one." in message
    assert panel is None
    assert finished


def test_history_is_read_back_from_gradios_shape() -> None:
    messages: list[dict[str, Any]] = [
        {"role": "user", "content": [{"type": "text", "text": question_html("a < b?")}]},
        {"role": "assistant", "content": "<p>Yes.</p>"},
    ]
    assert history_of(messages, 40) == [Turn("user", "a < b?"), Turn("assistant", "Yes.")]
    assert history_of(messages, 1) == [Turn("assistant", "Yes.")]


async def config_of(engine: Engine) -> dict[str, Any]:
    """Build inside a running loop, as the server does; outside, Gradio makes one and leaves it open."""
    return dict(build(engine).get_config_file())


def test_page_needs_no_eval_and_holds_no_tab_open(engine: Engine) -> None:
    config = asyncio.run(config_of(engine))
    kinds = {component["type"] for component in config["components"]}
    assert not kinds & {"html", "state", "browserstate"}
    assert "connect_heartbeat" not in config or not config["connect_heartbeat"]
