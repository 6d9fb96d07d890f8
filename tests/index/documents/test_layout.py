import pytest

from index.documents.layout import Layout, Rectangle, read_layouts, write_layouts

WORDS = [
    (0, 3, 1, (10.0, 10.0, 30.0, 20.0), 1.0),
    (4, 7, 1, (32.0, 10.0, 50.0, 20.0), 0.8),
    (8, 11, 1, (10.0, 22.0, 30.0, 32.0), 1.0),
    (13, 16, 2, (10.0, 10.0, 30.0, 20.0), 1.0),
]
LAYOUT = Layout.of(WORDS, [(600, 800), (600, 800)], ["i", "2"])


@pytest.mark.parametrize(
    ("span", "found"),
    [
        ((0, 11), [Rectangle(1, (10, 10, 50, 20)), Rectangle(1, (10, 22, 30, 32))]),
        ((5, 6), [Rectangle(1, (32, 10, 50, 20))]),
        ((9, 16), [Rectangle(1, (10, 22, 30, 32)), Rectangle(2, (10, 10, 30, 20))]),
        ((11, 13), []),
    ],
)
def test_rectangles_of_a_span(span, found):
    assert LAYOUT.rectangles(*span) == found


def test_certainty_and_labels():
    assert LAYOUT.certainty(0, 7) == pytest.approx(0.9)
    assert LAYOUT.certainty(8, 16) is None
    assert [LAYOUT.label(1), LAYOUT.label(2)] == ["i", None]


def test_a_layout_is_kept(tmp_path):
    write_layouts(tmp_path, {"a/b.pdf": LAYOUT})
    [(name, kept)] = read_layouts(tmp_path).items()
    assert name == "a/b.pdf"
    assert kept.rectangles(0, 16) == LAYOUT.rectangles(0, 16)
    assert kept.labels == LAYOUT.labels
