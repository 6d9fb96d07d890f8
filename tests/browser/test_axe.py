"""WCAG 2.2 AA as far as axe-core can tell, on every page, wide and narrow, light and dark.

axe-core comes with the development package axe-playwright-python, so nothing is fetched.
"""

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sample_run import sample_run

from assistant.evaluation.report.page import write_page

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SERIOUS = ("serious", "critical")
ALWAYS = {"heading-order", "empty-heading", "page-has-heading-one", "skip-link"}  # moderate, and yet one gets lost
QUESTION = "How many elevators will be installed in old residential buildings?"
LINKED = "/report/001_dde04a10043766fe#c1091-1333"
PAGES = ["/report/", "/report/figures", LINKED, "/report/001_dde04a10043766fe?t=00000000#c1091-1333", "/report/nothing"]
LOOKS = [(1280, "light"), (360, "dark")]
# Serious findings in Gradio's own parts, rule: where and why they keep nobody out. There are none at present.
GRADIOS: dict[str, str] = {}


def faults(page: Page) -> dict[str, list[str]]:
    """Return the serious findings: rule, and the elements' addresses."""
    page.evaluate(AXE)
    run = "rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })"
    found: list[dict[str, Any]] = page.evaluate(run, RULES)["violations"]
    return {
        rule["id"]: [str(node["target"][0]) for node in rule["nodes"]]
        for rule in found
        if rule["impact"] in SERIOUS or rule["id"] in ALWAYS
    }


def test_a_fault_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<main><img src='data:,'><button></button></main>")
    assert faults(page).keys() >= {"image-alt", "button-name"}
    page.close()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_reports_pages_have_no_serious_fault(
    browser: Browser, site: str, address: str, width: int, scheme: Any
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=site)
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state()
    found = faults(page)
    context.close()
    assert found == {}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_chat_has_no_serious_fault_of_ours(browser: Browser, site: str, width: int, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=site)
    page = context.new_page()
    page.goto("/")
    page.wait_for_selector("#question textarea")
    empty = faults(page)
    page.fill("#question textarea", QUESTION)
    page.keyboard.press("Enter")
    page.locator("#conversation .answer .status").first.wait_for()
    answered = faults(page)
    context.close()
    for found in (empty, answered):
        assert {rule: places for rule, places in found.items() if rule not in GRADIOS} == {}


@pytest.mark.parametrize("address", ["/login", "/admin"])
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_behind_a_key_have_no_serious_fault(
    browser: Browser, site: str, address: str, width: int, scheme: Any
) -> None:
    key = {"username": "anybody", "password": "key"}  # pragma: allowlist secret
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=site, http_credentials=key
    )
    page = context.new_page()
    page.goto(address)
    found = faults(page)
    context.close()
    assert found == {}


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report on answer quality, with a baseline and thresholds missed."""
    run = sample_run(tmp_path_factory.mktemp("runs"), 60)
    write_page(run)
    return (run.folder / "report.html").as_uri()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_report_on_quality_has_no_serious_fault(browser: Browser, evaluated: str, width: int, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(evaluated)
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
    found = faults(page)
    fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert found == {}
    assert fits
