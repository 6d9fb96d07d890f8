"""Which script a text is written in."""

import pytest

from assistant.text.script import is_foreign, scripts, scripts_of

KNOWN = scripts_of(["Beijing (北京) will plant 700 trees along five streets.", "Two tram lines will open."])


def test_letters_are_counted_by_script() -> None:
    assert scripts("GDP 增长, 5%") == {"LATIN": 3, "CJK": 2}
    assert scripts("ＧＤＰ") == {"LATIN": 3}


def test_a_name_in_brackets_is_no_script_of_a_document() -> None:
    assert list(KNOWN) == ["LATIN"]
    assert scripts_of(["A plan for the trees of the city", "种树计划"]) == {"LATIN", "CJK"}


@pytest.mark.parametrize(
    ("question", "foreign"),
    [
        ("北京将种多少棵树？", True),
        ("GDP 增长目标是多少？", True),
        ("Сколько деревьев посадят?", True),
        ("How many trees (树)?", False),
        ("Où seront plantés les arbres ?", False),
        ("2026?", False),
    ],
)
def test_a_question_in_another_script_is_told(question: str, foreign: bool) -> None:
    assert is_foreign(question, KNOWN) is foreign
