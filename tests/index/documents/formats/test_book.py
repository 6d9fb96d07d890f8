import io
import zipfile

from index.documents.formats.recognise import read_content

PACKAGE = """<package xmlns="o" xmlns:dc="d"><metadata><dc:title>Well Book</dc:title>
<dc:publisher>Well Press</dc:publisher>
</metadata><manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="b" href="t/two%201.xhtml"/>
<item id="a" href="t/one.xhtml"/></manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine>
</package>"""


def test_chapters_in_the_order_in_which_they_are_read():
    parts = {
        "META-INF/container.xml": '<container xmlns="c"><rootfile full-path="O/p.opf"/></container>',
        "O/p.opf": PACKAGE,
        "O/nav.xhtml": "<html><body><a>Contents</a></body></html>",
        "O/t/one.xhtml": "<html><body><h2>First</h2><p>We dig.</p></body></html>",
        "O/t/two 1.xhtml": "<html><body><h2>Second</h2></body></html>",
    }
    with zipfile.ZipFile(file := io.BytesIO(), "w") as made:
        for name, words in parts.items():
            made.writestr(name, words)
    assert read_content(file.getvalue(), ".epub").text.split("\n\n") == [
        "# Well Book", "Publisher: Well Press", "## First", "We dig.", "## Second",
    ]  # fmt: skip
