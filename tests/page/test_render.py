"""Answers as escaped HTML."""

from dataclasses import replace

from sample_answer import ANSWER, CITATION, OTHER, REFUSAL

from assistant.page.render import (
    answer_text_html,
    failure_html,
    message_html,
    question_html,
    read_as_html,
    shortened,
    stopped_html,
    streaming_html,
)
from assistant.page.wording import ENGLISH, wording
from assistant.schema import Notice, SectionRef

EVIL = "<script>alert(1)</script> [x](http://evil) ![y](http://evil/z.png) $$a$$ **b** [1]: http://evil"


def test_question_is_shown_as_typed() -> None:
    html = question_html(f"{EVIL}\nsecond line", "t1")
    assert "<script" not in html
    assert "<br>second line</h2></div>" in html
    assert 'id="asked-t1"' in html


def test_marker_links_to_its_source() -> None:
    html = message_html(ANSWER, ENGLISH, "t1")
    assert '<a class="cite" href="#src-t1-1" title="Source 1">1</a>' in html
    assert 'id="fold-t1-1"' in html


def test_numbers_come_with_the_end_of_the_stream() -> None:
    assert "cite" not in streaming_html("We will. [1]")


def test_record_is_part_of_the_message() -> None:
    assert "&quot;references&quot;: [{&quot;number&quot;: 1" in message_html(ANSWER)
    assert 'name="record"' not in failure_html("No.")


def test_stopped_and_failed_answers_can_be_asked_again() -> None:
    for html in (failure_html("<b>", ENGLISH, "t1"), stopped_html("<p>So far</p>", ENGLISH, "t1")):
        assert 'name="retry"' in html
        assert 'id="answer-t1"' in html
    assert "&lt;b&gt;" in failure_html("<b>")


def test_read_as_is_escaped_and_editable() -> None:
    assert 'value="&lt;b&gt; &quot;q&quot;"' in read_as_html('<b> "q"')


def test_labels_are_in_the_pages_language() -> None:
    html = message_html(ANSWER, wording("zh"))
    assert "已回答" in html
    assert "第 V 部分 · 第 8 节 · 第 4 段" in html


def test_decisive_words_are_bold_in_answer_and_source() -> None:
    assert "<strong>20 centers</strong>" in message_html(ANSWER)
    assert "<mark>We will add <b>20 centers</b>.</mark>" in message_html(ANSWER)


def test_every_piece_is_one_line() -> None:
    listed = replace(ANSWER, answer="Lead:\n\n- One. [1]\n- Two. [1]")
    assert "\n" not in message_html(listed)
    assert answer_text_html(listed.answer, "t1", own_words=True).count("<li>") == 2


def test_written_answers_say_so_and_what_was_changed() -> None:
    notice = Notice("sentences_changed", "Changed: <b>1</b>.")
    html = message_html(replace(ANSWER, mode="generative", notices=(notice,)))
    assert ENGLISH.model_words in html
    assert ENGLISH.own_words not in html
    assert '<p class="notice">Changed: &lt;b&gt;1&lt;/b&gt;.</p>' in html


def test_status_is_a_word() -> None:
    assert "Answered" in message_html(ANSWER)
    assert "Not in the report" in message_html(REFUSAL)


def test_refusal_shows_the_nearest_passages_without_numbers() -> None:
    html = message_html(REFUSAL)
    assert "Nearest passages" in html
    assert 'class="cite"' not in html
    assert "Copy with references" not in html


def test_hostile_document_is_shown_as_text() -> None:
    evil = replace(
        ANSWER,
        standalone_question=EVIL,
        citations=(replace(CITATION, quote=EVIL, title=EVIL, topic=EVIL, section=SectionRef("1", EVIL)),),
        passages=(replace(OTHER, text=EVIL, topic=EVIL),),
    )
    html = message_html(evil)
    assert "<script" not in html
    assert "<img" not in html


def test_hostile_markdown_in_an_answer_is_shown_as_text() -> None:
    html = answer_text_html("<script>x</script> [x](http://evil) ![y](http://evil/z.png)", "t1", own_words=True)
    assert "<script" not in html
    assert "href" not in html
    assert "<img" not in html


def test_nearest_passage_names_its_topic_once() -> None:
    html = message_html(REFUSAL)
    assert "paragraph 4 · Improve care</span><q>We will add" in html


def test_the_nearest_statement_is_quoted_once_and_leads_into_the_document() -> None:
    near = replace(CITATION, document_id=OTHER.document_id, start=OTHER.start, end=OTHER.end, url="/report/a?t=1#c1-2")
    html = message_html(replace(REFUSAL, passages=(OTHER,), nearest=near))
    assert '<div class="nearest">' in html
    assert html.count('href="/report/a?t=1#c1-2"') == 1
    assert html.count("<q>") == 1
    assert f"<q>{near.quote}</q>" in html


def test_question_in_another_language_is_no_error() -> None:
    html = message_html(replace(REFUSAL, status="rejected", reason="language", passages=()))
    assert '<span class="status absent">Not in the report’s language</span>' in html


def test_nearest_passages_end_with_a_sentence() -> None:
    assert shortened("One. " + "Two words. " * 60).endswith("words. …")
    assert shortened("word " * 80).endswith("word …")
    assert shortened("Short. ") == "Short."


def test_number_of_a_heading_is_shown_as_it_stands() -> None:
    html = message_html(replace(ANSWER, answer="Lead:\n\n- 1. One. [1]\n- 2. Two. [1]"))
    assert "<li>1. One. " in html
    assert "<ol>" not in html
