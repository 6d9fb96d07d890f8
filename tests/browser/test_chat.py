"""A question asked in the browser, its answer read, its source opened."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = "How many elevators will be installed in old residential buildings?"
HOSTILE = "<script>alert(1)</script> **bold** $$x$$ ![](http://outside.example/i.png) [1]: http://outside.example"


def test_ask_read_open_the_source_and_see_it_in_the_report(wide: "Visit") -> None:
    page = wide.page
    wide.ask(QUESTION)
    answer = page.locator("#conversation .answer").last
    expect(answer).to_contain_text("800 elevators in old residential buildings")
    expect(answer.locator(".status")).to_have_text("Answered")

    answer.locator("a.cite").first.click()
    source = page.locator("#sources .source.current")
    expect(source.locator("mark")).to_contain_text("800 elevators")
    expect(source).to_be_in_viewport()
    expect(source).to_be_focused()

    with wide.context.expect_page() as opened:
        source.get_by_text("Open in report").click(modifiers=["Control"])
    report = opened.value
    cited = report.locator(":target")
    expect(cited).to_contain_text("800 elevators")
    expect(cited).to_be_in_viewport()
    ground = "element => getComputedStyle(element).backgroundColor"
    assert cited.evaluate(ground) != report.locator(".para").first.evaluate(ground)
    assert wide.outside == []
    assert wide.errors == []


def test_what_is_typed_is_shown_as_text(wide: "Visit") -> None:
    alerts: list[str] = []
    wide.page.on("dialog", lambda dialog: alerts.append(dialog.message))
    wide.ask(HOSTILE)
    expect(wide.page.locator("#conversation .asked").last).to_have_text(HOSTILE)
    assert wide.page.locator("#conversation :is(script, img[src*=outside], a[href*=outside])").count() == 0
    assert alerts == []
    assert wide.outside == []


def test_starter_asks_and_follow_up_tells_how_it_was_read(wide: "Visit") -> None:
    wide.page.locator("button.starter").first.click()
    expect(wide.page.locator("#conversation .answer .status")).to_have_text("Answered")
    expect(wide.page.locator("#welcome")).to_be_hidden()
    wide.ask("How many congestion relief projects will be completed?")
    wide.ask("And dead-end roads?")
    expect(wide.page.locator("#conversation .read-as").last).to_contain_text("Read as: How many dead-end roads")


def test_refusal_shows_the_nearest_passages(wide: "Visit") -> None:
    wide.ask("What is the population of Mars?")
    answer = wide.page.locator("#conversation .answer").last
    expect(answer.locator(".status")).to_have_text("Not in the report")
    expect(answer.locator(".nearest li").first).to_be_visible()
    expect(answer.locator("a.cite")).to_have_count(0)


def test_finished_answer_is_announced(wide: "Visit") -> None:
    wide.ask(QUESTION)
    expect(wide.page.locator("#announce")).to_contain_text("800 elevators")


def test_theme_switch_lasts(wide: "Visit") -> None:
    dark = "document.documentElement.classList.contains('dark')"
    assert wide.page.evaluate(dark) is False
    wide.page.locator("button[name=theme]").click()
    assert wide.page.evaluate(dark) is True
    wide.page.reload()
    wide.page.wait_for_selector("#question textarea")
    assert wide.page.evaluate(dark) is True


def test_phone_folds_the_sources_under_the_answer(phone: "Visit") -> None:
    page = phone.page
    phone.ask(QUESTION)
    answer = page.locator("#conversation .answer").last
    expect(page.locator("#sources")).to_be_hidden()
    expect(answer.locator(".source")).to_be_hidden()
    answer.locator("a.cite").first.click()
    expect(answer.locator(".source.current mark")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone.outside == []
