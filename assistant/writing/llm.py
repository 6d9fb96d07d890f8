"""The client of the configured language model, behind any OpenAI-compatible API.

Knows addresses, keys and limits; what the model is asked is not its business. Nothing in
the assistant needs a model.
"""

import threading
from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from assistant.config import Config
from assistant.errors import SettingsError
from assistant.prompt import Asked
from assistant.writing.connection import Connection

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

SEED = 20260101  # the same question gets the same answer, where the API takes a seed
RETRIES = 1  # the OpenAI client and LlamaIndex both retry: n give n * (n + 1) requests
NOTHING_KEPT = httpx.Limits(max_keepalive_connections=0)  # so that each request is told of its socket
NO_KEY = "none"  # an empty key would be replaced by OPENAI_API_KEY and sent to whatever address is set


class Current(threading.local):
    """The connection of the request that a thread is making: the client's hooks know only requests."""

    connection: Connection | None = None

    def sending(self, request: Any) -> None:
        if self.connection:
            self.connection.sending(request)

    def received(self, response: Any) -> None:
        if self.connection:
            self.connection.received(response)


CURRENT = Current()


def open_llm(config: Config) -> "LLM":
    """Return the client, without asking anything yet; raises SettingsError that names what is missing."""
    url, model = checked_url(config.llm_url), config.llm_model
    if not model:
        raise SettingsError("ASSISTANT_LLM_MODEL is missing: set it to the model's name at ASSISTANT_LLM_URL.")
    if config.llm_max_tokens >= config.llm_context:
        raise SettingsError("ASSISTANT_LLM_MAX_TOKENS must be less than ASSISTANT_LLM_CONTEXT.")
    import openai.resources.chat.completions  # else the first answer would wait for it
    from llama_index.llms.openai_like import OpenAILike  # two seconds

    key = config.llm_api_key.get_secret_value() if config.llm_api_key else ""
    llm: LLM = OpenAILike(
        model=model,
        api_base=url,
        api_key=key or NO_KEY,
        is_chat_model=True,
        temperature=0.0,
        context_window=config.llm_context,
        max_tokens=config.llm_max_tokens,
        timeout=config.llm_timeout,
        max_retries=RETRIES,
        http_client=openai.DefaultHttpxClient(
            event_hooks={"request": [CURRENT.sending], "response": [CURRENT.received]},
            follow_redirects=False,  # a question and its passages go to the address that is set, nowhere else
            limits=NOTHING_KEPT,
        ),
        additional_kwargs={"seed": SEED},
    )
    return llm


def checked_url(url: str | None) -> str:
    """Return the address; raises SettingsError where it is missing, no web address, or holds a secret."""
    if not url:
        raise SettingsError(
            "ASSISTANT_LLM_URL is missing: set it to the address of an OpenAI-compatible API, "
            "such as http://127.0.0.1:8080/v1."
        )
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError("ASSISTANT_LLM_URL is no web address: it begins with http:// or https://.")
    if parts.username or parts.password or parts.query:
        raise SettingsError("ASSISTANT_LLM_URL holds more than an address: the key goes into ASSISTANT_LLM_API_KEY.")
    return url.rstrip("/")


def stream(llm: "LLM", asked: Asked, connection: Connection) -> Generator[tuple[str, str | None], None, None]:
    """Yield the reply in pieces, each with the reason why the stream ends with it, or None.

    A stream that breaks off ends without a reason. Raises whatever the client raises.
    """
    from llama_index.core.llms import ChatMessage

    messages = [ChatMessage(role="system", content=asked.rules), ChatMessage(role="user", content=asked.message)]
    CURRENT.connection = connection
    with closing(connection):
        for reply in llm.stream_chat(messages):
            raw: Any = reply.raw
            ended = raw.choices[0].finish_reason if getattr(raw, "choices", None) else None
            yield reply.delta or "", ended
