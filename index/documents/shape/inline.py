"""Words of Markdown as they read: links by their text, images by their description, no emphasis, escapes or tags."""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

SIGN = re.compile(r"(?:[ \t]*>)*[ \t]*(?:[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?|#{1,6}[ \t]+)?")  # opens a line
CALL = re.compile(r"\[\^[^\]\s]{1,40}\]:?")  # of a footnote
UNDERLINE = re.compile(r"\n[ \t]*(?:=+|-+)[ \t]*$")  # of a heading
TAG = re.compile(r"<!--(?:[^-]|-(?!->)){0,2000}-->|</?[a-zA-Z][^<>]{0,2000}>")
BLOB = re.compile(r"[^\s()\[\]]{400,}")  # a picture written as text, no word
# Marks of Markdown that plain text is read without: signs of headings and emphasis, what stands around a link's text.
MARKS = re.compile(r"^#{1,6}[ \t]|[ \t]#{1,6}$|\*{2,}|_{2,}|`|\[(?=[^\]\n]{1,200}\]\()", re.MULTILINE)
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
TARGET = re.compile(r"\]\([^()\s]{0,500}\)")
LONGEST = 8000  # characters; longer ones are left as they are
TEXT = {"text", "code_inline", "image"}
BREAKS = {"softbreak", "hardbreak"}


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").disable("entity")  # a written word is to stay one


def inline(words: str) -> str:
    """Return the words without the marks of Markdown; nothing is added to them."""
    words = BLOB.sub("", words)
    if len(words) > LONGEST:
        return words
    lines = [line[match.end() :] if (match := SIGN.match(line)) else line for line in words.splitlines()]
    plain = CALL.sub("", UNDERLINE.sub("", "\n".join(lines)))
    tokens = [child for token in parser().parseInline(plain) for child in token.children or ()]
    return TAG.sub(" ", "".join(map(shown, tokens)))


def unmarked(text: str) -> str:
    """Return the text with blanks in place of its marks, at the same offsets."""
    return ESCAPE.sub(r"\1 ", TARGET.sub(blank, MARKS.sub(blank, text)))


def blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def shown(token: Token) -> str:
    if token.type in TEXT:
        return token.content
    return " " if token.type in BREAKS or token.content.startswith("<br") else ""
