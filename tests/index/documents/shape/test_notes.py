from index.documents.outline import read_outline


def read(text, name):
    return [[unit.words(text) for unit in block.units] for block in read_outline(text, name).blocks]


def test_a_note_is_read_with_its_caller_and_stands_in_its_section():
    text = "# Plan\n\n## Cuts\n\nWe cut by half.[^1] We rest.\n\n## More\n\nWe go.\n\n[^1]: Against 2019.\n"
    block = read_outline(text, "a.md").blocks[-1]
    assert (block.section.title, block.units[0].reading.text) == ("Cuts", "We cut by half. — Against 2019.")
    assert text[block.units[0].start : block.units[0].end] == "[^1]: Against 2019."


def test_raised_figures_of_plain_text():
    text = "Plan of it\n\nWe cut by half¹ and rest.\n\n¹ Against 2019."
    assert read(text, "a.txt")[-1] == ["We cut by half¹ and rest. — Against 2019."]


def test_a_note_that_nothing_calls_is_a_paragraph():
    assert read("Plan of it\n\nWe go on.\n\n[1] Against 2019.", "a.txt")[-1] == []
