"""Conversations as files."""

import gc
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document
from docx.opc.package import OpcPackage
from docx.styles.styles import Styles

from assistant.page.export import Conversation, address, shown, to_docx, to_markdown
from assistant.page.record import Record, Reference
from assistant.page.wording import ENGLISH, wording

REFERENCE = Reference(2, "a.txt", "We will add 20 centers.", 14, 37, "Plan, section 8", "/report/a?t=0a#c14-37")
RECORD = Record(
    "id", "And centers?", "How many centers?", "answered", "extractive",
    "Lead:\n\n- We will add **20 centers**. [2]\n- Not a \\[3\\] marker.", (REFERENCE,), "build",
)  # fmt: skip
CONVERSATION = Conversation("Centers", [RECORD, RECORD], "https://a.example")
EVIL = "<script>alert(1)</script> [x](http://evil) ![y](http://evil/z.png) # h\x00\x0b =1+1"


def words_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


def test_markdown_has_questions_answers_and_each_reference_once() -> None:
    text = to_markdown(CONVERSATION, ENGLISH)
    assert text.startswith("# Centers\n\n## And centers?\n\n*Read as:* How many centers?\n\n*Answered*\n\nLead:")
    assert "- We will add **20 centers**. \\[2\\]" in text
    assert text.count("“We will add 20 centers.” (Plan, section 8) <https://a.example/report/a?t=0a#c14-37>") == 1


def test_word_document_has_bold_words_raised_markers_and_references() -> None:
    paragraphs = Document(BytesIO(to_docx(CONVERSATION, wording("zh")))).paragraphs
    runs = [run for paragraph in paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.bold][:1] == ["20 centers"]
    assert [run.text for run in runs if run.font.superscript] == ["[2]", "[2]"]
    assert "来源" in [paragraph.text for paragraph in paragraphs]
    assert (
        paragraphs[-1].text == "[2] “We will add 20 centers.” (Plan, section 8) https://a.example/report/a?t=0a#c14-37"
    )


def test_a_row_is_written_as_it_reads() -> None:
    row = replace(REFERENCE, quote="| New | 20 |", reading="Centers — New: 20")
    saved = replace(CONVERSATION, records=[replace(CONVERSATION.records[0], references=(row,))])
    assert "\\[2\\] Centers — New: 20 (Plan, section 8)" in to_markdown(saved, ENGLISH)
    assert words_of(to_docx(saved, ENGLISH)).splitlines()[-1].startswith("[2] Centers — New: 20 (Plan")


def test_of_a_word_document_nothing_stays() -> None:
    gc.collect()
    gc.disable()  # Python's own search comes when so many objects are there, of which a document has few
    try:
        to_docx(CONVERSATION, ENGLISH)
        assert not [found for found in gc.get_objects() if issubclass(type(found), OpcPackage)]
    finally:
        gc.enable()


def test_lines_of_a_list_look_for_their_style_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked, find = list[object](), Styles.__getitem__
    monkeypatch.setattr(Styles, "__getitem__", lambda styles, name: looked.append(name) or find(styles, name))
    long = replace(CONVERSATION, records=[replace(RECORD, answer="- a\n" * 50)])
    document = Document(BytesIO(to_docx(long, ENGLISH)))
    assert [line.style.name for line in document.paragraphs].count("List Bullet") == 50
    assert looked.count("List Bullet") == 1


def test_an_address_in_word_can_be_followed_and_the_day_is_told() -> None:
    saved = datetime(2026, 3, 5, 9, tzinfo=UTC)
    document = Document(BytesIO(to_docx(replace(CONVERSATION, saved=saved), ENGLISH)))
    (link,) = document.paragraphs[-1].hyperlinks
    assert link.url == link.text == "https://a.example/report/a?t=0a#c14-37"
    assert document.paragraphs[1].text == "5 March 2026"
    assert document.core_properties.created == saved
    unplaced = Document(BytesIO(to_docx(replace(CONVERSATION, origin=""), ENGLISH)))
    assert not unplaced.paragraphs[-1].hyperlinks


def test_hostile_text_comes_out_as_text() -> None:
    evil = replace(RECORD, question=EVIL, answer=EVIL, references=(replace(REFERENCE, quote=EVIL, place=EVIL),))
    markdown = to_markdown(Conversation(EVIL, [evil]), ENGLISH)
    assert "<script" not in markdown.replace("\\<", "")
    assert "\x00" not in markdown
    assert "<script>alert(1)</script>" in words_of(to_docx(Conversation(EVIL, [evil]), ENGLISH))


@pytest.mark.parametrize("line", ["# a", "1. a", "- a", "> a", "===", "+ a"])
def test_a_line_cannot_become_a_heading_or_list(line: str) -> None:
    assert "\\" in shown(line)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example/", "/report/a> <script>"])
def test_only_addresses_in_the_report_are_written(url: str) -> None:
    assert address(replace(REFERENCE, url=url), "https://a.example") == "https://a.example"


def test_conversation_without_answers_is_a_title() -> None:
    assert to_markdown(Conversation("Empty", []), ENGLISH) == "# Empty\n"
    assert words_of(to_docx(Conversation("Empty", []), ENGLISH)) == "Empty"
