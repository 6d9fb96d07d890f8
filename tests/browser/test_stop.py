"""An answer that a slow language model writes, stopped on its way."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import pytest
from model_server import Handler, says, serving
from playwright.sync_api import Browser, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

LIFTS = "How many elevators will be installed in old residential buildings?"
ROADS = "How many dead-end roads will be connected?"
TRACKERS = '[data-testid="status-tracker"]'  # of Gradio, which could lie over what is to be clicked
FIRST = "More than 800 elevators will be installed in old residential buildings [1]. "


def slow_for_lifts(handler: Handler, body: dict[str, Any]) -> None:
    """Write one sentence and then nothing until the test is over; answer other questions at once."""
    if "elevators will be installed in old" not in body["messages"][-1]["content"]:
        says("NOT IN THE REPORT")(handler, body)
        return
    handler.begin()
    handler.event(FIRST + "We ")
    handler.wait(60)


@pytest.fixture(scope="module")
def slow_site(serve: Callable[[Mapping[str, str]], AbstractContextManager[str]]) -> Iterator[str]:
    settings = {"LLM_MODEL": "m", "LLM_TIMEOUT": "60"}
    with serving(slow_for_lifts) as model, serve({**settings, "LLM_URL": model.url}) as address:
        yield address


@pytest.fixture
def slow(browser: Browser, slow_site: str, visiting: "type[Visit]") -> "Iterator[Visit]":
    visit = visiting(browser, slow_site)
    visit.open()
    yield visit
    visit.context.close()


def test_stopped_answer_keeps_what_had_come_and_the_next_one_is_asked(slow: "Visit") -> None:
    page = slow.page
    page.fill("#question textarea", LIFTS)
    page.keyboard.press("Enter")
    expect(page.locator("#conversation .text")).to_contain_text("More than 800 elevators")
    page.fill("#question textarea", "What is typed meanwhile")
    page.locator("#stop").click()
    answer = page.locator("#conversation .answer[id]")
    expect(answer.locator(".status")).to_have_text("Stopped")
    expect(answer).to_contain_text("More than 800 elevators")
    expect(page.locator("#stop")).to_be_hidden()
    expect(page.locator("#question textarea")).to_have_value("What is typed meanwhile")
    slow.ask(ROADS)
    assert slow.questions() == [LIFTS, ROADS]
    page.reload()
    expect(page.locator("#past .status").first).to_have_text("Stopped")
    assert slow.errors == []


def test_question_is_stopped_before_the_first_word_and_edited(slow: "Visit") -> None:
    page = slow.page
    page.fill("#question textarea", LIFTS)
    page.keyboard.press("Enter")
    page.locator("#stop").click()
    expect(page.locator("#conversation .answer[id] .status")).to_have_text("Stopped")
    assert set(page.eval_on_selector_all(TRACKERS, "all => all.map(one => getComputedStyle(one).display)")) == {"none"}
    page.get_by_role("button", name="Edit question").click()
    expect(page.locator("#question textarea")).to_have_value(LIFTS)
    slow.ask(ROADS)
    assert slow.questions() == [ROADS]
