"""How much may be asked."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from assistant.access.caller import Caller
from assistant.access.quotas import Quotas
from assistant.access.sites import Site
from assistant.errors import SettingsError

SITE = Site(id="a", origins=("https://a.example",), per_visitor="2/minute", per_site="3/minute; 100/day")


def visitor(name: str) -> Caller:
    return Caller(name, frozenset({"ask"}), SITE)


def test_each_caller_has_a_quota_of_its_own() -> None:
    quotas = Quotas("2/minute", "memory://")
    assert [quotas.wait(Caller("key a", frozenset())) for _ in range(2)] == [0, 0]
    assert 0 < quotas.wait(Caller("key a", frozenset())) <= 60
    assert quotas.wait(Caller("key b", frozenset())) == 0


def test_visitors_share_the_quota_of_their_site() -> None:
    quotas = Quotas("1/minute", "memory://")
    assert [quotas.wait(visitor("x")) for _ in range(2)] == [0, 0]
    assert quotas.wait(visitor("x")) > 0
    assert quotas.wait(visitor("y")) == 0
    assert quotas.wait(visitor("y")) > 0


def test_the_unlimited_are_not_counted() -> None:
    quotas = Quotas("1/minute", "memory://")
    assert not any(quotas.wait(Caller("here", frozenset(), unlimited=True)) for _ in range(9))


def test_login_attempts_are_counted_by_address() -> None:
    quotas = Quotas("1/minute", "memory://")
    assert [quotas.wait_for_login("10.0.0.1") for _ in range(11)][-1] > 0
    assert quotas.wait_for_login("10.0.0.2") == 0
    assert [quotas.wait_for_login("10.0.0.3", counted=False) for _ in range(11)] == [0] * 11


def test_each_door_has_a_lock_of_its_own() -> None:
    quotas = Quotas("1/minute", "memory://")
    assert [quotas.wait_for_login("10.0.0.1") for _ in range(11)][-1] > 0
    assert quotas.wait_for_login("10.0.0.1", door="admin") == 0


def test_what_was_counted_meanwhile_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    quotas = Quotas("1/minute", "memory://")
    monkeypatch.setattr(quotas.limiter, "test", lambda *item: True)  # as it is for many who ask at the same time
    assert [quotas.wait(Caller("key a", frozenset())) > 0 for _ in range(3)] == [False, True, True]


@pytest.mark.parametrize(("quota", "store"), [("often", "memory://"), ("1/minute", "nothing://x")])
def test_bad_settings_are_named(quota: str, store: str) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_QUOTA"):
        Quotas(quota, store)


@contextmanager
def redis() -> Iterator[str]:
    """A Redis server of Debian's package; yields its address."""
    if shutil.which("redis-server") is None:
        pytest.skip("no redis-server here (apt-get install redis-server)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        try:
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.terminate()


def test_redis_counts_for_all_servers_and_memory_while_it_is_away(caplog: pytest.LogCaptureFixture) -> None:
    caller = Caller("key a", frozenset())
    with redis() as address:
        one, other = (Quotas("2/minute", address) for _ in range(2))
        assert [one.wait(caller), other.wait(caller)] == [0, 0]
        assert 0 < one.wait(caller) <= 60
    assert [other.wait(caller) for _ in range(2)] == [0, 0]
    assert other.wait(caller) > 0
    assert "ASSISTANT_QUOTA_STORE" in caplog.text
