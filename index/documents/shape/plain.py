"""Plain text, by the conventions of official papers: a head, numbered headings of one line, run-in headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.documents import chinese
from index.documents.sentences import split_sentences
from index.documents.shape.blocks import Block, Outline, Unit, has_words, read_as, tidy, title_from_name, trim
from index.documents.shape.furniture import without_furniture
from index.documents.shape.header import is_title, read_header
from index.documents.shape.notes import with_callers
from index.documents.shape.speakers import speakers_of, who_speaks
from index.documents.shape.tables import CAPTION, aligned_rows, bar_rows, is_barred
from index.schema import Section

HEADING = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?P<title>\S.*)")
NAMED = re.compile(  # "Article 12", "§ 5", "Chapter II: Scope", "Annex B", "IV. Finance", "B. Finance"
    r"(?P<number>(?:(?:article|art\.|section|sec\.|chapter|part|annex|appendix|schedule|title|rule|clause|item)\s+"
    r"(?:\d{1,3}[a-z]?(?:\.\d{1,3})*|[ivxlc]{1,7}|[a-z])|§{1,2}\s*\d{1,4}[a-z]?)\b)(?P<mark>\s*[.:)–—-])?"
    r"(?:\s+(?P<title>\S.*))?",
    re.IGNORECASE,
)
LETTERED = re.compile(r"(?P<number>[IVXLC]{1,7}|[A-Z])[.)]\s+(?P<title>[A-Z].*)")
ARTICLE = re.compile(
    r"(?P<number>(?:Article|Art\.|Section|Sec\.|Rule|Clause)\s+\d{1,3}[a-z]?(?:\.\d{1,3})*|§{1,2}\s*\d{1,4}[a-z]?"
    rf"|第(?:{'[一二三四五六七八九十百零〇]+'}|\d{{1,4}})条)(?=[\s.:)–—-]|\u3000)"
)
LONGEST_HEADING = 220  # characters; the report's longest is 180
LONGEST_WRAPPED_LINE = 200
LONGEST_RUN_IN = 14  # words; "Further advance reform to ensure swift responses to public complaints." has 10
CLOSING = "Closing"
DIGIT = re.compile(r"\d")  # a heading tells no figure

# A run-in heading is a command without a subject: a clause with one of these is a statement,
# as in "Modern service industries will be boosted."
STATEMENT = re.compile(r"\b(?:will|would|must|should|shall|can|could|may|might|is|are|was|were|has|have|had|be|been)\b")
NOT_A_VERB = frozenset(
    "we our the a an this that these those it its they their there he she his her i you your"
    " who whoever everyone anyone every each nobody anybody"
    " in on at by for from with to of as if when while after before since all some many more most no".split()
)
QUESTION = re.compile(r"(?:Q(?:uestion)?(?: ?\d{1,3})?[.:)]|问(?:题)?[:：]).{1,300}[?？]", re.DOTALL)
LONGEST_CAPTION = 120
BULLET = re.compile(
    r"[^\S\n]*(?:(?:[-*+•–◦▪]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+|[（(]\d{1,2}[）)]\s*|[①-⑳]\s*|\d{1,2}[、．]\s*)"
)


def read_plain(text: str, name: str, called: str | None = None) -> Outline:
    kept = without_furniture(text)
    blocks = [Block("paragraph", start, end) for start, end in paragraphs(kept)]
    title, publisher, date, header = read_header(text, blocks)
    body = [block for block in blocks if block.start >= header.end] if header else blocks
    placed = with_callers(text, list(place_blocks(text, body)), str)
    breaks = tuple(match.start() for match in re.finditer("\f", text.rstrip()))
    blocks = [header, *placed] if header else list(placed)
    return Outline(title or called or title_from_name(name), publisher, date, tuple(blocks), breaks)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between blank lines, outer white space left off.

    Where a run of lines holds one too long to be hard-wrapped, each line is a paragraph.
    What has neither letter nor digit (a rule, a form feed) is left out.
    """
    cuts = [(match.start(), match.end()) for match in re.finditer(r"\n(?:[^\S\n]*\n)+", text)]
    for start, end in zip([0, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), len(text)], strict=True):
        breaks = [start + match.end() for match in re.finditer("\n", text[start:end])]
        spans = list(zip([start, *breaks], [*breaks, end], strict=True))
        wrapped = all(high - low <= LONGEST_WRAPPED_LINE for low, high in spans)
        if wrapped and not chinese.stand_alone([text[low:high] for low, high in spans]):
            spans = [(start, end)]
        yield from (trim(text, low, high) for low, high in spans if has_words(text[low:high]))


def place_blocks(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with kind, section, topic, paragraph number and units filled in."""
    section, chapter, topic, paragraph = None, None, None, 0
    lead: Unit | None = None
    speakers = speakers_of([text[block.start : block.end] for block in blocks])
    for number, block in enumerate(blocks):
        words = text[block.start : block.end]
        units = units_of(text, block, lead)
        if not units and (heading := read_heading(words)):
            section = placed_under(chapter, heading)
            chapter, topic, paragraph = section if heading.title else chapter, None, 0
            yield replace(block, kind="heading", section=section)
        elif section and chinese.is_topic(words):
            topic = tidy(words)
        elif not units and is_unnumbered_heading(words):
            if number + 1 < len(blocks):
                section, topic, paragraph = Section(None, words), None, 0
                yield replace(block, kind="heading", section=section)
            elif number == 0:  # all there is; else a heading with nothing under it is a stray line
                yield replace(block, paragraph=1)
        elif not units and is_address(words):
            if section and section.number:
                section, topic, paragraph = Section(None, CLOSING), None, 0
            topic, paragraph = None, paragraph + 1
            yield replace(block, kind="address", section=section, paragraph=paragraph)
        else:
            paragraph += 1
            speaker = who_speaks(words, speakers)
            topic = article(words) or (run_in_heading(words) if section else None) or topic
            yield replace(block, section=section, topic=speaker or topic, paragraph=paragraph, units=units)
        lead = leading(text, block, lead)


def placed_under(chapter: Section | None, heading: Section) -> Section:
    """Return the section of a heading; one that is only a number ("Article 12") has the title of what it is in."""
    if heading.title:
        return heading
    return Section(heading.number, chapter.title) if chapter else Section(None, heading.number or "")


def read_heading(words: str) -> Section | None:
    if numbered := chinese.section_of(words):
        return Section(numbered[0], tidy(numbered[1]))
    if len(words) > LONGEST_HEADING or words[-1] in ".!?:;,。！？；：，":
        return None
    if match := HEADING.fullmatch(words):
        return Section(match["number"], tidy(match["title"]))
    if (match := NAMED.fullmatch(words)) and (match["mark"] or not match["title"] or match["title"][0].isupper()):
        return Section(tidy(match["number"]), tidy(match["title"] or ""))
    if match := LETTERED.fullmatch(words):
        return Section(match["number"], tidy(match["title"]))
    return None


def is_unnumbered_heading(words: str) -> bool:
    return is_title(words)


def is_address(words: str) -> bool:
    """True for a salutation such as "Fellow deputies,"."""
    if chinese.SALUTATION.fullmatch(words):
        return True
    return words.endswith((",", "，")) and "\n" not in words and len(words.split()) <= 5


def article(words: str) -> str | None:
    """Return the number of an article that opens a paragraph: "Article 12", "第十二条"."""
    match = ARTICLE.match(words)
    return tidy(match["number"]) if match else None


def run_in_heading(paragraph: str) -> str | None:
    """Return the short command that opens a paragraph, without its full stop; None where there is none."""
    spans = split_sentences(paragraph)
    if len(spans) < 2:
        return None
    first = tidy(paragraph[slice(*spans[0])])
    if topic := chinese.run_in(first):
        return topic
    words = first.split()
    is_label = len(words[0]) > 1 and words[0].isupper()  # "MOTION by …", as minutes have it
    is_statement = STATEMENT.search(first) or DIGIT.search(first)
    is_command = words[0].isalpha() and words[0].lower() not in NOT_A_VERB and not is_label and not is_statement
    if len(words) <= LONGEST_RUN_IN and first.endswith(".") and is_command:
        return first.rstrip(".")
    return None


# --- tables and lists -------------------------------------------------------------------


def introduces(words: str) -> bool:
    return words.endswith((":", "："))


def is_caption(words: str) -> bool:
    return len(words) <= LONGEST_CAPTION and CAPTION.fullmatch(words) is not None


def leading(text: str, block: Block, before: Unit | None) -> Unit | None:
    """Return what introduces the items or the table below: a line that ends with a colon, or a caption.

    It holds as long as items follow.
    """
    words = text[block.start : block.end]
    if introduces(words) or is_caption(words):
        start, end = split_sentences(words)[-1]
        return Unit(block.start + start, block.start + end)
    return before if BULLET.match(words) else None


def units_of(text: str, block: Block, lead: Unit | None) -> tuple[Unit, ...]:
    """Return the rows of a table or the items of a list; none for prose, whose sentences need no other words."""
    if is_barred(text[block.start : block.end]):
        return bar_rows(text, block.start, block.end, lead, str)
    if rows := aligned_rows(text, block.start, block.end, lead):
        return rows
    spans = [(block.start + a, block.start + b) for a, b in split_sentences(text[block.start : block.end])]
    units = list(items(text, spans, lead))
    return tuple(units) if any(unit.reading for unit in units) else ()


def items(text: str, spans: Sequence[tuple[int, int]], lead: Unit | None) -> Iterator[Unit]:
    """Yield the sentences, those of a list's items with what introduces them: a line with a colon, an outer item."""
    outer: list[tuple[int, Unit]] = []  # the items around, with how far they are set in
    asked: Unit | None = None  # the question that is answered
    for start, end in spans:
        words = text[start:end]
        match = BULLET.match(text, start, end)
        if QUESTION.fullmatch(words):
            asked, lead, outer = Unit(start, end), None, []
            yield asked
            continue
        if not match or match.end() == end:
            unit = read_as(text, start, end, words, asked) if asked else Unit(start, end)
            lead = unit if introduces(words) else (lead if outer else asked)
            yield unit
            continue
        start += len(words) - len(words.lstrip())
        inset = start - text.rfind("\n", 0, start)
        while outer and outer[-1][0] >= inset:
            outer.pop()
        above = outer[-1][1] if outer else lead
        unit = read_as(text, start, end, text[match.end() : end], above) if above else Unit(start, end)
        outer.append((inset, unit))
        yield unit
