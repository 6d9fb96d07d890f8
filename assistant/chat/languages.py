"""The chat page in its reader's language: which of the pages a request is handed to."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.chat.dress import Dress
from assistant.locale import choose, cookie, keeping
from assistant.web.root import own_path

END = b"</head>"

Dresser = Callable[[Request, str], Dress]


class ByLanguage:
    """Hands each request to the page in its reader's language, and keeps a language that was asked for.

    Puts our own head into the page: Gradio's script would add it only when it has loaded much of its own.
    """

    def __init__(self, pages: Mapping[str, ASGIApp], heads: Mapping[str, bytes], dress: Dresser) -> None:
        """``dress`` tells what is filled into the page of a request."""
        self.pages, self.heads, self.dress = pages, heads, dress

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        asked = request.query_params.get("lang")
        language = choose(
            asked or asked_before(request),
            request.cookies.get(cookie(request)),
            request.headers.get("accept-language", ""),
        )

        is_page = own_path(scope) == "/"
        dress = await run_in_threadpool(self.dress, request, language) if is_page else None

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if is_page:
                    del headers["content-length"]
                if asked == language:
                    headers.append("set-cookie", keeping(request, language))
            elif is_page:
                body = message.get("body", b"").replace(END, self.heads[language] + END, 1)
                message["body"] = dress.put_on(body) if dress else body
            await send(message)

        await self.pages[language](scope, receive, sending)


def asked_before(request: Request) -> str | None:
    """Return the language in the address of the page that sends this request; cookies may be off in a frame."""
    query = urlsplit(request.headers.get("referer", "")).query
    return parse_qs(query).get("lang", [None])[0]
