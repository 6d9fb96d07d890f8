"""An assistant behind an address, ours or another one, as one that questions are put to.

Knows nothing of what a right answer is. How another assistant is asked and how its replies
are read stands in a TOML file, here for one that speaks OpenAI's chat completions:

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

``path`` follows the address; ``method`` is POST (a JSON body) or GET (parameters). In
``request`` (a table, or JSON in a string) "$question" is the question, "$history" the messages
before it, "$messages" both and "$scope" the documents that may be read; the last three are
lists, and as items of a list they are spliced in. Headers take ``${NAME}`` from the environment.
``fields`` are JMESPath expressions on the reply: answer (needed), status, reason, mode,
standalone_question, confidence (0 to 1), index, quotes (text, document_id, start, end, number,
place, url) and passages (text, document_id, start, end, score, url). Without ``status`` a reply
is a refusal where it is empty or matches one of the regular expressions ``refusal``.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any, Literal, Self, get_args
from urllib.parse import urlsplit

import httpx
import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import AfterValidator, BaseModel, ConfigDict, Json, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, from_json

from assistant.errors import TargetError
from assistant.evaluation.cases import Case, Reply
from assistant.evaluation.questions import first_fault
from assistant.schema import Status

KEY = "ASSISTANT_API_KEY"  # environment variable with the bearer token for an assistant of this kind
VARIABLE = re.compile(r"\$\{(\w+)\}")
CONNECT_RETRIES = 2
NEVER_RIGHT = (401, 403, 404, 405)  # statuses that another question would not change
LONGEST_DETAIL = 200  # characters of the server's own message
STATUSES = get_args(Status)
REPLY = TypeAdapter(Reply)

Field = Literal[
    "answer", "status", "reason", "mode", "standalone_question", "confidence", "index", "quotes", "passages"
]


@dataclass(frozen=True, slots=True)
class Api:
    """How an assistant is asked over HTTP and how its replies are read; see the example above."""

    name: str
    path: str
    request: Any  # JSON with placeholders
    fields: Mapping[Field, str]  # JMESPath by field of a Reply
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)  # ${NAME} stands for an environment variable
    refusal: tuple[str, ...] = ()  # regular expressions


PLACE = "join(' · ', [title, join('. ', [section.number, section.title][?@]), topic][?@])"
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


class Unusable(Exception):
    """One question got no reply that can be used; the message is one sentence."""


class HttpSubject:
    """An assistant behind an address; may be asked from several threads.

    ``timeout`` is in seconds. ``key`` is sent as bearer token; our own API takes it from ASSISTANT_API_KEY
    where it is not given, another one never does unasked. ``transport`` is the network's stand-in in tests.
    """

    def __init__(
        self,
        url: str,
        api: Api = OWN,
        timeout: float = 120,
        key: str | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.api = api
        self.timeout = timeout
        self.address = read_address(url, api.path)
        self.takes_scope = mentions(api.request, "$scope")
        self.known: dict[str, str] = {}  # index and mode, from the first reply that gives them
        self.works = False  # true once a question got through
        headers = read_headers(api, key or (os.environ.get(KEY) if api is OWN else None))
        transport = transport or httpx.HTTPTransport(retries=CONNECT_RETRIES)
        self.client = httpx.Client(headers=headers, timeout=timeout, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self.client.close()

    def ask(self, case: Case) -> Reply:
        """Return the reply; raises TargetError where it is plain that no question can get one."""
        begun = perf_counter()
        try:
            reply = self.read(self.send(case))
        except Unusable as error:
            reply = Reply(error=str(error))
        return replace(reply, seconds=perf_counter() - begun)

    def send(self, case: Case) -> httpx.Response:
        if case.scope is not None and not self.takes_scope:
            raise Unusable("The question is about some documents only, and this assistant cannot be told which.")
        body = fill(self.api.request, placeholders(case))
        content: dict[str, Any] = {"params": body} if self.api.method == "GET" else {"json": body}
        try:
            return self.client.request(self.api.method, self.address, **content)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            if self.works:
                raise Unusable("The connection failed.") from error
            shown = without_secrets(self.address)
            raise TargetError(f"{shown} cannot be reached ({error}): start the assistant or correct --url.") from error
        except httpx.TimeoutException as error:
            raise Unusable(f"There was no reply within {self.timeout:g} seconds.") from error
        except httpx.HTTPError as error:
            raise Unusable(f"The connection broke ({type(error).__name__}).") from error

    def read(self, response: httpx.Response) -> Reply:
        status = response.status_code
        if status in NEVER_RIGHT and not self.works:
            shown = without_secrets(self.address)
            raise TargetError(f"{shown} answered {in_words(status)}: correct --url, the key or the --api file.")
        self.works = True
        if not response.is_success:
            raise Unusable(f"The server answered {in_words(status)}{detail(response)}.")
        try:
            data = from_json(response.content)
        except ValueError as error:
            raise Unusable("The reply is not JSON.") from error
        found = search(data, self.api)
        reply = make_reply(found, self.api)
        for name, value in (("index", found.get("index")), ("mode", reply.mode)):
            if isinstance(value, str):
                self.known.setdefault(name, value)
        return reply

    def describe(self) -> dict[str, Any]:
        index, mode = self.known.get("index"), self.known.get("mode")
        url = without_secrets(self.address)
        return {"kind": "http", "url": url, "api": self.api.name, "index": index, "mode": mode}


# --- addresses, keys and errors -----------------------------------------------------------


def read_address(url: str, path: str) -> str:
    """Return where to send questions; raises TargetError for what is no address of a server."""
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
        raise TargetError(f"{without_secrets(url)!r} is not the address of a server: write http://host:port.")
    return url.rstrip("/").removesuffix(path).rstrip("/") + path


def without_secrets(text: str) -> str:
    """Return an address without user, password and query, an absolute path's last name, other text as it is."""
    if "://" in text:
        address = urlsplit(text)
        return f"{address.scheme}://{address.netloc.rpartition('@')[2]}{address.path}"
    return Path(text).name if Path(text).is_absolute() else text


def read_headers(api: Api, key: str | None) -> dict[str, str]:
    """Return the headers with environment variables filled in; raises TargetError where one is not set."""
    headers = {"authorization": f"Bearer {key.strip()}"} if key else {}
    for name, template in api.headers.items():
        for variable in VARIABLE.findall(template):
            if not os.environ.get(variable):
                raise TargetError(f"The header {name} needs the environment variable {variable}: set it.")
        headers[name.lower()] = VARIABLE.sub(lambda match: os.environ[match[1]].strip(), template)
    for name, value in headers.items():
        if not (value.isascii() and value.isprintable()):
            raise TargetError(f"The header {name} holds a character that no header can: correct the key.")
    return headers


def in_words(status: int) -> str:
    known = status in list(HTTPStatus)
    return f"{status} {HTTPStatus(status).phrase}" if known else str(status)


def detail(response: httpx.Response) -> str:
    """Return what the server says itself of an error, where it says so in the usual places."""
    try:
        said = jmespath.search("error.message || error || detail || message", from_json(response.content))
    except (ValueError, JMESPathError):
        return ""
    if response.status_code in NEVER_RIGHT or not isinstance(said, str):  # a refused key may be quoted there
        return ""
    return f": {' '.join(said.split())[:LONGEST_DETAIL].rstrip('.')}"


# --- a case into a request ----------------------------------------------------------------


def placeholders(case: Case) -> dict[str, Any]:
    history = [asdict(turn) for turn in case.history]
    return {
        "$question": case.question,
        "$history": history,
        "$messages": [*history, {"role": "user", "content": case.question}],
        "$scope": list(case.scope or ()),
    }


def fill(template: Any, values: Mapping[str, Any]) -> Any:
    """Return the template with its placeholders replaced; a list that is an item of a list is spliced in."""
    if isinstance(template, str):
        return values[template] if template in values else template.replace("$question", values["$question"])
    if isinstance(template, dict):
        return {name: fill(value, values) for name, value in template.items()}
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
    if reply.confidence is not None and not 0 <= reply.confidence <= 1:
        raise Unusable(f"The reply's confidence is {reply.confidence:g}, not between 0 and 1.")
    return reply


def status_of(answer: Any, api: Api) -> Status:
    """Tell an answer from a refusal by its words, for assistants that do not say which it is."""
    text = answer if isinstance(answer, str) else ""
    refused = not text.strip() or any(re.search(pattern, text) for pattern in api.refusal)
    return "not_in_report" if refused else "answered"


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


class ApiFile(BaseModel):
    """What a TOML file may hold; see the example above."""

    model_config = ConfigDict(extra="forbid")

    name: str
    path: str
    request: dict[str, Any] | Json[dict[str, Any]]
    fields: dict[Field, Annotated[str, AfterValidator(valid_expression)]]
    method: Literal["POST", "GET"] = "POST"
    headers: dict[str, str] = {}
    refusal: tuple[Annotated[str, AfterValidator(valid_pattern)], ...] = ()


def read_api(path: Path | None) -> Api:
    """Read how to ask another assistant; None gives our own way. Raises TargetError with file and field."""
    if path is None:
        return OWN
    try:
        file = ApiFile.model_validate(tomllib.loads(path.read_text("utf-8")))
    except ValidationError as error:
        raise TargetError(f"{path}: {': '.join(first_fault(error))}") from error
    except (OSError, ValueError) as error:
        raise TargetError(f"{path} cannot be read as TOML: {error}.") from error
    if "answer" not in file.fields:
        raise TargetError(f"{path}: fields.answer: it is missing.")
    return Api(**dict(file))
