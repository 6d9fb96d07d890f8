"""The chat page in a real browser: python -m benchmarks.page [ADDRESS …] [--visits 5] [--turns 100]

Measures how soon the page can be used, what it loads, how soon the first words of an answer come,
and the hundredth turn of a conversation beside the first. Without an address it starts a server
of its own. Several addresses are visited by turns, so that their ratio holds under any load.
"""

import argparse
import json
import os
import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks.quickstart import QUESTIONS, serving

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PATIENCE = 120  # seconds
ENDS = 10  # turns at each end of a conversation that are compared
# Notes when the question box stands there, our script has started ("idle") and the browser has a moment for it;
# and of each turn, counted from Enter, when the first words stand there and when the answer is whole.
WATCH = """
(() => {
  const turn = {};
  let begun = 0, last = "";
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    last = document.querySelector("#conversation .answer[id]")?.id ?? "";
    Object.assign(turn, { words: 0, whole: 0 });
    begun = performance.now();
  }, true);
  new MutationObserver(() => {
    if (!window.usable && document.querySelector("#question textarea") && document.body.classList.contains("idle")) {
      window.usable = -1;
      requestAnimationFrame(() => setTimeout(() => { window.usable = performance.now(); }));
    }
    if (!begun) return;
    const answer = document.querySelector("#conversation .answer[id]");
    const fresh = answer && answer.id !== last;
    const streamed = document.querySelector("#conversation .message-content > .text");
    if (!turn.words && (fresh || streamed?.textContent.trim())) turn.words = performance.now() - begun;
    if (!fresh) return;
    window.turn = { ...turn, whole: performance.now() - begun };
    begun = 0;
  }).observe(document, { attributes: true, childList: true, subtree: true, characterData: true });
})();
"""

Values = dict[str, list[float]]


def main() -> None:
    arguments = read_arguments()
    questions = [row["question"] for row in map(json.loads, QUESTIONS.read_text("utf-8").splitlines())]
    with addresses(arguments.address) as sites, browser() as opened:
        found: dict[str, Values] = {site: {} for site in sites}
        for _ in range(arguments.visits):
            for site in sites:
                add(found[site], visit(opened, site, questions[0]))
        if arguments.turns:
            converse(opened, found, questions, arguments.turns)
    show(found)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page")
    parser.add_argument("address", nargs="*", help="of a running server")
    parser.add_argument("--visits", type=int, default=5, help="of each server")
    parser.add_argument("--turns", type=int, default=100, help="of the long conversation; 0 leaves it out")
    return parser.parse_args()


@contextmanager
def addresses(given: list[str]) -> Iterator[list[str]]:
    if given:
        yield [address.rstrip("/") for address in given]
        return
    with serving(dict(os.environ)) as server:
        yield [server.url]


@contextmanager
def browser() -> Iterator[Browser]:
    path = next(found for name in BROWSERS if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


def visit(opened: Browser, site: str, question: str) -> dict[str, float]:
    """Return what a fresh browser measures, and the same browser coming back."""
    context = opened.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(WATCH)
    first, page = load(context, site)
    asked = ask(page, question)
    page.close()
    again, _ = load(context, site)
    context.close()
    return {**first, **{f"again_{name}": value for name, value in again.items()}, "words": asked["words"]}


def load(context: BrowserContext, site: str) -> tuple[dict[str, float], Page]:
    page = context.new_page()
    session = context.new_cdp_session(page)
    sizes: list[float] = []  # of each answer that came over the network, in bytes
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(site)
    usable = wait_for(page, "window.usable > 0 && window.usable") / 1e3
    page.wait_for_load_state("networkidle")
    measured = {entry["name"]: entry["value"] for entry in session.send("Performance.getMetrics")["metrics"]}
    loaded = {"kilobytes": sum(sizes) / 1e3, "requests": float(sum(size > 0 for size in sizes))}
    return {"usable": usable, **loaded, "script": measured["TaskDuration"]}, page


def wait_for(page: Page, expression: str) -> Any:
    """Return the expression's value as soon as it has one; Playwright's own way needs eval, which the page forbids."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if value := page.evaluate(expression):
            return value
        time.sleep(0.02)
    raise TimeoutError(expression)


def ask(page: Page, question: str) -> dict[str, float]:
    """Return the seconds to the first words and to the whole answer."""
    page.evaluate("delete window.turn")
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    turn: dict[str, float] = wait_for(page, "window.turn")
    return {name: value / 1e3 for name, value in turn.items()}


def converse(opened: Browser, found: dict[str, Values], questions: list[str], turns: int) -> None:
    """Add the first and the last turns of a long conversation, led with each server at the same time."""
    contexts = {site: opened.new_context(viewport={"width": 1440, "height": 900}) for site in found}
    for context in contexts.values():
        context.add_init_script(WATCH)
    pages = {site: load(context, site)[1] for site, context in contexts.items()}
    seconds: dict[str, list[float]] = {site: [] for site in found}
    for number in range(turns + 1):
        for site, page in pages.items():
            seconds[site].append(ask(page, questions[number % len(questions)])["whole"])
    for site, context in contexts.items():
        context.close()
        _, *rest = seconds[site]  # the first one warms up what no later one needs
        add(found[site], {"first_turns": statistics.median(rest[:ENDS]), "last_turns": statistics.median(rest[-ENDS:])})


def add(found: Values, measured: dict[str, float]) -> None:
    for name, value in measured.items():
        found.setdefault(name, []).append(value)


ROWS = (
    ("page can be used, s", "usable"),
    ("loaded, kB", "kilobytes"),
    ("requests", "requests"),
    ("browser's main thread, CPU s", "script"),
    ("coming back: page can be used, s", "again_usable"),
    ("coming back: loaded, kB", "again_kilobytes"),
    ("coming back: requests", "again_requests"),
    ("first words, s", "words"),
    (f"whole answer, s, first {ENDS} turns", "first_turns"),
    (f"whole answer, s, last {ENDS} turns", "last_turns"),
)


def show(found: dict[str, Values]) -> None:
    sites = list(found)
    table = Table("median", *sites, *["ratio to the first"] * (len(sites) - 1))
    for label, key in ROWS:
        values = [statistics.median(found[site][key]) for site in sites if key in found[site]]
        ratios = [f"{value / values[0]:.2f}" for value in values[1:] if values[0]]
        table.add_row(label, *(f"{value:.2f}" for value in values), *ratios)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
