"""assistant key new | list | revoke."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.access.caller import Access
from assistant.access.keys import Keyring
from assistant.access.ledger import FILE
from assistant.cli import app
from assistant.config import Config


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_a_key_is_printed_once_listed_and_revoked(data: Path) -> None:
    made = run("key", "new", "intranet", "--scope", "ask", "--scope", "search")
    found = Keyring(data / "keys.json").find(made.stdout.strip())
    assert found is not None
    assert found.scopes == ("ask", "search")
    assert "intranet  ask, search" in run("key", "list").stdout
    assert [key["name"] for key in json.loads(run("key", "list", "--json").stdout)] == ["intranet"]
    assert run("key", "revoke", "intranet").exit_code == 0
    assert run("key", "list").stdout == ""


def test_a_key_without_scopes_is_for_a_person(data: Path) -> None:
    run("key", "new", "ann")
    assert run("key", "list").stdout.startswith("ann  ask, feedback, search")


def test_a_key_tells_how_long_it_lasts_and_when_it_was_used(data: Path) -> None:
    made = run("key", "new", "a", "--days", "30").stdout.strip()
    run("key", "new", "b")
    [first, second] = run("key", "list").stdout.splitlines()
    assert "until 20" in first
    assert first.endswith("never used")
    assert "until revoked" in second
    assert not (data / FILE).exists()  # looking makes no file
    access = Access(Config(data=data))
    assert access.holder(access.keyring.find(made), noted=True)
    [first, second] = run("key", "list").stdout.splitlines()
    assert "last used 20" in first
    assert second.endswith("never used")
    assert json.loads(run("key", "list", "--json").stdout)[0]["used"].endswith("+00:00")


def test_faults_are_one_line(data: Path) -> None:
    for arguments in (("revoke", "none"), ("new", "x", "--scope", "everything"), ("new", "../x")):
        result = run("key", *arguments)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["new", "list", "revoke"])
def test_every_command_has_an_example(command: str) -> None:
    assert "Example:" in run("key", command, "--help").stdout


def test_a_server_for_others_needs_to_know_who_may_come_in(data: Path) -> None:
    result = run("serve", "--host", "0.0.0.0", "--port", "0")
    assert result.exit_code == 2
    assert "assistant key new" in result.stderr


def test_embed_prints_what_to_paste_and_checks_the_origin(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "sites.toml").write_text('[intranet]\norigins = ["https://intranet.example"]\n')
    monkeypatch.setenv("ASSISTANT_SITES", str(data / "sites.toml"))
    monkeypatch.setenv("ASSISTANT_PUBLIC_URL", "https://intranet.example/assistant/")
    allowed = run("embed", "--site", "intranet", "--origin", "https://intranet.example/")
    assert allowed.exit_code == 0
    assert "<script src=" in allowed.stdout
    assert '<iframe src="https://intranet.example/assistant/embed?site=intranet"' in allowed.stdout
    assert json.loads(run("embed", "--site", "intranet", "--json").stdout)["origins"] == ["https://intranet.example"]
    refused = run("embed", "--site", "intranet", "--origin", "https://evil.example")
    assert refused.exit_code == 2
    assert "is not allowed" in refused.stderr
    refused = run("embed", "--site", "intranet", "--server", "http://127.0.0.1:7860")
    assert refused.exit_code == 2
    assert "ASSISTANT_PUBLIC_URL" in refused.stderr
