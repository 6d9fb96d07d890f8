"""Ours beside the plain LlamaIndex quickstart, in one run: python -m benchmarks.quickstart (make bench).

Measures index time, time to a first answer, latency, evidence found in five passages, and how
many words a reader must read to reach the evidence. Ratios hold on any machine; times do not.
"""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from index.vectors.embedder import DEFAULT_MODEL, find_model

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
QUESTIONS = ROOT / "tests" / "golden" / "report.jsonl"
RESULT = ROOT / "runs" / "bench.json"
FOUND = 0.9  # share of the evidence's words that a passage must hold
STARTS = 3  # cold starts of each, of which the median counts
PATIENCE = 120  # seconds for a server to become ready


def main() -> None:
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        plain = measure_plain(Path(folder) / "plain", rows)
        ours = measure_ours(Path(folder) / "ours", rows)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({"plain": plain, "ours": ours}, indent=2) + "\n", "utf-8")
    show(plain, ours)


def measure_plain(folder: Path, rows: list[dict[str, Any]]) -> dict[str, float]:
    model = str(find_model(DEFAULT_MODEL).folder)
    built = run_plain("index", str(SEEDS), str(folder), model)
    tries = [run_plain("ask", str(folder), model, str(QUESTIONS)) for _ in range(STARTS)]
    asked = tries[-1]
    latencies = [row["ms"] for row in asked["rows"]]
    reading = [words_to_evidence(row, made["passages"]) for row, made in zip(rows, asked["rows"], strict=True)]
    return {
        "index_seconds": built["index_seconds"],
        "cold_seconds": statistics.median(tried["first_retrieval_seconds"] for tried in tries),
        "embed_ms_p50": statistics.median(row["embed_ms"] for row in asked["rows"]),
        **spread("question_ms", latencies),
        **usefulness(reading),
    }


def run_plain(*arguments: str) -> Any:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.plain", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def measure_ours(folder: Path, rows: list[dict[str, Any]]) -> dict[str, float]:
    environment = {**os.environ, "ASSISTANT_DATA": str(folder), "ASSISTANT_SEEDS": str(SEEDS)}
    index_seconds = timed(lambda: assistant(environment, "index"))
    again_seconds = timed(lambda: assistant(environment, "index"))
    starts = [timed(lambda: assistant(environment, "ask", rows[0]["question"], "--json")) for _ in range(STARTS)]
    with serving(environment) as server:
        made = [server.ask(row) for row in rows]
        memory = server.memory_mb()
    answers = [answer for answer, _ in made]
    reading = [
        words_to_evidence(row, [citation["quote"] for citation in answer["citations"]] + texts(answer["passages"]))
        for row, answer in zip(rows, answers, strict=True)
    ]
    return {
        "index_seconds": index_seconds,
        "index_again_seconds": again_seconds,
        "cold_seconds": statistics.median(starts),
        "page_seconds": server.page_seconds,
        "first_answer_seconds": server.first_answer_seconds,
        "memory_mb": memory,
        **spread("question_ms", [milliseconds for _, milliseconds in made]),
        **usefulness(reading),
        "passage_hit5": usefulness([words_to_evidence(row, texts(answer["passages"][:5]))
                                    for row, answer in zip(rows, answers, strict=True)])["found"],
    }  # fmt: skip


def assistant(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "assistant", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True)


def timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


@dataclass(slots=True)
class Server:
    """A running ``assistant serve``."""

    url: str
    process: psutil.Popen
    client: httpx.Client
    page_seconds: float = 0.0
    first_answer_seconds: float = 0.0

    def ask(self, row: dict[str, Any]) -> tuple[dict[str, Any], float]:
        """Return the answer and how long it took over HTTP, in milliseconds."""
        begun = time.perf_counter()
        reply = self.client.post("/api/ask", json={"question": row["question"], "history": row["history"]})
        reply.raise_for_status()
        return reply.json(), (time.perf_counter() - begun) * 1e3

    def wait_for(self, path: str) -> None:
        """Ask until the path answers below 400; raises TimeoutError after PATIENCE seconds."""
        deadline = time.perf_counter() + PATIENCE
        while time.perf_counter() < deadline:
            try:
                if self.client.get(path).status_code < 400:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise TimeoutError(f"{path} did not answer")

    def memory_mb(self) -> float:
        processes = [self.process, *self.process.children(recursive=True)]
        return sum(process.memory_info().rss for process in processes) / 1e6


@contextmanager
def serving(environment: dict[str, str], log: int = subprocess.DEVNULL, key: str = "") -> Iterator[Server]:
    """Start a server and stop it; ``log`` is the file that takes what it writes, ``key`` opens one that has keys."""
    port = free_port()
    begun = time.perf_counter()
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    process = psutil.Popen(command, cwd=ROOT, env=environment, stderr=log, stdout=log)
    url = f"http://127.0.0.1:{port}"
    headers = {"authorization": f"Bearer {key}"} if key else {}
    server = Server(url, process, httpx.Client(base_url=url, timeout=PATIENCE, headers=headers))
    try:
        server.wait_for("/")
        server.page_seconds = time.perf_counter() - begun
        server.wait_for("/readyz")
        server.client.post("/api/ask", json={"question": "How many jobs?"}).raise_for_status()
        server.first_answer_seconds = time.perf_counter() - begun
        server.wait_for("/theme.css")  # the chat itself is loaded: memory and latency are those of a warm server
        yield server
    finally:
        server.client.close()
        process.terminate()
        process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def texts(passages: Sequence[dict[str, Any]]) -> list[str]:
    return [passage["text"] for passage in passages]


def words_to_evidence(row: dict[str, Any], read: Sequence[str]) -> int | None:
    """Return how many words stand up to the end of the first text that holds evidence; None where none does."""
    if not row["answerable"]:
        return -1
    count = 0
    for text in read:
        count += len(bag(text))
        if any(share(evidence["quote"], text) >= FOUND for evidence in row["evidence"]):
            return count
    return None


def share(gold: str, text: str) -> float:
    """Return the share of gold's words that the text holds, as bags."""
    wanted, held = Counter(bag(gold)), Counter(bag(text))
    return sum((wanted & held).values()) / max(1, wanted.total())


def bag(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def usefulness(reading: Sequence[int | None]) -> dict[str, float]:
    """Return the share of answerable questions whose evidence was found, and the median words to reach it."""
    answerable = [count for count in reading if count != -1]
    found = [count for count in answerable if count is not None]
    return {"found": len(found) / len(answerable), "words_to_evidence": statistics.median(found)}


def spread(name: str, values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {f"{name}_p50": statistics.median(ordered), f"{name}_p95": ordered[int(len(ordered) * 0.95)]}


ROWS = (
    ("index built, s", "index_seconds"),
    ("index up to date, s", "index_again_seconds"),
    ("process start to first result, s", "cold_seconds"),
    ("server: page reachable, s", "page_seconds"),
    ("server: first answer, s", "first_answer_seconds"),
    ("server: resident memory, MB", "memory_mb"),
    ("bare query embedding, ms p50", "embed_ms_p50"),
    ("question, ms p50 (ours: whole answer over HTTP)", "question_ms_p50"),
    ("question, ms p95", "question_ms_p95"),
    ("evidence found in all that is shown", "found"),
    ("evidence found in five passages", "passage_hit5"),
    ("words to read to the evidence, median", "words_to_evidence"),
)


def show(plain: dict[str, float], ours: dict[str, float]) -> None:
    table = Table("", "plain quickstart", "report assistant", "ratio")
    for label, key in ROWS:
        left, right = plain.get(key), ours.get(key)
        ratio = f"{right / left:.2f}" if left and right is not None else ""
        table.add_row(label, *("" if value is None else f"{value:.2f}" for value in (left, right)), ratio)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
