"""Presentations into Markdown: a section a slide, by its title, with its texts, tables and notes."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element  # nosec B405 # the type of parsed elements

from defusedxml.ElementTree import fromstring

from index.documents.formats.markup import Cell, below, heading, item, name_of, number_of, spread, value_of
from index.documents.formats.sheets import markdown_table

PART = "ppt/presentation.xml"
TITLES = {"title", "ctrTitle"}
FIELDS = {"sldNum", "ftr", "dt", "hdr"}  # what stands on every slide


def read_pptx(raw: bytes) -> str:
    """Return the slides in their order; the first one's title is the presentation's."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        slides = [fromstring(archive.read(name)) for name in slide_names(archive)]
        notes = [list(notes_of(archive, name)) for name in slide_names(archive)]
    parts = [
        part
        for number, (slide, said) in enumerate(zip(slides, notes, strict=True))
        for part in (*slide_parts(slide, 1 if number == 0 else 2), *said)
    ]
    return "\n\n".join(part for part in parts if part)


def slide_names(archive: zipfile.ZipFile) -> list[str]:
    targets = related(archive, PART)
    ids = [value for one in below(fromstring(archive.read(PART)), "sldId") for value in one.attrib.values()]
    return [targets[id_] for id_ in ids if id_ in targets]


def related(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Return the parts that a part refers to, by the ids of the references."""
    folder, file = posixpath.split(name)
    path = f"{folder}/_rels/{file}.rels"
    if path not in archive.namelist():
        return {}
    return {
        one.attrib["Id"]: posixpath.normpath(posixpath.join(folder, one.attrib["Target"]))
        for one in fromstring(archive.read(path))
        if one.attrib.get("TargetMode") != "External"
    }


def notes_of(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    """Yield the paragraphs of the speaker's notes to a slide."""
    for part in related(archive, name).values():
        if "notesSlide" in part:
            yield from (
                words
                for shape in below(fromstring(archive.read(part)), "sp")
                if kind_of(shape) == "body"
                for words in paragraphs_of(shape)
            )


def slide_parts(slide: Element, level: int) -> Iterator[str]:
    """Yield what stands on a slide: its title as a heading of ``level``, then texts, lists and tables."""
    shapes = [one for name in ("sp", "graphicFrame") for one in below(slide, name) if kind_of(one) not in FIELDS]
    titled = [one for one in shapes if kind_of(one) in TITLES]
    yield from (heading(level, " ".join(paragraphs_of(one))) for one in titled if any(paragraphs_of(one)))
    for shape in shapes:
        if shape in titled:
            continue
        for table in below(shape, "tbl"):
            rows = ([cell for cell in below(row, "tc") if not is_covered(cell)] for row in below(table, "tr"))
            yield markdown_table(spread([[cell_of(cell) for cell in row] for row in rows]))
        lines = list(paragraphs_of(shape)) if name_of(shape) == "sp" else []
        yield lines[0] if len(lines) == 1 else "\n".join(item(0, line) for line in lines)


def kind_of(shape: Element) -> str:
    """Return what a placeholder is for; empty for other shapes."""
    return next((value_of(one, "type") or "body" for one in below(shape, "ph")), "")


def cell_of(cell: Element) -> Cell:
    return Cell(" ".join(paragraphs_of(cell)), number_of(cell, "gridSpan"), number_of(cell, "rowSpan"))


def is_covered(cell: Element) -> bool:
    """True for what another cell spans."""
    return bool(value_of(cell, "hMerge") or value_of(cell, "vMerge"))


def paragraphs_of(element: Element) -> Iterator[str]:
    for paragraph in below(element, "p"):
        words = " ".join("".join(one.text or "" for one in paragraph.iter() if name_of(one) == "t").split())
        if words:
            yield words
