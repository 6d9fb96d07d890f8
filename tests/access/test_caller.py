"""Who is calling, and where a server may start."""

import time
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.requests import HTTPConnection

from assistant.access.caller import VISIT, Access, keyring_of, open_access
from assistant.config import Config
from assistant.errors import SettingsError

SITES = '[intranet]\norigins = ["https://intranet.example"]\n'
PROXY: dict[str, Any] = {"identity_header": "x-user", "trusted_proxies": "10.1.2.0/24, ::1", "proxy_hops": 2}


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
    assert access.address(request("10.1.2.3", x_forwarded_for="1.1.1.1, 203.0.113.7, 10.1.2.9")) == "203.0.113.7"
    assert access.address(request("203.0.113.9", x_forwarded_for="1.1.1.1")) == "203.0.113.9"


def test_ipv6_is_told_apart_by_subscriber_and_ipv4_within_it_is_ipv4(config: Config) -> None:
    access = Access(config, public=True)
    assert name(access, request("2001:db8::1")) == name(access, request("2001:db8::2")) == "address 2001:db8::/64"
    assert name(access, request("2001:db8:0:1::1")) != name(access, request("2001:db8::1"))
    assert name(access, request("::ffff:203.0.113.9")) == name(access, request("203.0.113.9"))
    here = request("::ffff:127.0.0.1", host="127.0.0.1:7860")
    assert name(Access(config, local=True), here) == "here"


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
    cookie = f"report_session={access.begin(request(), held)}"
    assert name(access, request(cookie=cookie)) == "key a"
    ring.revoke("a")
    assert name(access, request(cookie=cookie)) is None


def test_a_login_is_idle_only_so_long_and_a_new_secret_ends_it(config: Config) -> None:
    ring = keyring_of(config)
    held = ring.find(ring.new("a", ["ask"]))
    assert held is not None
    one, other = (Access(config.model_copy(update={"secret": SecretStr(secret)})) for secret in "ab")
    cookie = f"report_session={one.begin(request(), held)}"
    assert name(one, request(cookie=cookie)) == "key a"
    assert name(other, request(cookie=cookie)) is None
    one.ledger.clock = lambda: time.time() + 61 * 60
    assert name(one, request(cookie=cookie)) is None


def test_over_tls_only_this_hosts_own_cookie_is_taken(config: Config) -> None:
    ring = keyring_of(config)
    held = ring.find(ring.new("a", ["ask"]))
    assert held is not None
    access = Access(config.model_copy(update={"hosts": "https://report.example"}))
    token = access.begin(request(), held)
    assert name(access, request(cookie=f"__Host-report_session={token}")) == "key a"
    assert name(access, request(cookie=f"report_session={token}")) is None  # another host of the domain can set that


def test_a_key_that_has_expired_opens_nothing_and_leaves_the_server_closed(config: Config) -> None:
    ring, access = keyring_of(config), Access(config, local=True)
    key = ring.new("a", ["ask"], days=1)
    held = ring.find(key)
    assert held is not None
    cookie = f"report_session={access.begin(request(), held)}"
    assert name(access, request(x_api_key=key)) == name(access, request(cookie=cookie)) == "key a"
    ring.path.write_text(ring.path.read_text().replace(held.expires, "2026-01-01T00:00:00+00:00"))
    assert name(access, request(x_api_key=key)) is None
    assert name(access, request(cookie=cookie)) is None
    assert name(access, request("127.0.0.1", host="127.0.0.1:7860")) is None


@pytest.mark.parametrize(
    ("settings", "bound", "peer", "host", "called"),
    [
        ({}, "127.0.0.1", "127.0.0.1", "evil.example", False),
        ({}, "127.0.0.1", "127.0.0.1", "127.0.0.1:7860", True),
        ({}, "127.0.0.1", "127.0.0.1", "[::1]:7860", True),
        ({}, "192.0.2.4", "203.0.113.9", "192.0.2.4:7860", True),
        ({}, "0.0.0.0", "203.0.113.9", "192.0.2.4:7860", True),
        ({}, "0.0.0.0", "203.0.113.9", "evil.example", False),
        ({"trusted_proxies": "127.0.0.1"}, "127.0.0.1", "127.0.0.1", "report.example", True),  # as deploy/nginx.conf
        ({"trusted_proxies": "127.0.0.1"}, "127.0.0.1", "203.0.113.9", "report.example", False),
        ({"trusted_proxies": "127.0.0.1", "hosts": "report.example"}, "::1", "127.0.0.1", "evil.example", False),
        ({"hosts": "https://report.example, other"}, "127.0.0.1", "203.0.113.9", "Report.Example:443", True),
        ({"hosts": "report.example"}, "127.0.0.1", "127.0.0.1", "localhost:7860", True),
        ({}, None, "testclient", "testserver", True),
        ({}, None, "testclient", "a b", False),
    ],
)
def test_the_server_is_called_by_its_own_names(
    config: Config, settings: dict[str, str], bound: str | None, peer: str, host: str, called: bool
) -> None:
    access = Access(config.model_copy(update=settings), bound=bound)
    assert access.is_called(request(peer, host=host)) is called


def test_two_names_or_none_are_no_name(config: Config) -> None:
    access = Access(config)
    asked = request(host="report.example")
    asked.scope["headers"].append((b"host", b"report.example"))
    assert not access.is_called(asked)
    nameless = HTTPConnection({**asked.scope, "headers": [], "http_version": "1.1"})
    assert not access.is_called(nameless)
    assert access.is_called(HTTPConnection({**nameless.scope, "http_version": "1.0"}))


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
