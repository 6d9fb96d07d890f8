"""What libraries lose of real files: headings, rows of tables, sentences; what they leave in; their time.

python -m benchmarks.formats FOLDER

``formats.jsonl`` tells by file what it holds, and where it is from; FOLDER has those files that were fetched, the rest
is made there. A library that is not installed is named and passed over:

    pip install pdfplumber pypdf 'markitdown[pdf,docx]' mammoth readability-lxml html2text ebooklib docx2txt

What counts: a heading stands alone in its line, with marks or without; a row's name and figure stand in one line; a
sentence stands there with white space as it may be; running heads, menus and footers do not.
"""

import argparse
import importlib
import json
import logging
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from docx import Document

from index.documents.loader import load_file

HERE = Path(__file__).parent
PAGE = """<!doctype html><html><head><meta charset=utf-8><title>Transport</title></head><body>
<nav><a href=/>Home</a></nav><article><h1>Transport</h1><p>The transport office reports the passengers and the
punctuality of the lines of the city for the years 2024 and 2025, as counted at the stops.</p><h2>Lines</h2><table>
<tr><th rowspan=2>Line</th><th colspan=2>Passengers (thousand)</th><th colspan=2>On time (%)</th></tr>
<tr><th>2024</th><th>2025</th><th>2024</th><th>2025</th></tr>
<tr><td>Tram 4</td><td>812</td><td>845</td><td>91.5</td><td>93.0</td></tr>
<tr><td>Ferry</td><td>96</td><td>110</td><td>97.2</td><td>96.8</td></tr></table></article>
<footer>Subscribe to our newsletter</footer></body></html>"""
ROWS = [["Office", "Women", "Men"], ["Fire brigade", "31", "137"], ["Museum", "17", "13"]]
KINDS = ("headings", "rows", "sentences", "absent")


def ours(path: Path) -> str:
    return load_file(path).text


def pdfium(path: Path) -> str:
    from pypdfium2 import PdfDocument

    return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(path))


def pdfplumber(path: Path) -> str:
    with importlib.import_module("pdfplumber").open(path) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def pypdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in importlib.import_module("pypdf").PdfReader(path).pages)


def markitdown(path: Path) -> str:
    return str(importlib.import_module("markitdown").MarkItDown().convert(str(path)).text_content)


def mammoth(path: Path) -> str:
    with path.open("rb") as file:
        return str(importlib.import_module("mammoth").convert_to_markdown(file).value)


def docx2txt(path: Path) -> str:
    return str(importlib.import_module("docx2txt").process(str(path)))


def trafilatura(path: Path) -> str:
    return importlib.import_module("trafilatura").extract(path.read_text("utf-8"), output_format="markdown") or ""


def readability(path: Path) -> str:
    summary = importlib.import_module("readability").Document(path.read_text("utf-8")).summary()
    return str(importlib.import_module("html2text").html2text(summary))


def html2text(path: Path) -> str:
    return str(importlib.import_module("html2text").html2text(path.read_text("utf-8")))


def ebooklib(path: Path) -> str:
    book = importlib.import_module("ebooklib.epub").read_epub(str(path))
    pages = [item.get_content().decode("utf-8") for item in book.get_items_of_type(9)]
    return "\n".join(map(importlib.import_module("html2text").html2text, pages))


READERS: dict[str, tuple[Callable[[Path], str], ...]] = {
    ".pdf": (ours, pdfium, pdfplumber, pypdf, markitdown),
    ".docx": (ours, docx2txt, mammoth, markitdown),
    ".html": (ours, trafilatura, readability, html2text, markitdown),
    ".epub": (ours, ebooklib, markitdown),
}


def tidy(words: str) -> str:
    return " ".join(words.replace("\xad", "").split())


def bare(line: str) -> str:
    """Return a line without marks of Markdown and links."""
    return tidy(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line).replace("\\", "").strip("#*_| ¶"))


def kept(kind: str, wanted: Any, lines: set[str], text: str) -> bool:
    if kind == "headings":
        return wanted in lines
    if kind == "rows":
        return any(all(part in line for part in wanted) for line in lines)
    return (tidy(wanted) in text) != (kind == "absent")


def measured(read: Callable[[Path], str], path: Path, row: dict[str, Any]) -> dict[str, Any]:
    """Return by kind how many of what a file holds were kept, and the seconds that it took."""
    begun = perf_counter()
    text = read(path)
    seconds = perf_counter() - begun
    lines, whole = {bare(line) for line in text.splitlines()}, tidy(text.replace("-\n", "").replace("\\", ""))
    found = {kind: sum(kept(kind, one, lines, whole) for one in row.get(kind, ())) for kind in KINDS}
    return {**found, "seconds": seconds}


def make(folder: Path) -> None:
    """Write the files that can be made."""
    (folder / "transport.html").write_text(PAGE, "utf-8")
    document = Document()
    document.add_heading("Staff Report", 0)
    document.add_paragraph("The personnel office reports staff at the end of each year.")
    document.add_heading("Staff by office", 1)
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for number, row in enumerate(ROWS):
        for cell, words in zip(table.rows[number].cells, row, strict=True):
            cell.text = words
    document.save(str(folder / "staff.docx"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    make(folder)
    warnings.simplefilter("ignore")
    logging.disable()
    rows = [json.loads(line) for line in (HERE / "formats.jsonl").read_text("utf-8").splitlines()]
    print("| file | reader |", " | ".join(KINDS), "| s |\n|---|---|" + "---|" * (len(KINDS) + 1))
    for row in rows:
        path = folder / row["file"]
        for read in READERS[path.suffix] if path.is_file() else ():
            try:
                got = measured(read, path, row)
            except ImportError:
                print(f"| {path.name} | {read.__name__} | not installed |")
                continue
            told = " | ".join(f"{got[kind]} of {len(row[kind])}" if kind in row else "" for kind in KINDS)
            print(f"| {path.name} | {read.__name__} | {told} | {got['seconds']:.2f} |", flush=True)


if __name__ == "__main__":
    main()
