"""Who is meant by a name, as far as the documents tell."""

from collections.abc import Sequence

import pytest

from assistant.language.loading import load_language
from assistant.question.persons import as_documents_call
from index.schema import Sentence

ENGLISH = load_language("en")


def sentences(texts: Sequence[str]) -> list[Sentence]:
    return [Sentence(str(number), "p", text, 0, len(text)) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("asked", "told", "expected"),
    [
        ("What did Tom Hanlon say?", ["Mr Hanlon said so."], "What did Hanlon say?"),
        ("What did Mr Hanlon say?", ["Tom Hanlon said so."], "What did Hanlon say?"),
        ("Was Councillor Beddow there?", ["Present: Cllr. Beddow"], "Was Beddow there?"),
        ("Was T. Hanlon there?", ["Tom Hanlon came.", "Mr Hanlon left."], "Was Hanlon there?"),
        ("Is that Dr Voss's?", ["It is Dr Petra Voss’s."], "Is that Voss's?"),
        ("What did Mr Hanlon say?", ["Tom Hanlon came.", "Sarah Hanlon left."], "What did Mr Hanlon say?"),
        ("What did Tom Hanlon say?", ["Ms Hanlon came.", "Mr Hanlon left."], "What did Tom Hanlon say?"),
        ("What did Tom Hanlon say?", ["Nobody spoke."], "What did Tom Hanlon say?"),
        ("Where is Lake Placid?", ["It is at Lake Placid."], "Where is Lake Placid?"),
        ("Where is Lord Street?", ["It is in Old Lord Street."], "Where is Lord Street?"),
        ("Where is Lady Margaret Hall?", ["It is at Lady Margaret Hall."], "Where is Lady Margaret Hall?"),
        ("What did Will Hanlon say?", ["Mr Hanlon said so."], "What did Will Hanlon say?"),
    ],
)
def test_the_only_one_of_a_surname_is_called_by_it(asked, told, expected):
    assert as_documents_call(asked, sentences(told), ENGLISH)[0] == expected


@pytest.mark.parametrize(
    ("asked", "told", "is_stranger"),
    [
        ("What did Sarah Hanlon say?", ["Tom Hanlon came.", "Mr Hanlon said so."], True),
        ("What did Sarah Voss say?", ["Dr Petra Voss said so."], True),
        ("What did Tom Hanlon say?", ["Tom Hanlon came.", "Mr Hanlon said so."], False),
        ("What did Sarah Hanlon say?", ["Mr Hanlon said so."], False),
        ("Where is Green Park?", ["It is in Hyde Park."], False),
    ],
)
def test_another_first_name_is_another_person(asked, told, is_stranger):
    text, people = as_documents_call(asked, sentences(told), ENGLISH)
    assert people.has_stranger is is_stranger
    assert text == asked or people.surnames
