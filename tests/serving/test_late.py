"""The chat page and the tools, and what stands in for them until they are loaded."""

import asyncio
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from served import PATIENCE, client_for
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from assistant.chat.doors import SCRIPTS
from assistant.config import Config
from assistant.engine import Engine
from assistant.locale import LANGUAGES
from assistant.serving.late import LateChat
from assistant.web.readiness import Readiness
from index.errors import SeedsError

NONCE = re.compile(r'<script nonce="[^"]+"')
INLINE = re.compile(r"<script(?![^>]* src=)")


def test_tools_have_no_standing_stream(client: TestClient) -> None:
    reply = client.get("/mcp", headers={"accept": "text/event-stream"})
    assert (reply.status_code, reply.headers["allow"]) == (405, "POST")


def test_page_opens_while_getting_ready() -> None:
    waiting = client_for(None)
    page = waiting.get("/")
    assert (page.status_code, page.headers["retry-after"]) == (503, "2")
    assert "Getting ready. Starting." in page.text
    assert 'http-equiv="refresh"' in page.text


@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions", "/gradio_api/queue/join", "/mcp"])
def test_everything_says_when_to_come_back_until_the_index_is_open(path: str) -> None:
    body = {"question": "q", "messages": [{"role": "user", "content": "q"}]}
    reply = client_for(None).post(path, json=body)
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "2")


def test_page_tells_a_failure_and_stops_reloading() -> None:
    failed = client_for(None, SeedsError("The folder <b> is empty."))
    page, join = failed.get("/"), failed.post("/gradio_api/queue/join", json={})
    assert (page.status_code, join.status_code) == (503, 503)
    assert not {"retry-after"} & {*page.headers, *join.headers}
    assert join.json()["detail"] == "The folder <b> is empty."
    assert "The folder &lt;b&gt; is empty." in page.text
    assert 'http-equiv="refresh"' not in page.text


def test_chat_takes_over_when_it_is_loaded(engine: Engine) -> None:
    with client_for(engine) as running:
        app: Any = running.app
        assert app.state.chat.loaded.wait(PATIENCE)
        assert "gradio" in running.get("/").text
        foreign = running.get("/theme.css", headers={"origin": "http://evil.example"})
        assert foreign.status_code == 200
        assert "access-control-allow-origin" not in foreign.headers
        check_doors(running)


def check_doors(running: TestClient) -> None:
    """Gradio's own doors, behind every layer: only those of the page, and no header that it would believe."""
    closed = ["/monitoring/summary", "/config", "/gradio_api/openapi.json", "/gradio_api/upload"]
    assert {running.get(path).status_code for path in closed} == {404}
    assert {running.post(path).status_code for path in ("/gradio_api/login/", "/gradio_api/process_recording")} == {404}
    assert "<h1>Sign in</h1>" in running.get("/login/").text  # ours, not Gradio's
    page = running.get("/", headers={"x-gradio-server": "http://evil.example", "x-forwarded-host": "evil.example"})
    assert "evil.example" not in page.text
    assert len(NONCE.findall(page.text)) == len(SCRIPTS)  # all of Gradio's that are known are there, and no others
    assert len(INLINE.findall(page.text)) == len(SCRIPTS)


def test_a_body_that_is_cut_off_is_told_so_and_what_gradio_trips_over_is_not() -> None:
    chat = LateChat(Readiness(Config()))

    async def reading(scope: Scope, receive: Receive, send: Send) -> None:
        raise HTTPException(413) if scope["path"] == "/gradio_api/queue/join" else ValueError

    async def nothing(*message: Any) -> Any:
        return {"type": "http.request"}

    chat.doors = reading
    asyncio.run(chat({"type": "http", "path": "/theme.css"}, nothing, nothing))
    with pytest.raises(HTTPException):
        asyncio.run(chat({"type": "http", "path": "/gradio_api/queue/join"}, nothing, nothing))


def test_open_pages_are_told_that_the_server_stops(engine: Engine) -> None:
    with client_for(engine) as running:
        app: Any = running.app
        assert app.state.chat.loaded.wait(PATIENCE)
        assert len(app.state.chat.app.state.pages) == len(LANGUAGES)
        app.state.chat.stop()
        assert all(page.stop_event.is_set() for page in app.state.chat.app.state.pages)


def test_chat_page_is_in_the_readers_language(engine: Engine) -> None:
    with client_for(engine) as running:
        app: Any = running.app
        assert app.state.chat.loaded.wait(PATIENCE)
        chinese = running.get("/", headers={"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"})
        assert "您想从报告中了解什么" in chinese.text
        assert "set-cookie" not in chinese.headers
        assert "What would you like to know" in running.get("/", headers={"accept-language": "fr"}).text
        assert "report-language=zh" in running.get("/?lang=zh").headers["set-cookie"]
        assert "您想从报告中了解什么" in running.get("/", headers={"cookie": "report-language=zh"}).text
        assert "set-cookie" not in running.get("/?lang=xx%0d%0a").headers
