from index.documents.formats.markup import Cell, heading, item, spread


def test_spanned_cells_stand_in_every_column_and_row():
    rows = [
        [Cell("Area", rows=2), Cell("2024", columns=2)],
        [Cell("H1"), Cell("H2")],
        [Cell("North"), Cell("1"), Cell("2")],
    ]
    assert spread(rows) == [["Area", "2024", "2024"], ["Area", "H1", "H2"], ["North", "1", "2"]]


def test_a_cell_that_hangs_at_the_end():
    assert spread([[Cell("a"), Cell("b", rows=2)], [Cell("c")]]) == [["a", "b"], ["c", "b"]]


def test_marks():
    assert (heading(9, "a"), item(1, "b")) == ("###### a", "  - b")
