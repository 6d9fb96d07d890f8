"""Labelled lines at a document's head ("Published by: …", "date: …", "发布单位：…"): what they give."""

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
