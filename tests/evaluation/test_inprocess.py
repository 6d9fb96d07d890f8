"""The engine in this process as the assistant that questions are put to."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.config import Config, shipped
from assistant.engine import Engine
from assistant.evaluation.inprocess import EngineSubject, public
from assistant.golden.cases import Case
from assistant.prompt import Prompt
from assistant.schema import Turn
from assistant.writing.pen import PROMPTS, open_pen

QUESTION = "How many elevators will be installed in old residential buildings?"
PARTS = ("000_2e493997888fc89e.txt", "001_dde04a10043766fe.txt")


@pytest.fixture
def subject(engine: Engine) -> EngineSubject:
    return EngineSubject(engine)


def test_a_reply_is_the_engines_answer(subject: EngineSubject, engine: Engine) -> None:
    reply, answer = subject.ask(Case("a", QUESTION, True)), engine.answer(QUESTION)
    quote, citation = reply.quotes[0], answer.citations[0]
    assert (reply.status, reply.answer, reply.confidence) == (answer.status, answer.answer, answer.confidence)
    assert (quote.text, quote.start, quote.end, quote.number) == (citation.quote, citation.start, citation.end, 1)
    assert [read.text for read in reply.passages or ()] == [passage.text for passage in answer.passages]
    assert reply.answered
    assert reply.seconds > 0


def test_the_place_is_one_text(subject: EngineSubject) -> None:
    parts = subject.ask(Case("a", QUESTION, True)).quotes[0].place.split(" · ")
    assert parts[1].startswith("6. ")
    assert parts[2] == "Advance urban renewal"


def test_the_history_is_passed_on(subject: EngineSubject) -> None:
    history = (Turn("user", "How many congestion relief projects will be completed?"), Turn("assistant", "30 [1]"))
    reply = subject.ask(Case("a", "And dead-end roads?", True, history=history))
    assert "50 dead-end roads" in reply.quotes[0].text


def test_a_scope_is_passed_on_by_the_documents_names(engine: Engine) -> None:
    names = {"four": PARTS[0], "five": PARTS[1]}
    reply = EngineSubject(engine, names.__getitem__).ask(Case("a", QUESTION, True, scope=("four",)))
    assert {read.document_id for read in reply.passages or ()} == {PARTS[0]}


@pytest.mark.parametrize(
    ("case", "error"),
    [
        (Case("a", "?!", True), "There is no question: write one."),
        (Case("a", QUESTION, True, scope=("none.txt",)), "There is no document 'none.txt'"),
    ],
)
def test_an_error_for_people_is_the_reply(subject: EngineSubject, case: Case, error: str) -> None:
    reply = subject.ask(case)
    assert str(reply.error).startswith(error)
    assert (reply.status, reply.answered) == ("", False)


def test_a_crash_is_the_reply(subject: EngineSubject, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*arguments: Any) -> Any:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr(subject.engine, "answer", crash)
    assert subject.ask(Case("a", QUESTION, True)).error == "ZeroDivisionError: two lines"


def test_a_run_can_record_what_was_asked(subject: EngineSubject, engine: Engine) -> None:
    subject.ask(Case("a", QUESTION, True))
    record = json.loads(json.dumps(subject.describe()))
    assert record["made_for"] == "the package's"
    assert (record["kind"], record["mode"]) == ("engine", "extractive")
    assert record["index"] == engine.manifest.build_id
    assert record["cutoff"] == engine.finder.weights.cutoff
    assert record["settings"]["top_k"] == engine.config.top_k
    assert str(engine.config.data) not in json.dumps(record)


def test_a_run_records_the_language_model_and_its_prompts(engine: Engine) -> None:
    config = Config(llm_url="http://127.0.0.1:9/v1", llm_model="small")
    copy = Engine(config, engine.manifest, engine.finder, engine.composer, open_pen(config, engine.finder))
    record = json.loads(json.dumps(EngineSubject(copy).describe()))
    assert record["language_model"] == "small"
    assert record["prompts"]["answer"] == Prompt.load(shipped("prompts"), "answer").digest
    assert record["prompts"].keys() == set(PROMPTS)


def test_settings_are_recorded_without_secrets_and_folders() -> None:
    settings = {
        "data": Path("/home/me/data"),
        "api_key": SecretStr("s3cret"),
        "url": "http://me:s3cret@host/v1",
        "top_k": 8,
        "none": None,
    }
    assert public(settings) == {"url": "http://host/v1", "top_k": 8, "none": None}
