"""Evidence into text with markers."""

from dataclasses import replace

import pytest

from assistant.answer.extract import embolden, extract, plain, whole_words
from assistant.evidence.choice import Evidence
from index.schema import Cell, Passage, Place, Reading, Section, Sentence

PLACE = Place("a.txt", "The Report", section=Section("8", "Health"), topic="Improve care", paragraph=3)


def evidence(text: str, *decisive: tuple[int, int], start: int = 10) -> Evidence:
    sentence = Sentence(f"a.txt:{start}s", "p", text, start, start + len(text))
    return Evidence(sentence, Passage("p", text, start, start + len(text), "paragraph", PLACE), 0.9, decisive)


def test_one_sentence_is_its_own_answer() -> None:
    made = extract([evidence("We will add 20 centers.")], "Lead:")
    assert made.text == "We will add 20 centers. [1]"
    assert [citation.number for citation in made.citations] == [1]


def test_three_sentences_become_a_list_under_the_lead_in() -> None:
    made = extract([evidence("One."), evidence("Two.", start=20), evidence("Three.", start=30)], "Lead:")
    assert made.text == "Lead:\n\n- One. [1]\n- Two. [2]\n- Three. [3]"


def test_joined_sentences_share_a_line() -> None:
    made = extract(
        [evidence("One."), replace(evidence("Two.", start=20), joined=True), evidence("Three.", start=30)], "Lead:"
    )
    assert made.text == "Lead:\n\n- One. [1] Two. [2]\n- Three. [3]"


def test_a_lead_that_is_part_of_the_answer_stands_before_one_sentence() -> None:
    assert extract([evidence("One.")], "No:", leads=True).text == "No: One. [1]"


def test_decisive_words_are_bold_and_white_space_is_plain() -> None:
    assert embolden(evidence("We add\xa020 centers.", (7, 9))) == "We add **20** centers."


@pytest.mark.parametrize(
    ("text", "span", "bold"),
    [
        ("Another 4,000 people.", (0, 9), "**Another 4,000** people."),
        ("About 1.5 km.", (8, 12), "About **1.5 km**."),
        ("We add 20, then stop.", (7, 9), "We add **20**, then stop."),
        ("In 2026, 5 came.", (9, 10), "In 2026, **5** came."),
        ("Reopening it.", (0, 2), "**Reopening** it."),
        ("停车费提高到6元。", (6, 8), "停车费提高到**6元**。"),
    ],
)
def test_bold_never_cuts_a_figure_or_a_word(text: str, span: tuple[int, int], bold: str) -> None:
    assert embolden(evidence(text, span)) == bold


def test_quote_keeps_its_letters() -> None:
    citation = extract([evidence("We add\xa020 centers.")], "").citations[0]
    assert (citation.quote, citation.start, citation.end) == ("We add\xa020 centers.", 10, 28)


def test_citation_carries_its_place() -> None:
    citation = extract([evidence("Yes.")], "").citations[0]
    assert citation.section is not None
    assert (citation.section.number, citation.topic, citation.paragraph) == ("8", "Improve care", 3)


def test_markdown_and_html_in_a_document_are_escaped() -> None:
    assert plain("<script>*x*[1](y)`$") == "\\<script\\>\\*x\\*\\[1\\](y)\\`\\$"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("6. Accelerating it", "6. Accelerating it"),
        ("- One", "\\- One"),
        ("# Head", "\\# Head"),
        ("6.5 km", "6.5 km"),
    ],
)
def test_a_sentence_never_begins_a_list_or_a_heading(text: str, written: str) -> None:
    assert embolden(evidence(text)) == written


def test_what_a_row_is_read_with_is_cited_where_it_has_figures() -> None:
    text = "| Sector | 2019 |\n| Transport | 410 |\n| Waste | 90 |\nBus | Stop"
    rows = [
        (18, 37, "Sector: Transport · 2019: 410", "| Transport | 410 |"),
        (38, 52, "Sector: Waste · 2019: 90", "| Waste | 90 |"),
    ]
    reading = Reading("", ((0, 17), (53, 63)), cells=(Cell((0, 6), (8, 17)),))
    made = extract(
        [
            replace(evidence(words), sentence=Sentence("s", "p", words, start, end, written, reading))
            for start, end, words, written in rows
        ],
        "",
        documents={"a.txt": text},
    )
    assert made.text == "Sector: Transport · 2019: 410 [1] [2] Sector: Waste · 2019: 90 [3] [2]"
    assert [citation.quote for citation in made.citations] == [
        "| Transport | 410 |",
        "| Sector | 2019 |",
        "| Waste | 90 |",
    ]
    assert made.citations[1].reading == "Sector · 2019"


def test_a_currency_sign_is_not_parted_from_its_figure():
    text = "A raft costs £6 an hour."
    assert text[slice(*whole_words(text, 14, 23))] == "£6 an hour"
