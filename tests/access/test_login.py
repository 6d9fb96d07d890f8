"""The page that asks for a key."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.access.caller import Access, keyring_of
from assistant.access.login import inside, login_pages
from assistant.access.quotas import Quotas
from assistant.config import Config


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data=tmp_path)


@pytest.fixture
def client(config: Config) -> TestClient:
    app = FastAPI()
    app.include_router(login_pages(Access(config), Quotas(config.quota, config.quota_store)))
    return TestClient(app, base_url="https://report.example", follow_redirects=False)


def test_a_key_opens_the_page_that_was_asked_for(client: TestClient, config: Config) -> None:
    key = keyring_of(config).new("ann", ["ask"])
    assert 'value="/report/x?a=&lt;b&gt;"' in client.get("/login", params={"next": "/report/x?a=<b>"}).text
    reply = client.post("/login", data={"key": key, "next": "/report/x"})
    assert (reply.status_code, reply.headers["location"]) == (303, "/report/x")
    cookie = reply.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "secure", "samesite=lax"))
    assert key.lower() not in cookie


def test_unknown_keys_are_refused_and_counted(client: TestClient) -> None:
    replies = [client.post("/login", data={"key": "ra_guess"}) for _ in range(11)]
    assert replies[0].status_code == 401
    assert "set-cookie" not in replies[0].headers
    assert replies[-1].status_code == 429
    assert int(replies[-1].headers["retry-after"]) > 0


def test_leaving_forgets_the_cookie(client: TestClient) -> None:
    assert "max-age=0" in client.post("/logout").headers["set-cookie"].lower()


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "", "/\nx"])
def test_the_way_back_never_leads_elsewhere(address: str) -> None:
    assert inside(address) == "/"


def test_page_speaks_the_browsers_language(client: TestClient) -> None:
    page = client.get("/login", headers={"accept-language": "zh-CN"}).text
    assert '<html lang="zh-Hans">' in page
    assert "<h1>登录</h1>" in page
