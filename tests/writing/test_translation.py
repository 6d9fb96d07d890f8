"""A model's translation of what was quoted: taken only with the quote's figures."""

from collections.abc import Iterator

import pytest

from assistant.config import Config, shipped
from assistant.language.loading import load_language
from assistant.prompt import Asked, Prompt
from assistant.text.languages import Languages
from assistant.writing.connection import Connection
from assistant.writing.model import Model, Piece
from assistant.writing.translation import Translator

QUOTES = ["We will plant more than 700 trees.", "Five million people come."]
GOOD = "1. 种植700多棵树。\n2. 五百万人前来。"


def translator(said: str, asked: list[Asked]) -> Translator:
    def source(what: Asked, connection: Connection) -> Iterator[Piece]:
        asked.append(what)
        yield said, "stop"

    prompt = Prompt.load(shipped("prompts"), "translation")
    return Translator(Model("m", source, Config()), prompt, 20, Languages.load().of, load_language("en"))


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (GOOD, ["种植700多棵树。", "五百万人前来。"]),
        (GOOD.replace("700", "800"), None),
        ("1. 种植700多棵树。", None),
        ("", None),
    ],
)
def test_every_line_has_the_figures_of_its_sentence(said: str, lines: list[str] | None) -> None:
    asked: list[Asked] = []
    assert translator(said, asked).translate("translate that", QUOTES) == lines
    assert len(asked) == 1


@pytest.mark.parametrize("request_", ["translate that", "翻译一下"])
def test_it_is_told_a_language_that_the_documents_are_not_in(request_: str) -> None:
    asked: list[Asked] = []
    translator(GOOD, asked).translate(request_, QUOTES)
    assert "<language>\n中文\n</language>" in asked[0].message
