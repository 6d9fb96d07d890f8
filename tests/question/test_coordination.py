import pytest

from assistant.language.loading import load_language
from assistant.question.coordination import conjuncts, questions_in

ENGLISH, CHINESE = load_language("en"), load_language("zh")


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


@pytest.mark.parametrize(
    ("question", "readings"),
    [
        ("停车位和电梯各多少？", [("停车位多少？",), ("电梯多少？",)]),
        ("今年对老旧小区、城中村有什么安排？", [("今年对老旧小区有什么安排？",), ("今年对城中村有什么安排？",)]),
        ("2025年和2026年的增长率分别是多少？", [("2025年的增长率是多少？",), ("2026年的增长率是多少？",)]),
        ("为什么要建停车位？", []),
    ],
)
def test_chinese_things_are_asked_of_one_by_one(question, readings):
    assert [reading for _, reading in conjuncts(question, CHINESE)] == readings


def test_each_thing_is_a_question_where_that_is_said():
    assert questions_in("停车位和电梯各多少？", CHINESE) == [("停车位多少？",), ("电梯多少？",)]
    assert questions_in("停车位和电梯有多少？", CHINESE) == [("停车位和电梯有多少？",)]
    assert questions_in("How many lamps and chairs?", ENGLISH) == [("How many lamps and chairs?",)]
    asked = [("Lamps: how many will be hung?",), ("Old chairs: how many will be hung?",)]
    assert questions_in("lamps and old chairs, how many of each will be hung?", ENGLISH) == asked


@pytest.mark.parametrize(
    ("question", "readings"),
    [
        ("Set the new lamps beside the old chairs: how do they compare?", ["the new lamps", "the old chairs"]),
        ("What is higher, the share of lamps or the share of chairs?", ["the share of lamps", "the share of chairs"]),
        ("How does the hall compare to the gate?", ["the hall", "the gate"]),
    ],
)
def test_things_held_side_by_side_are_asked_of_one_by_one(question, readings):
    assert conjuncts(question, ENGLISH) == [(thing, (f"What about {thing}?",)) for thing in readings]


def test_a_question_held_against_a_thing_is_asked_as_it_is():
    found = conjuncts("How many lamps are hung compared to the number of chairs?", ENGLISH)
    assert [readings for _, readings in found] == [
        ("How many lamps are hung?",),
        ("What about the number of chairs?",),
    ]
