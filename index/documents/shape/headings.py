"""Headings of official papers: numbered, named and bare ones, articles, salutations, commands that open a paragraph."""

import re

from index.documents import chinese
from index.documents.sentences import split_sentences
from index.documents.shape.blocks import tidy
from index.documents.shape.header import is_title
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
FIELD = re.compile(r"[A-Z][A-Za-z]{2,15}(?: [A-Za-z]{1,15}){0,3}: ")  # "Present: …", "Also present: …"
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
    """True for a short line without a stop; not for a field with its value ("Version: 1.3", "Re: last meeting")."""
    return is_title(words) and not VALUE.match(words)


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
