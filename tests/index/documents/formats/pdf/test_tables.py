from index.documents.formats.pdf.lines import Line, Word
from index.documents.formats.pdf.tables import Columns, cells_of, rows_of


def line(top, *cells):
    """Return a line of cells, each (left, words), a word 20 points wide."""
    words = [
        Word(word, (left + 22 * number, top, left + 22 * number + 20, top + 10))
        for left, cell in cells
        for number, word in enumerate(cell.split())
    ]
    return Line(tuple(words), 10)


TABLE = [
    line(0, (200, "2024 in all")),
    line(12, (0, "Area"), (200, "first"), (300, "second")),
    line(24, (0, "North and"), (200, "44"), (300, "9")),
    line(36, (0, "of the river")),
    line(48, (0, "South"), (300, "12")),
]


def words_of(rows):
    return [[" ".join(word.text for word in cell) for cell in row] for row in rows]


def test_rows_with_their_heads():
    prose = line(80, (0, "and so it goes on from here to the end"))
    assert rows_of([*TABLE[:3], prose]) == [range(0, 3)]
    assert rows_of([prose, prose]) == []


def test_justified_lines_are_no_table():
    lines = [line(12 * row, (0, "we go on with this"), (140, "and that for all of them")) for row in range(4)]
    assert rows_of(lines) == []


def test_columns_are_those_of_the_fullest_rows():
    columns = Columns.of(TABLE)
    assert [left for left, _ in columns.spans] == [0, 200, 300]
    assert words_of([columns.row(TABLE[0]), columns.row(TABLE[4])]) == [["", "2024 in all", ""], ["South", "", "12"]]


def test_what_is_broken_over_lines_is_joined():
    rows = words_of(cells_of([TABLE[1], line(24, (0, "North")), line(36, (0, "(with hills)"), (200, "1"), (300, "2"))]))
    assert rows == [["Area", "first", "second"], ["North (with hills)", "1", "2"]]
