"""No pattern of the project takes long over any text that a question, a model's answer or a document may hold."""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from patterns import patterns_in_code, patterns_of

from assistant.language.loading import FOLDER, load_language

LONGEST = 2000  # characters of a question
PIECES = (
    " ", "\n", "\u00a0", "a", "A", "1", "_", "是", "百", "，", ",", ", ", "1,", "1-", "A. ", "A b ",
    "a, b and c ", "[1] ", "**", "\n- ", "x\n", "how many ", "the report ", "will ", "one hundred ", "A's ",
)  # fmt: skip
SECONDS = 3.0  # CPU for one pattern and one text; the slowest takes a quarter of it, half beside other processes


class Slow(Exception):
    """A pattern has had its time."""


@contextmanager
def limited() -> Iterator[None]:
    """Raise Slow within a search when its CPU time is over: one that never ends is told, too."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Slow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow_piece(pattern: re.Pattern[str]) -> str | None:
    """Return what a text is made of over which the pattern takes too long; None where there is none."""
    for piece in PIECES:
        text = (piece * LONGEST)[:LONGEST] + "!"
        try:
            with limited():
                for _ in pattern.finditer(text):
                    pass
        except Slow:
            return piece
    return None


def test_no_pattern_takes_long_over_any_text() -> None:
    names = [folder.name for folder in FOLDER.iterdir() if (folder / "question.toml").exists()]
    languages = [(f"{name}.{key}", found) for name in names for key, found in patterns_of(load_language(name))]
    every = {(found.pattern, found.flags): (key, found) for key, found in [*languages, *patterns_in_code()]}
    assert len(languages) > 300
    assert {"assistant/writing/written.py", "index/documents/shape/plain.py"} <= {
        key.rpartition(":")[0] for key, _ in every.values()
    }
    assert {key: slow for key, found in every.values() if (slow := slow_piece(found)) is not None} == {}


def test_a_pattern_that_never_ends_is_told() -> None:
    begun = time.process_time()
    assert slow_piece(re.compile(r"(?:a|aa)+b")) == "a"
    assert time.process_time() - begun < 60
