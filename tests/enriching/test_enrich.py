"""A language model writes questions: one sentence after another, checked, kept at once, and gone on with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from model_server import Behaviour, Handler, ModelServer, fails, says, serving

from assistant.config import Config
from assistant.enriching.enrich import enrich, require_model
from assistant.errors import SettingsError
from index.build import build, out_of_date
from index.folder import DataFolder
from index.vectors.store import Store

REPLIES = {
    "700 trees": "ask en: How many trees will be planted along the streets?\nask en: Will 900 trees be planted?\n"
    "not en: How many trees will be planted along 9 rivers?\n",
    "a bench": "ask en: What will every street get?\n",
    "12 fountains": "ask en: When will the fountains be mended?\n",
    "tram lines": "ask en: How many tram lines will open in May?\n",
    "3 yuan": "ask en: What does a ticket cost?\nask zh: 一张票多少钱？\n",
}


def sentence_of(body: dict[str, Any]) -> str:
    return str(body["messages"][1]["content"]).split("<sentence>")[1]


def by_sentence(handler: Handler, body: dict[str, Any]) -> None:
    says(next(reply for words, reply in REPLIES.items() if words in sentence_of(body)))(handler, body)


def after(count: int, then: Behaviour) -> Behaviour:
    """Return a model that answers so many requests and behaves otherwise from there on."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        (by_sentence if len(handler.server.asked) <= count else then)(handler, body)

    return behave


def settings(home: Path, server: ModelServer) -> Config:
    return Config(seeds=home / "seeds", data=home / "data", llm_url=server.url, llm_model="m", llm_timeout=5)


def lines(home: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((home / "data" / "questions").glob("*.jsonl")):
        yield from map(json.loads, path.read_text("utf-8").splitlines())


def test_questions_are_checked_kept_and_stand_in_the_index(tiny: Path) -> None:
    with serving(by_sentence) as server:
        tally = enrich(settings(tiny, server))
    assert (tally.sentences, tally.done, tally.near_misses, tally.trouble) == (5, 5, 1, None)
    assert tally.refused["figure"] == 1
    trees = next(row for row in lines(tiny) if "700" in row["quote"])
    assert trees["asks"] == {"en": ["How many trees will be planted along the streets?"]}
    assert trees["made"].keys() == {"model", "prompt", "date"}
    assert out_of_date(tiny / "seeds", tiny / "data", "all-MiniLM-L6-v2") == "the documents have changed"
    assert build(tiny / "seeds", tiny / "data").embedded == tally.asks + tally.near_misses
    store = Store(DataFolder(tiny / "data").current())
    assert "How many trees will be planted along the streets?" in [kept.text for kept in store.kept]


def test_an_interrupted_run_asks_only_for_the_rest(tiny: Path) -> None:
    class Killed(BaseException):
        pass

    def kill(done: int, total: int) -> None:
        if done == 3:
            raise Killed

    with serving(by_sentence) as server:
        with pytest.raises(Killed):
            enrich(settings(tiny, server), kill)
        first = [sentence_of(body) for body in server.asked]
        assert enrich(settings(tiny, server)).sentences == 2
        every = [sentence_of(body) for body in server.asked]
        assert enrich(settings(tiny, server)).sentences == 0
    assert (len(first), len(every), len(set(every))) == (3, 5, 5)


def test_a_model_that_breaks_down_loses_nothing(tiny: Path) -> None:
    with serving(after(2, fails(500))) as server:
        tally = enrich(settings(tiny, server))
        assert (tally.done, tally.failed, tally.trouble) == (2, 3, "model_unavailable")
        assert "run it again to go on" in tally.in_words()
    with serving(by_sentence) as server:
        assert enrich(settings(tiny, server)).done == 3
    assert len(list(lines(tiny))) == 5


def test_what_a_bad_model_says_is_not_kept(tiny: Path) -> None:
    bad = iter(["", "I cannot do that.", "ask en: ???", "{'asks': 7}\n\x00", "ask en: 种 trees"])  # one a sentence
    with serving(lambda handler, body: says(next(bad))(handler, body)) as server:
        tally = enrich(settings(tiny, server))
    assert (tally.done, tally.asks, tally.near_misses) == (5, 0, 0)
    assert not build(tiny / "seeds", tiny / "data").embedded


def test_of_a_reply_that_is_cut_off_the_whole_lines_are_read(tiny: Path) -> None:
    reply = "ask en: How many tram lines will open in May?\nask en: How many tram lines wi"
    with serving(says(reply, ended="length")) as server:
        assert enrich(settings(tiny, server)).asks == 1


def test_sentences_with_a_sidecar_are_left_alone(tiny: Path) -> None:
    row = {"quote": "A ticket costs 3 yuan.", "asks": {"en": ["What must I pay on the tram?"]}}
    (tiny / "seeds" / "trams.md.questions.jsonl").write_text(json.dumps(row), "utf-8")
    with serving(by_sentence) as server:
        assert enrich(settings(tiny, server)).sentences == 4
        assert not any("3 yuan" in sentence_of(body) for body in server.asked)


def test_an_edited_document_loses_the_lines_that_do_not_fit(tiny: Path) -> None:
    with serving(by_sentence) as server:
        enrich(settings(tiny, server))
        path = tiny / "seeds" / "trams.md"
        path.write_text(path.read_text("utf-8").replace("3 yuan", "4 yuan"), "utf-8")
        build(tiny / "seeds", tiny / "data")  # no error, unlike for what lies beside a document
        REPLIES["4 yuan"] = REPLIES["3 yuan"]
        assert enrich(settings(tiny, server)).sentences == 1
    quotes = [row["quote"] for row in lines(tiny)]
    assert "A ticket costs 4 yuan." in quotes
    assert "A ticket costs 3 yuan." not in quotes


def test_without_a_model_the_settings_are_named() -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_LLM_URL"):
        require_model(Config())
