"""In which language a question is, and whether it is read."""

from dataclasses import replace

import pytest

from assistant.engine import Engine
from assistant.language.loading import load_language
from assistant.question.linguist import Linguist
from assistant.text.tongue import Spoken

ASKED, CHINESE, FRENCH = "How many elevators will be installed?", "将加装多少部电梯？", "Quelles rues seront rénovées ?"


@pytest.fixture(scope="module")
def linguist(engine: Engine) -> Linguist:
    return engine.finder.linguist


@pytest.fixture(scope="module")
def alone(linguist: Linguist) -> Linguist:
    """One without the encoder of other languages."""
    return replace(linguist, foreign=None)


@pytest.mark.parametrize(
    ("text", "read_as", "code", "is_read"),
    [
        (ASKED, "en", "en", True),
        (CHINESE, "zh", "zh", True),
        (FRENCH, "en", "fr", False),
        ("Сколько лифтов установят?", "en", "ru", False),
        ("800?", "en", None, True),  # nothing tells
    ],
)
def test_a_question_is_read_in_its_own_language_or_that_of_the_documents(
    linguist: Linguist, text: str, read_as: str, code: str | None, is_read: bool
) -> None:
    spoken = linguist.spoken(text)
    assert (spoken.language.name, linguist.tongue_of(spoken), linguist.reads(spoken)) == (read_as, code, is_read)


def test_what_is_known_is_taken_for_the_same_text_alone(linguist: Linguist) -> None:
    known = Spoken(ASKED, load_language("zh"), None)
    assert linguist.spoken(ASKED, known) is known
    assert linguist.spoken(CHINESE, known).text == CHINESE


def test_each_language_has_the_encoder_that_reads_it(linguist: Linguist, alone: Linguist) -> None:
    english, chinese = linguist.languages.all
    assert (linguist.encoder_of(english), linguist.encoder_of(chinese)) == (linguist.encoder, linguist.foreign)
    assert (alone.encoder_of(english), alone.encoder_of(chinese)) == (linguist.encoder, None)
    assert (linguist.read_in, alone.read_in) == (("en", "zh"), ("en",))
    assert not alone.reads(alone.spoken(CHINESE))
