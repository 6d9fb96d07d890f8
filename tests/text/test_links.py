"""Addresses in the report."""

import pytest

from assistant.text.links import check, document_url, report_url


def test_link_holds_check_and_offsets() -> None:
    assert report_url("a.b.txt", 3, 9, "Plant trees.") == f"/report/a.b?t={check('Plant trees.')}#c3-9"


def test_check_is_eight_hex_digits_and_changes_with_a_figure() -> None:
    assert len(check("800 elevators")) == 8
    assert int(check("800 elevators"), 16) >= 0
    assert check("800 elevators") != check("900 elevators")


def test_white_space_does_not_count() -> None:
    assert check("800\u00a0 elevators\n") == check("800 elevators")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("plan.txt", "/report/plan"),
        ("plan.md", "/report/plan.md"),
        ("plan.md.txt", "/report/plan.md.txt"),
        ("a plan?#1.md", "/report/a%20plan%3F%231.md"),
        ("a/../b.txt", "/report/a~..~b"),
        ("2025/plan.pdf", "/report/2025~plan.pdf"),
        ("figures.txt", "/report/figures.txt"),
        ("计划.txt", "/report/%E8%AE%A1%E5%88%92"),
    ],
)
def test_name_is_escaped_and_no_page_of_ours_is_hidden(name: str, address: str) -> None:
    assert document_url(name) == address
