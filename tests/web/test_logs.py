"""The server's log."""

import json
import logging

import pytest

from assistant.engine import Engine
from assistant.web.logs import JsonLines, follow

QUESTION = "How many urban\njobs will be created?"


def record(engine: Engine, caplog: pytest.LogCaptureFixture, questions: bool) -> logging.LogRecord:
    with caplog.at_level(logging.INFO, "assistant.web.logs"):
        follow(engine, questions)
        engine.answer(QUESTION)
    return caplog.records[-1]


@pytest.fixture(autouse=True)
def fresh(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "watchers", [])


def test_an_answer_is_one_object_without_the_question(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    line = JsonLines().format(record(engine, caplog, questions=False))
    logged = json.loads(line)
    assert (logged["status"], logged["level"], logged["citations"]) == ("answered", "info", 1)
    assert logged["seconds"]["total"] > 0
    assert "jobs" not in line
    assert "\n" not in line


def test_the_question_is_logged_where_that_is_set_and_breaks_no_line(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    found = record(engine, caplog, questions=True)
    assert json.loads(JsonLines().format(found))["question"] == QUESTION
    assert "\n" not in found.getMessage()


def test_an_exception_is_kept() -> None:
    try:
        raise ValueError("it broke")
    except ValueError:
        import sys

        made = logging.LogRecord("x", logging.ERROR, "x", 1, "failed", (), sys.exc_info())
    assert "it broke" in json.loads(JsonLines().format(made))["exception"]
