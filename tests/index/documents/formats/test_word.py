import io

from docx import Document

from index.documents.formats.word import read_docx


def saved(headings):
    made = Document()
    if headings:
        made.add_heading("Plan", 0)
        made.add_heading("Trees", 1)
    made.add_paragraph("We plant 7.")
    made.add_paragraph("in cash", style="List Bullet")
    table = made.add_table(2, 2)
    for cell, words in zip(table._cells, ["Year", "Trees", "2030", "9"], strict=True):
        cell.text = words
    made.save(file := io.BytesIO())
    return file.getvalue()


def test_headings_by_style_make_it_markdown():
    assert read_docx(saved(True)) == (
        "# Plan\n\n## Trees\n\nWe plant 7.\n\n- in cash\n\n| Year | Trees |\n|---|---|\n| 2030 | 9 |",
        True,
    )


def test_without_them_it_is_plain_text():
    assert read_docx(saved(False)) == ("We plant 7.\n\n- in cash\n\nYear\tTrees\n2030\t9", False)
