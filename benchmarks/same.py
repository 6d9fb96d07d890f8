"""Whether the documents read the same from every format: sentences, sections, topics, title, publisher and date.

python -m benchmarks.same FOLDER

Writes each text of ``seeds/`` as Word, OpenDocument, EPUB, web page and, where chromium is installed, as PDF in one and
in two columns, and compares what is read with what is read of the text. Needs what the project does not:

    pip install odfpy ebooklib
"""

import argparse
import importlib
import shutil
import subprocess
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from docx import Document as WordDocument

from index.documents.loader import read_file
from index.documents.outline import read_outline
from index.documents.splitter import OutlineParser

SEEDS = Path(__file__).parent.parent / "seeds"
HEAD = 3  # title, publisher, date
CSS = "body{font:11pt serif}h1{font-size:20pt}h2{font-size:14pt}"
COLUMNS = "main{columns:2;hyphens:auto;text-align:justify}"
Part = tuple[str, bool]  # a paragraph, and whether it is a heading


def parts_of(path: Path) -> list[Part]:
    text = path.read_text("utf-8")
    outline = read_outline(text, path.name)
    headings = {text[block.start : block.end] for block in outline.blocks if block.kind == "heading"}
    return [(line.strip(), line.strip() in headings) for line in text.splitlines() if line.strip()]


def write_docx(parts: Sequence[Part], path: Path) -> None:
    document = WordDocument()
    document.add_heading(parts[0][0], 0)
    for words, is_heading in parts[1:]:
        if is_heading:
            document.add_heading(words, 1)
        else:
            document.add_paragraph(words)
    document.save(str(path))


def write_odt(parts: Sequence[Part], path: Path) -> None:
    text, style = importlib.import_module("odf.text"), importlib.import_module("odf.style")
    document: Any = importlib.import_module("odf.opendocument").OpenDocumentText()
    title = style.Style(name="Title", family="paragraph")
    document.styles.addElement(title)
    document.text.addElement(text.P(stylename=title, text=parts[0][0]))
    for words, is_heading in parts[1:]:
        document.text.addElement(text.H(outlinelevel=1, text=words) if is_heading else text.P(text=words))
    document.save(str(path))


def write_epub(parts: Sequence[Part], path: Path) -> None:
    epub: Any = importlib.import_module("ebooklib.epub")
    book, middle = epub.EpubBook(), next(n for n in range(len(parts) // 2, len(parts)) if parts[n][1])
    book.set_title(parts[0][0])
    chapters = []
    for number, own in enumerate((parts[:middle], parts[middle:])):
        chapter = epub.EpubHtml(title=f"Chapter {number}", file_name=f"{number}.xhtml", lang="en")
        chapter.content = body_of(own) if number else heading_of(own) + body_of(own[HEAD:])
        book.add_item(chapter)
        chapters.append(chapter)
    book.spine = ["nav", *chapters]
    book.add_item(epub.EpubNav())
    epub.write_epub(str(path), book)


def heading_of(parts: Sequence[Part]) -> str:
    lines = "".join(f"<p>{escape(words)}</p>" for words, _ in parts[1:HEAD])
    return f"<h1>{escape(parts[0][0])}</h1>{lines}"


def body_of(parts: Sequence[Part]) -> str:
    tags = (("h2" if is_heading else "p", escape(words)) for words, is_heading in parts)
    return "".join(f"<{tag}>{words}</{tag}>" for tag, words in tags)


def page_of(parts: Sequence[Part], css: str = "") -> str:
    head = f"<meta charset=utf-8><title>{escape(parts[0][0])}</title><style>{CSS}{css}</style>"
    nav = "" if css else "<nav><a href=/>Home</a> <a href=/news>News</a></nav>"
    body = f"{heading_of(parts)}<main><article>{body_of(parts[HEAD:])}</article></main>"
    return f"<!doctype html><html lang=en><head>{head}</head><body>{nav}{body}</body></html>"


def write_html(parts: Sequence[Part], path: Path) -> None:
    path.write_text(page_of(parts), "utf-8")


def printed(css: str) -> Callable[[Sequence[Part], Path], None]:
    def write_pdf(parts: Sequence[Part], path: Path) -> None:
        browser = shutil.which("chromium")
        if browser is None:
            raise ImportError("chromium")
        page = path.with_suffix(".print.html")
        page.write_text(page_of(parts, css), "utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run([browser, *options, f"--print-to-pdf={path}", str(page)], check=True, capture_output=True)

    return write_pdf


WRITERS: dict[str, Callable[[Sequence[Part], Path], None]] = {
    "docx": write_docx,
    "odt": write_odt,
    "epub": write_epub,
    "html": write_html,
    "pdf": printed("p{margin:6pt 0}"),
    "columns.pdf": printed(COLUMNS),
}


def read(path: Path) -> tuple[list[str], list[Any]]:
    """Return the sentences, and the places of the passages."""
    document, _ = read_file(path)
    nodes = OutlineParser(max_tokens=240, count_tokens=lambda text: len(text.split())).split(document)
    sentences = [" ".join(node.get_content().split()) for node in nodes if node.metadata["kind"] == "sentence"]
    keys = ("title", "publisher", "date", "section_number", "section_title", "topic")
    return sentences, [[node.metadata[key] for key in keys] for node in nodes if node.metadata["kind"] != "sentence"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    print("| document | format | sentences as in the text | places as in the text |\n|---|---|---|---|")
    for path in sorted(SEEDS.glob("*.txt")):
        parts, (sentences, places) = parts_of(path), read(path)
        for name, write in WRITERS.items():
            made = folder / f"{path.stem}.{name}"
            try:
                write(parts, made)
            except ImportError as missing:
                print(f"| {path.stem} | {name} | {missing} is not installed | |")
                continue
            found, there = read(made)
            same = [sum(map(one.__contains__, other)) for one, other in ((found, sentences), (there, places))]
            print(f"| {path.stem} | {name} | {same[0]} of {len(sentences)} | {same[1]} of {len(places)} |", flush=True)


if __name__ == "__main__":
    main()
