"""The sources of an answer as escaped HTML: a card for each, and what else was read."""

import re
from collections.abc import Sequence
from html import escape
from textwrap import shorten

from assistant.page.record import Shown
from assistant.page.references import BOLD, ESCAPED, place_line, reference
from assistant.page.wording import Wording
from assistant.schema import Answer, Citation, PassageRef

RELEVANCE = ((0.75, 3, "states"), (0.45, 2, "supports"), (0.0, 1, "touches"))  # least score, bars, words
LONGEST_NAME = 80  # characters that name a passage without a topic


def folded_html(shown: Shown, words: Wording, turn: str) -> str:
    """Return the sources, folded; where there is room the page's script shows them in the panel."""
    citations, also = shown.citations, also_html(shown.answer, words)
    if not citations and not also:
        return ""
    nothing = f'<p class="nothing">{words.no_source}</p>' if not citations else ""
    label = words.counted(words.one_source, words.some_sources, len(citations))
    cards = "".join(card_html(shown, citation, words, turn) for citation in citations)
    summary = label if citations else words.sources
    return f'<details class="folded"><summary>{summary}</summary>{nothing}{cards}{also}</details>'


def card_html(shown: Shown, citation: Citation, words: Wording, turn: str) -> str:
    bars, relevance = next((bars, name) for least, bars, name in RELEVANCE if citation.score >= least)
    section = f'<span class="section">{escape(citation.section.title)}</span>' if citation.section else ""
    checked = words.word_for_word if citation.reading is None else words.as_it_reads
    topic = f'<span class="topic">{escape(citation.topic)}</span>' if citation.topic else ""
    return (
        f'<article class="source" id="fold-{turn}-{citation.number}" tabindex="-1">'
        f'<div class="source-head"><span class="number">{citation.number}</span>'
        f'<span class="place">{place_line(citation, words)}{topic}{section}</span></div>'
        f'<div class="body"><blockquote>{passage_with_mark(shown, citation)}</blockquote>'
        f'<p class="checked"><span class="tick">{checked}</span> '
        f'<span class="relevance bars-{bars}">{getattr(words, relevance)}</span></p>'
        f'<p class="actions"><a class="button open" href="{escape(citation.url)}">{words.open_source}</a>'
        f'<button class="button copy" type="button" name="copy" value="{escape(reference(citation, words))}">'
        f"{words.copy_source}</button></p></div></article>"
    )


def passage_with_mark(shown: Shown, citation: Citation) -> str:
    """Return the passage around a quote, the quote in ``mark`` and its decisive words in bold."""
    passage = next((p for p in shown.answer.passages if holds(p, citation)), None)
    words = citation.quote if citation.reading is None else citation.reading
    marked = f"<mark>{embolden(words, bold_words(shown.text, citation.number))}</mark>"
    if passage is None or len(passage.text) != passage.end - passage.start:  # it does not read as it stands
        return marked
    before, after = passage.text[: citation.start - passage.start], passage.text[citation.end - passage.start :]
    return f"{escape(before)}{marked}{escape(after)}"


def holds(passage: PassageRef, citation: Citation) -> bool:
    same = passage.document_id == citation.document_id
    return same and passage.start <= citation.start and citation.end <= passage.end


def bold_words(markdown: str, number: int) -> list[str]:
    """Return the words that an answer sets in bold in the sentence that cites ``number``."""
    sentences = re.split(r"(?<=\])\s", markdown)
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
