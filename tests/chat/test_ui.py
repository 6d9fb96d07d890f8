"""The chat page's turns, without a browser."""

import asyncio
import json
import threading
from typing import Any

import gradio as gr
import pytest

from assistant.chat.ui import answer_on_page, apart, build, head, stopped
from assistant.engine import Engine
from assistant.page.render import question_html, streaming_html
from assistant.page.wording import ENGLISH, wording

QUESTION = "How many elevators will be installed in old residential buildings?"


def test_empty_box_asks_nothing(engine: Engine) -> None:
    [values] = answer_on_page(engine, ENGLISH, "  ", "")
    assert all(value == gr.skip() for value in values)


def test_page_shows_the_turn_under_way_in_its_language(engine: Engine) -> None:
    *_, (messages, _) = answer_on_page(engine, wording("zh"), QUESTION, "not JSON")
    assert [message["role"] for message in messages] == ["user", "assistant"]
    assert "已回答" in messages[1]["content"]


def test_stopped_answer_keeps_what_had_come() -> None:
    asked = {"role": "user", "content": [{"type": "text", "text": question_html("Why?", "t7")}]}
    under_way = {"role": "assistant", "content": streaming_html("So far.")}
    [question, answer], stop = stopped(ENGLISH, [asked, under_way])
    assert 'id="answer-t7"' in answer["content"]
    assert "So far." in answer["content"]
    assert "Stopped" in answer["content"]
    assert stop.visible is False
    assert stopped(ENGLISH, [question, answer])[0] == gr.skip()  # finished: nothing to stop
    assert stopped(ENGLISH, [])[0] == gr.skip()


def test_stopping_does_not_wait_for_the_model() -> None:
    async def stop_soon() -> None:
        released = threading.Event()
        asking = asyncio.ensure_future(anext(apart(iter(released.wait, None))))
        await asyncio.sleep(0.05)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(asking, 5)
        released.set()

    asyncio.run(stop_soon())


async def config_of(engine: Engine) -> dict[str, Any]:
    """Build inside a running loop, as the server does; outside, Gradio makes one and leaves it open."""
    return dict(build(lambda: engine, "zh").get_config_file())


def test_page_needs_no_eval_holds_no_tab_open_and_speaks_its_language(engine: Engine) -> None:
    config = asyncio.run(config_of(engine))
    kinds = {component["type"] for component in config["components"]}
    assert not kinds & {"html", "state", "browserstate"}
    assert "connect_heartbeat" not in config or not config["connect_heartbeat"]
    assert "您想从报告中了解什么" in json.dumps(config, ensure_ascii=False)
    [box] = [part["props"] for part in config["components"] if part["props"].get("elem_id") == "question"]
    assert not box.get("max_length")  # the browser would cut a long paste in silence


def test_script_gets_its_words() -> None:
    assert 'lang="zh-Hans"' in head("zh")
    assert "重新提问" in head("zh")


def test_nothing_lies_over_the_conversation_while_an_event_lasts(engine: Engine) -> None:
    config = asyncio.run(config_of(engine))
    [chat] = [part["id"] for part in config["components"] if part["props"].get("elem_id") == "conversation"]
    shown = [one["show_progress"] for one in config["dependencies"] if chat in one["outputs"]]
    assert len(shown) >= 4
    assert set(shown) == {"hidden"}
