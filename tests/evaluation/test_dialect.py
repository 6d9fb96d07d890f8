"""How other assistants are asked, and how their replies are read."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import TargetError
from assistant.evaluation.dialect import OWN, Api, Unusable, make_reply, make_request, read_api, search
from assistant.evaluation.results import Quote, Read, Reply
from assistant.golden.cases import Case
from assistant.schema import Turn

CASE = Case("a", "How many trees?", True, history=(Turn("user", "Hi"), Turn("assistant", "Hello")))
TOML = """
name = "rival"
path = "/v1/chat/completions"
refusal = ["(?i)not (mentioned|stated) in the report"]

[headers]
authorization = "Bearer ${RIVAL_KEY}"

[request]
model = "rival-large"
temperature = 0
messages = [{ role = "system", content = "Answer from the report only." }, "$messages"]

[fields]
answer = "choices[0].message.content"
quotes = "citations[].{text: quote, document_id: file, number: number}"
passages = "context[].{text: @}"
confidence = "score"
"""


@pytest.fixture
def chat(tmp_path: Path) -> Api:
    """How a chat completions server is asked."""
    return read_api(written(tmp_path, TOML))


def written(folder: Path, text: str) -> Path:
    path = folder / "rival.toml"
    path.write_text(text, "utf-8")
    return path


def rival(**request: Any) -> Api:
    fields: Any = {"answer": "output"}
    return Api(name="rival", path="/", request=request, fields=fields, refusal=("(?i)not in the report",))


def read(data: Any, api: Api) -> Reply:
    return make_reply(search(data, api), api)


# --- requests -----------------------------------------------------------------------------


def test_a_chat_completions_server_is_asked_its_way(chat: Api) -> None:
    assert make_request(CASE, chat) == {
        "model": "rival-large",
        "temperature": 0,
        "messages": [
            {"role": "system", "content": "Answer from the report only."},
            {"role": "user", "content": "Hi"},
            {"role": "assistant", "content": "Hello"},
            {"role": "user", "content": "How many trees?"},
        ],
    }


def test_placeholders_within_text_and_scope() -> None:
    asked = make_request(replace(CASE, scope=("a.txt",)), rival(q="In short: $question", documents="$scope", n=3))
    assert asked == {"q": "In short: How many trees?", "documents": ["a.txt"], "n": 3}


def test_a_question_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    question = "$history and $question"
    assert make_request(replace(CASE, question=question), rival(input="$question")) == {"input": question}


# --- replies ------------------------------------------------------------------------------


def test_its_reply_is_read_its_way(chat: Api) -> None:
    content = {
        "choices": [{"message": {"content": "700. [1]"}}],
        "citations": [{"quote": "We plant 700.", "file": "a.txt", "number": 1, "colour": "red"}],
        "context": ["We plant 700.", "More."],
        "score": 1,
    }
    reply = read(content, chat)
    assert (reply.status, reply.answer, reply.confidence) == ("answered", "700. [1]", 1.0)
    assert reply.quotes == (Quote("We plant 700.", "a.txt", number=1),)
    assert reply.passages == (Read("We plant 700."), Read("More."))


@pytest.mark.parametrize(
    ("output", "status"),
    [
        ("700", "answered"),
        ("This is NOT in the report.", "not_in_report"),
    ],
)
def test_a_refusal_is_known_by_its_words(output: Any, status: str) -> None:
    assert read({"output": output}, rival()).status == status


@pytest.mark.parametrize("content", [{"output": "  "}, {"output": None}, {}])
def test_an_empty_reply_is_an_error_and_no_refusal(content: Any) -> None:
    with pytest.raises(Unusable, match="empty"):
        read(content, rival())
    with pytest.raises(Unusable, match="empty"):
        read({"status": "not_in_report", "answer": ""}, OWN)


def test_what_an_assistant_does_not_tell_is_unknown() -> None:
    reply = read({"output": "700"}, rival())
    assert (reply.quotes, reply.passages, reply.confidence) == ((), None, None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([], "status is ''"),
        ("text", "status is ''"),
        ({"status": "fine", "answer": "x"}, "status is 'fine'"),
        ({"status": "answered", "answer": 5}, "answer: "),
        ({"status": "answered", "answer": "x", "citations": [{"quote": None}]}, r"quotes\.0\.text"),
        ({"status": "answered", "answer": "x", "citations": [{"quote": "x", "title": 5}]}, "shape"),
        ({"status": "answered", "answer": "x", "confidence": 97}, "97, not between 0 and 1"),
    ],
)
def test_a_reply_of_another_shape_cannot_be_used(content: Any, message: str) -> None:
    with pytest.raises(Unusable, match=message):
        read(content, OWN)


# --- the file -----------------------------------------------------------------------------


def test_a_request_may_be_json_in_a_string(tmp_path: Path) -> None:
    text = 'name = "r"\npath = "/"\nrequest = \'{"q": "$question", "k": null}\'\n[fields]\nanswer = "a"\n'
    assert read_api(written(tmp_path, text)).request == {"q": "$question", "k": None}


def test_our_own_way_needs_no_file() -> None:
    assert read_api(None) is OWN


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[fields]", "[felds]", "fields: it is missing"),
        ('confidence = "score"', 'certainty = "score"', "fields.certainty"),
        ('"score"', '"score["', "it is no JMESPath expression"),
        ("(?i)not (", "((", "refusal.0: it is no regular expression"),
        ('answer = "choices[0].message.content"', "", "fields.answer: it is missing"),
        ("[request]", "[request", "cannot be read as TOML"),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_field(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = written(tmp_path, TOML.replace(old, new))
    with pytest.raises(TargetError) as raised:
        read_api(path)
    assert str(path) in str(raised.value)
    assert message in str(raised.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match=r"none\.toml cannot be read"):
        read_api(tmp_path / "none.toml")
