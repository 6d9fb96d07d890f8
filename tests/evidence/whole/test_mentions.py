import pytest

from assistant.evidence.whole.mentions import answer_mentions, is_in, things_asked
from assistant.language.loading import load_language
from assistant.question.reading import read_question

ENGLISH = load_language("en")


@pytest.fixture
def ask(retriever):
    return lambda question: answer_mentions(read_question(question, ENGLISH), retriever.store, retriever.lexicon)


def test_every_place_is_given_one_line_a_section(ask):
    found = ask("Where is the Grand Canal mentioned?")
    assert found.lead == "mentioned"
    texts = [item.sentence.text for item in found.evidence]
    assert all("Grand Canal" in text for text in texts)
    assert [item.passage.place.section.number for item in found.evidence] == ["7", "9"]


def test_sentences_of_a_section_share_a_line(ask):
    evidence = ask("Where are universities mentioned?").evidence
    numbers = [item.passage.place.section.number for item in evidence]
    assert [item.joined for item in evidence] == [n > 0 and numbers[n - 1] == one for n, one in enumerate(numbers)]


def test_the_question_may_be_worded_round_the_report(ask):
    assert len(ask("Where does the report mention elevators?").evidence) == 1


def test_words_that_do_not_stand_side_by_side_are_no_mention(ask):
    assert ask("Where is the grand museum mentioned?") is None


def test_other_questions_are_left_alone(ask):
    assert ask("Where is the Grand Canal?") is None


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("All passages about museums, please.", ["museums"]),
        ("Everything the report says about rivers and lakes.", ["rivers", "lakes"]),
        ("In which places does the canal come up, and why?", ["the canal"]),
        ("Which measures concern private firms?", ["private firms"]),
        ("What does the report say in all about waste sorting?", ["waste sorting"]),
        ("List all the passages that mention the old street: what are the two?", ["the old street"]),
        ("List all measures for flood control.", ["flood control"]),
        ("Which section deals with jobs?", []),
        ("Where will the hall be built?", []),
    ],
)
def test_all_mentions_may_be_asked_for_in_many_ways(question, things):
    assert things_asked(read_question(question, ENGLISH)) == things


def test_each_of_several_things_is_looked_for(ask):
    texts = [item.sentence.text for item in ask("Where are elevators and museums mentioned?").evidence]
    assert any("elevators" in text for text in texts)
    assert any("museum" in text for text in texts)


def test_words_of_one_thing_may_be_turned_round():
    assert is_in(frozenset({"food", "safeti"}), "We will see to the safety of our food.")
    assert not is_in(frozenset({"food", "safeti"}), "Food is cheap, and all roads have gained in safety.")


def test_what_bears_on_a_thing_has_what_stands_under_its_heading_and_says_that_there_may_be_more(ask):
    found = ask("List all measures for healthcare.")
    assert (found.lead, found.is_open) == ("by_its_words", True)
    topics = {item.passage.place.topic for item in found.evidence}
    assert "Improve healthcare for all" in topics
    assert any("healthcare" not in item.sentence.text.lower() for item in found.evidence)
