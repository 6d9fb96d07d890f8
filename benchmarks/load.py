"""Many askers at once: python -m benchmarks.load [--askers 64] [--seconds 60 | --soak MINUTES] [--url URL]

Each asker asks the questions of tests/golden/report.jsonl, or of --questions FILE …, one after the other, without a
pause, and begins in another place. A server remembers its last answers: of many questions it works out most.
Told are errors, times, and the server's memory; times beside the ideal: as many bare query
embeddings as there are askers, shared by all cores. The askers compute on the same cores.
"""

import argparse
import asyncio
import itertools
import json
import os
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from assistant.config import Config
from assistant.engine import open_encoder
from benchmarks.quickstart import QUESTIONS, serving
from index.folder import DataFolder
from index.manifest import Manifest

PATIENCE = 120  # seconds for one answer
WARM = 0.1  # of the time, after which memory is first read


@dataclass(slots=True)
class Seen:
    """What the askers saw."""

    until: float
    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load")
    parser.add_argument("--askers", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="as long as that instead")
    parser.add_argument("--questions", type=Path, nargs="+", default=[QUESTIONS], metavar="FILE")
    parser.add_argument("--url", help="a running server on this machine; without it one is started")
    options = parser.parse_args()
    seconds = options.soak * 60 if options.soak else options.seconds
    bodies = [body_of(json.loads(line)) for path in options.questions for line in path.read_text("utf-8").splitlines()]
    with server_at(options.url) as (url, process):
        ideal = options.askers * embedding_seconds() / (os.cpu_count() or 1)
        seen, memory = asyncio.run(load(url, process, bodies, options.askers, seconds))
    print(f"{len(bodies)} questions", end="; ")
    show(seen, memory, seconds, ideal)


@contextmanager
def server_at(url: str | None) -> Iterator[tuple[str, psutil.Process]]:
    if url is None:
        with serving(dict(os.environ)) as server:
            yield server.url, server.process
    else:
        port = urlsplit(url).port
        listening = [c for c in psutil.net_connections("tcp") if c.status == "LISTEN" and c.laddr.port == port]
        yield url, psutil.Process(listening[0].pid)


def body_of(row: dict[str, object]) -> bytes:
    body = json.dumps({"question": row["question"], "history": row["history"]}).encode()
    head = f"POST /api/ask HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body


def embedding_seconds() -> float:
    """Return how long one bare query embedding takes on the machine as it is now."""
    config = Config.load()
    folder = DataFolder(config.data).current()
    encoder = open_encoder(folder, Manifest.read(folder), config.threads)
    times = []
    for line in QUESTIONS.read_text("utf-8").splitlines():
        begun = time.perf_counter()
        encoder.encode([json.loads(line)["question"]])
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


async def load(
    url: str, process: psutil.Process, bodies: list[bytes], askers: int, seconds: float
) -> tuple[Seen, list[float]]:
    """Return what was seen and the memory in MB at the beginning, in the middle and at the end."""
    begun = time.perf_counter()
    seen = Seen(until=begun + seconds)
    begins = [number * len(bodies) // askers for number in range(askers)]
    tasks = [asyncio.create_task(asker(url, bodies[begin:] + bodies[:begin], seen)) for begin in begins]
    memory = []
    for share in (WARM, 0.5, 0.99):
        await asyncio.sleep(begun + share * seconds - time.perf_counter())
        memory.append(process.memory_info().rss / 1e6)
    await asyncio.gather(*tasks)
    return seen, memory


async def asker(url: str, bodies: list[bytes], seen: Seen) -> None:
    for body in itertools.cycle(bodies):
        if time.perf_counter() > seen.until:
            return
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                status = await ask(url, body)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            status = type(error).__name__
        if status == "200":
            seen.seconds.append(time.perf_counter() - begun)
        else:
            seen.errors[status] += 1


async def ask(url: str, body: bytes) -> str:
    """Ask over a connection of its own, without a client library, which would take a core; return the status."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        writer.write(body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next(line for line in head.split("\r\n") if line.startswith("content-length:"))
        await reader.readexactly(int(length.partition(":")[2]))
        return head.split(" ", 2)[1]
    finally:
        writer.close()


def show(seen: Seen, memory: list[float], seconds: float, ideal: float) -> None:
    print(f"answers {len(seen.seconds)} in {seconds:g} s; errors {dict(seen.errors) or 'none'}")
    if len(seen.seconds) > 1:
        p95 = statistics.quantiles(seen.seconds, n=20)[-1]
        print(f"p50 {statistics.median(seen.seconds) * 1e3:.0f} ms, p95 {p95 * 1e3:.0f} ms")
        print(f"ideal {ideal * 1e3:.0f} ms, p95 is {p95 / ideal:.1f} x that")
    begun, middle, end = memory
    print(f"resident MB: {begun:.0f} after a tenth of the time, {middle:.0f} in the middle, {end:.0f} at the end")


if __name__ == "__main__":
    main()
