"""Which verifier is opened, and what is said where that cannot be."""

from pathlib import Path

import pytest

from assistant.config import Config
from assistant.errors import SettingsError
from assistant.text.languages import Languages
from assistant.verifying.opening import open_by_model, open_verifiers
from index.verifying.english import EnglishComparer, EnglishVerifier


def test_without_a_setting_it_is_the_one_that_comes_along() -> None:
    english, comparer = open_verifiers(Config(), None)
    assert isinstance(english, EnglishVerifier)
    assert isinstance(comparer, EnglishComparer)
    assert english.signal != comparer.signal
    assert open_verifiers(Config(verifier="none"), None) == ()
    assert open_by_model(None, Languages.load()) is None


def test_a_model_that_is_not_set_is_missed() -> None:
    with pytest.raises(SettingsError, match="set ASSISTANT_LLM_URL"):
        open_verifiers(Config(verifier="model"), None)


def test_what_it_is_called_tells_which_model_it_is() -> None:
    model = {"verifier": "model", "llm_url": "http://127.0.0.1:9/v1", "llm_model": "m"}
    asking, resting = Config(**model), Config(**model, mode="extractive")  # type: ignore[arg-type]
    assert open_verifiers(asking, None) == ()  # asked once an answer, not for each reading
    assert (asking.verified_by, asking.verifies_by_model) == ("model m", True)
    assert (resting.verified_by, resting.verifies_by_model) == ("none", False)
    assert Config(verifier="model", llm_gguf=Path("a/b.gguf")).verified_by == "model b"
    assert Config(verifier="some/cross-encoder").verified_by == "some/cross-encoder"
