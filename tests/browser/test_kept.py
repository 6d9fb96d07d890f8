"""Nothing typed, asked or kept is lost: on a reload, without a server, by a slip of the hand."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = "How many elevators will be installed in old residential buildings?"
ROADS = "How many dead-end roads will be connected?"
JOIN = "**/gradio_api/queue/join*"


def test_draft_outlives_a_reload_another_conversation_a_suggestion_and_an_edit(wide: "Visit") -> None:
    page, box = wide.page, wide.page.locator("#question textarea")
    box.fill("half a thou")
    page.reload()
    expect(box).to_have_value("half a thou")
    page.locator("button.starter").first.click()
    expect(page.locator("#conversation .answer[id]")).to_have_count(1)
    expect(box).to_have_value("half a thou")
    page.get_by_role("button", name="Edit question").click()
    page.keyboard.press("Escape")
    expect(box).to_have_value("half a thou")
    page.get_by_role("button", name="New conversation").click()
    expect(box).to_have_value("")
    page.locator("#conversations .title").click()
    expect(box).to_have_value("half a thou")


def test_question_sent_just_before_a_reload_is_answered_after_it(wide: "Visit") -> None:
    page = wide.page
    wide.ask(ROADS)
    page.route(JOIN, lambda route: None)  # it is sent, and nothing comes of it
    page.fill("#question textarea", QUESTION)
    page.keyboard.press("Enter")
    page.unroute(JOIN)
    page.reload()
    expect(page.locator("#conversation .answer[id]")).to_contain_text("800 elevators")
    assert wide.questions() == [ROADS, QUESTION]
    page.reload()
    expect(page.locator("#past .answer")).to_have_count(2)


def test_without_a_server_our_words_stand_at_the_question_and_its_answer_comes_when_it_is_back(wide: "Visit") -> None:
    page = wide.page
    for address in (JOIN, "**/readyz", "**/gradio_api/app_id"):
        page.route(address, lambda route: route.abort("connectionrefused"))
    page.fill("#question textarea", QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#lost .asked")).to_have_text(QUESTION)
    expect(page.locator("#lost .text")).to_contain_text("asked again as soon as it is back")
    expect(page.locator(".toast-body")).to_be_hidden()
    page.unroute_all()
    expect(page.locator("#conversation .answer[id]")).to_contain_text("800 elevators")
    expect(page.locator("#lost .asked")).to_have_count(0)
    assert wide.questions() == [QUESTION]


def test_question_that_is_not_taken_says_why_and_is_asked_again(wide: "Visit") -> None:
    page = wide.page
    page.route(JOIN, lambda route: route.fulfill(status=429, headers={"retry-after": "7"}, json={}))
    page.fill("#question textarea", QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#lost .text")).to_contain_text("ask again in 7 seconds")
    page.unroute_all()
    page.locator("#lost").get_by_role("button", name="Ask again").click()
    expect(page.locator("#conversation .answer[id]")).to_contain_text("800 elevators")


def test_old_answer_stays_until_the_new_one_is_there(wide: "Visit") -> None:
    page = wide.page
    wide.ask(QUESTION)
    page.route("**/gradio_api/queue/data*", lambda route: route.abort())
    page.route(JOIN, lambda route: route.abort())
    page.get_by_role("button", name="Ask again").click()
    page.evaluate("sessionStorage.removeItem('report-waiting')")
    page.reload()
    expect(page.locator("#past .answer")).to_contain_text("800 elevators")


def test_long_paste_is_kept_counted_and_not_sent(wide: "Visit") -> None:
    page, box = wide.page, wide.page.locator("#question textarea")
    most = int(page.locator("#hint .count").get_attribute("data-most") or 0)
    box.fill("x" * (most + 12))
    expect(page.locator("#hint .count")).to_contain_text("shorten it by 12")
    page.keyboard.press("Enter")
    page.locator("#send").click()
    page.wait_for_timeout(500)
    expect(page.locator("#conversation .asked")).to_have_count(0)
    assert len(box.input_value()) == most + 12


def test_deleted_conversation_is_brought_back(wide: "Visit") -> None:
    page = wide.page
    wide.ask(QUESTION)
    page.locator("#conversations summary").click()
    page.locator("#conversations").get_by_role("button", name="Delete").click()
    expect(page.locator("#conversations .title")).to_have_count(0)
    expect(page.locator("#history-list .undo")).to_contain_text(QUESTION)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#past .answer")).to_contain_text("800 elevators")
    expect(page.locator("#conversations .title")).to_have_text(QUESTION)


def test_suggestions_are_in_view_and_outlive_a_reload(wide: "Visit") -> None:
    page = wide.page
    wide.ask("What is the population of Mars?")
    wide.ask(QUESTION)
    chip = page.locator("#next .chip").first
    expect(chip).to_be_in_viewport(ratio=1)
    before = chip.inner_text()
    page.reload()
    expect(chip).to_have_text(before)
