from assistant.evidence.whole.answers import answer_whole
from assistant.language.loading import load_language
from assistant.question.reading import read_question

ENGLISH = load_language("en")


def lead(question, retriever):
    query = retriever.read(question)
    told = answer_whole(read_question(question, ENGLISH), query, retriever.store, retriever.lexicon)
    return told and told.lead


def test_what_is_asked_for_decides_before_the_place_that_is_named(retriever):
    assert lead("list all figures in section 3", retriever) == "all_figures"
    assert lead("summarise section 3", retriever) == "in_outline"
    assert lead("What is the heading of section 3?", retriever) == "lead_in"


def test_a_question_about_the_contents_is_left_to_the_evidence(retriever):
    assert lead("How many elevators will be installed?", retriever) is None
