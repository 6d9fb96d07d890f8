import pytest
from drawn_pdf import pdf

from index.documents.formats.pdf.text import read_pdf
from index.documents.outline import read_outline

FIRST = [
    (50, 760, 24, "Water Report"),
    (50, 700, 11, "The ministry manages 34 dams and it has"),
    (50, 686, 11, "inspected all of them."),
    (50, 640, 11, "Region"), (200, 640, 11, "2024"),
    (50, 626, 11, "North"), (200, 626, 11, "44,000"),
    (50, 612, 11, "South"), (200, 612, 11, "87,000"),
    (50, 40, 8, "Page 1 of 2"),
]  # fmt: skip
SECOND = [(50, 700, 11, "A permit costs 45 euros."), (50, 40, 8, "Page 2 of 2")]


def test_paragraphs_columns_and_pages():
    text, _ = read_pdf(pdf(FIRST, SECOND))
    outline = read_outline(text, "a.pdf", ".txt")
    found = [
        ([unit.words(text) for unit in b.units] or text[b.start : b.end], outline.page(b.start)) for b in outline.blocks
    ]
    assert found == [
        ("Water Report", 1),
        ("The ministry manages 34 dams and it has\ninspected all of them.", 1),
        (["Region: North · 2024: 44,000", "Region: South · 2024: 87,000"], 1),
        ("A permit costs 45 euros.", 2),
    ]


def test_every_word_has_its_place():
    text, layout = read_pdf(pdf(FIRST, SECOND))
    start = text.index("it has\ninspected all")
    first, second = layout.rectangles(start, start + len("it has\ninspected all"))
    assert (first.page, second.page) == (1, 1)
    assert second.box[0] == pytest.approx(50, abs=1)
    assert 85 < first.box[1] < first.box[3] < second.box[3] < 120  # points from above
    words = [text[a:b] for a, b in layout.spans.tolist()]
    assert words == [word for word in text.split() if word != "|"]
    assert [one.page for one in layout.rectangles(text.index("A permit"), len(text))] == [2]
    assert layout.certainty(0, len(text)) is None


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page():
    left = [(50, 700 - 14 * row, 11, "The ministry manages the dams and it") for row in range(3)]
    right = [(320, 700 - 14 * row, 11, "inspects each of the old ones with") for row in range(3)]
    text, layout = read_pdf(pdf(left + right, [(50, 700, 11, "great care.")]))
    assert "\n\n" not in text.strip()
    assert text.index("inspects") > text.rindex("The ministry")
    assert [part.page for part in layout.rectangles(text.index("with\n\fgreat"), len(text))] == [1, 2]


@pytest.mark.parametrize(
    ("raw", "reason"), [(b"%PDF-1.7\n%%EOF", "damaged"), (pdf([(50, 700, 11, "")]), "pictures of pages")]
)
def test_what_cannot_be_read(raw, reason):
    with pytest.raises(ValueError, match=reason):
        read_pdf(raw)


def test_what_stands_largest_on_the_first_page_is_the_title():
    assert read_pdf(pdf(FIRST, SECOND))[1].title == "Water Report"
    assert read_pdf(pdf(SECOND))[1].title is None
