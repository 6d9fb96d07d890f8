"""What is worked out while nobody asks, so that no asker waits for it: which questions may be offered after an answer.

Those in the documents' language alone: others wake the encoder of other languages, some 75 MB. Whoever asks before that
has the few tried that his answer needs.
"""

import asyncio
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.web.readiness import Readiness
from assistant.web.workers import Workers

if TYPE_CHECKING:
    from assistant.engine import Engine

log = logging.getLogger(__name__)
PAUSE = 0.25  # seconds until it is looked again whether nobody asks, or there are other documents
DONE = object()


async def try_offers(ready: Readiness, workers: Workers) -> None:
    """Try the offers of each engine in use, one at a time while nobody asks, until cancelled."""
    known: Engine | None = None
    trials: Iterator[object] = iter(())
    while True:
        if ready.opened is not known:
            known = ready.opened
            trials = known.offers.try_all([known.finder.texts.name]) if known else iter(())
        try:
            if workers.inside or await asyncio.to_thread(next, trials, DONE) is DONE:
                await asyncio.sleep(PAUSE)
        except Exception:  # whatever it was, the log must say so; others are tried when an answer needs them
            log.exception("an offer could not be tried")
