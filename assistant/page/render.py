"""Answers as escaped HTML: the message in the chat, and in it the cards of its sources.

Every word of a question, an answer or a document passes ``html.escape``. Each piece is one
line, since a blank line would end an HTML block inside Markdown.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import count
from textwrap import shorten

from markdown_it import MarkdownIt

from assistant.page.record import record_of, source_key, to_json
from assistant.page.wording import ENGLISH, Wording
from assistant.schema import Answer, Citation, PassageRef, SectionRef, Status

MARKER = re.compile(r"\[(\d+)\]")
BOLD = re.compile(r"\*\*(.+?)\*\*")
ESCAPED = re.compile(r"\\([\\`*_\[\]<>$|~.)#+-])")
NUMBERED = re.compile(r"^((?:- )?\d+)(?=[.)]\s)", re.MULTILINE)  # "6. Accelerating" is a heading's number, no list
PART = re.compile(r"\(Part ([IVXLC\d]+)\)")

KIND: dict[Status, str] = {
    "answered": "answered",
    "partly_answered": "partly",
    "not_in_report": "absent",
    "needs_clarification": "absent",
    "rejected": "rejected",
}
RELEVANCE = ((0.75, 3, "states"), (0.45, 2, "supports"), (0.0, 1, "touches"))  # least score, bars, words
LONGEST_NEAREST = 280  # characters of a nearest passage that a refusal shows
LONGEST_NAME = 80  # characters that name a passage without a topic
NEAREST = 2


def one_line(html: str) -> str:
    return " ".join(html.split())


def question_html(question: str, turn: str = "") -> str:
    """Return a question as it was typed, nothing in it interpreted."""
    return f'<div class="asked" id="asked-{turn}">{"<br>".join(escape(line) for line in question.splitlines())}</div>'


def renumbered(answer: Answer, known: Mapping[str, int]) -> Answer:
    """Return the answer with each source under the number it has in the conversation; a new one gets the next."""
    following = count(max(known.values(), default=0) + 1)
    numbers = {item.number: known.get(source_key(item)) or next(following) for item in answer.citations}
    text = MARKER.sub(lambda match: f"[{numbers.get(int(match[1]), match[1])}]", answer.answer)
    citations = tuple(replace(item, number=numbers[item.number]) for item in answer.citations)
    return replace(answer, answer=text, citations=citations)


def message_html(answer: Answer, words: Wording = ENGLISH, turn: str = "") -> str:
    """Return a finished answer for the chat; ``turn`` makes its ids unique on the page."""
    body = [
        answer_text_html(answer.answer, turn, own_words(answer), words),
        notices_html(answer),
        nearest_html(answer, words) if answer.status == "not_in_report" else "",
        folded_html(answer, words, turn),
        foot_html(answer, words),
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
        f'<p class="read-as">{words.read_as} <b>{escape(question)}</b> '
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
    html = MarkdownIt("zero").enable(["emphasis", "list", "escape"]).render(NUMBERED.sub(r"\1\\", markdown))
    linked = MARKER.sub(lambda match: marker_html(turn, match[1], words), html)
    return one_line(f'<div class="text {"report-words" if own_words else "said"}">{linked}</div>')


def streaming_html(markdown: str, words: Wording = ENGLISH) -> str:
    """Return the text so far; its sources get their numbers at the end."""
    return answer_text_html(MARKER.sub("", markdown), "streaming", False, words)


def marker_html(turn: str, number: str, words: Wording) -> str:
    return f'<a class="cite" href="#src-{turn}-{number}" title="{words.source.format(number=number)}">{number}</a>'


def nearest_html(answer: Answer, words: Wording) -> str:
    items = "".join(
        f'<li><span class="place">{place_line(passage, words, topic=True)}</span>'
        f"<q>{escape(shortened(without_topic(passage)))}</q>"
        f'<a href="{escape(passage.url)}">{words.open_source}</a></li>'
        for passage in answer.passages[:NEAREST]
    )
    return f'<div class="nearest"><h3>{words.nearest}</h3><ul>{items}</ul></div>' if items else ""


def without_topic(passage: PassageRef) -> str:
    """Return the passage without its run-in heading, which the place already names."""
    return passage.text.removeprefix(f"{passage.topic}.").lstrip() if passage.topic else passage.text


def shortened(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= LONGEST_NEAREST:
        return words
    sentences, end, _ = words[:LONGEST_NEAREST].rpartition(". ")
    return f"{sentences}. …" if end else words[:LONGEST_NEAREST].rsplit(" ", 1)[0] + " …"


def folded_html(answer: Answer, words: Wording, turn: str) -> str:
    """Return the sources, folded; where there is room the page's script shows them in the panel."""
    also = also_html(answer, words)
    if not answer.citations and not also:
        return ""
    nothing = f'<p class="nothing">{words.no_source}</p>' if not answer.citations else ""
    label = words.counted(words.one_source, words.some_sources, len(answer.citations))
    cards = "".join(card_html(answer, citation, words, turn) for citation in answer.citations)
    summary = label if answer.citations else words.sources
    return f'<details class="folded"><summary>{summary}</summary>{nothing}{cards}{also}</details>'


def foot_html(answer: Answer, words: Wording) -> str:
    """Return the buttons under an answer, and unseen what the browser keeps of it."""
    text = escape(answer_with_references(answer, words)).replace("\n", "&#10;")
    places = {item.number: ", ".join(reference_parts(item, words)) for item in answer.citations}
    copy = f'<button class="button copy" type="button" name="copy" value="{text}">{words.copy_answer}</button>'
    return (
        f'<div class="answer-foot">{copy if answer.citations else ""}{again_button(words)}<span class="spring"></span>'
        f"{rate_button('good', words.helps)}{rate_button('bad', words.does_not_help)}</div>"
        f'<button class="record" type="button" name="record" value="{escape(to_json(record_of(answer, places)))}">'
        "</button>"
    )


def rate_button(value: str, label: str) -> str:
    hidden = f'<span class="visually-hidden">{label}</span>'
    return f'<button class="button icon-only rate {value}" type="button" name="rate" value="{value}">{hidden}</button>'


def again_html(words: Wording) -> str:
    return f'<div class="answer-foot">{again_button(words)}</div>'


def again_button(words: Wording) -> str:
    return (
        f'<button class="button retry again" type="button" name="retry">{words.retry}</button>'
        f'<button class="button edit again" type="button" name="edit">{words.edit_question}</button>'
    )


# --- the sources of an answer -----------------------------------------------------------


def card_html(answer: Answer, citation: Citation, words: Wording, turn: str) -> str:
    bars, relevance = next((bars, name) for least, bars, name in RELEVANCE if citation.score >= least)
    section = f'<span class="section">{escape(citation.section.title)}</span>' if citation.section else ""
    topic = f'<span class="topic">{escape(citation.topic)}</span>' if citation.topic else ""
    return (
        f'<article class="source" id="fold-{turn}-{citation.number}" tabindex="-1">'
        f'<div class="source-head"><span class="number">{citation.number}</span>'
        f'<span class="place">{place_line(citation, words)}{topic}{section}</span></div>'
        f'<div class="body"><blockquote>{passage_with_mark(answer, citation)}</blockquote>'
        f'<p class="checked"><span class="tick">{words.word_for_word}</span> '
        f'<span class="relevance bars-{bars}">{getattr(words, relevance)}</span></p>'
        f'<p class="actions"><a class="button open" href="{escape(citation.url)}">{words.open_source}</a>'
        f'<button class="button copy" type="button" name="copy" value="{escape(reference(citation, words))}">'
        f"{words.copy_source}</button></p></div></article>"
    )


def place_line(item: Citation | PassageRef, words: Wording = ENGLISH, topic: bool = False) -> str:
    """Return "Part V · Section 6 · paragraph 2", as far as the document gives it."""
    part = PART.search(item.title)
    names = [
        words.one_part.format(part=part[1]) if part else item.title,
        section_label(item.section, words),
        words.page.format(number=item.page) if item.page else "",
        words.paragraph.format(number=item.paragraph) if item.paragraph else "",
        item.topic if topic else "",
    ]
    return escape(" · ".join(name for name in names if name))


def section_label(section: SectionRef | None, words: Wording = ENGLISH) -> str:
    if section is None:
        return ""
    return words.section.format(number=section.number) if section.number else section.title


def passage_with_mark(answer: Answer, citation: Citation) -> str:
    """Return the passage around a quote, the quote in ``mark`` and its decisive words in bold."""
    passage = next((p for p in answer.passages if holds(p, citation)), None)
    marked = f"<mark>{embolden(citation.quote, bold_words(answer, citation.number))}</mark>"
    if passage is None:
        return marked
    before, after = passage.text[: citation.start - passage.start], passage.text[citation.end - passage.start :]
    return f"{escape(before)}{marked}{escape(after)}"


def holds(passage: PassageRef, citation: Citation) -> bool:
    same = passage.document_id == citation.document_id
    return same and passage.start <= citation.start and citation.end <= passage.end


def bold_words(answer: Answer, number: int) -> list[str]:
    """Return the words that the answer sets in bold in the sentence that cites ``number``."""
    sentences = re.split(r"(?<=\])\s", answer.answer)
    cited = next((sentence for sentence in sentences if f"[{number}]" in sentence), "")
    return [ESCAPED.sub(r"\1", words) for words in BOLD.findall(cited)]


def embolden(quote: str, bold: Sequence[str]) -> str:
    html = escape(" ".join(quote.split()))
    for words in bold:
        html = html.replace(escape(words), f"<b>{escape(words)}</b>", 1)
    return html


def also_html(answer: Answer, words: Wording) -> str:
    others = [p for p in answer.passages if not any(holds(p, citation) for citation in answer.citations)]
    if not others:
        return ""
    items = "".join(
        f'<li><a href="{escape(p.url)}"><span class="place">{place_line(p, words)}'
        f'<span class="topic">{escape(p.topic or first_words(p.text))}</span></span></a></li>'
        for p in others
    )
    label = words.counted(words.one_uncited, words.some_uncited, len(others))
    opened = "" if answer.citations else " open"  # nothing else stands in the panel then
    return f'<details class="also"{opened}><summary>{label}</summary><ul>{items}</ul></details>'


def first_words(text: str) -> str:
    return shorten(text, LONGEST_NAME, placeholder=" …")


def spoken_date(date: str | None, words: Wording = ENGLISH) -> str | None:
    """Return "15 February 2026" for an ISO date, any other as it stands."""
    try:
        day = datetime.date.fromisoformat(date or "")
    except ValueError:
        return date
    return words.date.format(day=day.day, month=day.month, month_name=f"{day:%B}", year=day.year)


# --- copying ----------------------------------------------------------------------------


def reference(citation: Citation, words: Wording = ENGLISH) -> str:
    """Return a quote with where it stands, ready for a memo."""
    return f"“{' '.join(citation.quote.split())}” ({', '.join(reference_parts(citation, words))})"


def reference_parts(citation: Citation, words: Wording) -> Iterator[str]:
    yield citation.title
    if citation.publisher:
        yield citation.publisher
    if citation.date:
        yield citation.date
    if citation.section:
        yield section_label(citation.section, words).lower() if citation.section.number else citation.section.title
    if citation.topic:
        yield f"“{citation.topic}”"
    if citation.page:
        yield words.page.format(number=citation.page)
    if citation.paragraph:
        yield words.paragraph.format(number=citation.paragraph)


def answer_with_references(answer: Answer, words: Wording = ENGLISH) -> str:
    """Return an answer as plain text with its references below."""
    notes = "\n".join(f"[{citation.number}] {reference(citation, words)}" for citation in answer.citations)
    return f"{unmarked(answer.answer)}\n\n{notes}"


def unmarked(markdown: str) -> str:
    """Return an answer's Markdown as plain text."""
    return ESCAPED.sub(r"\1", BOLD.sub(r"\1", markdown))
