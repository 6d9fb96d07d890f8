"""API keys: made, found, revoked, and never kept."""

import stat
from pathlib import Path

import pytest

from assistant.access.keys import Keyring
from assistant.errors import SettingsError


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "new" / "keys.json")


def test_a_key_is_found_and_its_file_holds_only_the_hash(ring: Keyring) -> None:
    key = ring.new("intranet", ["ask", "search"])
    found = ring.find(key)
    assert found is not None
    assert (found.name, found.scopes) == ("intranet", ("ask", "search"))
    assert key not in ring.path.read_text()
    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o600


def test_other_keys_are_not_found(ring: Keyring) -> None:
    assert ring.find("") is None
    ring.new("a", ["ask"])
    assert ring.find("ra_guess") is None
    assert ring.find(next(iter(ring.current()))) is None  # the hash is no key


def test_a_revoked_key_stops_working_in_an_opened_ring(ring: Keyring) -> None:
    key, other = ring.new("a", ["ask"]), ring.new("b", ["ask"])
    running = Keyring(ring.path)
    assert running.find(key)
    ring.revoke("a")
    assert running.find(key) is None
    assert running.find(other)


@pytest.mark.parametrize(
    ("name", "scopes"), [("", ["ask"]), ("A b", ["ask"]), ("../x", ["ask"]), ("a", ["all"]), ("a", [])]
)
def test_odd_names_and_scopes_are_refused(ring: Keyring, name: str, scopes: list[str]) -> None:
    with pytest.raises(SettingsError):
        ring.new(name, scopes)


def test_names_are_unique_and_must_be_there_to_be_revoked(ring: Keyring) -> None:
    ring.new("a", ["ask"])
    with pytest.raises(SettingsError, match="revoke it first"):
        ring.new("a", ["ask"])
    with pytest.raises(SettingsError, match="no key named b"):
        ring.revoke("b")


def test_spoiled_file_is_named(ring: Keyring) -> None:
    ring.path.parent.mkdir()
    ring.path.write_text("[{]")
    with pytest.raises(SettingsError, match=r"keys\.json"):
        ring.find("x")
