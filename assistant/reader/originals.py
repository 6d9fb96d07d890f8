"""The files that the documents were read from, as long as they are what was read; pictures of their pages."""

import hashlib
from collections import OrderedDict
from pathlib import Path
from threading import Lock

from assistant.errors import NotFound
from index.documents.formats.pdf.picture import picture
from index.documents.layout import Layout, Rectangle

WIDTHS = (160, 800, 1600)  # pixels: in a row of pages, beside the text, alone
MOST_KEPT = 64 * 1024 * 1024  # bytes of pictures

Key = tuple[str, int, int, tuple[Rectangle, ...]]


class Originals:
    """Files of the seeds folder by the documents' ids; pictures are kept as long as there is room."""

    def __init__(self, seeds: Path) -> None:
        self.seeds = seeds
        self.checked: dict[str, tuple[float, int, str]] = {}  # by name: when changed, size, digest
        self.kept: OrderedDict[Key, bytes] = OrderedDict()
        self.lock = Lock()  # of both

    def find(self, document_id: str, digest: str) -> Path:
        """Return a document's file; raises NotFound where it is gone or not what was read (its sha256)."""
        path = self.seeds / document_id
        try:
            if self.digest_of(path) == digest:
                return path
        except OSError:
            pass
        raise NotFound("The document's file is not here any more, or it has changed: index it again.")

    def digest_of(self, path: Path) -> str:
        state = path.stat()
        known = self.checked.get(str(path))
        if known is None or known[:2] != (state.st_mtime, state.st_size):
            with path.open("rb") as file:
                known = (state.st_mtime, state.st_size, hashlib.file_digest(file, "sha256").hexdigest())
            self.checked[str(path)] = known
        return known[2]

    def page(self, path: Path, digest: str, number: int, width: int, marks: tuple[Rectangle, ...] = ()) -> bytes:
        """Return a page as a PNG, its ``marks`` highlighted; raises NotFound where it cannot be drawn."""
        key = digest, number, min(WIDTHS, key=lambda one: abs(one - width)), marks
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        try:
            made = picture(path, number, key[2], [mark.box for mark in marks])
        except ValueError as error:
            raise NotFound("This page cannot be shown.") from error
        with self.lock:
            self.kept[key] = made
            while sum(map(len, self.kept.values())) > MOST_KEPT:
                self.kept.popitem(last=False)
        return made


def marked(layout: Layout, start: int, end: int) -> tuple[int, tuple[Rectangle, ...]]:
    """Return the page on which a quote begins, and its rectangles there; raises NotFound where it stands on none."""
    found = layout.rectangles(start, end)
    if not found:
        raise NotFound("This place is on no page.")
    return found[0].page, tuple(one for one in found if one.page == found[0].page)
