"""An assistant behind an address, ours or another one, as one that questions are put to.

Knows HTTP and what goes wrong with it; nothing of what a right answer is, or of the shape of replies.
"""

import os
import re
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from time import perf_counter
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
import jmespath
from jmespath.exceptions import JMESPathError
from pydantic_core import from_json

from assistant.errors import TargetError
from assistant.evaluation.dialect import OWN, Api, Unusable, make_reply, make_request, search
from assistant.evaluation.results import Reply
from assistant.golden.cases import Case

KEY = "ASSISTANT_API_KEY"  # environment variable with the bearer token for an assistant of this kind
VARIABLE = re.compile(r"\$\{(\w+)\}")
CONNECT_RETRIES = 2
NEVER_RIGHT = (401, 403, 404, 405)  # statuses that another question would not change
LONGEST_DETAIL = 200  # characters of the server's own message


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
        body = make_request(case, self.api)
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
