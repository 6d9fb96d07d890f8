import pytest

from assistant.language.loading import load_language
from assistant.question.coordination import conjuncts

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("question", "readings"),
    [
        (
            "How many nursery and primary school places will be created?",
            [
                ("How many nursery will be created?", "How many nursery places will be created?"),
                ("How many primary school places will be created?",),
            ],
        ),
        (
            "What is planned for rivers as well as lakes?",
            [("What is planned for rivers?",), ("What is planned for lakes?",)],
        ),
        (
            "What about lamps, chairs and halls in the old town?",
            [(f"What about {thing} in the old town?",) for thing in ("lamps", "chairs", "halls")],
        ),
    ],
)
def test_things_share_what_is_asked_of_them(question, readings):
    assert [asked for _, asked in conjuncts(question, ENGLISH)] == readings


@pytest.mark.parametrize("question", ["How many lamps are there?", "When and where is it?", "lamps and"])
def test_nothing_is_joined(question):
    assert conjuncts(question, ENGLISH) == []
