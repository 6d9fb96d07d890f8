"""Attacks on what a server has little of: time, threads, places in a queue, room for ratings."""

import json
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from benchmarks.attack.target import Attack, Target
from benchmarks.quickstart import ROOT

AT_ONCE = 64  # costly requests
HEALTH = 0.1  # seconds that an attack may add to those in which it says that it runs, in 99 of 100 cases
REST = 4.0  # seconds of watching before an attack, on a machine that may do other things
CALLERS = {"quota": "100000/minute", "max_waiting": "16", "feedback_most": "30"}  # settings of a server with keys


def record(answer: str) -> dict[str, Any]:
    return {
        "id": "a", "question": "q", "standalone_question": "q", "status": "answered", "mode": "extractive",
        "answer": answer, "references": [], "index": "b",
    }  # fmt: skip


def rating(**changed: Any) -> dict[str, Any]:
    return {
        "answer_id": "a", "question": "q", "history": [], "standalone_question": "q", "status": "answered",
        "verdict": "good", "citations": [], "answer": "a", "index": "b",
    } | changed  # fmt: skip


def health_while(target: Target, costly: Callable[[int], int]) -> str:
    """Say how late the server tells that it runs while so many costly requests are under way, and at rest."""
    with watched(target) as before:
        time.sleep(REST)
    with watched(target) as times, ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = Counter(pool.map(costly, range(AT_ONCE)))
    rest, p99 = percentile(before), percentile(times)
    print(f"    {dict(statuses)}; health: {len(times)} times, p99 {p99 * 1e3:.0f} ms, at rest {rest * 1e3:.0f} ms")
    return "" if p99 <= HEALTH + rest else f"health took {p99 * 1e3:.0f} ms, at rest {rest * 1e3:.0f} ms"


@contextmanager
def watched(target: Target) -> Iterator[list[float]]:
    """Ask for the server's health meanwhile, in another process; give the seconds that it took each time."""
    command, times = [sys.executable, "-m", "benchmarks.attack.watch", target.url], list[float]()
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        watching.stdout.readline()
        try:
            yield times
        finally:
            times += json.loads(watching.communicate()[0] or "[]")


def percentile(times: list[float]) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[-1] if len(times) > 1 else times[0]


# --- one caller, who sits at this machine and has no quota ------------------------------------


def many_exports(target: Target) -> str:
    """The longest conversations that are written as files, all at once."""
    body = {"form": "docx", "title": "t", "records": [record("- **a** b [1]\n" * 990)]}
    return health_while(target, lambda _: target.call("POST", "/api/export", body).status)


def many_workbooks(target: Target) -> str:
    """The table of figures as a workbook, all at once."""
    return health_while(target, lambda _: target.call("GET", "/report/figures.xlsx").status)


def many_tables(target: Target) -> str:
    """Every figure that a question asks for as a workbook, all at once."""
    path = f"/api/table.xlsx?question={quote('List all figures')}"
    return health_while(target, lambda _: target.call("GET", path).status)


def many_pages(target: Target) -> str:
    """The longest document as a page, and what stands about it, all at once."""
    document = max(target.call("GET", "/api/documents").json, key=lambda one: int(one["characters"]))
    paths = [f"/report/{document['id']}", "/report/", "/report/figures"]
    return health_while(target, lambda number: target.call("GET", paths[number % 3]).status)


def many_questions(target: Target) -> str:
    """Questions of all kinds, all at once."""
    asked = ("List all figures", "Summarise the document", "How many trees will be planted?", "要加装多少部电梯？")
    return health_while(target, lambda number: target.ask(asked[number % len(asked)]).status)


def books_as_exports(target: Target) -> str:
    """A conversation of thousands of lines and marks in one request, which took nine seconds and more."""
    for answer in ("- a\n" * 40_000, "**a**[1]" * 20_000):
        begun = time.perf_counter()
        status = target.call("POST", "/api/export", {"form": "docx", "title": "t", "records": [record(answer)]}).status
        if status != 422 or time.perf_counter() - begun > 5:
            return f"status {status} after {time.perf_counter() - begun:.1f} s"
    return ""


def questions_that_took_for_ever(target: Target) -> str:
    """White space, digits and commas in numbers, alone and in the conversation before."""
    for piece in ("\n", " ", "1", " ,", "a, ", "is ", "百", "“", "- \n"):
        text = "How" + (piece * 2000)[:1900] + "many?"
        history = [{"role": "user", "content": (piece * 40_000)[:39_000] + "?"}]
        for said in ([], history):
            begun = time.perf_counter()
            status = target.call("POST", "/api/ask", {"question": text, "history": said}).status
            if status not in (200, 422) or time.perf_counter() - begun > 10:
                return f"{piece!r} with {len(said)} before: status {status}, {time.perf_counter() - begun:.1f} s"
    return ""


def brackets(target: Target) -> str:
    """Bodies that are nothing but brackets, which once ended in a traceback."""
    paths = ("/mcp", "/api/ask", "/v1/chat/completions", "/gradio_api/queue/join")
    statuses = {path: target.call("POST", path, b"[" * 100_000).status for path in paths}
    return "" if set(statuses.values()) <= {400, 422} else f"statuses {statuses}"


def ratings_in_numbers(target: Target) -> str:
    """Ratings as large as a body may be: each is refused for its size."""
    body = rating(citations=[["a.txt", "a" * 3900]] * 50)
    statuses = {target.call("POST", "/api/feedback", body).status for _ in range(20)}
    return "" if statuses <= {413, 422, 429} else f"statuses {statuses}"


def heads(target: Target) -> str:
    """HEAD, as supervisors and link checkers ask."""
    paths = ("/healthz", "/readyz", "/embed.js", "/report/", "/")
    wrong = [path for path in paths if target.call("HEAD", path).status != 200]
    return f"no head of {wrong}" if wrong else ""


def still_answers(target: Target) -> str:
    """After all that a question is answered, and promptly."""
    begun = time.perf_counter()
    reply = target.ask()
    good = reply.status == 200 and reply.json["status"] == "answered" and time.perf_counter() - begun < 5
    return "" if good else f"status {reply.status} after {time.perf_counter() - begun:.1f} s"


# --- two callers with keys ------------------------------------------------------------------


def one_caller_asks_for_all(target: Target) -> str:
    """One caller asks as much as it can; another one's questions are answered meanwhile, each before most of those."""
    greedy, modest = target.keys
    over, answered, waited = threading.Event(), Counter[int](), list[int]()

    def ask_on(number: int) -> None:
        while not over.is_set():
            answered[target.ask(f"How many trees will be planted in district {number}?", greedy).status] += 1

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number in range(AT_ONCE):
            pool.submit(ask_on, number)
        time.sleep(2)
        for _ in range(10):
            before = answered[200]
            status = target.ask(key=modest).status
            waited.append(answered[200] - before if status == 200 else status)
        over.set()
    print(f"    the greedy one got {dict(answered)}; answers of theirs while the modest one waited: {sorted(waited)}")
    fair = max(waited) <= AT_ONCE // 4 and answered.keys() <= {200, 503}
    return "" if fair else f"{waited} answers, or a status, before the modest one's"


def ratings_beyond_number(target: Target) -> str:
    """Ratings without end: so many are kept, then each is refused in words, and answers go on."""
    statuses = [target.call("POST", "/api/feedback", rating(), target.keys[0]).status for _ in range(40)]
    kept = int(CALLERS["feedback_most"])
    good = statuses == [201] * kept + [507] * (40 - kept) and target.ask(key=target.keys[0]).status == 200
    return "" if good else f"statuses {Counter(statuses)}"


ALONE: tuple[Attack, ...] = (
    many_exports, many_workbooks, many_tables, many_pages, many_questions, books_as_exports,
    questions_that_took_for_ever, brackets, ratings_in_numbers, heads, still_answers,
)  # fmt: skip
BETWEEN: tuple[Attack, ...] = (one_caller_asks_for_all, ratings_beyond_number)
