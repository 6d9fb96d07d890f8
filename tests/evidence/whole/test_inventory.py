"""All figures and names of a kind, complete and in order."""

import pytest

from assistant.evidence.whole.inventory import all_figures, answer_inventory
from assistant.language.loading import load_language
from assistant.question.reading import read_question

ENGLISH = load_language("en")


@pytest.fixture
def ask(retriever):
    return lambda text: answer_inventory(read_question(text, ENGLISH), retriever.read(text), retriever.store)


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        (
            "List all figures about transport",
            "over 40|93|50|eight|two|30|50|35,000|30,000|1,000|8,000",
        ),
        ("list all figures about housing", "ten|507|over 300|more than 800"),
        ("list all the numbers in section 3", "10,000|three|ten"),
        ("list every project with a number", "300|30"),
        ("Which numbers are given about jobs?", "at least 280,000|a minimum of 100,000"),
        ("list all percentages", "93|over 80|Ninety|68"),
    ],
)
def test_figures_of_a_subject_or_section(ask, question, amounts):
    assert [row.amount for row in ask(question).table] == amounts.split("|")


def test_a_subject_that_nothing_is_named_after_is_the_nearest_topic(ask):
    assert {item.passage.place.topic for item in ask("all figures about motoring").evidence} == {
        "Develop an integrated modern transport system"
    }


def test_each_sentence_stands_once_with_its_figures_marked(ask):
    found = ask("list all figures about transport")
    assert len(found.evidence) == 5
    first = found.evidence[0]
    assert [first.sentence.text[start:end] for start, end in first.decisive] == [
        "over 40 kilometers",
        "93%",
        "50 meters",
    ]
    assert found.table[0].section.number == "6"
    assert found.table[0].url.startswith("/report/001_")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Which rivers are mentioned?", ["Qinghe River", "Chaobai River"]),
        ("Which universities are named?", ["North China University of Technology"]),
        ("Which rivers are mentioned in section 10?", ["Chaobai River"]),
        ("list every museum that is named", ["Great Wall Museum of China", "Dahongmen museum"]),
        ("Which reservoirs does the report name?", ["Miyun Reservoir", "Erdaohe Reservoir"]),
    ],
)
def test_names_of_a_kind(ask, question, names):
    found = ask(question)
    assert [row.name for row in found.table] == names


@pytest.mark.parametrize(
    "question",
    [
        "Which dragons are mentioned?",
        "What is the number of elevators?",
        "Which rivers will be cleaned?",
        "figures of speech",
    ],
)
def test_other_questions_are_left_alone(ask, question):
    assert ask(question) is None


def test_a_row_tells_number_bound_clause_and_place(ask):
    rows = {row.amount: row for row in ask("list all figures about transport").table}
    assert [(rows[key].value, rows[key].bound) for key in ("over 40", "eight", "93", "35,000")] == [
        (40, "least"),
        (8, ""),
        (93, ""),
        (35000, ""),
    ]
    assert rows["30,000"].clause == "30,000 electric vehicle charging facilities will be created"
    assert (rows["two"].topic, rows["two"].paragraph) == ("Develop an integrated modern transport system", 4)


def test_every_figure_of_the_documents_is_a_row_to_the_letter(store):
    found = all_figures(store.passages, ENGLISH)
    assert len(found) > 50
    ratio = next(row for row in found if row.amount == "three-to-one")
    assert (ratio.value, ratio.unit) == (None, "ratio")
    assert all(row.clause in row.sentence and row.amount in " ".join(row.clause.split()) for row in found)
    assert all(row.document and row.url.startswith("/report/") for row in found)
