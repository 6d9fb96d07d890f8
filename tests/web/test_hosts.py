"""The server's names, and which pages are its own."""

import socket

import pytest
from starlette.datastructures import Headers

from assistant.errors import SettingsError
from assistant.web.hosts import Hosts, are_well_formed, is_own, name_of


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("report.example", "report.example"),
        ("Report.Example.:443", "report.example"),
        ("[::1]:7860", "::1"),
        ("10.0.0.1:80", "10.0.0.1"),
        ("web_1:7860", "web_1"),
        ("", None),
        ("a b", None),
        ("evil.example/", None),
        ("user@evil.example", None),
        ("a:b", None),
        ("::1", None),
        (f"{'a-' * 3000}!", None),
    ],
)
def test_a_host_header_holds_one_name(host: str, name: str | None) -> None:
    assert name_of(host) == name


def test_names_are_those_that_are_listed_else_those_of_the_address() -> None:
    listed = Hosts.of(" https://report.example , other:8443, ::2", "0.0.0.0")
    assert (listed.names, listed.secure) == ({"report.example", "other", "::2"}, {"report.example"})
    assert not listed.know("192.0.2.4")
    assert listed.know("127.0.0.1")
    everywhere = Hosts.of(None, "0.0.0.0")
    assert everywhere.know("192.0.2.4")
    assert everywhere.know(socket.gethostname().lower())
    assert not everywhere.know("evil.example")
    one = Hosts.of(None, "192.0.2.4")
    assert one.know("192.0.2.4")
    assert one.know(socket.gethostname().lower())
    assert not one.know("192.0.2.5")
    assert not Hosts.of("", "127.0.0.1").know("192.0.2.4")
    assert Hosts.of(None, None).know("anything")


@pytest.mark.parametrize("listed", ["https://a.example/path", "*", "a b", "ftp://a.example"])
def test_what_is_no_name_is_refused(listed: str) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_HOSTS"):
        Hosts.of(listed, None)


@pytest.mark.parametrize(
    ("origin", "host", "secure", "own"),
    [
        ("http://a.example", "a.example", False, True),
        ("http://a.example:7860", "a.example:7860", False, True),
        ("http://a.example:80", "a.example", False, True),
        ("https://a.example", "a.example:443", True, True),
        ("https://a.example", "a.example", False, True),  # a proxy has ended TLS and did not say so
        ("http://a.example", "a.example", True, False),
        ("x://a.example", "a.example", False, False),
        ("http://a.example:81", "a.example", False, False),
        ("http://b.example", "a.example", False, False),
        ("null", "null", False, False),
        ("http://", "", False, False),
        ("", "", False, False),
    ],
)
def test_a_page_is_our_own_by_scheme_and_host_together(origin: str, host: str, secure: bool, own: bool) -> None:
    assert is_own(origin, host, secure) is own


@pytest.mark.parametrize(
    ("name", "value", "well_formed"),
    [
        ("origin", "null", True),
        ("origin", "https://a.example:8443", True),
        ("origin", "http://[::1]:7860", True),
        ("origin", "chrome-extension://abcdef", True),
        ("origin", "file://", True),
        ("origin", "http://[evil", False),
        ("origin", "http://[zz]", False),
        ("origin", "http://a:99999", False),
        ("origin", "http://a.example/path", False),
        ("origin", "../..", False),
        ("origin", "", False),
        ("referer", "https://a.example/x?y#z", True),
        ("referer", "about:blank", True),
        ("referer", "http://[evil/", False),
        ("referer", "http://a:b/", False),
    ],
)
def test_a_malformed_page_is_told_from_another(name: str, value: str, well_formed: bool) -> None:
    assert are_well_formed(Headers({name: value})) is well_formed


def test_two_origins_are_none() -> None:
    assert not are_well_formed(Headers(raw=[(b"origin", b"http://a.example"), (b"origin", b"http://a.example")]))


def test_the_public_address_names_the_server_too() -> None:
    beside = Hosts.of(None, "127.0.0.1", "https://report.example/assistant")
    assert (beside.know("report.example"), beside.know("other.example"), beside.named) == (True, False, False)
    assert beside.secure == {"report.example"}
    listed = Hosts.of("other.example", "127.0.0.1", "https://report.example:8443")
    assert (listed.know("report.example"), listed.named) == (True, True)
