"""Logins and last uses: kept, ended, and never in the way."""

import stat
from pathlib import Path

import pytest

from assistant.access.ledger import LONGEST, Ledger


@pytest.fixture
def now() -> list[float]:
    return [1_000_000.0]


@pytest.fixture
def ledger(tmp_path: Path, now: list[float]) -> Ledger:
    return Ledger(tmp_path / "new" / "access.sqlite", idle=600, clock=lambda: now[0])


def test_a_login_is_found_until_it_is_ended(ledger: Ledger) -> None:
    ledger.open("one", "key", "Firefox" * 100)
    ledger.open("two", "key", "Chromium")
    ledger.open("other", "another key", "")
    found = ledger.find("one")
    assert found is not None
    assert len(found.device) == 200
    assert {login.id for login in ledger.of("key")} == {"one", "two"}
    ledger.end("one", "another key")  # not theirs
    assert ledger.find("one")
    ledger.end("one", "key")
    assert ledger.find("one") is None
    assert [login.id for login in ledger.of("key")] == ["two"]


def test_a_login_that_is_used_lasts_and_one_that_is_not_ends(ledger: Ledger, now: list[float]) -> None:
    ledger.open("used", "key", "")
    ledger.open("idle", "key", "")
    for _ in range(3):
        now[0] += 300
        assert ledger.find("used")
    assert ledger.find("idle") is None
    while now[0] < 1_000_000 + LONGEST:
        assert ledger.find("used")
        now[0] += 300
    assert ledger.find("used") is None  # at last it ends however much it is used


def test_what_is_kept_outlives_the_process_and_is_its_owners_only(ledger: Ledger, now: list[float]) -> None:
    ledger.open("one", "key", "")
    ledger.use("key")
    assert stat.S_IMODE(ledger.path.stat().st_mode) == 0o600
    later = Ledger(ledger.path, idle=600, clock=lambda: now[0] + 10)
    assert later.find("one")
    assert later.last_uses() == {"key": now[0]}


@pytest.mark.parametrize("spoiled", ["folder", "file", "while running"])
def test_a_file_that_cannot_be_used_is_no_reason_to_let_nobody_in(
    tmp_path: Path, spoiled: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "access.sqlite"
    ledger = Ledger(path, idle=600)
    if spoiled == "folder":
        path.mkdir()
    elif spoiled == "file":
        path.write_bytes(b"no database " * 100)
    else:
        ledger.open("before", "key", "")
        path.write_bytes(b"no database " * 100)
    ledger.open("one", "key", "")
    assert ledger.find("one")
    assert "access.sqlite cannot be used" in caplog.text
