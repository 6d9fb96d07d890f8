from index.documents.formats.pdf.lines import Line, Page, Word
from index.documents.formats.pdf.order import in_order, without_running_lines


def line(words, top, left=50.0):
    boxes = [(left + 30 * number, top, left + 30 * number + 28, top + 10) for number in range(len(words.split()))]
    return Line(tuple(map(Word, words.split(), boxes)), 10)


def test_what_stands_at_the_edge_of_every_page_is_left_out():
    pages = [Page((line(f"Plan page {n}", 20), line(f"Part {n} tells", 300)), 600, 800, str(n)) for n in (1, 2, 3)]
    assert [one.text for page in without_running_lines(pages) for one in page.lines] == [
        "Part 1 tells", "Part 2 tells", "Part 3 tells",
    ]  # fmt: skip


def test_cells_beside_each_other_are_a_row():
    assert [one.text for one in in_order([line("North", 100), line("44", 100, 200)])] == ["North 44"]


def test_what_stands_left_of_a_gutter_is_read_first():
    rows = [line("we write down here", 100 + 12 * n) for n in range(7)]
    beside = [line("you read over there", 100 + 12 * n, 320) for n in range(7)]
    across = [line("one long line over the whole width of the page and on", 90)]
    read = [one.text for one in in_order([*across, *(one for pair in zip(rows, beside, strict=True) for one in pair)])]
    assert read == [across[0].text, *(one.text for one in rows), *(one.text for one in beside)]


def test_names_and_figures_drawn_apart_are_rows():
    names = [line(name, 100 + 12 * n) for n, name in enumerate(("Staff", "Rents", "Total of it"))]
    figures = [line(figure, 100 + 12 * n, 300) for n, figure in enumerate(("1,040.35", "20.08", "1,060.43"))]
    drawn = [names[2], *figures[:2], *names[:2], figures[2]]
    assert [one.text for one in in_order(drawn)] == ["Staff 1,040.35", "Rents 20.08", "Total of it 1,060.43"]
