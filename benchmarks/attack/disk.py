"""Two small documents, a data folder with their index, and servers over them, for attacks on what lies on the disk.

What is to hold after each of those: questions are answered, from the last good build where no other can be made, and
one line says what is wrong.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.attack.resources import rating
from benchmarks.attack.target import command
from benchmarks.quickstart import ROOT, free_port
from index.folder import DataFolder

PATIENCE = 400  # seconds in which a server gets ready, a build of its own included
QUESTION, FIGURE = "How many trees will be planted?", "700"
PARKS = "Parks Plan\n\n1. Opening parks\n\nWe will plant 700 trees along 5 streets. Every street gets a bench.\n"
TRAMS = "# Tram Plan\n\n## Lines\n\nTwo tram lines will open in May.\n\n### Fares\n\nA ticket costs 3 yuan.\n"
NOISE = ("Traceback", "PanicException")  # Rust tells of a panic on standard error by itself


class NotAllowed(Exception):
    """Whoever runs this may not do what an attack needs."""


@dataclass(frozen=True, slots=True)
class Disk:
    """Documents, and a data folder with their index."""

    seeds: Path
    data: Path

    @classmethod
    def made(cls, place: Path) -> "Disk":
        (place / "seeds").mkdir()
        (place / "seeds" / "parks.txt").write_text(PARKS, "utf-8")
        (place / "seeds" / "trams.md").write_text(TRAMS, "utf-8")
        made = cls(place / "seeds", place / "data")
        done = command(made.environment, "index")
        if done.returncode:
            raise SystemExit(done.stderr)
        return made

    @property
    def environment(self) -> dict[str, str]:
        own = {"DATA": str(self.data), "SEEDS": str(self.seeds), "EMBED_MULTILINGUAL": "none"}
        return {**os.environ, **{f"ASSISTANT_{name}": value for name, value in own.items()}}

    @property
    def build(self) -> Path:
        return DataFolder(self.data).current()

    @contextmanager
    def copied(self) -> Iterator["Disk"]:
        """Give a copy that may be spoilt."""
        with tempfile.TemporaryDirectory(prefix="attack-disk-") as place:
            shutil.copytree(self.seeds, Path(place) / "seeds")
            shutil.copytree(self.data, Path(place) / "data", copy_function=os.link)  # what is spoilt is copied first
            yield Disk(Path(place) / "seeds", Path(place) / "data")


def joined(faults: Iterable[str]) -> str:
    return "; ".join(filter(None, faults))


def noise(said: str) -> str:
    return next((f"said {word!r}: {said.strip()[-300:]}" for word in NOISE if word in said), "")


def asking(disk: Disk) -> str:
    """``assistant ask`` answers, and says no more than lines."""
    done = command(disk.environment, "ask", QUESTION)
    return noise(done.stderr) or ("" if FIGURE in done.stdout else f"ask: {done.returncode} {done.stderr[-300:]}")


def rebuilding(disk: Disk) -> str:
    """``assistant index --rebuild`` builds, and then there is an index that answers."""
    done = command(disk.environment, "index", "--rebuild")
    return noise(done.stderr) or (asking(disk) if done.returncode == 0 else f"index: {done.stderr[-300:]}")


def serving_from(disk: Disk) -> str:
    """``assistant serve`` gets ready and answers."""
    with served(disk) as server:
        return server.fault() or noise(server.said())


@dataclass(frozen=True, slots=True)
class Server:
    process: "subprocess.Popen[bytes]"
    url: str
    log: Path

    def said(self) -> str:
        return self.log.read_text("utf-8", errors="replace")

    def status(self, path: str) -> int:
        try:
            return httpx.get(f"{self.url}{path}", timeout=20).status_code
        except httpx.TransportError:
            return 0

    def ask(self) -> str:
        """Return the answer; empty where there is none."""
        with suppress(httpx.TransportError):
            reply = httpx.post(f"{self.url}/api/ask", json={"question": QUESTION}, timeout=30)
            return str(reply.json()["answer"]) if reply.status_code == 200 else ""
        return ""

    def rate(self) -> int:
        """Return the status of a rating; 0 where there is no reply."""
        with suppress(httpx.TransportError):
            return httpx.post(f"{self.url}/api/feedback", json=rating(), timeout=30).status_code
        return 0

    def is_settled(self) -> bool:
        """True where it is ready, or says that it never will be."""
        with suppress(httpx.TransportError):
            reply = httpx.get(f"{self.url}/readyz", timeout=20)
            return reply.status_code == 200 or "Getting ready" not in reply.text
        return False

    def wait(self, wanted: Callable[[], bool]) -> bool:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            if wanted():
                return True
            time.sleep(0.1)
        return False

    def fault(self) -> str:
        """Say what is wrong with a server that is to become ready and answer."""
        if not self.wait(lambda: self.status("/readyz") == 200):
            return f"not ready, exit status {self.process.poll()}: {self.said()[-300:]}"
        return "" if FIGURE in self.ask() else f"no answer: {self.said()[-300:]}"


@contextmanager
def served(disk: Disk, descriptors: int = 0, **more: str) -> Iterator[Server]:
    """Start a server and kill it; ``descriptors`` is how many files it may have open."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

    port, environment = free_port(), {**disk.environment, **more}
    run = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    with (
        tempfile.NamedTemporaryFile(prefix="attack-", suffix=".log") as log,
        subprocess.Popen(
            run, cwd=ROOT, env=environment, stdout=log, stderr=log, preexec_fn=limit if descriptors else None
        ) as process,
    ):
        try:
            yield Server(process, f"http://127.0.0.1:{port}", Path(log.name))
        finally:
            process.send_signal(signal.SIGKILL)
