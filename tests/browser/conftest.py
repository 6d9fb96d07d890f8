"""A real server in a process of its own, and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 90  # seconds for the server to show the chat
LOADED = 60_000  # milliseconds that a page may take on a machine under load; nothing waits longer than it has to

# The page's own script has read the answer and kept it: a moment after Gradio has shown it.
TAKEN_OVER = """() => { try { return !Object.keys(sessionStorage).some((key) => key.endsWith("report-waiting")) }
    catch { return true } }"""

expect.set_options(timeout=LOADED)

Serve = Callable[[Mapping[str, str]], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def serve(data: Path, seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Serve:
    """Starts a server over the index of the tests, with further settings; gives its address."""

    @contextmanager
    def serving(settings: Mapping[str, str]) -> Iterator[str]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        ratings = f"sqlite:///{tmp_path_factory.mktemp('ratings')}/ratings.sqlite"
        own = {"DATA": str(data), "SEEDS": str(seeds), "FEEDBACK_URL": ratings, "ADMIN_KEY": "key", **settings}
        environment = {**os.environ, **{f"ASSISTANT_{name}": value for name, value in own.items()}}
        command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
        with subprocess.Popen(command, env=environment) as server:
            try:
                wait_for_chat(f"http://127.0.0.1:{port}/", server)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()

    return serving


@pytest.fixture(scope="session")
def site(serve: Serve) -> Iterator[str]:
    """The address of a server as it is when nothing is set."""
    with serve({}) as address:
        yield address


def wait_for_chat(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(address, timeout=5) as page:
                if b"gradio" in page.read():
                    return
        except (URLError, TimeoutError):
            pass
        time.sleep(0.2)
    pytest.fail(f"no chat at {address}; exit status {server.poll()}")


@pytest.fixture(scope="module")  # no longer: Playwright keeps an event loop running in this thread
def browser() -> Iterator[Browser]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium here, and CI must not skip this")
        pytest.skip(f"no browser here: looked for {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


class Visit:
    """A fresh browser, a page in it, and what went wrong or outside while it was used."""

    def __init__(self, browser: Browser, site: str, width: int = 1440, height: int = 900, **options: Any) -> None:
        self.site = site
        self.context = browser.new_context(viewport={"width": width, "height": height}, **options)
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.context.on("request", lambda request: self.note(request.url))
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.context.set_default_timeout(LOADED)
        self.page: Page = self.context.new_page()

    def note(self, url: str) -> None:
        if not url.startswith((self.site + "/", "data:", f"blob:{self.site}/")):
            self.outside.append(url)

    def open(self, address: str = "/", page: Page | None = None) -> Page:
        page = page or self.page
        page.goto(self.site + address)
        page.wait_for_selector("#question textarea")
        return page

    def ask(self, question: str, page: Page | None = None) -> None:
        page = page or self.page
        last = page.locator("#conversation .answer[id]")
        before = last.get_attribute("id") if last.count() else ""
        page.fill("#question textarea", question)
        page.keyboard.press("Enter")
        page.locator(f'#conversation .answer[id]:not([id="{before}"])').wait_for()
        page.wait_for_function(TAKEN_OVER)

    def questions(self, page: Page | None = None) -> list[str]:
        """Return what was asked, as far as it is in view."""
        asked = (page or self.page).locator("#chat-column .asked")
        return [one.inner_text() for one in asked.all() if one.is_visible()]


@pytest.fixture(scope="session")
def visiting() -> type[Visit]:
    return Visit


@pytest.fixture
def wide(browser: Browser, site: str) -> Iterator[Visit]:
    visit = Visit(browser, site, permissions=["clipboard-read", "clipboard-write"])
    visit.open()
    yield visit
    visit.context.close()


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Visit]:
    visit = Visit(browser, site, 360, 780, has_touch=True)
    visit.open()
    yield visit
    visit.context.close()


@pytest.fixture
def fresh(browser: Browser, site: str) -> Iterator[Visit]:
    """A browser in which no page has been opened yet."""
    visit = Visit(browser, site)
    yield visit
    visit.context.close()


@pytest.fixture
def chinese(browser: Browser, site: str) -> Iterator[Visit]:
    visit = Visit(browser, site, locale="zh-CN")
    visit.open()
    yield visit
    visit.context.close()
