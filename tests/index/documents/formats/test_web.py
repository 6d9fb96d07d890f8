import pytest

from index.documents.formats.web import read_html

PAGE = """<!doctype html><title>Library</title><script>alert(1)</script><nav><a href="/">Home</a></nav><main>
<p>The main library opens at 9 a.m. on weekdays and closes at 8 p.m., as the council decided in 2024.</p>
<h2>Fees</h2><p>A card costs 12 euros a year for adults. Children pay nothing at any branch of the library.</p>
<table><tr><th>Branch</th><th>Seats</th></tr><tr><td>North</td><td>120</td></tr></table></main>"""


def test_the_main_text_below_the_pages_title():
    text = read_html(PAGE)
    assert text.startswith("# Library\n\nThe main library opens")
    assert "## Fees" in text
    assert "| North | 120 |" in text
    assert not {"alert", "Home"} & set(text.replace("(", " ").split())


def test_a_page_without_text():
    with pytest.raises(ValueError, match="no main text"):
        read_html("<html><script>x</script></html>")


def test_the_lines_right_below_the_title_are_read():
    words = "The main library opens at nine on weekdays and closes at eight, as the council decided in 2024. "
    body = f"<article><h2>Hours</h2><p>{words * 3}</p><p>{words * 2}</p></article>"
    text = read_html(f"<title>Library</title><h1>Library</h1><p>Parks Office</p><p>2024-05-01</p>{body}")
    assert text.startswith("# Library\n\nParks Office\n\n2024-05-01\n\n")
