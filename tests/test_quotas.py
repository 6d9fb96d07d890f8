"""How much may be asked."""

import pytest

from assistant.access import Caller
from assistant.errors import SettingsError
from assistant.quotas import Quotas
from assistant.sites import Site

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


@pytest.mark.parametrize(("quota", "store"), [("often", "memory://"), ("1/minute", "nothing://x")])
def test_bad_settings_are_named(quota: str, store: str) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_QUOTA"):
        Quotas(quota, store)
