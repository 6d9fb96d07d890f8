"""The index built anew beside the server that answers, and taken into use: one at a time, never in an answer's way.

While it is built, and where that fails, the index before answers.
"""

import logging
import threading
from typing import TYPE_CHECKING

from assistant.config import Config
from assistant.library.changes import Change, changes
from assistant.web.readiness import Open, Readiness, Say
from index.errors import ReportError

if TYPE_CHECKING:
    from assistant.engine import Engine

log = logging.getLogger(__name__)


def build_and_open(config: Config, say: Say) -> "Engine":
    from assistant.web.preparing import renewed  # imports chromadb and onnxruntime, about a second

    return renewed(config, say)


class Renewal:
    """Renews one server's index. Asked again while it is at work, it goes on with what there is then."""

    def __init__(self, ready: Readiness, opener: Open = build_and_open) -> None:
        self.ready, self.opener = ready, opener
        self.lock = threading.Lock()
        self.is_running = self.is_wanted = False
        self.doing = ""
        self.failure = ""
        self.changes: tuple[Change, ...] = ()  # of the last renewal that changed a document

    def ask(self) -> None:
        """Renew the index in a thread of its own, or once more after the renewal under way."""
        with self.lock:
            self.is_wanted = True
            if self.is_running:
                return
            self.is_running = True
        threading.Thread(target=self.run, name="renewal", daemon=True).start()

    def run(self) -> None:
        while self.goes_on():
            try:
                self.renew()
                self.failure = ""
            except ReportError as error:
                log.error("the index was not renewed: %s", error)
                self.failure = str(error)
            except Exception:  # whatever it was, the page must say so, and the next renewal be possible
                log.exception("the index was not renewed")
                self.failure = "The index was not renewed; the server's log says why."

    def goes_on(self) -> bool:
        with self.lock:
            self.is_running, self.is_wanted = self.is_wanted, False
            return self.is_running

    def renew(self) -> None:
        before = self.ready.opened  # nothing yet where the first index failed
        after = self.opener(self.ready.config, self.say)
        if before and after.manifest.build_id == before.manifest.build_id:
            return
        self.ready.take(after)
        if before and (found := changes(before.store, after.store)):
            self.changes = found

    def say(self, sentence: str) -> None:
        self.doing = sentence
        log.info("%s", sentence)
