"""When the stages of one answer begin and end. Knows nothing of what is done in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter_ns, time_ns
from typing import Literal

Stage = Literal["rewrite", "retrieve", "evidence", "judge", "write", "verify"]


@dataclass(frozen=True, slots=True)
class Lap:
    """One stage, in nanoseconds since 1970."""

    stage: Stage
    begun: int
    ended: int


class Laps:
    """The stages of one answer, in order; a stage may come more than once."""

    def __init__(self) -> None:
        self.offset = time_ns() - perf_counter_ns()  # read once: a clock that is set meanwhile bends no lap
        self.begun = self.now()
        self.taken: list[Lap] = []

    def now(self) -> int:
        return perf_counter_ns() + self.offset

    @contextmanager
    def of(self, stage: Stage) -> Iterator[None]:
        """Time what is done within."""
        begun = self.now()
        try:
            yield
        finally:
            self.taken.append(Lap(stage, begun, self.now()))

    def seconds(self, *stages: Stage) -> float:
        """Return how long these stages took together; without any, how long it is since the beginning."""
        spent = sum(lap.ended - lap.begun for lap in self.taken if lap.stage in stages) if stages else None
        return round((self.now() - self.begun if spent is None else spent) / 1e9, 6)
