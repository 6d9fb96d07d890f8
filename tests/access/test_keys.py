"""API keys: made, found, revoked, and never kept."""

import json
import stat
from dataclasses import replace
from datetime import datetime, timedelta
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


def test_a_key_lasts_so_many_days(ring: Keyring) -> None:
    kept, short = ring.find(ring.new("kept", ["ask"])), ring.find(ring.new("short", ["ask"], days=30))
    assert kept is not None
    assert short is not None
    assert (kept.expires, kept.has_expired, short.has_expired) == ("", False, False)
    assert datetime.fromisoformat(short.expires) - datetime.fromisoformat(short.created) == timedelta(days=30)
    assert replace(short, expires=short.created).has_expired


def test_keys_of_earlier_files_last(ring: Keyring) -> None:
    key = ring.new("a", ["ask"])
    rows = [
        {name: value for name, value in row.items() if name != "expires"} for row in json.loads(ring.path.read_text())
    ]
    ring.path.write_text(json.dumps(rows))
    assert Keyring(ring.path).find(key)


def test_changes_are_logged_by_name_and_what_was_there_is_none(ring: Keyring, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    old = ring.new("old", ["ask"])
    running = Keyring(ring.path)
    assert running.find(old)
    new = ring.new("new", ["admin"])
    ring.revoke("old")
    caplog.clear()
    assert running.find(new)
    assert caplog.messages == ['key made: key "new", scopes "admin"', 'key revoked: key "old"']
