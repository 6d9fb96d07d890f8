import pytest

from index.documents.outline import read_outline


def head(text):
    outline = read_outline(text, "toc.txt")
    return outline.title, outline.publisher, outline.date


def test_a_cover_tells_title_publisher_and_date():
    text = (
        "CITY OF OAKS\n\nCITY COUNCIL MINUTES\n\nREGULAR MEETING\nTUESDAY, MARCH 14, 2023\n\nCALL TO ORDER\n\nWe met."
    )
    assert head(text) == ("CITY COUNCIL MINUTES", "CITY OF OAKS", "MARCH 14, 2023")
    assert read_outline(text, "a.txt").blocks[1].section.title == "CALL TO ORDER"


def test_a_cover_of_two_lines():
    assert head("ANNUAL REPORT 2023\nMinistry of Water\n\n1. Dams\n\nWe have 34.")[:2] == (
        "ANNUAL REPORT 2023",
        "Ministry of Water",
    )


def test_labelled_lines():
    text = "Subject: Bus fares\nFrom: Transport Office\nDate: 3 March 2025\n\nFares rise by 3 percent."
    assert head(text) == ("Bus fares", "Transport Office", "3 March 2025")


@pytest.mark.parametrize(
    "text", ["The office opens at nine.\nIt closes at five.\n\nWe rest.", "Note: we rest.\n\nMore."]
)
def test_prose_has_no_head(text):
    assert head(text) == ("toc", None, None)
