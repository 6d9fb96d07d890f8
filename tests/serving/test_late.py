"""The chat page and the tools, and what stands in for them until they are loaded."""

from typing import Any

from fastapi.testclient import TestClient
from served import PATIENCE, client_for

from assistant.engine import Engine
from assistant.locale import LANGUAGES
from index.errors import SeedsError


def test_tools_have_no_standing_stream(client: TestClient) -> None:
    reply = client.get("/mcp", headers={"accept": "text/event-stream"})
    assert (reply.status_code, reply.headers["allow"]) == (405, "POST")


def test_page_opens_while_getting_ready() -> None:
    page = client_for(None).get("/")
    assert page.status_code == 200
    assert "Getting ready. Starting." in page.text
    assert 'http-equiv="refresh"' in page.text


def test_page_tells_a_failure_and_stops_reloading() -> None:
    page = client_for(None, SeedsError("The folder <b> is empty.")).get("/")
    assert "The folder &lt;b&gt; is empty." in page.text
    assert 'http-equiv="refresh"' not in page.text


def test_chat_takes_over_when_it_is_loaded(engine: Engine) -> None:
    with client_for(engine) as running:
        app: Any = running.app
        assert app.state.chat.loaded.wait(PATIENCE)
        assert "gradio" in running.get("/").text
        assert running.get("/gradio_api/upload").status_code == 404
        assert (
            "access-control-allow-origin"
            not in running.get("/config", headers={"origin": "http://evil.example"}).headers
        )


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
