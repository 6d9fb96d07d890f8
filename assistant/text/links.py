"""Addresses in the report: of a document, and of a sentence with a check of its words.

``/report/<document>?t=<check>#c<start>-<end>``: the offsets lead to the place, the check tells
whether the words there are still the ones that were linked to. Knows no document.
"""

import hashlib
from urllib.parse import quote

CHECK = 8  # hex digits; among a thousand sentences two alike are met once in ten thousand documents
SUFFIXES = (".txt", ".md", ".pdf", ".docx", ".xlsx", ".csv", ".tsv", ".html", ".htm")  # of other documents
RESERVED = ("figures",)  # pages of their own under /report/


def document_url(document_id: str) -> str:
    """Return the reader's address of a document, relative to the server."""
    return f"/report/{quote(address_of(document_id), safe='~')}"


def address_of(document_id: str) -> str:
    """Return a document's part of its address, of one document only whatever else is there.

    A text file goes by its name without the suffix; a folder ends with "~".
    """
    stem, _, suffix = document_id.rpartition(".")
    is_plain = suffix.lower() == "txt" and stem not in RESERVED and not stem.lower().endswith(SUFFIXES)
    return (stem if is_plain else document_id).replace("/", "~")


def report_url(document_id: str, start: int, end: int, words: str) -> str:
    """Return the reader's address of a span that holds ``words``, relative to the server."""
    return f"{document_url(document_id)}?t={check(words)}#c{start}-{end}"


def check(words: str) -> str:
    """Return a short hash of a quote; white space does not count."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:CHECK]
