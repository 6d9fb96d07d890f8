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


PROSE = "This was the driest spring since our records began, and we met five times to speak of it."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ISLAND FERRY\nFARES AND CHARGES\n\nAdults pay 8 euros.", ("ISLAND FERRY", None, None)),
        ("青屏区工作报告（摘要）\n2026年1月16日在会议上\n\n我们种树。", ("青屏区工作报告（摘要）", None, "2026-01-16")),
        ("关于检查的通知\n\n榆城发〔2025〕78号\n\n我们种树。", ("关于检查的通知", None, None)),
        (f"Fen Board\nAnnual Report\n\nChair's Statement\n\n{PROSE}", ("Annual Report", "Fen Board", None)),
        ("Bin Guide\nIssued by Fen Council\n\nWe rest.", ("Bin Guide", "Fen Council", None)),
    ],
)
def test_more_heads(text, found):
    assert head(text) == found


def test_a_line_above_text_that_tells_its_kind_is_a_heading():
    blocks = read_outline(f"Fen Board\nAnnual Report\n\nChair's Statement\n\n{PROSE}", "a.txt").blocks
    assert blocks[-1].section.title == "Chair's Statement"
