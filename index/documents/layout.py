"""Where the words of a document stand on its pages: from offsets to pages and rectangles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

FOLDER, SUFFIX = "layouts", ".npz"  # in an index
ARRAYS = ("spans", "pages", "boxes", "sure", "sizes")
MOST_TOLD = 40  # unreadable pages
Box = tuple[float, float, float, float]  # left, top, right, bottom in points, from the upper left corner as shown


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of a line on a page; the page counts from 1."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The words of a document by their offsets, and its pages.

    ``title`` is what stands largest on the first page, None where nothing stands out; ``unread`` are the pages, from 1,
    that are pictures without text. Both are told while the document is read, and not kept.
    ``spans`` (words, 2), ``pages`` (words,) from 1, ``boxes`` (words, 4) as ``Box``, ``sure`` (words,) from 0 to 1: how
    sure it is that a word was recognised, 1 where nothing had to be; ``sizes`` (pages, 2) in points, ``labels`` as
    printed on the pages.
    """

    spans: npt.NDArray[np.int32]
    pages: npt.NDArray[np.int32]
    boxes: npt.NDArray[np.float32]
    sure: npt.NDArray[np.float32]
    sizes: npt.NDArray[np.float32]
    labels: tuple[str, ...]
    title: str | None = None
    unread: tuple[int, ...] = ()

    @classmethod
    def of(
        cls, words: Sequence[tuple[int, int, int, Box, float]], sizes: Sequence[tuple[float, float]],
        labels: Iterable[str],
    ) -> "Layout":  # fmt: skip
        """Return the layout of ``words`` (start, end, page, box, how sure), which are in the text's order."""
        return cls(
            np.array([word[:2] for word in words], np.int32).reshape(-1, 2),
            np.array([word[2] for word in words], np.int32),
            np.array([word[3] for word in words], np.float32).reshape(-1, 4),
            np.array([word[4] for word in words], np.float32),
            np.array(sizes, np.float32).reshape(-1, 2),
            tuple(labels),
        )

    def within(self, start: int, end: int) -> slice:
        """Return which words ``text[start:end]`` touches."""
        first = int(np.searchsorted(self.spans[:, 1], start, "right"))
        return slice(first, max(first, int(np.searchsorted(self.spans[:, 0], end, "left"))))

    def rectangles(self, start: int, end: int) -> list[Rectangle]:
        """Return a rectangle for each line, or part of one, that ``text[start:end]`` covers."""
        found: list[Rectangle] = []
        part = self.within(start, end)
        for page, box in zip(self.pages[part].tolist(), self.boxes[part].tolist(), strict=True):
            if found and found[-1].page == page and is_beside(found[-1].box, box):
                found[-1] = Rectangle(page, around(found[-1].box, box))
            else:
                found.append(Rectangle(page, (box[0], box[1], box[2], box[3])))
        return found

    def certainty(self, start: int, end: int) -> float | None:
        """Return how sure the words of ``text[start:end]`` were recognised, 0 to 1; None where nothing had to be."""
        sure = self.sure[self.within(start, end)]
        return float(sure.mean()) if len(sure) and bool((sure < 1).any()) else None

    def label(self, page: int) -> str | None:
        """Return what is printed on a page, where that is not its number."""
        return self.labels[page - 1] if self.labels[page - 1] != str(page) else None

    @property
    def gap(self) -> str:
        """Which pages could not be read; empty where all could."""
        if not self.unread:
            return ""
        pages = ", ".join(map(str, self.unread[:MOST_TOLD])) + (" …" if len(self.unread) > MOST_TOLD else "")
        return f"Unreadable, since pictures without text: page {pages}. Install tesseract, or recognise the text first."

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        labels = np.array(self.labels, np.str_)
        with path.open("wb") as file:
            np.savez_compressed(
                file, spans=self.spans, pages=self.pages, boxes=self.boxes, sure=self.sure, sizes=self.sizes,
                labels=labels,
            )  # fmt: skip

    @classmethod
    def load(cls, path: Path) -> "Layout":
        """Raises OSError, ValueError or KeyError where the file is none of ``save``."""
        with np.load(path, allow_pickle=False) as held:
            spans, pages, boxes, sure, sizes, labels = (held[name] for name in (*ARRAYS, "labels"))
            return cls(spans, pages, boxes, sure, sizes, tuple(labels.tolist()))


def write_layouts(folder: Path, layouts: Mapping[str, Layout]) -> None:
    """Keep the layouts in an index, by the documents' ids."""
    for document_id, layout in layouts.items():
        layout.save(folder / FOLDER / f"{document_id}{SUFFIX}")


def read_layouts(folder: Path) -> dict[str, Layout]:
    """Raises OSError, ValueError or KeyError where one is damaged."""
    root = folder / FOLDER
    files = sorted(path for path in root.rglob(f"*{SUFFIX}") if path.is_file())
    return {path.relative_to(root).as_posix().removesuffix(SUFFIX): Layout.load(path) for path in files}


def is_beside(before: Box, box: Sequence[float]) -> bool:
    """True for a word that continues a line: to its right, and for half of its height beside it."""
    common = min(before[3], box[3]) - max(before[1], box[1])
    return box[0] >= before[0] and common > 0.5 * min(before[3] - before[1], box[3] - box[1])


def around(one: Box, other: Sequence[float]) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
