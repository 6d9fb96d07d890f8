"""Settings from the environment."""

from pathlib import Path

import pytest

from assistant.config import Config, shipped
from assistant.errors import SettingsError

ROOT = Path(__file__).parent.parent


def test_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_TOP_K", "5")
    assert Config.load().top_k == 5


def test_bad_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_TOP_K", "many")
    with pytest.raises(SettingsError, match=r"ASSISTANT_TOP_K cannot be 'many'"):
        Config.load()


def test_config_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Config().top_k = 3


def test_default_seeds_come_with_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Config().seeds_folder == shipped("seeds")


def test_named_seeds_are_used_even_where_they_are_missing(tmp_path: Path) -> None:
    assert Config(seeds=tmp_path / "none").seeds_folder == tmp_path / "none"


def test_child_process_gets_the_same_settings(tmp_path: Path) -> None:
    environment = Config(data=tmp_path, top_k=3).environment()
    assert (environment["ASSISTANT_DATA"], environment["ASSISTANT_TOP_K"]) == (str(tmp_path), "3")


def test_child_process_gets_the_key_that_nothing_else_shows() -> None:
    config = Config(llm_api_key="sk-secret")  # type: ignore[arg-type]
    assert config.environment()["ASSISTANT_LLM_API_KEY"] == "sk-secret"
    assert "sk-secret" not in f"{config!r} {config} {config.model_dump()} {config.model_dump_json()}"


def test_child_process_gets_nothing_for_what_is_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_RERANKER", "some-model")
    assert "ASSISTANT_RERANKER" not in Config(reranker=None).environment()


@pytest.mark.parametrize(
    ("settings", "writes"),
    [
        ({}, False),
        ({"llm_url": "http://127.0.0.1:9/v1"}, True),
        ({"llm_gguf": "m.gguf"}, True),
        ({"llm_gguf": "m.gguf", "mode": "extractive"}, False),
    ],
)
def test_a_model_writes_where_one_is_set_and_allowed(settings: dict[str, str], writes: bool) -> None:
    assert Config(**settings).writes is writes  # type: ignore[arg-type]


def test_as_many_questions_at_once_as_compute_or_wait_for_a_model(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert Config().asks_at_once == 3
    assert Config(llm_url="http://127.0.0.1:1/v1", llm_model="m").asks_at_once == 8
    assert Config(max_asks=5).asks_at_once == 5


@pytest.mark.parametrize("contact", ["Press office, press@example.org", " https://example.org/ask "])
def test_a_contact_is_a_line_of_text(monkeypatch: pytest.MonkeyPatch, contact: str) -> None:
    monkeypatch.setenv("ASSISTANT_CONTACT", contact)
    assert Config.load().contact == contact.strip()


@pytest.mark.parametrize("contact", [" ", "a\nb", "x" * 201, "javascript://alert", "https:///nowhere"])
def test_a_contact_that_cannot_be_shown_is_refused(monkeypatch: pytest.MonkeyPatch, contact: str) -> None:
    monkeypatch.setenv("ASSISTANT_CONTACT", contact)
    with pytest.raises(SettingsError, match="ASSISTANT_CONTACT"):
        Config.load()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://Report.example/", "https://Report.example"),
        (" http://10.0.0.4:8080/a/b-c/ ", "http://10.0.0.4:8080/a/b-c"),
    ],
)
def test_the_public_address_has_no_slash_at_its_end(given: str, kept: str) -> None:
    assert Config(public_url=given).public_url == kept.lower()


WRONG = [
    "report.example",
    "/assistant",
    "ftp://a.example",
    "https://a.example/?a=b",
    "https://a.example/a b",
    "https://a.example/../b",
    "https://u:p@a.example",
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_public_address_is_refused(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("ASSISTANT_PUBLIC_URL", wrong)
    with pytest.raises(SettingsError, match="ASSISTANT_PUBLIC_URL"):
        Config.load()


def test_a_stop_lets_every_answer_finish() -> None:
    assert Config().stop_after >= Config().ask_seconds
    unit = (ROOT / "deploy" / "assistant.service").read_text("utf-8")
    assert int(unit.partition("TimeoutStopSec=")[2].split()[0]) > Config().stop_after
