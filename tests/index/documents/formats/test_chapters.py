from index.documents.formats.chapters import read_chapter, with_plain_tables

PAGE = """<?xml version="1.0"?><html><head><title>x</title><script>y</script></head><body><nav>Home</nav>
<h1>Rules</h1><p>Keep&nbsp;quiet.<br/>Do not run.</p><div>Loose <b>words</b><p>inside</p> after</div>
<ul><li>Adults: 12 euros<ul><li>with a card: 10</li></ul></li></ul>
<table><caption>Fees</caption>
<tr><th rowspan="2">Branch</th><th colspan="2">2024</th></tr><tr><th>H1</th><th>H2</th></tr>
<tr><td>North</td><td>1</td><td>2</td></tr></table></body></html>"""


def test_blocks_in_their_order():
    assert read_chapter(PAGE).split("\n\n") == [
        "# Rules", "Keep quiet. Do not run.", "Loose words", "inside", "after",
        "- Adults: 12 euros\n  - with a card: 10", "Fees",
        "| Branch | 2024 | 2024 |\n|---|---|---|\n| Branch | H1 | H2 |\n| North | 1 | 2 |",
    ]  # fmt: skip


def test_nothing():
    assert read_chapter(" ") == ""


def test_spanned_cells_and_captions_of_a_page():
    plain = with_plain_tables(PAGE)
    assert plain.index("<p>Fees</p>") < plain.index("<table>")
    assert plain.count("<th>2024</th>") == plain.count("<th>Branch</th>") == 2
    assert with_plain_tables("<table><tr><td>1</td></tr></table>") == "<table><tr><td>1</td></tr></table>"
