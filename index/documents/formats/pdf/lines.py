"""Words and lines of a page with their places, whoever read them."""

from dataclasses import dataclass, replace
from functools import cached_property

from index.documents.layout import Box

HYPHEN = "\ufffe"  # one that ends a line
COLUMN_GAP = 1.2  # of a line's height: from here on words stand in columns


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: Box
    sure: float = 1.0  # that it was recognised, 0 to 1


@dataclass(frozen=True)
class Line:
    """Words beside each other; ``size`` is that of the type in points."""

    words: tuple[Word, ...]
    size: float
    is_bold: bool = False

    @cached_property
    def left(self) -> float:
        return self.words[0].box[0]

    @cached_property
    def right(self) -> float:
        return max(word.box[2] for word in self.words)

    @cached_property
    def top(self) -> float:
        return min(word.box[1] for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return max(word.box[3] for word in self.words)

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def gaps(self) -> tuple[tuple[float, float], ...]:
        """Where its columns are set apart: from where to where."""
        pairs = zip(self.words, self.words[1:], strict=False)
        wide = COLUMN_GAP * self.size
        return tuple((one.box[2], two.box[0]) for one, two in pairs if two.box[0] - one.box[2] > wide)

    def cut(self, at: float) -> "list[Line]":
        """Return the parts to the left and to the right of a place."""
        sides = [tuple(word for word in self.words if (word.box[0] < at) == is_left) for is_left in (True, False)]
        return [replace(self, words=side) for side in sides if side]


@dataclass(frozen=True, slots=True)
class Page:
    lines: tuple[Line, ...]
    width: float
    height: float
    label: str  # as printed
    is_unread: bool = False  # it shows a picture, and no text was found in it
