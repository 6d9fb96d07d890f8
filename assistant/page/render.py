"""Answers as escaped HTML: the message in the chat.

Every word of a question, an answer or a document passes ``html.escape``. Each piece is one
line, since a blank line would end an HTML block inside Markdown.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

from markdown_it import MarkdownIt

from assistant.page.below import contact_html, table_html
from assistant.page.cards import folded_html, holds
from assistant.page.record import Shown, record_of, renumbered, to_json
from assistant.page.references import answer_with_references, place_line, reference_parts
from assistant.page.wording import ENGLISH, Wording
from assistant.schema import MARKER, Answer, Citation, PassageRef, Status

NUMBERED = re.compile(r"^((?:- )?\d+)(?=[.)]\s)", re.MULTILINE)  # "6. Accelerating" is a heading's number, no list
KIND: dict[Status, str] = {
    "answered": "answered",
    "partly_answered": "partly",
    "not_in_report": "absent",
    "needs_clarification": "absent",
    "conversation": "talk",
    "rejected": "rejected",
}
LONG, LONG_LINES = 360, 5  # characters, lines of a question that is not shown whole at once
LONGEST_NEAREST = 280  # characters of a nearest passage that a refusal shows
NEAREST = 2
ALONE: Mapping[str, int] = MappingProxyType({})  # the numbers of sources where nothing was said before


def one_line(html: str) -> str:
    return " ".join(html.split())


def question_html(question: str, turn: str = "", words: Wording = ENGLISH) -> str:
    """Return a question as it was typed, nothing in it interpreted; a long one is folded."""
    lines = question.splitlines()
    is_long = len(question) > LONG or len(lines) > LONG_LINES
    whole = f'<button class="button whole" type="button" name="whole">{words.whole}</button>' if is_long else ""
    heading = f"<h2>{'<br>'.join(escape(line) for line in lines)}</h2>"
    return f'<div class="asked{" long" if is_long else ""}" id="asked-{turn}">{heading}{whole}</div>'


def message_html(
    answer: Answer,
    words: Wording = ENGLISH,
    turn: str = "",
    known: Mapping[str, int] = ALONE,
    suggestions: Sequence[str] = (),
) -> str:
    """Return a finished answer for the chat; ``turn`` makes its ids unique on the page.

    ``known`` are the numbers that sources have in the conversation so far; ``suggestions`` go into its record.
    """
    shown = renumbered(answer, known)
    body = [
        answer_text_html(shown.text, turn, own_words(answer), words),
        table_html(answer, words),
        notices_html(answer),
        contact_html(answer.contact, words),
        nearest_html(answer, words) if answer.status == "not_in_report" else "",
        folded_html(shown, words, turn),
        foot_html(shown, words, suggestions),
    ]
    kind = "absent" if answer.reason == "language" else KIND[answer.status]
    label = words.status(answer.status, answer.reason)
    return framed("".join(body), kind, label, mode_html(answer, words), turn)


def failure_html(sentence: str, words: Wording = ENGLISH, turn: str = "") -> str:
    """Return why a question was not answered, for the chat."""
    said = f'<div class="text said"><p>{escape(sentence)}</p></div>{again_html(words)}'
    return framed(said, "rejected", words.not_answered, "", turn)


def stopped_html(so_far: str, words: Wording, turn: str) -> str:
    """Return what was said of an answer before it was stopped; ``so_far`` is HTML of our own."""
    return framed(f"{so_far}{again_html(words)}", "absent", words.stopped, "", turn)


def framed(body: str, kind: str, label: str, mode: str, turn: str) -> str:
    head = f'<div class="answer-head"><span class="status {kind}">{label}</span>{mode}</div>'
    return one_line(f'<div class="answer" id="answer-{turn}">{head}{body}</div>')


def read_as_html(question: str, words: Wording = ENGLISH) -> str:
    """Return how a follow-up was understood, with a button to correct it."""
    return (
        f'<p class="read-as">{words.read_as} <b title="{escape(question)}">{escape(question)}</b> '
        f'<button class="button edit" type="button" name="edit" value="{escape(question)}">{words.edit}</button></p>'
    )


def mode_html(answer: Answer, words: Wording) -> str:
    """Return whose words the answer is in; nothing for a refusal."""
    manner = words.own_words if own_words(answer) else words.model_words
    return f'<span class="mode">{manner}</span>' if answer.citations else ""


def notices_html(answer: Answer) -> str:
    """Return what is to be known of how the answer came about."""
    return "".join(f'<p class="notice">{escape(notice.text)}</p>' for notice in answer.notices)


def own_words(answer: Answer) -> bool:
    return bool(answer.citations) and answer.mode == "extractive"


def answer_text_html(markdown: str, turn: str, own_words: bool, words: Wording = ENGLISH) -> str:
    """Return an answer's Markdown as HTML, its markers as links to their sources."""
    html = MarkdownIt("zero").enable(["emphasis", "list", "escape", "table"]).render(NUMBERED.sub(r"\1\\", markdown))
    linked = MARKER.sub(lambda match: marker_html(turn, match[1], words), html)
    return one_line(f'<div class="text {"report-words" if own_words else "said"}">{linked}</div>')


def streaming_html(markdown: str, words: Wording = ENGLISH) -> str:
    """Return the text so far; its sources get their numbers at the end."""
    return answer_text_html(MARKER.sub("", markdown), "streaming", False, words)


def marker_html(turn: str, number: str, words: Wording) -> str:
    return f'<a class="cite" href="#src-{turn}-{number}" title="{words.source.format(number=number)}">{number}</a>'


def nearest_html(answer: Answer, words: Wording) -> str:
    """Return the statement that comes nearest to what was asked, and the passages nearest beside it."""
    near = answer.nearest
    others = [passage for passage in answer.passages if not (near and holds(passage, near))][:NEAREST]
    items = nearest_item(near, near.quote, words) if near else ""
    items += "".join(nearest_item(passage, shortened(without_topic(passage)), words) for passage in others)
    return f'<div class="nearest"><h3>{words.nearest}</h3><ul>{items}</ul></div>' if items else ""


def nearest_item(item: Citation | PassageRef, quote: str, words: Wording) -> str:
    place = f'<span class="place">{place_line(item, words, topic=True)}</span>'
    return f'<li>{place}<q>{escape(quote)}</q><a href="{escape(item.url)}">{words.open_source}</a></li>'


def without_topic(passage: PassageRef) -> str:
    """Return the passage without its run-in heading, which the place already names."""
    return passage.text.removeprefix(f"{passage.topic}.").lstrip() if passage.topic else passage.text


def shortened(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= LONGEST_NEAREST:
        return words
    sentences, end, _ = words[:LONGEST_NEAREST].rpartition(". ")
    return f"{sentences}. …" if end else words[:LONGEST_NEAREST].rsplit(" ", 1)[0] + " …"


def foot_html(shown: Shown, words: Wording, suggestions: Sequence[str] = ()) -> str:
    """Return the buttons under an answer, and unseen what the browser keeps of it."""
    text = escape(answer_with_references(shown.text, shown.citations, words)).replace("\n", "&#10;")
    places = {item.number: ", ".join(reference_parts(item, words)) for item in shown.citations}
    record = record_of(shown, places, suggestions)
    copy = f'<button class="button copy" type="button" name="copy" value="{text}">{words.copy_answer}</button>'
    return (
        f'<div class="answer-foot">{copy if shown.citations else ""}{again_button(words)}<span class="spring"></span>'
        f"{rate_button('good', words.helps)}{rate_button('bad', words.does_not_help)}</div>"
        f'<button class="record" type="button" name="record" value="{escape(to_json(record))}">'
        "</button>"
    )


def rate_button(value: str, label: str) -> str:
    hidden = f'<span class="visually-hidden">{label}</span>'
    return (
        f'<button class="button icon-only rate {value}" type="button" name="rate" value="{value}" title="{label}">'
        f"{hidden}</button>"
    )


def again_html(words: Wording) -> str:
    return f'<div class="answer-foot">{again_button(words)}</div>'


def again_button(words: Wording) -> str:
    return (
        f'<button class="button retry again" type="button" name="retry" title="{words.retry}">{words.retry}</button>'
        f'<button class="button edit again" type="button" name="edit" title="{words.edit_question}">'
        f"{words.edit_question}</button>"
    )
