"""The command line: what it prints, where, and its exit status."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant import __main__ as entry
from assistant.cli import app

Run = Callable[..., Result]


@pytest.fixture
def run(data: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ASSISTANT_DATA", str(data))
    monkeypatch.setenv("ASSISTANT_SEEDS", str(seeds))

    def invoke(*arguments: str, given: str | None = None) -> Result:
        return CliRunner().invoke(app, arguments, input=given)

    return invoke


def test_ask_prints_the_answer_and_its_place(run: Run) -> None:
    result = run("ask", "How many elevators will be installed in old residential buildings?")
    assert result.exit_code == 0
    assert "in old residential buildings. [1]" in result.stdout
    assert "[1] Report on the Work of the Government 2026 (Part V) · 6." in result.stdout


def test_ask_json_is_the_answer_format(run: Run) -> None:
    answer = json.loads(run("ask", "--json", "How many urban jobs will be created?").stdout)
    assert answer["status"] == "answered"
    assert "280,000" in answer["citations"][0]["quote"]


def test_ask_reads_standard_input(run: Run) -> None:
    result = run("ask", "-", given="How many urban jobs will be created?\n")
    assert "280,000" in result.stdout


def test_not_in_the_report_is_exit_status_1(run: Run) -> None:
    assert run("ask", "How do I bake sourdough bread?").exit_code == 1


def test_bad_question_is_one_line_and_exit_status_2(run: Run) -> None:
    result = run("ask", " ")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1] == "assistant: There is no question: write one."


def test_missing_seeds_are_named(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_SEEDS", str(tmp_path / "none"))
    result = run("ask", "How many jobs?")
    assert result.exit_code == 2
    assert "There is no folder" in result.stderr


def test_bad_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_TOP_K", "0")
    result = run("ask", "How many jobs?")
    assert result.exit_code == 2
    assert "ASSISTANT_TOP_K" in result.stderr


def test_index_up_to_date_says_so(run: Run) -> None:
    assert "is up to date: 2 documents" in run("index").stdout
    assert json.loads(run("index", "--json").stdout)["changed"] is False


def test_chat_follows_up_and_ends_at_an_empty_line(run: Run) -> None:
    result = run("chat", given="How many congestion relief projects will be completed?\nAnd dead-end roads?\n\n")
    assert result.exit_code == 0
    assert "Read as: How many dead-end roads" in result.stdout


def test_chat_goes_on_after_a_bad_question(run: Run) -> None:
    result = run("chat", given="???\nHow many urban jobs will be created?\n")
    assert "There is no question" in result.stdout
    assert "280,000" in result.stdout


def test_doctor_finds_all_in_order(run: Run) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    assert "BAD" not in result.stdout


def test_doctor_names_what_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "new"))
    result = run("doctor", "--json")
    assert result.exit_code == 2
    bad = [finding["subject"] for finding in json.loads(result.stdout) if not finding["good"]]
    assert bad == ["index"]


@pytest.mark.parametrize("command", ["index", "ask", "chat", "serve", "doctor"])
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    assert "Example:" in run(command, "--help").stdout


def test_module_entry_is_the_command() -> None:
    assert entry.main.__module__ == "assistant.cli"


def test_enriching_without_a_model_says_what_to_set(run: Run) -> None:
    result = run("index", "--enrich")
    assert result.exit_code == 2
    assert "ASSISTANT_LLM_URL" in result.stderr


def test_ask_explains(run: Run) -> None:
    made = json.loads(run("ask", "--json", "--explain", "How many urban jobs will be created?").stdout)
    assert made["explanation"]["parts"][0]["weighed"][0]["against"] is None
    assert "Kind: quantity" in run("ask", "--explain", "How many urban jobs will be created?").stdout
