"""The widget on a page of another origin under a strict policy: allowed and refused, as a script and as a frame."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Frame, Page, Route, expect

from assistant.access.keys import Keyring
from assistant.access.sites import Site
from assistant.access.snippets import snippets

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
QUESTION = "How many elevators will be installed in old residential buildings?"
PATIENCE = 90  # seconds for the server to be ready


@dataclass(frozen=True)
class Stage:
    """The assistant, closed but for one site, and a server of pages that answers under two origins."""

    server: str
    home: str  # the origin that is allowed
    stranger: str  # the same pages under another name
    key: str


@pytest.fixture(scope="module")
def stage(data: Path, seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder, port, pages = tmp_path_factory.mktemp("embed"), free_port(), free_port()
    server = f"http://127.0.0.1:{port}"
    key = Keyring(folder / "keys.json").new("staff", ["ask", "search"])
    made = Stage(server, f"http://127.0.0.1:{pages}", f"http://localhost:{pages}", key)
    site = f'origins = ["{made.home}"]\nstarters = ["{QUESTION}"]\nper_visitor = "100/minute"\n'
    (folder / "sites.toml").write_text(f'[intranet]\n{site}[chinese]\n{site}language = "zh"\n')
    settings = {"DATA": data, "SEEDS": seeds, "SITES": folder / "sites.toml", "KEYS": folder / "keys.json"}
    environment = {**os.environ, **{f"ASSISTANT_{name}": str(value) for name, value in settings.items()}}
    environment |= {"ASSISTANT_OPEN_REPORT": "true", "ASSISTANT_CONTACT": "Press office, press@example.org"}
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    host = ThreadingHTTPServer(("127.0.0.1", pages), pages_of(server))
    threading.Thread(target=host.serve_forever, daemon=True).start()
    with subprocess.Popen(command, env=environment) as process:
        try:
            wait_until_ready(f"{server}/readyz", process)
            yield made
        finally:
            process.terminate()
            host.shutdown()
            host.server_close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until_ready(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"not ready; exit status {process.poll()}")


def pages_of(server: str) -> type[BaseHTTPRequestHandler]:
    made = snippets(Site(id="intranet", origins=(server,)), server)
    policy = f"default-src 'none'; style-src 'self'; script-src {server}; connect-src {server}; frame-src {server}"
    wrong = made.script.replace("sha384-", "sha384-A")
    nowhere = made.newest.replace(f'src="{server}/', f'src="{server}/none/')
    chinese = made.newest.replace('site="intranet"', 'site="chinese"')
    unknown = made.script.replace('site="intranet"', 'site="none"')
    bodies = {"/script": made.script, "/frame": made.frame, "/changed": wrong, "/newest": made.newest}
    bodies |= {"/nowhere": nowhere, "/chinese": chinese, "/unknown": unknown, "/closed": made.script}

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            head = "<!doctype html><html lang='en'><title>Staff</title><h1>Staff intranet</h1>"
            body = f"{head}{bodies[self.path]}".encode()
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            shut = policy.replace(f"connect-src {server}; ", "")
            self.send_header("content-security-policy", shut if self.path == "/closed" else policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None: ...

    return Pages


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def complaints_of(page: Page) -> list[str]:
    """Return a list that fills with what the page's console and scripts complain about."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_script_asks_cites_and_opens_the_source(stage: Stage, page: Page) -> None:
    complaints = complaints_of(page)
    page.goto(f"{stage.home}/script")
    page.get_by_role("button", name="Ask the report").click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("heading", name="Report on the Work of the Government 2026")).to_be_visible()
    expect(page.get_by_label("Ask about the report")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    answer = panel.locator(".answer").last
    expect(answer.locator(".status")).to_have_text("Answered")
    expect(answer.locator(".text b")).to_have_text("more than 800 elevators")
    answer.get_by_role("button", name="Source 1").click()
    expect(answer.locator("mark")).to_contain_text("800 elevators")
    with page.context.expect_page() as opened:
        answer.get_by_role("link", name="Open in report").click()
    expect(opened.value.locator(":target")).to_contain_text("800 elevators")
    assert complaints == []


def test_conversation_survives_a_reload_and_escape_closes(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.home}/script")
    page.evaluate(f"document.querySelector('report-assistant').ask({QUESTION!r})")
    expect(page.locator(".answer .status")).to_have_text("Answered")
    page.reload()
    expect(page.locator(".asked")).to_have_text(QUESTION)
    expect(page.locator(".answer mark")).to_contain_text("800 elevators")
    page.get_by_label("Ask about the report").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Ask the report")).to_be_focused()


def test_page_can_call_it_and_hears_of_answers(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.home}/script")
    heard = page.evaluate(
        """async (question) => {
          const widget = document.querySelector('report-assistant'), heard = [];
          const note = (event) => heard.push([event.type, event.detail]);
          for (const name of ['answer', 'citation']) document.addEventListener(name, note);
          for (const place of [widget, window]) place.addEventListener('error', note); // the window hears of none
          await widget.ask(question);
          await widget.ask(' ');
          await widget.ask('x'.repeat(2001));
          widget.close();
          return heard.map(([name, detail]) => [name, detail.number ?? detail.status ?? detail.message]);
        }""",
        QUESTION,
    )
    assert heard == [["citation", 1], ["answer", "answered"], ["error", 422]]
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_table_is_one_and_a_refusal_says_whom_to_ask(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.home}/script")
    ask = "question => document.querySelector('report-assistant').ask(question)"
    page.evaluate(ask, "Which forums are named?")
    first = page.locator("article tbody tr").first
    expect(first.locator("td").first).to_have_text("Zhongguancun Forum")
    expect(first.get_by_role("link")).to_have_attribute("href", re.compile(f"^{stage.server}/report/000_"))
    page.evaluate(ask, "How do I bake sourdough bread?")
    link = page.locator(".contact").get_by_role("link", name="press@example.org")
    expect(link).to_have_attribute("href", "mailto:press@example.org")


HELD_BACK = """() => {
  window.arrived = new Promise((arrive) => {
    const fetched = window.fetch;
    window.fetch = async (address, options) => {
      if (!String(address).endsWith("/api/ask")) return fetched(address, options);
      return new Response(new ReadableStream({ start: arrive }));
    };
  });
}"""
SAY = """async (doing) => {
  const said = `event: status\\ndata: {"doing": "${doing}"}\\n\\nevent: unknown\\ndata: {}\\n\\n`;
  (await window.arrived).enqueue(new TextEncoder().encode(said));
}"""


def test_what_is_being_done_is_shown_and_said_where_it_lasts(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.home}/script")
    page.get_by_role("button", name="Ask the report").click()
    page.evaluate(HELD_BACK)
    page.get_by_role("button", name=QUESTION).click()
    for doing in ("reading", "writing", "unheard of"):
        page.evaluate(SAY, doing)
    expect(page.locator(".answer .hint")).to_have_text("Writing the answer …")
    expect(page.locator("[role=status]")).to_have_text("Writing the answer …")


def test_nothing_that_is_typed_is_interpreted(stage: Stage, page: Page) -> None:
    hostile = "<img src=x onerror=alert(1)> **b** [1] elevators"
    page.goto(f"{stage.home}/script")
    page.evaluate(f"document.querySelector('report-assistant').ask({hostile!r})")
    expect(page.locator(".answer .status")).to_be_visible()
    expect(page.locator(".asked")).to_have_text(hostile)
    assert page.locator("report-assistant img").count() == 0


HEAR = """() => {
  window.heard = [];
  document.querySelector('report-assistant').addEventListener('error', (event) => heard.push(event.detail.reason));
}"""


def test_script_is_refused_on_another_origin_and_says_so_once(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.stranger}/script")
    page.evaluate(HEAR)
    assert page.evaluate(f"document.querySelector('report-assistant').ask({QUESTION!r})") is None  # opens it as well
    expect(page.locator(".answer .status")).to_have_text("Not answered")
    expect(page.locator(".answer")).to_contain_text(f"{stage.stranger} is not among the site’s origins")
    assert page.evaluate("heard") == ["origin"]


@pytest.mark.parametrize(("path", "reason"), [("/unknown", "site"), ("/closed", "policy")])
def test_what_fails_says_why(stage: Stage, page: Page, path: str, reason: str) -> None:
    page.goto(stage.home + path)
    page.evaluate(HEAR)
    page.get_by_role("button", name="Ask the report").click()
    expect(page.locator(".answer .status")).to_have_text("Not answered")
    assert page.evaluate("heard") == [reason]


@pytest.mark.parametrize(
    ("reply", "reason", "told"),
    [
        ({"status": 429, "headers": {"retry-after": "7"}}, "many", "ask again in 7 seconds"),
        ({"status": 401}, "key", "did not accept"),
        ({"status": 503}, "busy", "starting or busy"),
        (None, "offline", "cannot be reached"),
    ],
)
def test_what_fails_later_says_why(stage: Stage, page: Page, reply: Any, reason: str, told: str) -> None:
    allowed = {"access-control-allow-origin": stage.home, "access-control-expose-headers": "retry-after"}

    def refuse(route: Route) -> None:
        if reply is None:
            route.abort()
        else:
            route.fulfill(json={"detail": "x"}, **{**reply, "headers": {**allowed, **reply.get("headers", {})}})

    page.goto(f"{stage.home}/script")
    page.route("**/api/ask", refuse)
    page.evaluate(HEAR)
    page.evaluate(f"document.querySelector('report-assistant').ask({QUESTION!r})")
    expect(page.locator(".answer")).to_contain_text(told)
    assert page.evaluate("heard") == [reason]


@pytest.mark.parametrize("path", ["/changed", "/nowhere"])
def test_a_script_that_does_not_run_leaves_the_link(stage: Stage, page: Page, path: str) -> None:
    page.goto(stage.home + path)
    expect(page.get_by_role("link", name="Ask the report")).to_have_attribute("href", f"{stage.server}/")
    assert not page.evaluate("Boolean(customElements.get('report-assistant'))")


def test_the_loader_brings_the_newest_and_says_when_it_cannot(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.home}/newest")
    expect(page.get_by_role("button", name="Ask the report")).to_be_visible()
    page.route("**/embed/js/now.js", lambda route: route.abort())
    page.goto(f"{stage.home}/newest")
    expect(page.locator("report-assistant")).to_have_text("Ask the report The assistant cannot be reached.")


@pytest.mark.parametrize("capture", [False, True])
def test_keys_and_words_stay_in_the_widget(stage: Stage, page: Page, capture: bool) -> None:
    page.goto(f"{stage.home}/script")
    page.evaluate(
        """(capture) => {
          window.heard = [];
          const more = capture ? [] : ['input', 'beforeinput', 'paste', 'copy'];
          const note = (event) => heard.push(event.type);
          for (const name of ['keydown', 'keypress', 'keyup', ...more]) document.addEventListener(name, note, capture);
        }""",
        capture,
    )
    page.get_by_role("button", name="Ask the report").click()
    box = page.get_by_label("Ask about the report")
    box.press_sequentially("/?k")
    box.press("Control+a")
    box.press("Control+c")
    box.press("Control+v")
    expect(box).to_have_value("/?k")
    box.press("Shift+Enter")
    box.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.evaluate("heard") == []
    page.keyboard.press("k")  # the button's focus, outside the panel, is within the widget too
    assert page.evaluate("heard") == []


def test_enter_that_ends_a_composition_sends_nothing(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.home}/script")
    page.get_by_role("button", name="Ask the report").click()
    box = page.get_by_label("Ask about the report")
    box.fill("电梯")
    for more in ({"keyCode": 229}, {"isComposing": True}):
        box.dispatch_event("keydown", {"key": "Enter", "bubbles": True, "composed": True, **more})
    expect(box).to_have_value("电梯")
    assert page.locator(".asked").count() == 0


def test_focus_stays_in_a_panel_that_covers_the_page(stage: Stage, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780})
    page = context.new_page()
    page.goto(f"{stage.home}/script")
    page.evaluate("document.body.append(document.createElement('button'))")
    page.get_by_role("button", name="Ask the report").click()
    expect(page.get_by_role("dialog")).to_have_attribute("aria-modal", "true")
    expect(page.locator(".chip")).to_be_visible()
    for key in ["Tab"] * 8 + ["Shift+Tab"] * 8:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.tagName") == "REPORT-ASSISTANT"
    context.close()


def test_the_sites_language_is_spoken_and_words_run_from_the_left(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.home}/chinese")
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.get_by_role("button", name="Ask the report").click()  # nobody has told of the site yet
    expect(page.get_by_role("heading", name="例如")).to_be_visible()
    expect(page.get_by_label("就报告提问")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.querySelector('report-assistant').panel).direction") == "ltr"
    page.reload()
    expect(page.get_by_label("就报告提问")).to_be_visible()  # from the start


def test_the_full_page_is_one_that_a_visitor_may_open(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.home}/script")
    page.get_by_role("button", name="Ask the report").click()
    link = page.get_by_role("link", name="Open on a full page")
    expect(link).to_have_attribute("href", f"{stage.server}/report/")  # of the chat it is not, which needs a key


def test_frame_asks_and_cites(stage: Stage, page: Page) -> None:
    complaints = complaints_of(page)
    page.goto(f"{stage.home}/frame")
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name=QUESTION).click()
    expect(frame.locator(".answer .status")).to_have_text("Answered")
    expect(frame.locator(".answer mark")).to_contain_text("800 elevators")
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Open in report").click()
    expect(opened.value.locator(":target")).to_contain_text("800 elevators")
    assert complaints == []


def test_frame_is_refused_on_another_origin(stage: Stage, page: Page) -> None:
    complaints = complaints_of(page)
    page.goto(f"{stage.stranger}/frame")
    page.wait_for_timeout(500)
    assert any("frame-ancestors" in said for said in complaints)
    assert page.frames[-1].locator("report-assistant").count() == 0


def test_all_else_stays_closed(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.server}/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.request.get(f"{stage.server}/api/documents").status == 401
    assert page.request.post(f"{stage.server}/api/ask", data={"question": QUESTION}).status == 401


def test_key_opens_the_chat_until_one_leaves(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.server}/?q={quote(QUESTION)}")  # what the address asks is asked once the person is in
    page.get_by_label("Key").fill("ra_wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("That key is not known here.")
    page.get_by_label("Key").fill(stage.key)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#conversation .answer").last).to_contain_text("800 elevators", timeout=PATIENCE * 1000)
    assert page.request.get(f"{stage.server}/api/documents").status == 200
    page.context.clear_cookies()
    assert page.request.get(f"{stage.server}/api/documents").status == 401


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_widget_has_no_serious_accessibility_fault(stage: Stage, browser: Browser, width: int, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{stage.home}/script")
    closed = faults(page)
    page.evaluate(f"document.querySelector('report-assistant').ask({QUESTION!r})")
    expect(page.locator(".answer .status")).to_have_text("Answered")
    answered = faults(page)
    page.goto(f"{stage.home}/frame")
    expect(page.frame_locator("iframe").locator(".chip")).to_be_visible()
    framed = faults(page.frames[1])
    context.close()
    assert (closed, answered, framed) == ({}, {}, {})


def faults(page: Page | Frame) -> dict[str, list[Any]]:
    """Return the serious findings of axe-core: rule, and where."""
    page.evaluate(AXE)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("rules => axe.run(document, { runOnly: rules })", rules)["violations"]
    serious = [rule for rule in found if rule["impact"] in ("serious", "critical")]
    return {rule["id"]: [node["target"] for node in rule["nodes"]] for rule in serious}


def test_answer_can_be_rated_once(stage: Stage, page: Page) -> None:
    sent: list[Any] = []

    def take(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.post_data_json)
        route.fulfill(status=201, json={"id": "x"}, headers={"access-control-allow-origin": stage.home})

    page.route("**/api/feedback", take)
    page.goto(f"{stage.home}/script")
    page.evaluate(f"document.querySelector('report-assistant').ask({QUESTION!r})")
    page.get_by_role("button", name="Something is wrong with this answer").click()
    expect(page.get_by_role("button", name="This answer helps")).to_be_disabled()
    expect(page.get_by_role("status")).to_have_text("Thank you.")
    assert sent[0]["verdict"] == "wrong"
    assert sent[0]["citations"][0][0] == "001_dde04a10043766fe.txt"
    assert sent[0]["question"] == QUESTION
