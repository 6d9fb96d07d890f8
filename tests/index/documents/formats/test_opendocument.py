import io
import zipfile

import pytest

from index.documents.formats.recognise import read_content

PARTS = """<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text>
<text:table-of-content><text:p>Aims 1</text:p></text:table-of-content>
<text:p text:style-name="Title">Well Plan</text:p><text:h text:outline-level="1">Aims</text:h>
<text:p>We dig<text:s/>wells.<text:note>
<text:note-body><text:p>As decided.</text:p></text:note-body></text:note></text:p>
<text:list><text:list-item><text:p>north</text:p><text:list><text:list-item><text:p>hills</text:p></text:list-item>
</text:list></text:list-item></text:list>
<table:table><table:table-row>
<table:table-cell table:number-columns-spanned="2"><text:p>Wells</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row><table:table-row><table:table-cell><text:p>North</text:p></table:table-cell>
<table:table-cell><text:p>4</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""


def odt(content):
    with zipfile.ZipFile(file := io.BytesIO(), "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", content)
    return file.getvalue()


def test_headings_notes_lists_and_tables():
    content = read_content(odt(PARTS), ".odt")
    assert content.text.split("\n\n") == [
        "# Well Plan", "## Aims", "We dig wells.", "As decided.", "- north\n  - hills",
        "| Wells | Wells |\n|---|---|\n| North | 4 |",
    ]  # fmt: skip


def test_entities_are_not_read():
    bomb = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + PARTS.replace("north", "&e;")
    with pytest.raises(ValueError, match="damaged"):
        read_content(odt(bomb), ".odt")
