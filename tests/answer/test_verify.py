"""Each promise, kept and broken."""

from dataclasses import replace

import pytest

from assistant.answer.verify import figures, violations
from assistant.language.loading import load_language
from assistant.schema import Answer, Citation, PassageRef

ENGLISH = load_language("en")

TEXT = "Preface. We will add 5,000 beds in ten homes. The end."
DOCUMENTS = {"a.txt": TEXT}
QUOTE = "We will add 5,000 beds in ten homes."


def citation(number: int = 1, quote: str = QUOTE, start: int = 9) -> Citation:
    place = (None, None, None, None, 1, None)
    return Citation(number, "a.txt", "A", *place, quote, start, start + len(QUOTE), 0.9, "/report/a")


def answer(text: str = f"{QUOTE} [1]", *citations: Citation) -> Answer:
    return Answer("id", "q", "q", "answered", None, "extractive", text, citations or (citation(),))


def test_faithful_answer_has_no_violation() -> None:
    assert violations(answer(), DOCUMENTS, ENGLISH) == []


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (answer(f"{QUOTE} [1]", citation(quote=QUOTE.replace("add", "cut"))), "not the text"),
        (answer(f"{QUOTE} [1]", citation(start=8)), "not the text"),
        (answer("We will add 6,000 beds. [1]"), "6,000"),
        (answer("We will add 5 beds. [1]"), "figure 5 "),
        (answer("We will add beds in twelve homes. [1]"), "twelve"),
        (answer(f"In 2030 this happens.\n{QUOTE} [1]"), "2030"),
    ],
)
def test_broken_promise_is_named(broken: Answer, said: str) -> None:
    assert said in "; ".join(violations(broken, DOCUMENTS, ENGLISH))


def test_bold_inside_a_figure_is_markup_not_a_figure() -> None:
    assert violations(answer("We will add **5**,000 beds in ten homes. [1]"), DOCUMENTS, ENGLISH) == []


def test_figures_in_digits_and_words() -> None:
    assert figures("Ninety percent of 1,000, over 68% by 2026.", ENGLISH) == {
        "ninety",
        "percent",
        "1,000",
        "68%",
        "2026",
    }


def written(text: str) -> Answer:
    place = (PassageRef("a.txt", "Homes Plan", None, None, 1, None, TEXT, 0, len(TEXT), 0.9, "/report/a"),)
    return replace(answer(text), mode="generative", passages=place)


@pytest.mark.parametrize("text", ["In the Preface, 5,000 beds are added. [1]", "Homes get beds. [1]"])
def test_names_in_the_cited_passage_are_fine(text: str) -> None:
    assert violations(written(text), DOCUMENTS, ENGLISH) == []


@pytest.mark.parametrize("text", ["We will add beds in Great Atlantis. [1]", "Both the UNO and homes get beds. [1]"])
def test_a_name_that_the_cited_passage_has_not_is_named(text: str) -> None:
    assert "the name " in "; ".join(violations(written(text), DOCUMENTS, ENGLISH))


def test_names_of_an_extractive_answer_are_the_reports_own() -> None:
    assert (
        violations(replace(written("We will add beds in Atlantis City. [1]"), mode="extractive"), DOCUMENTS, ENGLISH)
        == []
    )


def test_a_refusal_may_name_where_the_nearest_passages_stand() -> None:
    said = "The report does not say this. The nearest passages stand under “Build the Beijing West Station”."
    refusal = replace(answer(), answer=said, status="not_in_report", mode="generative", citations=())
    assert violations(refusal, DOCUMENTS, ENGLISH) == []


def test_a_refusal_cites_nothing_so_its_text_has_no_figure_and_its_statement_is_the_documents() -> None:
    own = answer()
    near = replace(own.citations[0])
    refusal = replace(own, answer="The report does not say this.", status="not_in_report", citations=(), nearest=near)
    assert violations(refusal, DOCUMENTS, ENGLISH) == []
    assert "the figure" in violations(replace(refusal, answer=f"“{near.quote}”"), DOCUMENTS, ENGLISH)[0]
    elsewhere = replace(near, start=near.start + 1)
    assert "not the text at its offsets" in violations(replace(refusal, nearest=elsewhere), DOCUMENTS, ENGLISH)[0]
