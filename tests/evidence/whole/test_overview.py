"""A document or a section in short, in full, or one paragraph of it."""

import pytest

from assistant.evidence.whole.answers import answer_whole
from assistant.evidence.whole.overview import overview
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.manifest import Manifest
from index.retrieval.retriever import Retriever
from index.schema import Passage, Place, Sentence
from index.vectors.encoder import OnnxEncoder
from index.vectors.store import Store

ENGLISH = load_language("en")


def told(question, retriever):
    question, query = read_question(question, ENGLISH), retriever.read(question)
    return answer_whole(question, query, retriever.store, retriever.lexicon)


@pytest.fixture
def ask(retriever):
    def texts(question):
        found = told(question, retriever)
        return [" ".join(item.sentence.text.split()) for item in found.evidence] if found else None

    return texts


@pytest.fixture
def tiny_retriever(tiny_index):
    manifest = Manifest.read(tiny_index)
    return Retriever(Store(tiny_index), OnnxEncoder(tiny_index, manifest.encoder_digest, manifest.max_tokens))


@pytest.mark.parametrize(
    "question", ["What are the main points of the report?", "Give me an overview", "What is this document about?"]
)
def test_an_overview_gives_the_head_and_every_heading_with_its_first_sentence(ask, question):
    found = ask(question)
    assert found[:3] == [
        found[0],
        "Foreign Affairs Office of the People's Government of Beijing Municipality",
        "2026-02-15",
    ]
    assert [text.split(".")[0] for text in found if text[0].isdigit() and ". " in text] == list(map(str, range(1, 11)))
    assert any(text.startswith("We will continue to prioritize people's wellbeing") for text in found)


def test_any_document_has_an_overview(tiny_retriever):
    found = [item.sentence.text for item in told("Give me an overview", tiny_retriever).evidence]
    assert "We will mend 12 fountains before the summer comes." in found
    assert "Two tram lines will open in May." in found


def test_a_reference_of_the_document_is_no_point_of_it():
    texts = ["Ref. 2025/17", "Lessons cost 85 euros.", "Bring a towel."]
    passages = [
        Passage(text, text, 0, len(text), "paragraph", Place("a", "A", paragraph=number), (sentence(text),))
        for number, text in enumerate(texts, 1)
    ]
    found = [item.sentence.text for item in overview(passages, None, ENGLISH).evidence]
    assert found == texts[1:]


def sentence(text):
    return Sentence(text, text, text, 0, len(text))


def test_so_many_points_as_are_asked_for_each_with_its_figures(ask):
    heading, *points = ask("Summarise section 8 in three bullet points")
    assert heading.startswith("8. ")
    assert points[::2] == [
        "Promote high-quality and full employment.",
        "Improve healthcare for all.",
        "Improve the multi-tiered social security system.",
    ]
    assert "280,000 urban jobs" in points[1]


def test_a_section_may_be_named_by_what_it_treats(ask):
    assert ask("Summarise the part on science")[0].startswith("3. ")


def test_one_of_several_documents_is_covered_alone(ask):
    found = ask("What topics does Part V cover?")
    assert found[0].startswith("6. ")
    assert found[1] == "Advance urban renewal."
    assert not any(text.startswith("5. ") for text in found)


def test_a_section_in_full_has_every_sentence_of_it(ask, store):
    whole = [s for p in store.passages if p.place.section and p.place.section.number == "4" for s in p.sentences]
    assert len(ask("Show section 4")) == len(whole)


def test_a_paragraph_is_that_of_its_section(ask):
    heading, first, *_ = ask("Show me paragraph 3 of section 2")
    assert heading.startswith("2. ")
    assert first.startswith("We will introduce policies to boost service consumption")


@pytest.mark.parametrize(
    "question", ["paragraph 40 of section 2", "Give me an overview of elevators", "Show section 77"]
)
def test_what_is_not_there_is_not_told(ask, question):
    assert ask(question) is None


def test_the_end_of_one_document(ask):
    assert [text[:13] for text in ask("What does Part V end with?")] == ["Together, we "]


def test_a_long_section_is_told_in_short_where_it_is_asked_what_it_says(ask):
    assert 1 < len(ask("What does section 9 say?")) < len(ask("Show section 9"))
