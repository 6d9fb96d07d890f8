"""A written sentence is held against the report's own ones."""

import pytest

from assistant.evidence.weights import Weights
from assistant.language.loading import load_language
from assistant.writing.support import Claim, Line, Verdict, check, in_own_figures
from index.vectors.encoder import OnnxEncoder

ENGLISH = load_language("en")

PLACE = "Report 2026 · 6. Renewing the city · Advance urban renewal"
TEXTS = (
    "We will inspect 507 units of dilapidated buildings, complete the renovation of over 300 old residential compounds,"
    " and install more than 800 elevators in old residential buildings.",
    "Another 35,000 parking spaces for motorized vehicles will be created near Tongzhou District.",
    "A total of five million square meters of illegal structures will be demolished.",
)


@pytest.fixture(scope="module")
def lines(encoder: OnnxEncoder) -> list[Line]:
    return [Line(text, ENGLISH, encoding, PLACE) for text, encoding in zip(TEXTS, encoder.encode(TEXTS), strict=True)]


def judge(text: str, lines: list[Line], encoder: OnnxEncoder) -> Verdict:
    return check(claim(text, encoder), lines, Weights.load().bar)


def claim(text: str, encoder: OnnxEncoder) -> Claim:
    return Claim(text, ENGLISH, encoder.encode([text])[0], {"parking", "elevators", "free", "illegal"})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (TEXTS[0], 0),
        ("More than 800 elevators will be installed in old residential buildings.", 0),
        ("The report says that over 800 elevators will be installed in old buildings.", 0),
        ("The city will create another 35,000 parking spaces near Tongzhou District.", 1),
        ("Illegal structures of 5,000,000 square meters will be demolished.", 2),
    ],
)
def test_what_the_report_says_rests_on_its_sentence(
    text: str, number: int, lines: list[Line], encoder: OnnxEncoder
) -> None:
    verdict = judge(text, lines, encoder)
    assert (verdict.fault, verdict.lines[0]) == (None, number)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("More than 900 elevators will be installed in old residential buildings.", "figure"),
        ("Less than 800 elevators will be installed in old residential buildings.", "figure"),
        ("800 elevators will be installed in old residential buildings.", "figure"),
        ("Another 35,000 parking spaces will be created near Chaoyang District.", "name"),
        ("Shanghai will create another 35,000 parking spaces.", "name"),
        ("More than 800 elevators will not be installed in old residential buildings.", "negated"),
        ("A total of five million square meters of illegal structures will be built.", "opposite"),
        ("The renovation of more than 800 old residential compounds will be completed.", "exchanged"),
        ("Free bananas are handed out to every visitor of the zoo.", "unsupported"),
        ("More than 800 elevators will be installed in old residential buildings, paid by donations.", "unsupported"),
        ("According to the report:", "empty"),
    ],
)
def test_what_it_does_not_say_is_told(text: str, fault: str, lines: list[Line], encoder: OnnxEncoder) -> None:
    assert judge(text, lines, encoder).fault == fault


def test_a_sentence_may_join_two(lines: list[Line], encoder: OnnxEncoder) -> None:
    text = "Another 35,000 parking spaces will be created, and more than 800 elevators will be installed."
    verdict = judge(text, lines, encoder)
    assert (verdict.fault, set(verdict.lines)) == (None, {0, 1})


def test_without_lines_nothing_stands(encoder: OnnxEncoder) -> None:
    assert judge(TEXTS[0], [], encoder).fault == "empty"


def test_figures_take_the_reports_own_form(lines: list[Line], encoder: OnnxEncoder) -> None:
    written = "5 million square meters and 35000 spaces."
    assert in_own_figures(claim(written, encoder), lines) == "five million square meters and 35,000 spaces."
    assert in_own_figures(claim(TEXTS[0], encoder), lines) == TEXTS[0]
