"""Who is calling, and where a server may start."""

from pathlib import Path
from typing import Any

import pytest
from starlette.requests import HTTPConnection

from assistant.access.caller import VISIT, Access, keyring_of, open_access
from assistant.config import Config
from assistant.errors import SettingsError

SITES = '[intranet]\norigins = ["https://intranet.example"]\n'
PROXY: dict[str, Any] = {"identity_header": "x-user", "trusted_proxies": "10.0.0.0/8, ::1"}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "sites.toml").write_text(SITES)
    return Config(data=tmp_path, sites=tmp_path / "sites.toml")


def request(peer: str = "203.0.113.9", **headers: str) -> HTTPConnection:
    pairs = {"host": "report.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.encode(), value.encode()) for name, value in pairs.items()]
    scope = {"type": "http", "headers": raw, "client": (peer, 1), "path": "/", "scheme": "http", "method": "GET"}
    return HTTPConnection(scope)


def name(access: Access, asked: HTTPConnection) -> str | None:
    caller = access.caller(asked)
    return caller.name if caller else None


def test_a_key_tells_who_calls_and_admin_may_do_all(config: Config) -> None:
    ring, access = keyring_of(config), Access(config)
    key = ring.new("a", ["ask"])
    assert name(access, request(authorization=f"Bearer {key}")) == "key a"
    assert name(access, request(x_api_key=key)) == "key a"
    assert name(access, request(authorization=f"Basic {key}")) is None
    assert name(access, request(authorization="Bearer ra_wrong")) is None
    admin = access.caller(request(x_api_key=ring.new("root", ["admin"])))
    assert admin is not None
    assert "search" in admin.scopes


def test_local_means_this_machine_under_its_own_name(config: Config) -> None:
    access = Access(config, local=True)
    for host in ("127.0.0.1:7860", "localhost:7860", "localhost", "[::1]:7860", "[::1]"):
        assert name(access, request("127.0.0.1", host=host)) == "here", host
    assert name(access, request("127.0.0.1", host="evil.example:7860")) is None
    assert name(access, request("203.0.113.9", host="127.0.0.1:7860")) is None
    assert name(access, request("127.0.0.1", host="127.0.0.1:7860", x_forwarded_for="203.0.113.9")) is None


def test_a_first_key_closes_a_running_server(config: Config) -> None:
    access = Access(config, local=True)
    here = request("127.0.0.1", host="127.0.0.1:7860")
    assert name(access, here) == "here"
    keyring_of(config).new("a", ["ask"])
    assert name(access, here) is None


def test_a_name_is_believed_from_trusted_proxies_only(config: Config) -> None:
    access = Access(config.model_copy(update=PROXY))
    assert name(access, request("10.1.2.3", x_user="ann")) == "user ann"
    assert name(access, request("203.0.113.9", x_user="ann")) is None
    assert name(access, request("10.1.2.3", x_user=" ")) is None


def test_the_address_is_the_last_that_is_no_proxys(config: Config) -> None:
    access = Access(config.model_copy(update=PROXY))
    assert access.address(request("10.1.2.3", x_forwarded_for="1.1.1.1, 203.0.113.7, 10.9.9.9")) == "203.0.113.7"
    assert access.address(request("203.0.113.9", x_forwarded_for="1.1.1.1")) == "203.0.113.9"


def test_a_visitor_needs_token_and_origin(config: Config) -> None:
    access = Access(config)
    token = f"Bearer {access.signer.sign('visit', 'intranet', VISIT)}"
    seen = access.caller(request(authorization=token, origin="https://intranet.example"))
    assert seen is not None
    assert seen.site is not None
    assert seen.scopes == {"ask", "feedback"}
    assert name(access, request(authorization=token, origin="http://report.example")) is not None  # our own frame
    for origin in ("https://evil.example", "null", "https://intranet.example.evil.example", ""):
        assert name(access, request(authorization=token, origin=origin)) is None
    assert name(access, request(authorization=token)) is None


def test_a_login_lasts_until_its_key_is_revoked(config: Config) -> None:
    ring, access = keyring_of(config), Access(config)
    held = ring.find(ring.new("a", ["ask"]))
    assert held is not None
    cookie = f"report_session={access.signer.sign('session', held.digest, 60)}"
    assert name(access, request(cookie=cookie)) == "key a"
    ring.revoke("a")
    assert name(access, request(cookie=cookie)) is None


def test_the_public_may_use_but_not_administer(config: Config) -> None:
    caller = Access(config, public=True).caller(request())
    assert caller is not None
    assert "admin" not in caller.scopes


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "report.example", ""])
def test_a_server_that_others_reach_says_who_may_come_in(config: Config, host: str) -> None:
    with pytest.raises(SettingsError, match="assistant key new"):
        open_access(config, host, public=False)
    assert open_access(config, host, public=True).public
    keyring_of(config).new("a", ["ask"])
    assert not open_access(config, host, public=False).local


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.9"])
def test_this_machine_is_open_until_there_is_a_key(config: Config, host: str) -> None:
    assert open_access(config, host, public=False).local
    keyring_of(config).new("a", ["ask"])
    assert not open_access(config, host, public=False).local


def test_an_identity_header_needs_proxies(config: Config) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_TRUSTED_PROXIES"):
        open_access(config.model_copy(update={"identity_header": "x-user"}), "0.0.0.0", public=False)
    with pytest.raises(SettingsError, match="ASSISTANT_TRUSTED_PROXIES"):
        Access(config.model_copy(update={"trusted_proxies": "everyone"}))
