"""What has been tried against the assistant, tried again: python -m benchmarks.attack [--url URL]

Each attack is a function that takes a server's address and returns what is wrong, or nothing. All traffic stays on
this machine and ends by itself. Ends with status 1 where an attack succeeds.
"""

import argparse
import http.client
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from benchmarks.quickstart import serving

PATIENCE = 120  # seconds for one reply
AT_ONCE = 64  # costly requests
HEALTH = 0.1  # seconds within which the server says that it runs, in 99 of 100 cases
QUESTION = "How many elevators will be installed in old residential buildings?"
Attack = Callable[[str], str]


def call(url: str, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    """Return status and body of one request over a connection of its own."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=PATIENCE)
    try:
        sent = None if body is None else json.dumps(body).encode()
        connection.request(method, path, sent, {"content-type": "application/json"})
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


def record(answer: str) -> dict[str, Any]:
    return {
        "id": "a", "question": "q", "standalone_question": "q", "status": "answered", "mode": "extractive",
        "answer": answer, "references": [], "index": "b",
    }  # fmt: skip


def health_while(url: str, costly: Callable[[int], int]) -> str:
    """Say how late the server tells that it runs while so many costly requests are under way."""
    done, times = threading.Event(), list[float]()

    def watch() -> None:
        while not done.is_set():
            begun = time.perf_counter()
            call(url, "GET", "/healthz")
            times.append(time.perf_counter() - begun)
            time.sleep(0.02)

    watching = threading.Thread(target=watch)
    watching.start()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = Counter(pool.map(costly, range(AT_ONCE)))
    done.set()
    watching.join()
    p99 = statistics.quantiles(times, n=100)[-1] if len(times) > 1 else times[0]
    print(
        f"    {dict(statuses)}; health: {len(times)} times, p99 {p99 * 1e3:.0f} ms, at most {max(times) * 1e3:.0f} ms"
    )
    return "" if p99 <= HEALTH else f"health took {p99 * 1e3:.0f} ms"


# --- the attacks --------------------------------------------------------------------------


def many_exports(url: str) -> str:
    """The longest conversations that are written as files, all at once."""
    body = {"form": "docx", "title": "t", "records": [record("- **a** b [1]\n" * 990)]}
    return health_while(url, lambda _: call(url, "POST", "/api/export", body)[0])


def many_workbooks(url: str) -> str:
    """The table of figures as a workbook, all at once."""
    return health_while(url, lambda _: call(url, "GET", "/report/figures.xlsx")[0])


def books_as_exports(url: str) -> str:
    """A conversation of thousands of lines and marks in one request, which took nine seconds and more."""
    for answer in ("- a\n" * 40_000, "**a**[1]" * 20_000):
        begun = time.perf_counter()
        status, _ = call(url, "POST", "/api/export", {"form": "docx", "title": "t", "records": [record(answer)]})
        if status != 422 or time.perf_counter() - begun > 5:
            return f"status {status} after {time.perf_counter() - begun:.1f} s"
    return ""


def questions_that_took_for_ever(url: str) -> str:
    """White space, digits and commas in numbers, alone and in the conversation before."""
    for piece in ("\n", " ", "1", " ,", "a, ", "is ", "百", "“", "- \n"):
        text = "How" + (piece * 2000)[:1900] + "many?"
        history = [{"role": "user", "content": (piece * 40_000)[:39_000] + "?"}]
        for said in ([], history):
            begun = time.perf_counter()
            status, _ = call(url, "POST", "/api/ask", {"question": text, "history": said})
            if status not in (200, 422) or time.perf_counter() - begun > 10:
                return f"{piece!r} with {len(said)} before: status {status}, {time.perf_counter() - begun:.1f} s"
    return ""


def ratings_in_numbers(url: str) -> str:
    """Ratings as large as a body may be: each is refused for its size."""
    body = {
        "answer_id": "a", "question": "q", "history": [], "standalone_question": "q", "status": "answered",
        "verdict": "good", "citations": [["a.txt", "a" * 3900]] * 50, "answer": "a", "index": "b",
    }  # fmt: skip
    statuses = {call(url, "POST", "/api/feedback", body)[0] for _ in range(20)}
    return "" if statuses <= {413, 422, 429} else f"statuses {statuses}"


def heads(url: str) -> str:
    """HEAD, as supervisors and link checkers ask."""
    wrong = [path for path in ("/healthz", "/readyz", "/embed.js", "/report/") if call(url, "HEAD", path)[0] != 200]
    return f"no head of {wrong}" if wrong else ""


def still_answers(url: str) -> str:
    """After all that a question is answered, and promptly."""
    begun = time.perf_counter()
    status, reply = call(url, "POST", "/api/ask", {"question": QUESTION})
    good = status == 200 and json.loads(reply)["status"] == "answered" and time.perf_counter() - begun < 5
    return "" if good else f"status {status} after {time.perf_counter() - begun:.1f} s"


ATTACKS: list[Attack] = [
    many_exports,
    many_workbooks,
    books_as_exports,
    questions_that_took_for_ever,
    ratings_in_numbers,
    heads,
    still_answers,
]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attack")
    parser.add_argument("--url", help="a running server on this machine; without it one is started")
    with server_at(parser.parse_args().url) as url:
        faults = [fault for attack in ATTACKS if (fault := told(attack, url))]
    sys.exit(1 if faults else 0)


def told(attack: Attack, url: str) -> str:
    begun = time.perf_counter()
    fault = attack(url)
    print(f"{'BAD' if fault else 'ok '}  {attack.__name__} ({time.perf_counter() - begun:.1f} s) {fault}", flush=True)
    return fault


@contextmanager
def server_at(url: str | None) -> Iterator[str]:
    if url:
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="attack-") as place:
        kept = {"ASSISTANT_FEEDBACK_URL": f"sqlite:///{place}/ratings"}  # not among those of people
        with serving({**os.environ, **kept}) as server:
            yield server.url


if __name__ == "__main__":
    main()
