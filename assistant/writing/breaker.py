"""Keeps a dead model from slowing every answer: after some failures it is left alone for a while.

Then one call tries again; the others wait for its outcome. Knows counts and times only.
"""

import threading
import time
from collections.abc import Callable

FAILURES = 3  # in a row
REST = 30.0  # seconds


class Breaker:
    """Shared by threads. ``clock`` gives seconds and is replaced by tests."""

    def __init__(
        self, failures: int = FAILURES, rest: float = REST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most = failures
        self.rest = rest
        self.clock = clock
        self.lock = threading.Lock()
        self.failures = 0
        self.closed_until = 0.0

    def allows(self) -> bool:
        """True where a call may be tried now; after the rest only the first of those who ask."""
        with self.lock:
            if self.failures < self.most:
                return True
            if self.clock() < self.closed_until:
                return False
            self.closed_until = self.clock() + self.rest
            return True

    def succeeded(self) -> None:
        with self.lock:
            self.failures = 0

    def failed(self) -> None:
        with self.lock:
            self.failures += 1
            if self.failures >= self.most:
                self.closed_until = self.clock() + self.rest
