"""Which questions may be kept with a sentence, and for what others are refused."""

from pathlib import Path

import pytest

from assistant.config import Config
from assistant.engine import Engine
from assistant.enriching.checks import Checks, Line, copies, is_one_question, lines_of
from assistant.enriching.reply import Proposed


@pytest.fixture(scope="module")
def checks(tiny_built: Path) -> Checks:
    engine = Engine.from_config(Config(seeds=tiny_built / "seeds", data=tiny_built / "data"))
    return Checks.over(engine.finder, engine.manifest)


def line_with(checks: Checks, words: str) -> Line:
    return next(line for line in lines_of(checks.finder.store.passages) if words in line.text)


@pytest.mark.parametrize(
    ("words", "question", "fault"),
    [
        ("700 trees", "How many trees will be planted along the streets?", None),
        ("700 trees", "Where will trees be planted?", None),
        ("700 trees", "Trees. Where? And when?", "form"),
        ("700 trees", "Will 900 trees be planted along streets?", "figure"),
        ("700 trees", "How many trees are the 700 trees along 5 streets?", "answer"),
        ("a bench", "How many benches will streets get?", "no figure"),
        ("700 trees", "Will trees be planted along Nanjing Road?", "name"),
        ("700 trees", "Is it so that we will plant 700 trees along 5 streets?", "copy"),
        ("700 trees", "What does a tram ticket cost for children?", "no figure"),
        ("a bench", "Which tram lines will open?", "unlike"),
        ("700 trees", "Which fountains will be mended before summer?", "far"),
    ],
)
def test_a_question_is_held_against_its_sentence(checks: Checks, words: str, question: str, fault: str | None) -> None:
    faults = {fault} if fault != "unlike" else {"unlike", "far"}
    assert checks.fault(Proposed(question, "en", True), line_with(checks, words)) in faults


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ("How many trees will be planted along streets?", "answered"),
        ("Where will trees be planted in Nanjing?", None),
        ("How many trees will be planted along 9 rivers?", None),
    ],
)
def test_a_near_miss_is_not_answered_by_the_same_figures(checks: Checks, question: str, fault: str | None) -> None:
    assert checks.fault(Proposed(question, "en", False), line_with(checks, "700 trees")) == fault


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("How many trees?", True),
        ("Trees?", False),
        ("How? Why?", False),
        ("种多少树？", True),
        ("W" * 400 + " a b?", False),
    ],
)
def test_one_question_has_one_mark_at_its_end(text: str, is_one: bool) -> None:
    assert is_one_question(text) is is_one


def test_most_of_a_sentence_is_a_copy() -> None:
    assert copies("Will we plant 700 trees along 5 streets?", "Plant 700 trees along 5 streets.")
    assert not copies("Where will the 700 trees be planted?", "We will plant 700 trees along 5 streets.")
    assert copies("我们会种七百棵树吗？", "我们会种七百棵树。")


def test_the_command_that_opens_a_paragraph_is_no_sentence_to_ask_about(checks: Checks) -> None:
    texts = [line.text for line in lines_of(checks.finder.store.passages)]
    assert "Plant trees." not in texts
    assert "Every street gets a bench." in texts
