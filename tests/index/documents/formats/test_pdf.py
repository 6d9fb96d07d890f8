import pytest

from index.documents.formats.pdf import Line, joined, page_text, read_pdf
from index.documents.outline import read_outline


def pdf(*pages):
    """Return a PDF whose pages hold lines as (x, y, size, words)."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        drawn = "".join(f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n" for x, y, size, words in lines).encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
        kids.append(len(objects) + 1)
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {len(objects)} 0 R"
        objects.append(f"{page}/Resources<</Font<</F1 3 0 R>>>>>>".encode())
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, words) for number, words in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


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
    text = read_pdf(pdf(FIRST, SECOND))
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


@pytest.mark.parametrize(
    ("raw", "reason"), [(b"%PDF-1.7\n%%EOF", "damaged"), (pdf([(50, 700, 11, "")]), "pictures of pages")]
)
def test_what_cannot_be_read(raw, reason):
    with pytest.raises(ValueError, match=reason):
        read_pdf(raw)


def test_broken_words_and_paragraphs_across_pages_are_joined():
    assert joined("we in-\nspect all\n\n\n\fof them") == "we inspect all\n\fof them"


def test_wide_blanks_of_a_full_line_are_no_columns():
    lines = [Line("We   go on", 0, 100, 20, 10), Line("and rest", 0, 60, 8, -2)]
    assert page_text(lines) == "We go on\nand rest"
