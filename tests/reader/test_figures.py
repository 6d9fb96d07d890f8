"""The figures that the documents promise."""

import pytest

from assistant.engine import Engine
from assistant.language.loading import load_language
from assistant.reader.figures import Figure, find_figures
from assistant.text.links import check
from index.schema import Passage, Place, Sentence

ENGLISH = load_language("en")


def figures(*texts: str) -> list[Figure]:
    sentences, start = [], 0
    for number, text in enumerate(texts):
        sentences.append(Sentence(f"a#{number}", "a", text, start, start + len(text)))
        start += len(text) + 1
    passage = Passage("a", " ".join(texts), 0, start, "paragraph", Place("a.txt", "A"), tuple(sentences))
    return find_figures([passage], ENGLISH)


def rows(*texts: str) -> list[tuple[str, str, str]]:
    return [(figure.amount, figure.unit, figure.clause) for figure in figures(*texts)]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("We will plant 700 trees.", ("700", "trees", "plant 700 trees")),
        ("We will build over 40 kilometers of road.", ("over 40", "kilometers", "build over 40 kilometers of road")),
        ("Ninety percent of clinics will open.", ("Ninety", "percent", "Ninety percent of clinics will open")),
        ("The share will rise to 68% of all places.", ("68", "%", "The share will rise to 68% of all places")),
        ("It must cost 100 billion yuan.", ("100 billion", "yuan", "It must cost 100 billion yuan")),
        (
            "We will keep a three-to-one ratio of old to new.",
            ("three-to-one", "ratio", "keep a three-to-one ratio of old to new"),
        ),
        ("We will bring the total number to 8,000.", ("8,000", "total number", "bring the total number to 8,000")),
    ],
)
def test_amount_unit_and_clause(text: str, row: tuple[str, str, str]) -> None:
    assert rows(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "Last year 700 trees were planted.",
        "We will carry out the three-year plan.",
        "We will extend Subway Line 22, with care.",
        "We will begin in 2026.",
        "We will upgrade the city's eight stations and two airports.",
        "We will work in the following ten areas.",
        "We will add 5 to 8 percent.",
        "We will improve the 300 projects.",
        "Nothing is counted here.",
        "",
    ],
)
def test_what_is_no_promise_gives_no_row(text: str) -> None:
    assert rows(text) == []


def test_clauses_of_a_row_are_told_apart() -> None:
    text = (
        "We will inspect 507 units of housing, complete the work, and install more than 800 elevators in old buildings."
    )
    learned = "We will install pipes. We will complete the road."
    assert rows(text, learned)[0] == ("507", "units", "inspect 507 units of housing")
    assert rows(text, learned)[1] == ("more than 800", "elevators", "install more than 800 elevators in old buildings")


def test_white_space_stays_as_it_is() -> None:
    assert rows("We will plant 1,000\u00a0young\ntrees.")[0] == (
        "1,000",
        "young\ntrees",
        "plant 1,000\u00a0young\ntrees",
    )


def test_every_row_of_the_report_is_verbatim(engine: Engine) -> None:
    found = find_figures(engine.store.passages, ENGLISH)
    assert len(found) > 30
    for figure in found:
        text = engine.store.documents[figure.place.document_id]
        sentence = figure.sentence
        assert text[figure.start : figure.start + len(figure.amount)] == figure.amount
        assert text[sentence.start : sentence.end] == sentence.text
        assert figure.clause in sentence.text
        assert figure.amount in figure.clause
        assert figure.unit in sentence.text
        assert figure.url.endswith(f"?t={check(sentence.text)}#c{sentence.start}-{sentence.end}")


def test_report_holds_its_targets(engine: Engine) -> None:
    found = {(figure.amount, figure.unit) for figure in find_figures(engine.store.passages, ENGLISH)}
    assert {("more than 800", "elevators"), ("another 800", "aging residential compounds"), ("93", "%")} <= found
