"""The judging model, played by a small server on loopback that answers well, badly or not at all."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.config import Config
from assistant.evaluation.judge import Judge, inputs, judge_summary, read_score, read_verdict
from assistant.evaluation.results import Quote, Read, Reply
from assistant.golden.cases import Case, Gold
from assistant.schema import Turn
from assistant.writing.llm import open_llm

KEY = "sk-very-secret"
CASE = Case("a", "How many trees?", True, evidence=(Gold("We will plant 700 trees."),))
REPLY = Reply("answered", "We will plant 700 trees. [1]", quotes=(Quote("We will plant 700 trees."),))
PATIENCE = 60  # seconds that a reply may take on a busy machine


@pytest.fixture
def server() -> Iterator[SimpleNamespace]:
    """A server whose ``say`` gives the text for a prompt; a number is a status to fail with, bytes a whole body."""
    fake = SimpleNamespace(say=lambda prompt: "YES", asked=[], release=threading.Event())

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.asked.append(body)
            said = fake.say(body["messages"][-1]["content"])
            if said is None:
                fake.release.wait(5)  # for as long as the client has patience
                said = "YES"
            status = said if isinstance(said, int) else 200
            message = {"role": "assistant", "content": said if isinstance(said, str) else ""}
            choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
            good = {"id": "1", "object": "chat.completion", "created": 0, "model": "fake", "choices": choices}
            bad = {"error": {"message": f"Key {KEY} is not liked."}}
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            answer = json.dumps(good if status == 200 else bad).encode() if not isinstance(said, bytes) else said
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that hung up
    thread = threading.Thread(target=http.serve_forever, args=(0.01,))
    thread.start()
    fake.url = f"http://127.0.0.1:{http.server_port}/v1"
    yield fake
    fake.release.set()
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture
def judge(server: SimpleNamespace) -> Iterator[Judge]:
    config = Config(llm_url=server.url, llm_model="fake", llm_api_key=KEY, llm_timeout=PATIENCE)
    with Judge(open_llm(config)) as judge:
        yield judge


def good(prompt: str) -> str:
    return "4.5\nIt has the number." if "Generated Answer" in prompt else "YES"


def test_a_good_model_judges_all_three(server: SimpleNamespace, judge: Judge) -> None:
    server.say = good
    judged = judge.judge(CASE, REPLY)
    assert {name: item["score"] for name, item in judged.items()} == {
        "faithfulness": 1,
        "relevancy": 1,
        "correctness": 4.5,
    }
    assert judged["correctness"]["feedback"] == "4.5 It has the number."
    assert {(body["temperature"], body["model"]) for body in server.asked} == {(0.0, "fake")}


def test_several_threads_may_ask_at_a_time(server: SimpleNamespace, judge: Judge) -> None:
    from concurrent.futures import ThreadPoolExecutor

    server.say = good
    with ThreadPoolExecutor(4) as pool:
        judged = list(pool.map(lambda _: judge.judge(CASE, REPLY), range(4)))
    assert all(item["error"] is None for items in judged for item in items.values())


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("I would say so, as of yesterday.", "no verdict"),
        ("", "no verdict"),
        ("nan\nnot a number", "no verdict"),
        (500, "InternalServerError"),
        (401, "AuthenticationError"),
        (None, "APITimeoutError"),
    ],
)
def test_a_judgement_that_failed_has_no_score_and_says_why(
    server: SimpleNamespace, judge: Judge, said: object, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge.llm, "max_retries", 0)
    monkeypatch.setattr(judge.llm, "timeout", 1 if said is None else PATIENCE)
    server.say = lambda prompt: said
    judged = judge.judge(CASE, REPLY)
    assert len(judged) == 3
    assert all(item["score"] is None and complaint in item["error"] for item in judged.values())
    assert KEY not in str(judged)


def test_a_server_that_speaks_no_json_is_a_failure_of_each(
    server: SimpleNamespace, judge: Judge, caplog: pytest.LogCaptureFixture
) -> None:
    server.say = lambda prompt: b"<html>Log in first.</html>"
    judged = judge.judge(CASE, REPLY)
    assert all(item["score"] is None and item["error"] for item in judged.values())
    assert not caplog.records, "a failure is counted, not printed as a traceback a question"


@pytest.mark.parametrize("said", ["7.0\nSplendid.", "-1\nBad.", "0"])
def test_a_score_out_of_range_is_a_failure(server: SimpleNamespace, judge: Judge, said: str) -> None:
    server.say = lambda prompt: said
    assert "is not between 1 and 5" in judge.judge(CASE, REPLY)["correctness"]["error"]


def test_what_does_not_apply_is_not_judged() -> None:
    refusal = Reply("not_in_report", "The report does not say this.")
    assert inputs(CASE, refusal).keys() == {"correctness"}
    assert inputs(Case("b", "Why?", False), refusal) == {}
    assert inputs(CASE, Reply(error="It crashed.")) == {}
    assert inputs(CASE, Reply("answered", "700.", passages=None)).keys() == {"correctness"}


def test_contexts_are_quotes_then_passages_each_once_and_a_follow_up_keeps_its_conversation() -> None:
    case = Case("c", "And benches?", True, history=(Turn("user", "How many trees?"), Turn("assistant", "700.")))
    reply = Reply("answered", "12.", quotes=(Quote("12 benches."),), passages=(Read("Trees."), Read("12 benches.")))
    given = inputs(case, reply)["relevancy"]
    assert given["contexts"] == ["12 benches.", "Trees."]
    assert given["query"] == "user: How many trees?\nassistant: 700.\nAnd benches?"


@pytest.mark.parametrize(
    ("said", "verdict"),
    [("YES", 1), ("**No**, it is not.", 0), ("Answer: yes.", 1), ("NO. It said so yesterday.", 0), ("Notably", None)],
)
def test_verdicts(said: str, verdict: float | None) -> None:
    assert read_verdict(said) == verdict


@pytest.mark.parametrize(
    ("said", "score"),
    [("4.0", 4), ("**5**\nGood.", 5), ("Score: 3/5\nFair.", 3), ("NaN\n", None), ("", None), ("About 4 or so", None)],
)
def test_scores(said: str, score: float | None) -> None:
    assert read_score(said)[0] == score


def test_failures_are_counted_and_never_averaged() -> None:
    def line(score: float | None, error: str | None) -> dict[str, Any]:
        return {"judged": {"correctness": {"score": score, "feedback": "", "error": error}}}

    summary = judge_summary(
        [line(5.0, None), line(None, "First."), line(2.0, None), line(None, "Second."), {"judged": {}}]
    )
    assert summary["correctness"] == {"mean": 3.5, "n": 2, "failed": 2, "first_failure": "First.", "scale": (1, 5)}
    assert (summary["relevancy"]["mean"], summary["relevancy"]["n"]) == (None, 0)


def test_what_the_model_is_asked_is_recorded_and_no_key(judge: Judge, server: SimpleNamespace) -> None:
    described = judge.describe()
    assert (described["model"], described["address"], described["temperature"]) == ("fake", server.url, 0)
    assert "{query_str}" in described["prompts"]["faithfulness.eval_template"]["text"]
    assert KEY not in json.dumps(described)
