"""Who came in, who was refused, which keys changed, what was deleted: one line each in the server's log.

Never a question, a key or an address with its query. Refusals are many where somebody tries all
doors: of each minute the first are written, and how many more there were.
"""

import json
import logging
import time
from collections.abc import Callable

REFUSALS = 60  # written a minute

log = logging.getLogger(__name__)


def note(event: str, **about: str | int) -> None:
    """Write one line; each value is quoted, so that nobody can write a second one."""
    told = ", ".join(f"{name} {json.dumps(value)}" for name, value in about.items())
    log.info("%s: %s", event, told, extra={"fields": {"event": event, **about}})


class Refusals:
    """Writes what was refused, up to a number a minute."""

    def __init__(self, most: int = REFUSALS, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.clock = most, clock
        self.since, self.count = clock(), 0

    def note(self, **about: str | int) -> None:
        if self.clock() - self.since >= 60:
            self.flush()
        self.count += 1
        if self.count <= self.most:
            note("refused", **about)

    def flush(self) -> None:
        """Begin another minute; tell how many of the last were left out."""
        if self.count > self.most:
            note("refused", more=self.count - self.most)
        self.since, self.count = self.clock(), 0
