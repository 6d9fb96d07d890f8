import io
import zipfile

from index.documents.formats.recognise import read_content

SPACES = 'xmlns:p="p" xmlns:a="a" xmlns:r="r"'
SHAPE = '<p:sp><p:nvPr><p:ph type="{kind}"/></p:nvPr><p:txBody>{lines}</p:txBody></p:sp>'
TABLE = (
    '<p:graphicFrame><a:tbl><a:tr><a:tc gridSpan="2"><a:p><a:r><a:t>Wells</a:t></a:r></a:p></a:tc>'
    '<a:tc hMerge="1"/></a:tr><a:tr><a:tc><a:p><a:r><a:t>North</a:t></a:r></a:p></a:tc>'
    "<a:tc><a:p><a:r><a:t>4</a:t></a:r></a:p></a:tc></a:tr></a:tbl></p:graphicFrame>"
)


def shape(kind, *lines):
    return SHAPE.format(kind=kind, lines="".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines))


def test_slides_in_their_order():
    slides = [
        shape("ctrTitle", "Well Plan") + shape("sldNum", "1"),
        shape("body", "dig", "mend") + shape("title", "Aims") + TABLE,
    ]
    with zipfile.ZipFile(file := io.BytesIO(), "w") as made:
        listed = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in (1, 2))
        made.writestr("ppt/presentation.xml", f"<p:presentation {SPACES}>{listed}</p:presentation>")
        targets = "".join(f'<Relationship Id="r{n}" Target="slides/slide{3 - n}.xml"/>' for n in (1, 2))
        made.writestr("ppt/_rels/presentation.xml.rels", f"<Relationships>{targets}</Relationships>")
        for number, words in zip((2, 1), slides, strict=True):
            made.writestr(f"ppt/slides/slide{number}.xml", f"<p:sld {SPACES}>{words}</p:sld>")
        made.writestr("ppt/slides/_rels/slide1.xml.rels", '<R><x Id="r9" Target="../notesSlides/notesSlide1.xml"/></R>')
        made.writestr("ppt/notesSlides/notesSlide1.xml", f"<p:notes {SPACES}>{shape('body', 'Say why.')}</p:notes>")
    assert read_content(file.getvalue(), ".pptx").text.split("\n\n") == [
        "# Well Plan", "## Aims", "- dig\n- mend", "| Wells | Wells |\n|---|---|\n| North | 4 |", "Say why.",
    ]  # fmt: skip
