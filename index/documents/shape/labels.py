"""Labels: of lines at a document's head ("Published by: …", "发布单位：…"), and a paragraph's own number ("4.2 …")."""

import re
from collections.abc import Sequence

from index.documents import chinese

LABELS = {
    "publisher": r"authors?|publisher|published by|issued by|prepared by|submitted by|issuing (?:body|authority|office)"
    r"|from|by|organi[sz]ation|institution|department|office|agency",
    "date": r"(?:publication |release |issue )?date(?: of (?:issue|publication|adoption|meeting))?|published(?: on)?"
    r"|issued(?: on)?|released(?: on)?|adopted(?: on)?|last updated|updated",
    "title": r"title|subject|re",
    "other": r"to|cc|version|status|contact|reference|ref|tags|keywords|lang|language|description|summary|category"
    r"|categories|file no|document no|layout|id|slug|editor|editors|location|venue|time|distribution",
}
ENGLISH = {
    name: re.compile(rf"(?:{words})\.?\s*:\s*", re.IGNORECASE) for name, words in LABELS.items()
}  # a line that begins so is one of a head

# A line that only tells which document it is: "Ref. 2025/17", "Leaflet no. 4711/B of 3 May 2025", "京水发〔2025〕17号".
IDENTITY = re.compile(
    r"(?i:(?:(?:our|your)\s+)?ref(?:erence)?\b[.:]*(?:\s+(?:no|nr|number)\b[.:]*)?|isbn\b:?|issn\b:?|doi\b:?"
    r"|(?:file|document|doc|leaflet|form|circular|publication|order|print)\.?\s+(?:no|nr|number|code|id|ref)\b[.:]*)"
    r"\s*\S*\d\S*(?:\s+(?:of|from|dated|version|edition|rev\.?|[A-Z][a-z]{2,8}(?=\s+\d)|\S*\d\S*)){0,6}"
    r"|(?:©|\([cC]\)\s|Copyright\b)[^.!?]{1,80}"
    r"|(?:文号|编号|文件编号|发文字号|索引号|统一书号)\s*[:：]?\s*[^。！？]{1,40}"
    r"|[\u4e00-\u9fff]{1,12}[〔\[（(]\d{4}[〕\]）)]\s*第?\s*\d{1,5}\s*号"
)
# A paragraph's own number: of several levels, with a mark behind it or in brackets. "3.5 million" is a figure.
BEGINS = r"\s+[“\"‘'(\[（《]?(?![万亿千百元])[^\W\d_a-z]"  # a sentence
NUMBER = re.compile(
    rf"\s*[*_]{{0,3}}(?:(?P<levels>[1-9]\d{{0,2}}(?:\.\d{{1,3}})+)(?:\\?[.)、．][*_]{{0,3}}(?=\s)|[*_]{{0,3}}(?={BEGINS}))"
    r"|(?P<single>[1-9]\d{0,2})(?:\\?[.)][*_]{0,3}(?=\s)|[、．](?!\d))"
    r"|(?P<bracketed>[(（]\d{1,3}[)）])[*_]{0,3}(?=\s*[^\s\d]))\s*"
)


def identifies(line: str) -> bool:
    """True for a line that states nothing but which document it is."""
    return IDENTITY.fullmatch(line.strip()) is not None


def own_number(text: str, start: int = 0) -> str | None:
    """Return the number that a paragraph at ``start`` has of its own: "4.2", "7", "(3)"; None without one."""
    match = NUMBER.match(text, start)
    return match[match.lastgroup] if match and match.lastgroup else None


def behind_number(text: str, start: int = 0) -> int:
    """Return where the words of a paragraph at ``start`` begin, behind its own number."""
    match = NUMBER.match(text, start)
    return match.end() if match else start


def label_of(line: str) -> str | None:
    """Return what a line of a head gives: "publisher", "date", "title", "other"; None for a line without a label."""
    plain = line.replace("*", "").strip()
    return next((name for name, label in ENGLISH.items() if label.match(plain)), None) or chinese.label_of(line)


def header_value(line: str) -> str:
    """Return what a line of a head says: without its label and quotation marks, a Chinese date as ISO 8601 has it."""
    plain = line.replace("*", "").strip()
    name = label_of(plain)
    if name in ENGLISH and (match := ENGLISH[name].match(plain)):
        return plain[match.end() :].strip().strip("\"'")
    return chinese.header_value(line)


def labelled(lines: Sequence[str], name: str) -> str | None:
    return next((header_value(line) or None for line in lines if label_of(line) == name), None)
