from index.documents.outline import read_outline
from index.documents.shape.speakers import speakers_of, who_speaks

SAID = ["MR. JOHN SAYRE, 44 Elm Court: I want to speak.", "MAYOR HENDRICKS: Thank you.", "PRESENT: Mayor Hendricks"]


def test_offices_and_names_before_a_colon_speak():
    assert speakers_of(SAID) == {"MR. JOHN SAYRE", "MAYOR HENDRICKS"}
    assert who_speaks(SAID[2], speakers_of(SAID)) is None


def test_a_name_that_opens_several_paragraphs_speaks():
    assert speakers_of(["王芳：同意。", "李明：反对。", "王芳：散会。"]) == {"王芳"}
    assert speakers_of(["Bus Fares: they rise.", "We go."]) == frozenset()


def test_who_said_it_is_part_of_the_place():
    blocks = read_outline("Minutes of it\n\nTALKS\n\n" + "\n\n".join(SAID), "a.txt").blocks
    assert [block.topic for block in blocks if block.kind == "paragraph"] == ["MR. JOHN SAYRE", "MAYOR HENDRICKS", None]
