"""The chat page in its reader's language."""

import asyncio

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request

from assistant.chat.languages import asked_before
from assistant.chat.ui import mount
from assistant.engine import Engine
from assistant.page.look import LOOK


@pytest.mark.parametrize(("referer", "language"), [("http://a/?lang=zh", "zh"), ("http://a/", None), ("", None)])
def test_language_of_the_page_is_kept_for_its_requests(referer: str, language: str | None) -> None:
    request = Request({"type": "http", "headers": [(b"referer", referer.encode())]})
    assert asked_before(request) == language


def test_page_has_its_head_before_gradios_script_runs(engine: Engine) -> None:
    served = TestClient(asyncio.run(mount(lambda: engine, 2000)))
    page = served.get("/", headers={"accept-language": "zh-CN"}).text
    before, _, _ = page.partition("</head>")
    assert f'href="{LOOK}/chat.css"' in before
    assert "重新提问" in before
