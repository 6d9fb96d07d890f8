"""Addresses, the proxies that are believed about them, and what is counted as one."""

import pytest

from assistant.access.addresses import Proxies, counted
from assistant.errors import SettingsError


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_what_is_counted_as_one(text: str, what: str) -> None:
    assert counted(text) == what


@pytest.mark.parametrize("wide", ["10.0.0.0/8", "10.0.0.0/23", "0.0.0.0/0", "2001:db8::/32", "::/0"])
def test_a_wide_network_is_believed_only_where_it_is_said_twice(wide: str) -> None:
    with pytest.raises(SettingsError, match="write it twice"):
        Proxies.of(f"127.0.0.1, {wide}", 1)
    assert Proxies.of(f"{wide}, {wide}", 1).networks


def test_narrow_networks_are_believed() -> None:
    proxies = Proxies.of("10.0.0.0/24, ::1, 2001:db8::/64", 1)
    for address in ("10.0.0.7", "::1", "2001:db8::9", "::ffff:10.0.0.7"):
        assert proxies.include(address), address
    for address in ("10.0.1.7", "2001:db8:1::9", "", "unix", "10.0.0.7.evil"):
        assert not proxies.include(address), address


@pytest.mark.parametrize("text", ["everyone", "10.0.0.1/24", "10.0.0"])
def test_what_is_no_network_is_named(text: str) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_TRUSTED_PROXIES"):
        Proxies.of(text, 1)


@pytest.mark.parametrize(
    ("hops", "peer", "forwarded", "caller"),
    [
        (1, "203.0.113.9", ["1.1.1.1"], "203.0.113.9"),  # nobody's proxy
        (1, "10.0.0.1", ["1.1.1.1, 203.0.113.9"], "203.0.113.9"),
        (1, "10.0.0.1", ["1.1.1.1, 10.0.0.2"], "10.0.0.2"),  # somebody near the proxies who has made up the rest
        (2, "10.0.0.1", ["1.1.1.1, 203.0.113.9, 10.0.0.2"], "203.0.113.9"),
        (2, "10.0.0.1", ["1.1.1.1", "203.0.113.9, 10.0.0.2"], "203.0.113.9"),  # two fields are one list
        (2, "10.0.0.1", ["203.0.113.9, nonsense, 10.0.0.2"], "10.0.0.2"),
        (1, "10.0.0.1", ["unknown"], "10.0.0.1"),
        (1, "10.0.0.1", [], "10.0.0.1"),
        (1, "::ffff:10.0.0.1", ["[2001:db8::1]:443"], "2001:db8::1"),
        (1, "10.0.0.1", ["203.0.113.9:5123"], "203.0.113.9"),
        (1, "10.0.0.1", ["::ffff:203.0.113.9"], "203.0.113.9"),
        (1, "10.0.0.1", ["fe80::1%eth0"], "fe80::1"),
    ],
)
def test_the_caller_is_whom_the_nearest_proxies_name(hops: int, peer: str, forwarded: list[str], caller: str) -> None:
    assert Proxies.of("10.0.0.0/24", hops).caller(peer, forwarded) == caller
