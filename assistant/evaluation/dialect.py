"""How an assistant is asked over HTTP and how its replies are read: our own way, and others told by a TOML file.

For one that speaks OpenAI's chat completions the file says:

    name = "rival"
    path = "/v1/chat/completions"
    refusal = ["(?i)not (mentioned|stated|found) in the (report|documents?)"]

    [headers]
    authorization = "Bearer ${RIVAL_API_KEY}"

    [request]
    model = "rival-large"
    temperature = 0
    messages = [{ role = "system", content = "Answer from the report only." }, "$messages"]

    [fields]
    answer = "choices[0].message.content"
    quotes = "citations[].{text: quote, document_id: file, number: number}"

What else may stand there is told in docs/evaluation.md. Knows no network.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import AfterValidator, BaseModel, ConfigDict, Json, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from assistant.errors import TargetError
from assistant.evaluation.results import Reply
from assistant.golden.cases import Case
from assistant.golden.questions import first_fault
from assistant.schema import Status

STATUSES = get_args(Status)
REPLY = TypeAdapter(Reply)


LEFT_OUT = object()  # in the place of what a case does not tell: its field is not sent


class Unusable(Exception):
    """One question got no reply that can be used; the message is one sentence."""


# --- the TOML file ------------------------------------------------------------------------


def valid_expression(expression: str) -> str:
    try:
        jmespath.compile(expression)
    except JMESPathError as error:
        raise PydanticCustomError("jmespath", "it is no JMESPath expression") from error
    return expression


def valid_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise PydanticCustomError("pattern", "it is no regular expression") from error
    return pattern


Field = Literal[
    "answer", "status", "reason", "mode", "standalone_question", "confidence", "index", "quotes", "passages"
]
Expression = Annotated[str, AfterValidator(valid_expression)]  # JMESPath
Pattern = Annotated[str, AfterValidator(valid_pattern)]


class Api(BaseModel):
    """How an assistant is asked and how its replies are read; see the example above."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    path: str
    request: dict[str, Any] | Json[dict[str, Any]]  # with placeholders
    fields: dict[Field, Expression]  # by field of a Reply
    method: Literal["POST", "GET"] = "POST"
    headers: dict[str, str] = {}  # ${NAME} stands for an environment variable
    refusal: tuple[Pattern, ...] = ()


PLACE = "join(' · ', [title, join('. ', [section.number, section.title][?@]), topic][?@])"  # Citation.place
OWN = Api(
    name="report-assistant",
    path="/api/ask",
    request={"question": "$question", "history": "$history"},
    fields={
        "status": "status",
        "answer": "answer",
        "reason": "reason",
        "mode": "mode",
        "standalone_question": "standalone_question",
        "confidence": "confidence",
        "index": "index",
        "quotes": "citations[].{text: quote, document_id: document_id, start: start, end: end, number: number,"
        f" place: {PLACE}, url: url}}",
        "passages": "passages[].{text: text, document_id: document_id, start: start, end: end, score: score, url: url}",
    },
)


def read_api(path: Path | None) -> Api:
    """Read how to ask another assistant; None gives our own way. Raises TargetError with file and field."""
    if path is None:
        return OWN
    try:
        api = Api.model_validate(tomllib.loads(path.read_text("utf-8")))
    except ValidationError as error:
        raise TargetError(f"{path}: {': '.join(first_fault(error))}") from error
    except (OSError, ValueError) as error:
        raise TargetError(f"{path} cannot be read as TOML: {error}.") from error
    if "answer" not in api.fields:
        raise TargetError(f"{path}: fields.answer: it is missing.")
    return api


# --- a case into a request ----------------------------------------------------------------


def make_request(case: Case, api: Api) -> Any:
    """Return what a case is asked with; raises Unusable where it is about documents that cannot be named."""
    names_documents = mentions(api.request, "$scope") or mentions(api.request, "$documents")
    names_collection = case.collection is None or mentions(api.request, "$collection")
    if (case.scope is not None and not names_documents) or not names_collection:
        raise Unusable("The question is about some documents only, and this assistant cannot be told which.")
    return fill(api.request, placeholders(case))


def placeholders(case: Case) -> dict[str, Any]:
    history = [asdict(turn) for turn in case.history]
    return {
        "$question": case.question,
        "$history": history,
        "$messages": [*history, {"role": "user", "content": case.question}],
        "$scope": list(case.scope or ()),
        "$documents": list(case.scope) if case.scope else LEFT_OUT,
        "$collection": case.collection or LEFT_OUT,
    }


def fill(template: Any, values: Mapping[str, Any]) -> Any:
    """Return the template with its placeholders replaced; a list that is an item of a list is spliced in."""
    if isinstance(template, str):
        return values[template] if template in values else template.replace("$question", values["$question"])
    if isinstance(template, dict):
        filled = {name: fill(value, values) for name, value in template.items()}
        return {name: value for name, value in filled.items() if value is not LEFT_OUT}
    if isinstance(template, list):
        return [item for part in template for item in spliced(part, values)]
    return template


def spliced(part: Any, values: Mapping[str, Any]) -> list[Any]:
    filled = fill(part, values)
    return filled if isinstance(part, str) and isinstance(filled, list) else [filled]


def mentions(template: Any, placeholder: str) -> bool:
    if isinstance(template, dict):
        return any(mentions(value, placeholder) for value in template.values())
    if isinstance(template, list):
        return any(mentions(value, placeholder) for value in template)
    return bool(template == placeholder)


# --- a response into a reply --------------------------------------------------------------


def search(data: Any, api: Api) -> dict[str, Any]:
    """Return what the expressions find, by field; what they do not find is left out."""
    try:
        found = {name: jmespath.search(expression, data) for name, expression in api.fields.items()}
    except JMESPathError as error:
        raise Unusable("The reply does not have the shape that was expected.") from error
    return {str(name): value for name, value in found.items() if value is not None}


def make_reply(found: Mapping[str, Any], api: Api) -> Reply:
    """Return the reply; raises Unusable, naming the field, where something does not have its shape."""
    given = {"passages": None, **found}
    if "status" not in api.fields:
        given["status"] = status_of(given.get("answer"), api)
    try:
        reply = REPLY.validate_python(given)
    except ValidationError as error:
        raise Unusable(
            f"The reply does not have the shape that was expected: {': '.join(first_fault(error))}"
        ) from error
    if reply.status not in STATUSES:
        raise Unusable(f"The reply's status is {reply.status!r}, none of {', '.join(STATUSES)}.")
    if not reply.answer.strip():
        raise Unusable("The reply is empty: there is no answer in it, and no refusal.")
    if reply.confidence is not None and not 0 <= reply.confidence <= 1:
        raise Unusable(f"The reply's confidence is {reply.confidence:g}, not between 0 and 1.")
    return reply


def status_of(answer: Any, api: Api) -> Status:
    """Tell an answer from a refusal by its words, for assistants that do not say which it is."""
    text = answer if isinstance(answer, str) else ""
    return "not_in_report" if any(re.search(pattern, text) for pattern in api.refusal) else "answered"
