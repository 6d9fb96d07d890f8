import pytest

from assistant.evidence.cells import decisive_cell, together, with_rows
from assistant.evidence.choice import Evidence
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.documents.shape.inline import inline
from index.documents.shape.tables import bar_rows
from index.schema import Passage, Place, Reading, Sentence

TABLE = """| Depot | District | Opens on | Chargers |
|---|---|---|---|
| Ash | Fengtai | 2026-02-15 | 24 |
| Dogwood | Shunyi | 2026-05-15 | 12 |
| Elm | Daxing | 2026-05-15 | 36 |
"""


def evidence(text, start, end, reading, score):
    sentence = Sentence(
        f"{start}", "p", reading.text if reading else text[start:end], start, end, text[start:end], reading
    )
    return Evidence(sentence, Passage("p", text, 0, len(text), "paragraph", Place("a.md", "Depots")), score)


@pytest.fixture
def rows():
    units = bar_rows(TABLE, 0, len(TABLE), None, inline)
    return [evidence(TABLE, unit.start, unit.end, unit.reading, 0.9 - number / 10) for number, unit in enumerate(units)]


def ask(text):
    return read_question(text, load_language("en"))


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("How many chargers does Elm have?", "36"),
        ("In which district is the depot Elm?", "Daxing"),
        ("When does Elm open?", "2026-05-15"),
    ],
)
def test_the_cell_under_the_head_that_is_asked_for(rows, question, cell):
    sentence = rows[2].sentence
    assert sentence.text[slice(*decisive_cell(ask(question), sentence))] == cell


def test_rows_that_name_more_of_the_question_come_first(rows):
    ranked = with_rows(ask("How many chargers does Elm have?"), rows)
    assert ranked[0].sentence.id == rows[2].sentence.id
    assert [item.score for item in ranked] == sorted((item.score for item in rows), reverse=True)


def test_all_rows_that_name_as_much_and_no_other(rows):
    question = ask("Which depots open on 2026-05-15?")
    ranked = with_rows(question, rows)
    assert [item.sentence.start for item in together(question, ranked, ranked)] == [
        rows[1].sentence.start,
        rows[2].sentence.start,
    ]


def test_a_lead_in_gives_way_to_its_items():
    text = "- Pay the fee\n  - in cash\n  - by card"
    lead = evidence(text, 0, 13, None, 0.9)
    items = [evidence(text, 16, 25, Reading("Pay the fee — in cash", ((0, 13),), 14), 0.5)]
    assert [item.sentence.text for item in together(ask("How is the fee paid?"), [lead, *items], [lead])] == [
        "Pay the fee — in cash"
    ]
