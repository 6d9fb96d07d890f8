"""The chat page's turns, without a browser."""

import asyncio
import json
import threading
from copy import copy
from typing import Any

import gradio as gr
import pytest
from fastapi.testclient import TestClient
from model_server import says, serving
from starlette.requests import Request

from assistant.chat.ui import answer_on_page, answerable, apart, asked_before, build, head, mount, newest, stopped, turn
from assistant.config import Config
from assistant.engine import Engine
from assistant.page.look import LOOK
from assistant.page.record import Memory
from assistant.page.render import question_html, streaming_html
from assistant.page.wording import ENGLISH, wording
from assistant.schema import Turn
from assistant.writing.generator import open_pen

QUESTION = "How many elevators will be installed in old residential buildings?"
PROJECTS = "How many congestion relief projects will be completed?"


def last_step(engine: Engine, question: str, memory: Memory | None = None) -> Any:
    *_, last = turn(engine, ENGLISH, question, memory or Memory(), "t1")
    return last


def test_answer_is_there_whole_and_then_what_could_be_asked_next(engine: Engine) -> None:
    whole, last = turn(engine, ENGLISH, QUESTION, Memory(), "t1")
    assert "Answered" in whole.message
    assert "<mark>" in whole.message
    assert (whole.suggestions, whole.running) == ((), False)
    assert last.suggestions


def test_answer_that_a_model_writes_streams(engine: Engine) -> None:
    with serving(says("More than 800 elevators will be installed in old residential buildings [1].")) as model:
        slow = copy(engine)
        slow.pen = open_pen(
            Config(llm_url=model.url, llm_model="m"),
            engine.store,
            engine.retriever.encoder,
            engine.weights.bar,
            engine.language,
        )
        first, *between, whole, _ = turn(slow, ENGLISH, QUESTION, Memory(), "t1")
    assert first.running
    assert any("800 elevators" in step.message and step.running for step in between)
    assert not whole.running


def test_suggestions_are_answered_by_the_report(engine: Engine) -> None:
    assert answerable(engine, [QUESTION, "What is the population of Mars?"]) == (QUESTION,)


def test_rewritten_follow_up_is_shown_and_can_be_edited(engine: Engine) -> None:
    last = last_step(engine, "And dead-end roads?", Memory((Turn("user", PROJECTS),)))
    assert "Read as: <b>How many dead-end roads" in last.message
    assert 'name="edit" value="How many dead-end roads' in last.message


def test_source_keeps_its_number_in_the_conversation(engine: Engine) -> None:
    citation = engine.answer(QUESTION).citations[0]
    known = {"other#0-5": 6, f"{citation.document_id}#{citation.start}-{citation.end}": 4}
    assert last_step(engine, QUESTION, Memory((), known)).answer.citations[0].number == 4
    assert last_step(engine, PROJECTS, Memory((), known)).answer.citations[0].number == 7


def test_bad_question_is_told_in_the_chat(engine: Engine) -> None:
    last = last_step(engine, "???")
    assert "There is no question: write one." in last.message
    assert last.answer is None


def test_empty_box_asks_nothing(engine: Engine) -> None:
    [values] = answer_on_page(engine, ENGLISH, "  ", "")
    assert all(value == gr.skip() for value in values)


def test_page_shows_the_turn_under_way_in_its_language(engine: Engine) -> None:
    first, *_, (messages, box, *_) = answer_on_page(engine, wording("zh"), QUESTION, "not JSON")
    assert [message["role"] for message in messages] == ["user", "assistant"]
    assert "已回答" in messages[1]["content"]
    assert first[1] == ""
    assert box == gr.skip()  # what is typed meanwhile stays


def test_history_stays_within_its_limits() -> None:
    turns = [Turn("user", "a" * 10), Turn("assistant", "b" * 10), Turn("user", "c")]
    assert newest(turns, 40, 1000) == turns
    assert newest(turns, 1, 1000) == turns[-1:]
    assert newest(turns, 40, 12) == turns[1:]
    assert newest(turns, 0, 1000) == []


def test_long_conversation_is_answered(engine: Engine) -> None:
    said = tuple(Turn("user", PROJECTS) for _ in range(500))
    assert "Answered" in last_step(engine, QUESTION, Memory(said)).message


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
    return dict(build(engine, "zh").get_config_file())


def test_page_needs_no_eval_holds_no_tab_open_and_speaks_its_language(engine: Engine) -> None:
    config = asyncio.run(config_of(engine))
    kinds = {component["type"] for component in config["components"]}
    assert not kinds & {"html", "state", "browserstate"}
    assert "connect_heartbeat" not in config or not config["connect_heartbeat"]
    assert "您想从报告中了解什么" in json.dumps(config, ensure_ascii=False)


def test_script_gets_its_words() -> None:
    assert 'lang="zh-Hans"' in head("zh")
    assert "重新提问" in head("zh")


@pytest.mark.parametrize(("referer", "language"), [("http://a/?lang=zh", "zh"), ("http://a/", None), ("", None)])
def test_language_of_the_page_is_kept_for_its_requests(referer: str, language: str | None) -> None:
    request = Request({"type": "http", "headers": [(b"referer", referer.encode())]})
    assert asked_before(request) == language


def test_page_has_its_head_before_gradios_script_runs(engine: Engine) -> None:
    served = TestClient(asyncio.run(mount(engine)))
    page = served.get("/", headers={"accept-language": "zh-CN"}).text
    before, _, _ = page.partition("</head>")
    assert f'href="{LOOK}/chat.css"' in before
    assert "重新提问" in before
