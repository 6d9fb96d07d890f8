from index.documents.formats.pdf.lines import Line, Word


def test_gaps_and_cuts():
    line = Line((Word("a", (0, 0, 10, 10)), Word("b", (12, 0, 20, 10)), Word("c", (60, 0, 70, 10))), 10)
    assert line.gaps == ((20, 60),)
    assert [part.text for part in line.cut(40)] == ["a b", "c"]
    assert (line.left, line.right, line.top, line.bottom) == (0, 70, 0, 10)
