"""EPUB into Markdown: the chapters in the order in which they are read, below the book's title, publisher and date."""

import io
import posixpath
import zipfile
from urllib.parse import unquote
from xml.etree.ElementTree import Element  # nosec B405 # the type of parsed elements

from defusedxml.ElementTree import fromstring

from index.documents.formats.chapters import read_chapter
from index.documents.formats.markup import below, value_of
from index.documents.formats.text import decode_text

PART = "META-INF/container.xml"
HEAD = ("publisher", "date")  # of its description, told as labelled lines


def read_epub(raw: bytes) -> str:
    """Return the chapters in reading order as Markdown, under title, publisher and date where they do not tell them."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = set(archive.namelist())
        package = next(value_of(one, "full-path") for one in below(fromstring(archive.read(PART)), "rootfile"))
        described = fromstring(archive.read(package))
        chapters = [name for name in spine(described, posixpath.dirname(package)) if name in names]
        texts = [read_chapter(decode_text(archive.read(name))) for name in chapters]
    told = {name: first(described, name) for name in ("title", *HEAD)}
    text = "\n\n".join(part for part in texts if part)
    lines = [f"{name.title()}: {told[name]}" for name in HEAD if told[name] and told[name] not in text[:2000]]
    is_titled = not told["title"] or told["title"] in text[:2000]
    return "\n\n".join(part for part in ("" if is_titled else f"# {told['title']}", "\n".join(lines), text) if part)


def first(described: Element, name: str) -> str:
    return next((" ".join((one.text or "").split()) for one in below(described, name)), "")


def spine(described: Element, folder: str) -> list[str]:
    """Return the files of the chapters in their order, those of the contents left out."""
    files = {
        one.attrib["id"]: posixpath.normpath(posixpath.join(folder, unquote(one.attrib["href"])))
        for one in below(described, "item")
        if "nav" not in one.attrib.get("properties", "").split()
    }
    return [files[one.attrib["idref"]] for one in below(described, "itemref") if one.attrib["idref"] in files]
