"""Of which work something is asked."""

import pytest

from assistant.evidence.alternatives.works import leaves_work_open, works_meant
from assistant.language.loading import load_language
from assistant.question.reading import read_question

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("asked", "is_open"),
    [
        ("What are the opening hours?", True),
        ("How much is a ticket?", True),
        ("How much is a ticket in Larne?", False),
        ("What is planned for schools?", False),
    ],
)
def test_a_value_without_a_name_may_be_of_any_work(asked, is_open):
    assert leaves_work_open(read_question(asked, ENGLISH)) is is_open


def test_parts_of_one_work_are_not_chosen_between(engine):
    asked = "How many jobs will be created?"
    found = engine.finder.find(asked)
    assert not works_meant(engine.finder, read_question(asked, ENGLISH), found)
