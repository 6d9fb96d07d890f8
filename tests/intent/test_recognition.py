"""What a message wants: the share right on utterances that are no examples, and no question lost to courtesy."""

import json
from pathlib import Path

import pytest

from assistant.engine import Engine
from assistant.golden.questions import read_cases
from assistant.intent.examples import ACTS, COURTESIES
from assistant.intent.recognition import Recogniser
from assistant.language.loading import load_language
from assistant.language.schema import Language

HERE = Path(__file__).parent
LEAST = 0.95  # share of the utterances recognised
ENGLISH, CHINESE = load_language("en"), load_language("zh")


@pytest.fixture(scope="module")
def recogniser(engine: Engine) -> Recogniser:
    return Recogniser(engine.finder.linguist.encoder_of)


@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=lambda language: language.name)
@pytest.mark.parametrize("name", ["utterances", "held_out"])
def test_utterances_that_are_no_examples_are_recognised(recogniser: Recogniser, name: str, language: Language) -> None:
    lines = (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["language"] == language.name]
    if recogniser.encoder_of(language) is None:
        pytest.skip("no encoder reads that language here")
    found = [(recogniser.intent(row["text"], language) or "question", row["intent"]) for row in rows]
    assert sum(own == wanted for own, wanted in found) / len(found) >= LEAST
    assert all(own == wanted for own, wanted in found if wanted == "question")


@pytest.mark.parametrize("path", sorted((HERE.parent / "golden").glob("*.jsonl")), ids=lambda path: path.stem)
def test_no_question_is_lost_to_courtesy(path: Path, recogniser: Recogniser) -> None:
    for case in read_cases(path):
        language = CHINESE if path.stem == "chinese" else ENGLISH
        assert recogniser.intent(case.question, language) not in COURTESIES, case.question


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("Hello!", "greeting"),
        ("ok, thanks", "thanks"),
        ("Thank you, bye", "farewell"),
        ("No, not that one", "no"),
        ("Great, and now as a table please", "table"),
        ("thanks, how many elevators?", None),
        ("Where does it say that?", "where"),
        ("What do they do?", None),
        ("Why won't I be put to sleep?", None),
    ],
)
def test_pieces_of_a_message_are_taken_together(message: str, intent: str | None, recogniser: Recogniser) -> None:
    assert recogniser.intent(message, ENGLISH) == intent


def test_without_an_encoder_the_examples_own_words_are_recognised() -> None:
    deaf = Recogniser(lambda language: None)
    assert deaf.intent("你好！", CHINESE) == "greeting"
    assert deaf.intent("Could I have that as a table?", ENGLISH) is None


def test_every_kind_has_examples_in_every_language() -> None:
    for language in (ENGLISH, CHINESE):
        assert set(language.intents.courtesy) == set(COURTESIES)
        assert set(language.intents.acts) == set(ACTS)


def test_without_an_encoder_nothing_is_learned() -> None:
    deaf = Recogniser(lambda language: None)
    deaf.learn(ENGLISH)
    assert deaf.examples == {}


def test_learned_examples_are_there(recogniser: Recogniser) -> None:
    recogniser.learn(ENGLISH)
    assert "en" in recogniser.examples


@pytest.mark.parametrize("message", ["who do I text?", "Whom should I ask?", "who can we talk to?"])
def test_whom_to_turn_to_is_no_question_about_the_assistant(recogniser: Recogniser, message: str) -> None:
    assert recogniser.intent(message, ENGLISH) is None
    assert recogniser.intent("who am I talking to?", ENGLISH) == "identity"
