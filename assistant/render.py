"""Answers as escaped HTML: the message in the chat and the cards of the Sources panel.

Every word of a question, an answer or a document passes ``html.escape``. Each piece is one
line, since a blank line would end an HTML block inside Markdown.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from markdown_it import MarkdownIt

from assistant.schema import Answer, Citation, PassageRef, SectionRef
from assistant.wording import ENGLISH as WORDS

MARKER = re.compile(r"\[(\d+)\]")
BOLD = re.compile(r"\*\*(.+?)\*\*")
ESCAPED = re.compile(r"\\([\\`*_\[\]<>$|~])")
TAG = re.compile(r"<[^>]+>")
SAID = re.compile(r'<div class="text [^"]*">(.*?)</div>')
LINKED = re.compile(r'<a class="cite"[^>]*>(\d+)</a>')
PART = re.compile(r"\(Part ([IVXLC\d]+)\)")

STATUS = {
    "answered": ("answered", WORDS.answered),
    "partly_answered": ("partly", WORDS.partly_answered),
    "not_in_report": ("absent", WORDS.not_in_report),
    "needs_clarification": ("absent", WORDS.needs_clarification),
    "rejected": ("rejected", WORDS.rejected),
}
RELEVANCE = ((0.75, 3, WORDS.states), (0.45, 2, WORDS.supports), (0.0, 1, WORDS.touches))  # least score, bars, words
LONGEST_NEAREST = 280  # characters of a nearest passage that a refusal shows
NEAREST = 2


def one_line(html: str) -> str:
    return " ".join(html.split())


def question_html(question: str) -> str:
    """Return a question as it was typed, nothing in it interpreted."""
    return f'<div class="asked">{"<br>".join(escape(line) for line in question.splitlines())}</div>'


def plain_text(html: str) -> str:
    """Return what was said in a message of our own: a question, or an answer's text with its markers."""
    said = SAID.search(html)
    words = LINKED.sub(r"[\1]", said[1] if said else html)
    return unescape(TAG.sub("", words.replace("<br>", "\n"))).strip()


def message_html(answer: Answer) -> str:
    """Return a finished answer for the chat."""
    kind, label = STATUS[answer.status]
    parts = [
        f'<div class="answer-head"><span class="status {kind}">{label}</span>{mode_html(answer)}</div>',
        answer_text_html(answer.answer, answer.id, own_words=bool(mode_html(answer))),
        nearest_html(answer) if answer.status == "not_in_report" else "",
        folded_html(answer),
        copy_html(answer),
    ]
    return one_line(f'<div class="answer">{"".join(parts)}</div>')


def failure_html(sentence: str) -> str:
    """Return why a question was not answered, for the chat."""
    head = f'<div class="answer-head"><span class="status rejected">{WORDS.not_answered}</span></div>'
    return one_line(f'<div class="answer">{head}<div class="text said"><p>{escape(sentence)}</p></div></div>')


def mode_html(answer: Answer) -> str:
    return f'<span class="mode">{WORDS.own_words}</span>' if answer.citations and answer.mode == "extractive" else ""


def answer_text_html(markdown: str, answer_id: str, own_words: bool) -> str:
    """Return an answer's Markdown as HTML, its markers as links to their sources."""
    html = MarkdownIt("zero").enable(["emphasis", "list", "escape"]).render(markdown)
    linked = MARKER.sub(lambda match: marker_html(answer_id, match[1]), html)
    return one_line(f'<div class="text {"report-words" if own_words else "said"}">{linked}</div>')


def marker_html(answer_id: str, number: str) -> str:
    return f'<a class="cite" href="#src-{answer_id}-{number}" title="{WORDS.source.format(number=number)}">{number}</a>'


def nearest_html(answer: Answer) -> str:
    items = "".join(
        f'<li><span class="place">{place_line(passage, topic=True)}</span>'
        f"<q>{escape(shortened(without_topic(passage)))}</q>"
        f'<a href="{escape(passage.url)}">{WORDS.open_source}</a></li>'
        for passage in answer.passages[:NEAREST]
    )
    return f'<div class="nearest"><h3>{WORDS.nearest}</h3><ul>{items}</ul></div>' if items else ""


def without_topic(passage: PassageRef) -> str:
    """Return the passage without its run-in heading, which the place already names."""
    return passage.text.removeprefix(f"{passage.topic}.").lstrip() if passage.topic else passage.text


def shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_NEAREST else words[:LONGEST_NEAREST].rsplit(" ", 1)[0] + " …"


def folded_html(answer: Answer) -> str:
    """Return the sources once more, folded, for windows too narrow for the panel."""
    if not answer.citations:
        return ""
    label = WORDS.counted(WORDS.one_source, WORDS.some_sources, len(answer.citations))
    cards = "".join(card_html(answer, citation, prefix="fold") for citation in answer.citations)
    return f'<details class="folded"><summary>{label}</summary>{cards}</details>'


def copy_html(answer: Answer) -> str:
    if not answer.citations:
        return ""
    text = escape(answer_with_references(answer), quote=True).replace("\n", "&#10;")
    button = f'<button class="button copy" type="button" name="copy" value="{text}">{WORDS.copy_answer}</button>'
    return f'<div class="answer-foot">{button}</div>'


# --- the Sources panel ------------------------------------------------------------------


def panel_html(answer: Answer) -> str:
    """Return the Sources panel of one answer."""
    cards = "".join(card_html(answer, citation, prefix="src") for citation in answer.citations)
    heading = f'<header><h2>{WORDS.sources}</h2><p class="of">“{escape(answer.standalone_question)}”</p></header>'
    nothing = f'<p class="nothing">{WORDS.no_source}</p>' if not answer.citations else ""
    return one_line(f'<div class="sources">{heading}{nothing}{cards}{also_html(answer)}</div>')


def card_html(answer: Answer, citation: Citation, prefix: str) -> str:
    bars, words = next((bars, words) for least, bars, words in RELEVANCE if citation.score >= least)
    section = f'<span class="section">{escape(citation.section.title)}</span>' if citation.section else ""
    topic = f'<span class="topic">{escape(citation.topic)}</span>' if citation.topic else ""
    return (
        f'<article class="source" id="{prefix}-{answer.id}-{citation.number}" tabindex="-1">'
        f'<div class="source-head"><span class="number">{citation.number}</span>'
        f'<span class="place">{place_line(citation)}{topic}{section}</span></div>'
        f'<div class="body"><blockquote>{passage_with_mark(answer, citation)}</blockquote>'
        f'<p class="checked"><span class="tick">{WORDS.word_for_word}</span> '
        f'<span class="relevance bars-{bars}">{words}</span></p>'
        f'<p class="actions"><a class="button open" href="{escape(citation.url)}">{WORDS.open_source}</a>'
        f'<button class="button copy" type="button" name="copy" value="{escape(reference(citation))}">'
        f"{WORDS.copy_source}</button></p></div></article>"
    )


def place_line(item: Citation | PassageRef, topic: bool = False) -> str:
    """Return "Part V · Section 6 · paragraph 2", as far as the document gives it."""
    part = PART.search(item.title)
    names = [
        WORDS.one_part.format(part=part[1]) if part else item.title,
        section_label(item.section),
        WORDS.page.format(number=item.page) if item.page else "",
        WORDS.paragraph.format(number=item.paragraph) if item.paragraph else "",
        item.topic if topic else "",
    ]
    return escape(" · ".join(name for name in names if name))


def section_label(section: SectionRef | None) -> str:
    if section is None:
        return ""
    return WORDS.section.format(number=section.number) if section.number else section.title


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


def also_html(answer: Answer) -> str:
    others = [p for p in answer.passages if not any(holds(p, citation) for citation in answer.citations)]
    if not others:
        return ""
    items = "".join(
        f'<li><a href="{escape(p.url)}"><span class="place">{place_line(p)}'
        f'<span class="topic">{escape(p.topic or "")}</span></span></a></li>'
        for p in others
    )
    label = WORDS.counted(WORDS.one_uncited, WORDS.some_uncited, len(others))
    return f'<details class="also"><summary>{label}</summary><ul>{items}</ul></details>'


def spoken_date(date: str | None) -> str | None:
    """Return "15 February 2026" for an ISO date, any other as it stands."""
    try:
        day = datetime.date.fromisoformat(date or "")
    except ValueError:
        return date
    return f"{day.day} {day:%B} {day.year}"


# --- copying ----------------------------------------------------------------------------


def reference(citation: Citation) -> str:
    """Return a quote with where it stands, ready for a memo."""
    return f"“{' '.join(citation.quote.split())}” ({', '.join(reference_parts(citation))})"


def reference_parts(citation: Citation) -> Iterator[str]:
    yield citation.title
    if citation.publisher:
        yield citation.publisher
    if citation.date:
        yield citation.date
    if citation.section:
        yield section_label(citation.section).lower() if citation.section.number else citation.section.title
    if citation.topic:
        yield f"“{citation.topic}”"
    if citation.paragraph:
        yield WORDS.paragraph.format(number=citation.paragraph)


def answer_with_references(answer: Answer) -> str:
    """Return an answer as plain text with its references below."""
    text = ESCAPED.sub(r"\1", BOLD.sub(r"\1", answer.answer))
    notes = "\n".join(f"[{citation.number}] {reference(citation)}" for citation in answer.citations)
    return f"{text}\n\n{notes}"
