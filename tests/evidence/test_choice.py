import pytest

from assistant.evidence.choice import (
    FACT,
    OTHER_YEAR,
    TOPIC,
    Evidence,
    belief,
    choose,
    denying,
    is_other_year,
    pointed,
    rank,
    speaks_of,
    those_counted,
)
from assistant.evidence.weights import Weights
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.retrieval.lexicon import Lexicon
from index.schema import Passage, Place, Sentence

PLAIN = Sentence("s", "p", "We go on.", 0, 9)

ENGLISH = load_language("en")


@pytest.fixture(scope="module")
def ask(retriever):
    lexicon, weights = Lexicon.of(retriever.store), Weights.load()

    def ranked(text):
        query = retriever.read(text)
        hits = retriever.retrieve(query, 24)
        return rank(read_question(text, ENGLISH), query, hits, retriever.store, lexicon, weights), hits

    return ranked


@pytest.mark.parametrize(
    ("question", "decisive"),
    [
        ("How many lifts will be added to old residential buildings?", "more than 800 elevators"),
        ("What share of village clinics is run by township medical centers?", "Ninety percent"),
        ("How many kilometers of greenways will be built?", "1,000 kilometers"),
        ("How many airports will get better ground connectivity?", "two airports"),
        ("How many hectares of grain?", "66,667 hectares"),
        ("Which museum will be reopened to the public?", "Great Wall Museum of China"),
        ("Which new growth drivers are named?", "6G technology, quantum technology, and biomanufacturing"),
    ],
)
def test_the_best_sentence_holds_the_answer_and_marks_it(ask, question, decisive):
    (first,) = pointed(read_question(question, ENGLISH), ask(question)[0][:1])
    assert [" ".join(first.sentence.text[start:end].split()) for start, end in first.decisive] == [decisive]


def test_scores_fall_and_are_probabilities(ask):
    scores = [item.score for item in ask("What about childcare?")[0]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_the_same_question_gives_the_same_ranking(ask):
    assert ask("Which museum reopens?")[0] == ask("Which museum reopens?")[0]


def test_nothing_is_chosen_from_nothing():
    assert choose(read_question("Which museum reopens?", ENGLISH), []) == []


def some(scores):
    return [Evidence(PLAIN, None, score) for score in scores]


def test_a_sure_sentence_stands_alone():
    assert len(choose(read_question("How many lamps?", ENGLISH), some([0.9, 0.1, 0.1]))) == 1


def test_doubt_is_shared_out_up_to_the_limit():
    scores = [0.3] * 10
    assert len(choose(read_question("How many lamps?", ENGLISH), some(scores))) == FACT[0]


def test_a_topic_takes_every_sentence_that_speaks_of_it_up_to_the_limit():
    topic = read_question("What about lamps?", ENGLISH)
    assert len(choose(topic, some([0.9] * 10))) == TOPIC[0]
    assert [item.score for item in choose(topic, some([0.9, 0.8, 0.2, 0.1]))] == [0.9, 0.8]
    assert len(choose(topic, some([0.3, 0.2, 0.1]))) == 2


def test_beliefs_sum_to_one():
    assert sum(belief(some([0.5, 0.2, 1.0]))) == pytest.approx(1)


def test_both_things_that_are_compared_are_answered(ask):
    text = "Compare the number of subway kilometers with the kilometers of rural roads."
    ranked, _ = ask(text)
    said = " ".join(" ".join(item.sentence.text.split()) for item in choose(read_question(text, ENGLISH), ranked))
    assert "over 40 kilometers" in said
    assert "300 kilometers of beautiful rural roads" in said


def test_a_sentence_on_another_year_is_hardly_believed(ask):
    ranked, _ = ask("What will happen by 2031?")
    others = [item.score for item in ranked if is_other_year(item.candidate)]
    assert 0 < max(others) <= OTHER_YEAR


def told(*texts):
    passage, at, made = Passage("p", " ".join(texts), 0, 1, "paragraph", Place("a.txt", "A")), 0, []
    for text in texts:
        made.append(Evidence(Sentence(text, "p", text, at, at + len(text)), passage, 0.5))
        at += len(text) + 1
    return made


def test_what_is_only_counted_is_followed_by_what_names_it():
    items = told("Two schools will be built.", "Mill School gets a hall.", "It is new.", "Weir School gets a yard.")
    asked = read_question("Which schools will be built?", ENGLISH)
    assert [one.sentence.text[:4] for one in those_counted(asked, items[::-1], items[:1])] == ["Mill", "Weir"]
    assert those_counted(read_question("How many schools?", ENGLISH), items, items[:1]) == []


def test_a_subject_is_spoken_of_where_all_its_words_are_said():
    items = told("A sector such as brain-computer interface grows.", "The brain is old.")
    assert speaks_of(read_question("What is said about brain-computer interfaces?", ENGLISH), items) == items[:1]
    assert speaks_of(read_question("What is said about computer games?", ENGLISH), items) == []
    assert speaks_of(read_question("Who has a brain?", ENGLISH), items) == []


def test_of_what_is_not_so_only_a_denial_is_told():
    texts = ("Campers must bring a lamp.", "Campers must not bring radios.")
    passage = Passage("p", " ".join(texts), 0, 57, "paragraph", Place("a.txt", "A"))
    plain, denial = [Evidence(Sentence(text, "p", text, 0, len(text)), passage, 0.5) for text in texts]
    assert denying(read_question("What must campers not bring?", ENGLISH), [plain, denial]) == [denial]
    assert denying(read_question("What must campers bring?", ENGLISH), [plain, denial]) == [plain, denial]
    assert denying(read_question("What must campers not bring?", ENGLISH), [plain]) == [plain]
