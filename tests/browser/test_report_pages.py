"""The reader, the contents and the figures in the browser."""

import csv
import io
import json
import shutil
import threading
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.config import Config
from assistant.language.loading import load_language
from assistant.page.look import LOOK, STATIC
from assistant.reader.report_site import add_report
from assistant.text.links import check, report_url
from assistant.web.readiness import Readiness
from assistant.web.shield import Shield
from assistant.web.workers import Workers
from index.build import build
from index.folder import DataFolder
from index.schema import Sentence
from index.vectors.store import Store

pytestmark = pytest.mark.browser

DOCUMENT = "001_dde04a10043766fe.txt"
OTHER = "000_2e493997888fc89e.txt"
READER = "/report/001_dde04a10043766fe"
SIZES = {"wide": (1280, 900), "phone": (390, 844), "narrow": (360, 780)}


@pytest.fixture(params=["wide"])
def opened(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser at the site; on the way out: nothing went wrong, nothing was asked of another host."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=site, locale="en-GB")
    faults: list[str] = []
    context.on("request", lambda asked: None if asked.url.startswith(site) else faults.append(asked.url))
    context.on("weberror", lambda error: faults.append(str(error.error)))
    yield context
    context.close()
    assert faults == []


@pytest.fixture
def page(opened: BrowserContext) -> Page:
    return opened.new_page()


@pytest.fixture(scope="module")
def sentences(store: Store) -> list[Sentence]:
    """The sentences of the document that stand within longer passages."""
    passages = [p for p in store.passages if p.place.document_id == DOCUMENT and len(p.sentences) > 2]
    return [sentence for passage in passages for sentence in passage.sentences[1:]]


def link(sentence: Sentence) -> str:
    return report_url(DOCUMENT, sentence.start, sentence.end, sentence.text)


def hash_of(sentence: Sentence) -> str:
    return f"#c{sentence.start}-{sentence.end}"


def keep_citations(page: Page, *cited: tuple[str, int, int]) -> None:
    """Put citations where the chat puts them."""
    kept = [{"document": d, "start": s, "end": e, "number": n} for n, (d, s, e) in enumerate(cited, 1)]
    page.goto("/report/")
    page.evaluate("kept => sessionStorage.setItem('report-citations', kept)", json.dumps(kept))


def shown(page: Page) -> Any:
    return page.locator(".sheet :target")


@pytest.mark.parametrize("opened", SIZES, indirect=True)
def test_linked_sentence_is_marked_and_in_view(page: Page, sentences: list[Sentence]) -> None:
    page.goto(link(sentences[60]))
    expect(shown(page)).to_have_text(sentences[60].text)
    expect(shown(page)).to_be_in_viewport()
    expect(page.locator(".said")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_sentence_that_moved_is_found_by_its_words(page: Page, sentences: list[Sentence]) -> None:
    moved = sentences[40]
    page.goto(f"{READER}?t={check(moved.text)}#c{moved.start + 7}-{moved.end + 7}")
    expect(shown(page)).to_have_text(moved.text)
    expect(shown(page)).to_be_in_viewport()
    expect(page.locator(".said")).to_contain_text("The sentence now stands here")


def test_link_that_lost_its_offsets_still_leads_to_the_sentence(page: Page, sentences: list[Sentence]) -> None:
    page.goto(f"{READER}?t={check(sentences[45].text)}")
    expect(shown(page)).to_have_text(sentences[45].text)
    expect(page.locator(".said")).to_be_hidden()


def test_sentence_that_changed_is_said_to_be_gone(page: Page, sentences: list[Sentence]) -> None:
    old = sentences[40]
    page.goto(f"{READER}?t={check(old.text + ' edited')}{hash_of(old)}")
    expect(page.locator(".said")).to_contain_text("no longer in the document word for word")
    expect(page.locator(f"[id='{hash_of(old)[1:]}']")).to_be_in_viewport()
    clear = "element => getComputedStyle(element).backgroundColor"
    assert shown(page).evaluate(clear) == "rgba(0, 0, 0, 0)"


def test_unknown_offsets_are_said(page: Page) -> None:
    page.goto(f"{READER}#c999999-1000000")
    expect(page.locator(".said")).to_contain_text("There is no such place")
    expect(page.locator(".outline nav")).to_be_visible()


def test_after_a_step_the_address_is_the_new_sentences_link(page: Page, sentences: list[Sentence]) -> None:
    page.goto(link(sentences[10]))
    page.evaluate("hash => { location.hash = hash }", hash_of(sentences[20]))
    page.wait_for_url(f"**{link(sentences[20])}")
    page.reload()
    expect(shown(page)).to_have_text(sentences[20].text)
    expect(page.locator(".said")).to_be_hidden()


def test_sources_of_the_conversation_one_after_the_other(page: Page, sentences: list[Sentence], store: Store) -> None:
    first, second = sentences[5], sentences[50]
    other = next(s for s in store.sentences if s.passage_id.startswith(OTHER))
    spans = [(DOCUMENT, s.start, s.end) for s in (first, second)]
    keep_citations(page, *spans, (OTHER, other.start, other.end))
    page.goto(link(first))
    bar = page.locator(".citebar")
    expect(bar).to_contain_text("Source 1 of 3")
    expect(page.get_by_role("link", name="Previous source")).to_be_hidden()
    page.get_by_role("link", name="Next source").click()
    expect(shown(page)).to_have_text(second.text)
    expect(shown(page)).to_be_in_viewport()
    expect(page.locator(f"[id='{hash_of(first)[1:]}']")).to_have_class("cited")
    page.get_by_role("link", name="Next source").click()
    expect(shown(page)).to_have_text(other.text)
    expect(bar).to_contain_text("Source 3 of 3")
    expect(page.get_by_role("link", name="Next source")).to_be_hidden()
    page.get_by_role("link", name="Previous source").click()
    expect(shown(page)).to_have_text(second.text)


@pytest.mark.parametrize("kept", ["", "no json", "7", '{"a": 1}', '[null, 1, {"document": 3}, {"document": "x"}]'])
def test_what_is_no_citation_is_passed_over(page: Page, kept: str) -> None:
    page.goto("/report/")
    page.evaluate("kept => sessionStorage.setItem('report-citations', kept)", kept)
    page.goto(READER)
    expect(page.locator(".find input")).to_be_visible()
    expect(page.locator(".citebar")).to_be_hidden()


def test_link_is_copied(page: Page, opened: BrowserContext, site: str, sentences: list[Sentence]) -> None:
    opened.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.goto(READER + hash_of(sentences[8]))
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("button[name=copy-link]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{link(sentences[8])}"


@pytest.mark.parametrize("opened", ["wide", "phone"], indirect=True)
def test_search_in_the_text_by_keyboard(page: Page) -> None:
    page.goto(READER)
    field = page.get_by_role("searchbox", name="Search in this text")
    count = page.locator(".find .count")
    field.fill("residential buildings")
    expect(count).to_have_text("1 of 1")
    field.fill("ELDERCARE")
    expect(count).to_contain_text("1 of")
    total = page.evaluate("CSS.highlights.get('hit').size")
    assert total > 1
    field.press("Enter")
    expect(count).to_have_text(f"2 of {total}")
    field.press("Shift+Enter")
    field.press("Shift+Enter")
    expect(count).to_have_text(f"{total} of {total}")
    field.fill("no such words")
    expect(count).to_have_text("Not found")
    field.press("Escape")
    expect(count).to_have_text("")


def test_outline_leads_and_shows_where_one_is(page: Page) -> None:
    page.goto(READER)
    topic = page.locator(".outline").get_by_role("link", name="Improve healthcare for all")
    topic.click()
    expect(page.get_by_text("Improve healthcare for all.", exact=True)).to_be_in_viewport()
    expect(topic).to_have_attribute("aria-current", "location")


def test_keyboard_alone_reaches_the_text_and_sees_the_focus(page: Page) -> None:
    page.goto(READER)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    width = "getComputedStyle(document.activeElement).outlineWidth"
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Download the file")).to_be_focused()
    assert page.evaluate(width) == "3px"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "no"
    assert page.evaluate(width) == "3px"


def test_print_shows_the_text_alone(page: Page, sentences: list[Sentence]) -> None:
    page.goto(link(sentences[10]))
    page.emulate_media(media="print")
    for part in (".side", ".citebar", ".mast nav", ".foot"):
        expect(page.locator(part)).to_be_hidden()
    expect(shown(page)).to_be_visible()


def test_movement_is_left_out_where_it_was_asked(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(READER)
    page.locator(".find input").fill("national defense")
    expect(page.get_by_text("modernization of national defense")).to_be_in_viewport()
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).transitionDuration").startswith("0s")


def test_language_is_switched_where_one_reads_and_kept(page: Page, sentences: list[Sentence]) -> None:
    page.goto(link(sentences[30]))
    page.locator("header").get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(shown(page)).to_have_text(sentences[30].text)
    page.goto("/report/figures")
    expect(page.locator("h1")).to_have_text("数字一览")


def test_browser_in_chinese_is_spoken_to_in_chinese(browser: Browser, site: str) -> None:
    context = browser.new_context(locale="zh-CN", base_url=site)
    page = context.new_page()
    page.goto(READER)
    expect(page.get_by_role("searchbox", name="在本文中查找")).to_be_visible()
    context.close()


@pytest.mark.parametrize("opened", SIZES, indirect=True)
def test_figures_are_searched_and_lead_to_their_sentence(page: Page) -> None:
    page.goto("/report/figures")
    rows = page.locator("tbody tr:visible")
    everything = rows.count()
    page.get_by_role("searchbox").fill("800 elev")
    expect(rows).to_have_count(1)
    expect(page.locator(".find .count")).to_have_text(f"1 of {everything} figures")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    rows.get_by_role("link").click()
    expect(shown(page)).to_contain_text("more than 800 elevators")
    expect(shown(page)).to_be_in_viewport()


def test_figures_are_downloaded(page: Page, site: str, tmp_path: Path) -> None:
    page.goto("/report/figures")
    rows = page.locator("tbody tr").count()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download as CSV").click()
    saved.value.save_as(tmp_path / "figures.csv")
    with (tmp_path / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) == rows
    assert table[0]["Link"].startswith(f"{site}/report/")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download as XLSX").click()
    saved.value.save_as(tmp_path / "figures.xlsx")
    assert load_workbook(tmp_path / "figures.xlsx").worksheets[0].max_row == rows + 1


def test_contents_lead_to_a_topic(page: Page) -> None:
    page.goto("/report/")
    page.get_by_role("link", name="Advance urban renewal").click()
    expect(page.get_by_text("Advance urban renewal.", exact=True)).to_be_in_viewport()


def test_unknown_document_shows_the_outline(page: Page) -> None:
    reply = page.goto("/report/nothing")
    assert reply is not None
    assert reply.status == 404
    expect(page.get_by_role("alert")).to_have_text("There is no such document. These are held here:")
    expect(page.get_by_role("link", name="Advance urban renewal")).to_be_visible()


# --- a document that means harm -----------------------------------------------------------

HOSTILE = """<script>alert(1)</script>

=HYPERLINK("http://outside.example")
2026-01-01

1. <img src=x onerror=alert(2)> and $$x^2$$ in a heading

Plant <b>trees</b>. =1+1 will add 700 trees <svg onload=alert(3)> in <i>June</i>.
+We will read **bold** and [a link](javascript:alert(4)).

We will show 30 pictures ![](http://outside.example/i.png) and
\\(\\href{javascript:alert(5)}{x}\\) </main></span>" onmouseover="alert(6).
"""


LIVE = "main :is(script, img, svg, i, [onerror], [onload], [onmouseover], a[href^=javascript])"


@pytest.fixture(scope="module")
def hostile(tiny_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the report's pages over a document that means harm, headers and all."""
    home = shutil.copytree(tiny_built, tmp_path_factory.mktemp("hostile"), dirs_exist_ok=True)
    for path in (home / "seeds").iterdir():
        path.unlink()
    (home / "seeds" / "evil.txt").write_text(HOSTILE, "utf-8")
    build(home / "seeds", home / "data")
    ready: Any = Readiness(Config())
    store, english = Store(DataFolder(home / "data").current()), load_language("en")
    ready.engine = lambda: SimpleNamespace(store=store, finder=SimpleNamespace(texts=english))
    app = FastAPI()
    add_report(app, ready, Workers(Config()))
    app.mount(LOOK, StaticFiles(directory=STATIC))
    app.add_middleware(Shield, max_body=1024)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    running.join()


@pytest.fixture
def victim(browser: Browser, hostile: str) -> Iterator[Page]:
    """A page over that document; on the way out: no script of the document ran, no other host was asked."""
    context = browser.new_context(base_url=hostile, locale="en-GB")
    page, harm = context.new_page(), list[str]()
    page.on("dialog", lambda dialog: harm.append(dialog.message))
    context.on("request", lambda asked: None if asked.url.startswith(hostile) else harm.append(asked.url))
    yield page
    context.close()
    assert harm == []


def test_hostile_document_is_read_as_text(victim: Page) -> None:
    victim.goto("/report/evil")
    shown = "".join((victim.locator(".words").text_content() or "").split())
    assert all("".join(line.split()) in shown for line in HOSTILE.splitlines())
    assert victim.locator(LIVE).count() == 0
    victim.locator(".find input").fill("<svg onload")
    expect(victim.locator(".find .count")).to_have_text("1 of 1")


def test_hostile_document_is_listed_as_text(victim: Page) -> None:
    victim.goto("/report/")
    expect(victim.locator("h2")).to_have_text("<script>alert(1)</script>")
    expect(victim.locator(".tree")).to_contain_text("<img src=x onerror=alert(2)> and $$x^2$$ in a heading")


def test_hostile_figures_are_text_in_table_and_downloads(victim: Page) -> None:
    victim.goto("/report/figures")
    expect(victim.locator("tbody")).to_contain_text("=1+1 will add 700 trees <svg onload=alert(3)>")
    table = list(csv.reader(io.StringIO(victim.request.get("/report/figures.csv").body().decode("utf-8-sig"))))
    assert any("'=1+1 will add 700 trees <svg onload=alert(3)> in <i>June</i>" in row for row in table)
    sheet = load_workbook(io.BytesIO(victim.request.get("/report/figures.xlsx").body())).worksheets[0]
    cells = [str(cell) for row in sheet.values for cell in row]
    assert not [cell for cell in chain(cells, *table) if cell.startswith(("=", "+", "-", "@"))]
