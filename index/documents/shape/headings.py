"""Headings of official papers: numbered, named and bare ones, articles, salutations, commands that open a paragraph."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from index.documents import chinese
from index.documents.sentences import ITEM, NUMERAL, SIGNS, split_sentences
from index.documents.shape.blocks import tidy
from index.documents.shape.header import ON_COVER, is_title
from index.documents.shape.labels import identifies
from index.han import is_han
from index.schema import Section

HEADING = re.compile(r"(?P<number>(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?P<title>\S.*)")
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
LONGEST_RUN_IN = 14  # words; "Further advance reform to ensure swift responses to public complaints." has 10
VALUE = re.compile(r"[A-Z][\w-]*:\s+[a-z\d-]")
FIELD = re.compile(r"[A-Z][A-Za-z]{1,15}(?: [A-Za-z]{1,15}){0,3}: ")  # "Present: …", "Also present: …"
CLOSING = "Closing"
LEAST_WIDTH = 50  # characters of the longest line of a text that was broken to a width
LONGEST_ABOVE = 120  # characters of a heading right above its text
PART = re.compile(rf"(?:[{SIGNS}–]|\([a-z\d]{{1,4}}\)|[a-z]\)|{ITEM})\s?")  # that opens a part of a sentence or list
SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?] [A-Z]")  # that ends within a line
NOTED = re.compile(r"[(\[][a-z]+[)\]]$")  # "Section 4 (repealed)"
COUNTED = re.compile(rf"(\d+[a-z]?)|{NUMERAL}|\b(?:[IVXLC]{{1,7}}|[A-Z])\b")
# A command that opens a paragraph and tells an amount is no heading: "Wait five minutes between drops."
AMOUNT = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred"
    r"|thousand|half|once|twice|every|each|daily|weekly|monthly|at least|at most|up to|no more than)\b"
)

# A run-in heading is a command without a subject: a clause with one of these is a statement,
# as in "Modern service industries will be boosted."
STATEMENT = re.compile(r"\b(?:will|would|must|should|shall|can|could|may|might|is|are|was|were|has|have|had|be|been)\b")
NOT_A_VERB = frozenset(
    "we our the a an this that these those it its they their there he she his her i you your"
    " who whoever everyone anyone every each nobody anybody"
    " in on at by for from with to of as if when while after before since all some many more most no".split()
)


def placed_under(chapter: Section | None, heading: Section) -> Section:
    """Return the section of a heading; one that is only a number ("Article 12") has the title of what it is in."""
    if heading.title:
        return heading
    return Section(heading.number, chapter.title) if chapter else Section(None, heading.number or "")


def read_heading(words: str) -> Section | None:
    """Return number and title of a line that looks like a heading of a section; None for any other."""
    if numbered := chinese.section_of(words):
        return Section(numbered[0], tidy(numbered[1]))
    named = NAMED.fullmatch(words)
    if named and named["mark"] and words[-1] in "?？":  # "Article 2. Is the journey needed?"
        return replace(asked, title=f"{asked.title}{words[-1]}") if (asked := read_heading(words[:-1])) else None
    if len(words) > LONGEST_HEADING or words[-1] in ".!?:;,。！？；：，" or ON_COVER.fullmatch(words):
        return None
    if (match := HEADING.fullmatch(words)) and not SENTENCE.search(match["title"]):
        return Section(match["number"], tidy(match["title"]))
    if named and (named["mark"] or not named["title"] or named["title"][0].isupper() or NOTED.match(named["title"])):
        return Section(tidy(named["number"]), tidy(named["title"] or ""))
    if match := LETTERED.fullmatch(words):
        return Section(match["number"], tidy(match["title"]))
    return None


def headings_above(paragraphs: Sequence[Sequence[str]]) -> list[int]:
    """Return how many of the first lines of each paragraph are headings of its text: "Article 7. Cars", "3 Fees".

    Such a line is numbered as its neighbours are, or the text begins with a part of its number ("7.1"); it was not
    broken to the width of the text.
    """
    width = max([LEAST_WIDTH, *(len(line) for lines in paragraphs for line in lines)])
    found = [list(possible_headings(lines, own_width(lines) or width)) for lines in paragraphs]
    numbers: dict[str, set[str]] = defaultdict(set)
    for number, _ in (one for paragraph in found for one in paragraph):
        numbers[order_of(number)].add(number)

    def is_heading(number: str, after: str) -> bool:
        part = f"{number.split()[-1]}."
        is_above_part = after.startswith(part) and after[len(part) : len(part) + 1].isdigit()
        return is_above_part or runs_on(number, numbers[order_of(number)])

    counts = []
    for paragraph in found:
        above = [bool(after) and is_heading(number, after) for number, after in paragraph]
        counts.append([*above, False].index(False))
    return counts


def own_width(lines: Sequence[str]) -> int:
    """Return the width that a paragraph's lines may have been broken to; 0 for two lines, of which one may be short."""
    return max(LEAST_WIDTH, *map(len, lines)) if len(lines) > 2 else 0


def possible_headings(lines: Sequence[str], width: int) -> Iterator[tuple[str, str]]:
    """Yield the numbers of the first lines that may be headings, each with the line below it, if there is one."""
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        number = number_above(line, after, width)
        if number is None:
            return
        yield number, after


def number_above(line: str, after: str, width: int) -> str | None:
    """Return the number of a heading that a line may be above the line ``after`` it; None for a line that is none."""
    named = NAMED.fullmatch(line)
    heading = read_heading(line) if line else None
    if heading is None or not heading.number or not heading.title or len(line) > LONGEST_ABOVE:
        return None
    is_named = named is not None and named["mark"] is not None
    if is_open(heading.title) or (STATEMENT.search(heading.title) and not is_named):
        return None
    below = read_heading(after) if after else None
    is_list = below is not None and below.number is not None and order_of(below.number) == order_of(heading.number)
    is_broken = bool(after) and (after[0].islower() or len(line) + len(first_word(after)) >= width)
    is_part = not named and PART.match(after) is not None
    return None if is_list or is_broken or is_part else heading.number


def first_word(line: str) -> str:
    return line[0] if is_han(line[0]) else line.split(None, 1)[0]


def opens_list(heading: Section, after: str) -> bool:
    """True for a line like a heading's that goes on in the items below: "2.1 The tenant must", "(a) pay"."""
    return PART.match(after) is not None and bool(is_open(heading.title) or STATEMENT.search(heading.title))


def is_open(title: str) -> bool:
    """True for words that go on: "The board consists of"; not for "Schedule I"."""
    last = title.rsplit(None, 1)[-1] if title else ""
    return len(last) > 1 and last.lower() in NOT_A_VERB


def order_of(number: str) -> str:
    """Return a section's number without what is counted: "Article 1", "1.1", "I"."""
    return COUNTED.sub(lambda match: "1" if match[1] else "I", number)


def runs_on(number: str, others: set[str]) -> bool:
    """True where others are counted alike; of a number that no word tells the one before or behind it is among them."""
    last = last_number(number)
    is_told = not last or not number[0].isdigit()
    return len(others) > 1 if is_told else bool({last - 1, last + 1} & set(map(last_number, others)))


def last_number(number: str) -> int:
    """Return the last figure of a section's number: 3 of "2.3"; 0 where it is counted in letters."""
    figures = re.findall(r"\d+", number)
    return int(figures[-1]) if figures else 0


def is_unnumbered_heading(words: str) -> bool:
    """True for a short line without a stop; not for a date, a field with its value ("Version: 1.3") or a reference."""
    return is_title(words) and not (VALUE.match(words) or ON_COVER.fullmatch(words) or identifies(words))


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
    is_statement = STATEMENT.search(first) or AMOUNT.search(first)
    is_command = words[0].isalpha() and words[0].lower() not in NOT_A_VERB and not is_label and not is_statement
    if len(words) <= LONGEST_RUN_IN and first.endswith(".") and is_command:
        return first.rstrip(".")
    return None
