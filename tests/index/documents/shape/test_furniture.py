import pytest

from index.documents.shape.furniture import without_furniture


def left(text):
    kept = without_furniture(text)
    assert len(kept) == len(text)
    return kept.split()


def test_a_table_of_contents_is_left_out_with_its_heading():
    text = "Contents\n\n1. Dams ........ 3\n2. Fees ........ 7\n\n1. Dams\n\nWe have 34 dams.\n"
    assert left(text) == "1. Dams We have 34 dams.".split()


def test_contents_without_pages_are_headings_that_come_again():
    assert left("目录\n供水\n排水\n\n供水\n\n改造管网。\n\n排水\n\n新建管道。") == [
        "供水",
        "改造管网。",
        "排水",
        "新建管道。",
    ]


@pytest.mark.parametrize("line", ["Page 7 of 40", "- 3 -", "第3页 共10页", "7/40"])
def test_page_numbers_are_left_out(line):
    assert left(f"We go on.\n\n{line}\n\nWe stop.") == "We go on. We stop.".split()


def test_running_heads_are_lines_that_stand_at_the_edge_of_pages():
    pages = "\n\f".join(f"Water report\n\nText {number} goes on.\n\n{number}" for number in range(1, 5))
    assert left(pages) == [word for number in range(1, 5) for word in ("Text", str(number), "goes", "on.")]


@pytest.mark.parametrize("text", ["7", "Contents of the box\n\nTwo dams.", "North ... 3\n\nWe go."])
def test_what_is_said_stays(text):
    assert left(text) == text.split()
