import pytest

from assistant.evidence.whole.scope import read_scope
from assistant.language.loading import load_language
from assistant.question.reading import read_question

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("question", "numbers", "has_subject", "is_part"),
    [
        ("Summarise section 8", ["8"], False, False),
        ("Show me the fourth section", ["4"], False, False),
        ("Summarise the section on culture", ["5"], False, False),
        ("What does Part V cover?", [], False, True),
        ("What does Part VII cover?", [], True, False),
        ("What does section 7 say about rural roads?", ["7"], True, False),
    ],
)
def test_what_a_message_is_about(retriever, question, numbers, has_subject, is_part):
    scope = read_scope(read_question(question, ENGLISH), retriever.read(question), retriever.store)
    assert [heading.place.section.number for heading in scope.headings] == numbers
    assert (scope.has_subject, scope.is_part) == (has_subject, is_part)


def test_the_passages_are_those_of_the_section_or_the_document(retriever):
    question = "Summarise section 8"
    scope = read_scope(read_question(question, ENGLISH), retriever.read(question), retriever.store)
    assert {passage.place.section.number for passage in scope.passages} == {"8"}
