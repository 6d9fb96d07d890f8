"""Answers as escaped HTML: the message in the chat and the cards of the Sources panel.

Every word of a question, an answer or a document passes ``html.escape``. Each piece is one
line, since a blank line would end an HTML block inside Markdown.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from markdown_it import MarkdownIt

from assistant.schema import Answer, Citation, PassageRef, SectionRef

MARKER = re.compile(r"\[(\d+)\]")
BOLD = re.compile(r"\*\*(.+?)\*\*")
ESCAPED = re.compile(r"\\([\\`*_\[\]<>$|~])")
TAG = re.compile(r"<[^>]+>")
PART = re.compile(r"\((Part [IVXLC\d]+)\)")

STATUS = {
    "answered": ("answered", "Answered"),
    "partly_answered": ("partly", "Partly answered"),
    "not_in_report": ("absent", "Not in the report"),
    "needs_clarification": ("absent", "Which do you mean?"),
    "rejected": ("rejected", "Not a question about the report"),
}
RELEVANCE = ((0.75, 3, "States it directly"), (0.45, 2, "Supports it"), (0.0, 1, "Touches on it"))
LONGEST_NEAREST = 280  # characters of a nearest passage that a refusal shows
NEAREST = 2


def one_line(html: str) -> str:
    return " ".join(html.split())


def question_html(question: str) -> str:
    """Return a question as it was typed, nothing in it interpreted."""
    return f'<div class="asked">{"<br>".join(escape(line) for line in question.splitlines())}</div>'


def plain_text(html: str) -> str:
    """Return the words of a piece of our own HTML."""
    return unescape(TAG.sub("", html.replace("<br>", "\n"))).strip()


def message_html(answer: Answer) -> str:
    """Return a finished answer for the chat."""
    kind, label = STATUS[answer.status]
    parts = [
        f'<div class="answer-head"><span class="status {kind}">{label}</span>{mode_html(answer)}</div>',
        answer_text_html(answer.answer, answer.id, own_words=bool(answer.citations)),
        nearest_html(answer) if answer.status == "not_in_report" else "",
        folded_html(answer),
        copy_html(answer),
    ]
    return one_line(f'<div class="answer">{"".join(parts)}</div>')


def mode_html(answer: Answer) -> str:
    return '<span class="mode">In the report\'s own words</span>' if answer.citations else ""


def answer_text_html(markdown: str, answer_id: str, own_words: bool) -> str:
    """Return an answer's Markdown as HTML, its markers as links to their sources."""
    html = MarkdownIt("zero").enable(["emphasis", "list", "escape"]).render(markdown)
    linked = MARKER.sub(lambda match: marker_html(answer_id, match[1]), html)
    return one_line(f'<div class="text {"report-words" if own_words else "said"}">{linked}</div>')


def marker_html(answer_id: str, number: str) -> str:
    return f'<a class="cite" href="#src-{answer_id}-{number}" title="Source {number}">{number}</a>'


def nearest_html(answer: Answer) -> str:
    items = "".join(
        f'<li><span class="place">{place_line(passage)}</span><q>{escape(shortened(passage.text))}</q>'
        f'<a href="{escape(passage.url)}">Open in report</a></li>'
        for passage in answer.passages[:NEAREST]
    )
    return f'<div class="nearest"><h3>Nearest passages</h3><ul>{items}</ul></div>' if items else ""


def shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_NEAREST else words[:LONGEST_NEAREST].rsplit(" ", 1)[0] + " …"


def folded_html(answer: Answer) -> str:
    """Return the sources once more, folded, for windows too narrow for the panel."""
    if not answer.citations:
        return ""
    count = len(answer.citations)
    cards = "".join(card_html(answer, citation, prefix="fold") for citation in answer.citations)
    return f'<details class="folded"><summary>{count} source{"s" if count > 1 else ""}</summary>{cards}</details>'


def copy_html(answer: Answer) -> str:
    if not answer.citations:
        return ""
    text = escape(answer_with_references(answer), quote=True).replace("\n", "&#10;")
    button = f'<button class="button copy" type="button" name="copy" value="{text}">Copy with references</button>'
    return f'<div class="answer-foot">{button}</div>'


# --- the Sources panel ------------------------------------------------------------------


def panel_html(answer: Answer) -> str:
    """Return the Sources panel of one answer."""
    cards = "".join(card_html(answer, citation, prefix="src") for citation in answer.citations)
    heading = f'<header><h2>Sources</h2><p class="of">“{escape(answer.standalone_question)}”</p></header>'
    nothing = '<p class="nothing">Nothing in the report answers this.</p>' if not answer.citations else ""
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
        f'<p class="checked"><span class="tick">Word for word in the report</span> '
        f'<span class="relevance bars-{bars}">{words}</span></p>'
        f'<p class="actions"><a class="button" href="{escape(citation.url)}">Open in report</a>'
        f'<button class="button copy" type="button" name="copy" value="{escape(reference(citation))}">'
        f"Copy with reference</button></p></div></article>"
    )


def place_line(item: Citation | PassageRef) -> str:
    """Return "Part V · Section 6 · paragraph 2", as far as the document gives it."""
    part = PART.search(item.title)
    names = [
        part[1] if part else item.title,
        section_label(item.section),
        f"page {item.page}" if item.page else "",
        f"paragraph {item.paragraph}" if item.paragraph else "",
    ]
    return escape(" · ".join(name for name in names if name))


def section_label(section: SectionRef | None) -> str:
    if section is None:
        return ""
    return f"Section {section.number}" if section.number else section.title


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
    label = "Read but not cited" if answer.citations else "Read"
    return f'<details class="also"><summary>{label}: {len(others)} passages</summary><ul>{items}</ul></details>'


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
        yield f"paragraph {citation.paragraph}"


def answer_with_references(answer: Answer) -> str:
    """Return an answer as plain text with its references below."""
    text = ESCAPED.sub(r"\1", BOLD.sub(r"\1", answer.answer))
    notes = "\n".join(f"[{citation.number}] {reference(citation)}" for citation in answer.citations)
    return f"{text}\n\n{notes}"
