from assistant.evidence.whole.mentions import answer_mentions
from assistant.language.loading import load_language
from assistant.question.reading import read_question

ENGLISH = load_language("en")


def ask(question, store):
    return answer_mentions(read_question(question, ENGLISH), store)


def test_every_place_is_given_one_line_a_section(store):
    found = ask("Where is the Grand Canal mentioned?", store)
    assert found.lead == "mentioned"
    texts = [item.sentence.text for item in found.evidence]
    assert all("Grand Canal" in text for text in texts)
    assert [item.passage.place.section.number for item in found.evidence] == ["7", "9"]


def test_sentences_of_a_section_share_a_line(store):
    evidence = ask("Where are universities mentioned?", store).evidence
    numbers = [item.passage.place.section.number for item in evidence]
    assert [item.joined for item in evidence] == [n > 0 and numbers[n - 1] == one for n, one in enumerate(numbers)]


def test_the_question_may_be_worded_round_the_report(store):
    assert len(ask("Where does the report mention elevators?", store).evidence) == 1


def test_words_that_do_not_stand_side_by_side_are_no_mention(store):
    assert ask("Where is the grand museum mentioned?", store) is None


def test_other_questions_are_left_alone(store):
    assert ask("Where is the Grand Canal?", store) is None
