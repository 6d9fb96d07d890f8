import pytest

from index.documents.abbreviations import as_documents_have_it, read_abbreviations

TEXTS = [
    "The Oslo Lamp Fund (OLF) pays. The Oslo Lamp Fund grows. The oslo lamp fund buys.",
    "The NRC and the NRC meet. A museum of modern art (MMA) opens. AI helps.",
    "The Annual General Meeting. The annual general meeting ends. A Tram Repair Board and a Town Records Bureau.",
]


@pytest.fixture
def known():
    return read_abbreviations(TEXTS)


def test_the_form_that_is_used_more_often_is_known(known):
    assert known == {"OLF": "oslo lamp fund", "NRC": "", "MMA": "", "AI": ""}


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("What does the OLF pay?", "What does the oslo lamp fund pay?"),
        ("When does the Norwegian Rail Council meet?", "When does the NRC meet?"),
        ("When does the NRC meet?", "When does the NRC meet?"),
        ("Where is the Museum of Modern Art?", "Where is the Museum of Modern Art?"),
        ("Will new roads come?", "Will new roads come?"),
        ("What is the XYZ?", "What is the XYZ?"),
        ("When is the AGM?", "When is the annual general meeting?"),
        ("What does the TRB do?", "What does the TRB do?"),  # of two things
        ("What does Apple Inc sell?", "What does Apple Inc sell?"),
    ],
)
def test_a_question_is_brought_to_it(known, question, read):
    assert as_documents_have_it(question, known, TEXTS) == read


def test_initials_that_do_not_fit_give_no_full_form():
    assert read_abbreviations(["A lamp hung high (NRC) there, a lamp hung high."]) == {"NRC": ""}


def test_of_many_abbreviations_few_are_looked_for() -> None:
    texts = ["The Annual General Meeting, the Big Green Hall, the Old Town Club, the Tall Oak Wood."]
    asked = "AGM, BGH, OTC or TOW?"
    assert as_documents_have_it(asked, {}, texts) == "annual general meeting, big green hall, old town club or TOW?"
