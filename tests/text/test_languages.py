"""The language of a text, told by its script."""

import pytest

from assistant.text.languages import Languages

LANGUAGES = Languages.load()


@pytest.mark.parametrize(
    ("text", "name"),
    [("How many lifts?", "en"), ("多少部电梯？", "zh"), ("CBD 怎么更新？", "zh"), ("Сколько?", None), ("42", None)],
)
def test_most_letters_decide(text, name):
    found = LANGUAGES.of(text)
    assert (found and found.name) == name
