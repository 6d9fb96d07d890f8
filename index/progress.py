"""How far a long piece of work is, told to whoever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: ``step`` in words, ``done`` of ``total`` (0 of 0 where not counted)."""

    step: str
    done: int = 0
    total: int = 0


Report = Callable[[Progress], None]


class Tally:
    """Counts a step that several threads work on."""

    def __init__(self, step: str, report: Report) -> None:
        self.step, self.report, self.lock = step, report, Lock()
        self.done = self.total = 0

    def expect(self, count: int) -> None:
        """Tell that there are ``count`` more to do."""
        self.tell(0, count)

    def add(self, count: int) -> None:
        """Tell that ``count`` more are done."""
        self.tell(count, 0)

    def tell(self, done: int, more: int) -> None:
        with self.lock:
            self.done, self.total = self.done + done, self.total + more
            self.report(Progress(self.step, self.done, self.total))
