"""Where a source stands, in words."""

from dataclasses import replace

import pytest
from sample_answer import CITATION

from assistant.page.references import answer_with_references, place_line, reference, spoken_date
from assistant.schema import SectionRef


@pytest.mark.parametrize(("date", "spoken"), [("2026-02-15", "15 February 2026"), ("spring", "spring"), (None, None)])
def test_dates_are_spoken(date: str | None, spoken: str | None) -> None:
    assert spoken_date(date) == spoken


def test_place_names_part_section_and_paragraph() -> None:
    assert place_line(CITATION) == "Part V · Section 8 · paragraph 4"


def test_a_paragraph_that_has_a_number_of_its_own_is_cited_by_it() -> None:
    item = replace(CITATION, paragraph_label="8.3")
    assert place_line(item) == "Part V · Section 8 · paragraph 8.3"
    assert "paragraph 8.3)" in reference(item)
    assert "paragraph" not in reference(replace(item, topic="8.3 Care"))


@pytest.mark.parametrize("number", ["Article 8", "§ 8", "第八条"])
def test_a_number_that_says_what_it_is_is_no_section_besides(number: str) -> None:
    item = replace(CITATION, section=SectionRef(number, "Care"))
    assert place_line(item) == f"Part V · {number} · paragraph 4"
    assert f", {number}, " in reference(item)


def test_place_without_part_names_the_title_and_page() -> None:
    item = replace(CITATION, title="Plan <b>", section=None, page=3)
    assert place_line(item) == "Plan &lt;b&gt; · page 3 · paragraph 4"


def test_reference_is_ready_for_a_memo() -> None:
    assert reference(CITATION) == (
        "“We will add 20 centers.” (Report (Part V), Office, 2026-02-15, section 8, “Improve care”, paragraph 4)"
    )


def test_what_is_copied_of_a_row_reads_as_on_the_page_and_not_as_if_it_stood_so() -> None:
    row = replace(CITATION, quote="| Adult | 20 |", reading="Adult — Fee: 20")
    assert reference(row).startswith("Adult — Fee: 20 (Report (Part V)")


def test_copied_answer_is_plain_text_with_references() -> None:
    text = answer_with_references("We add **20** \\*. [1]", [CITATION])
    assert text.startswith("We add 20 *. [1]\n\n[1] “We will add 20 centers.”")
