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


def client_of(access: Access, quotas: Quotas, scheme: str = "https") -> TestClient:
    app = FastAPI()
    app.include_router(login_pages(access, quotas))
    return TestClient(app, base_url=f"{scheme}://report.example", follow_redirects=False)


@pytest.fixture
def access(config: Config) -> Access:
    return Access(config)


@pytest.fixture
def quotas(config: Config) -> Quotas:
    return Quotas(config.quota, config.quota_store)


@pytest.fixture
def client(access: Access, quotas: Quotas) -> TestClient:
    return client_of(access, quotas)


@pytest.fixture
def key(config: Config) -> str:
    return keyring_of(config).new("ann", ["search"])


def test_a_key_opens_the_page_that_was_asked_for(client: TestClient, key: str) -> None:
    assert 'value="/report/x?a=&lt;b&gt;"' in client.get("/login", params={"next": "/report/x?a=<b>"}).text
    reply = client.post("/login", data={"key": key, "next": "/report/x"})
    assert (reply.status_code, reply.headers["location"]) == (303, "/report/x")
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith("__Host-report_session=")
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"))
    assert "Domain" not in cookie
    assert key not in cookie


def test_without_tls_the_cookie_is_one_that_browsers_take(access: Access, quotas: Quotas, key: str) -> None:
    cookie = client_of(access, quotas, "http").post("/login", data={"key": key}).headers["set-cookie"]
    assert cookie.startswith("report_session=")
    assert "Secure" not in cookie


def test_unknown_keys_are_refused_and_counted(client: TestClient) -> None:
    replies = [client.post("/login", data={"key": "ra_guess"}) for _ in range(11)]
    assert replies[0].status_code == 401
    assert "set-cookie" not in replies[0].headers
    assert replies[-1].status_code == 429
    assert int(replies[-1].headers["retry-after"]) > 0


def test_right_keys_are_not_counted(client: TestClient, key: str) -> None:
    assert {client.post("/login", data={"key": key}).status_code for _ in range(12)} == {303}
    assert client.post("/login", data={"key": "ra_guess"}).status_code == 401
    for _ in range(10):
        client.post("/login", data={"key": "ra_guess"})
    assert client.post("/login", data={"key": key}).status_code == 429  # else the right guess would tell itself


def test_leaving_ends_the_login_on_the_server_too(client: TestClient, key: str) -> None:
    client.post("/login", data={"key": key})
    saved = client.cookies["__Host-report_session"]
    assert client.get("/login/list").status_code == 200
    assert "max-age=0" in client.post("/logout").headers["set-cookie"].lower()
    client.cookies.clear()
    again = client.get("/login/list", headers={"cookie": f"__Host-report_session={saved}"})
    assert (again.status_code, again.headers["location"]) == (303, "/login?next=/login/list")


def test_signing_in_again_ends_the_login_before(client: TestClient, access: Access, key: str) -> None:
    for _ in range(3):
        client.post("/login", data={"key": key})
    held = access.keyring.find(key)
    assert held is not None
    assert len(access.ledger.of(held.digest)) == 1


def test_logins_are_listed_and_ended_by_their_owner_only(
    access: Access, quotas: Quotas, config: Config, key: str
) -> None:
    one, other, stranger = (client_of(access, quotas) for _ in range(3))
    one.post("/login", data={"key": key}, headers={"user-agent": "<b>One"})
    other.post("/login", data={"key": key}, headers={"user-agent": "Other"})
    stranger.post("/login", data={"key": keyring_of(config).new("bob", ["ask"])}, headers={"user-agent": "Stranger"})
    page = one.get("/login/list").text
    assert "This browser · &lt;b&gt;One" in page
    assert "Other" in page
    assert "Stranger" not in page
    held = access.keyring.find(key)
    assert held is not None
    [of_other] = [login for login in access.ledger.of(held.digest) if login.device == "Other"]
    stranger.post("/login/end", data={"id": of_other.id})
    assert other.get("/login/list").status_code == 200
    one.post("/login/end", data={"id": of_other.id})
    assert other.get("/login/list").status_code == 303
    assert one.get("/login/list").status_code == 200


def test_who_came_in_and_who_did_not_is_logged(client: TestClient, key: str, caplog: pytest.LogCaptureFixture) -> None:
    client.post("/login", data={"key": "ra_guess"})  # also reads the keys, which is told of a running server
    caplog.clear()
    caplog.set_level("INFO")
    client.post("/login", data={"key": "ra_other"})
    client.post("/login", data={"key": key})
    client.post("/logout")
    told = [record.fields["event"] for record in caplog.records if hasattr(record, "fields")]
    assert told == ["login refused", "login", "logout"]
    assert key not in caplog.text
    assert "ra_other" not in caplog.text


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "", "/\nx"])
def test_the_way_back_never_leads_elsewhere(address: str) -> None:
    assert inside(address) == "/"


def test_page_speaks_the_browsers_language(client: TestClient) -> None:
    page = client.get("/login", headers={"accept-language": "zh-CN"}).text
    assert '<html lang="zh-Hans">' in page
    assert "<h1>登录</h1>" in page


def test_a_key_that_has_run_out_is_told_so(client: TestClient, config: Config) -> None:
    made = keyring_of(config).new("old", ["ask"], days=1)
    kept = config.data / "keys.json"
    kept.write_text(kept.read_text().replace(keyring_of(config).keys()[0].expires, "2026-01-02T00:00:00+00:00"))
    reply = client.post("/login", data={"key": made})
    assert (reply.status_code, "That key has run out" in reply.text) == (401, True)
