from types import SimpleNamespace

import pytest

from assistant.evidence.whole.scope import documents_called, of_number, read_scope
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.schema import Passage, Place, Section

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


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("show article 3", ["Article 3"]), ("show section 3", ["3", "Article 3"]), ("第三条", ["第三条"])],
)
def test_a_section_is_found_by_its_number_and_what_it_is_called(asked: str, expected: list[str]) -> None:
    numbers = ["3", "Article 3", "Article 4"] if asked.isascii() else ["第三条", "三"]
    headings = [Passage(n, n, 0, 9, "heading", Place("a.txt", "Act", section=Section(n, "Fees"))) for n in numbers]
    assert [one.place.section.number for one in of_number(headings, "3", asked) if one.place.section] == expected


@pytest.mark.parametrize(
    ("words", "few", "documents"),
    [
        ({"tenants", "guide"}, 2, {"guide.txt"}),
        ({"guide"}, 1, {"guide.txt"}),
        ({"guide"}, 2, set()),
        ({"guide", "schools"}, 1, set()),
    ],
)
def test_a_document_is_called_by_words_of_its_title(words: set[str], few: int, documents: set[str]) -> None:
    titles = {"guide.txt": "A Guide for Tenants", "plan.txt": "Schools Plan"}
    passages = [Passage(name, "", 0, 0, "paragraph", Place(name, title)) for name, title in titles.items()]
    assert documents_called(words, SimpleNamespace(passages=passages), few) == documents
