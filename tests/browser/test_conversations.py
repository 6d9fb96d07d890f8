"""Conversations kept in the browser, saved as files; answers rated."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

LIFTS = "How many elevators will be installed in old residential buildings?"
JOBS = "How many urban jobs will be created?"
MARS = "What is the population of Mars?"
HOSTILE = "<img src=x onerror=alert(1)> </title> **b**"
NO_STORAGE = """for (const kind of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, kind, { get() { throw new DOMException("no"); } });"""


def expect_titles(visit: "Visit", *titles: str) -> None:
    expect(visit.page.locator("#conversations .title")).to_have_text(list(titles))


def menu(visit: "Visit", action: str, number: int = 0) -> None:
    visit.page.locator("#conversations summary").nth(number).click()
    visit.page.locator("#conversations .more[open]").get_by_text(action, exact=True).click()


def test_conversation_is_there_after_a_reload_and_goes_on(wide: "Visit") -> None:
    page = wide.page
    wide.ask("How many congestion relief projects will be completed?")
    page.reload()
    expect(page.locator("#past .answer")).to_have_count(1)
    expect(page.locator("#sources mark")).to_be_visible()
    wide.ask("And dead-end roads?")
    expect(page.locator("#conversation .read-as")).to_contain_text("How many dead-end roads")
    assert wide.errors == []


def test_conversations_are_listed_opened_renamed_and_deleted(wide: "Visit") -> None:
    page = wide.page
    wide.ask(LIFTS)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.locator("#sources .contents").first).to_be_visible()
    wide.ask(JOBS)
    expect_titles(wide, JOBS, LIFTS)
    page.locator("#conversations .title").nth(1).click()
    assert wide.questions() == [LIFTS]
    menu(wide, "Rename", 1)
    page.keyboard.type("Lifts <b>")
    page.keyboard.press("Enter")
    expect_titles(wide, JOBS, "Lifts <b>")
    menu(wide, "Delete", 1)
    expect(page.locator("#welcome")).to_be_visible()
    expect_titles(wide, JOBS)


def test_two_tabs_with_one_conversation_lose_nothing(wide: "Visit") -> None:
    wide.ask(LIFTS)
    other = wide.open(page=wide.context.new_page())
    other.locator("#conversations .title").click()
    wide.ask(JOBS, other)
    wide.ask(MARS)
    wide.ask("How many dead-end roads will be connected?", other)
    for page in (wide.page, other):
        expect(page.locator("#chat-column .asked")).to_have_count(4)
    other.reload()
    expect(other.locator("#past .asked")).to_have_count(4)
    assert set(wide.questions(other)) >= {LIFTS, JOBS, MARS}


def test_two_tabs_see_what_the_other_changes_and_come_to_rest(wide: "Visit") -> None:
    wide.ask(LIFTS)
    wide.ask(MARS)
    other = wide.open(page=wide.context.new_page())
    other.locator("#conversations .title").click()
    other.locator("#past .answer").first.get_by_role("button", name="This answer helps").click()
    thumb = wide.page.locator("#past .answer").first.get_by_role("button", name="This answer helps")
    expect(thumb).to_have_attribute("aria-pressed", "true")
    other.locator("#past .turn").last.get_by_role("button", name="Edit question").click()
    wide.ask(JOBS, other)
    expect(wide.page.locator("#chat-column .asked:visible")).to_have_text([LIFTS, JOBS])
    expect(other.locator("#next .chip").first).to_be_visible()  # the last that is written of a turn
    wide.page.evaluate("window.heard = 0; addEventListener('storage', () => { window.heard += 1; })")
    wide.page.wait_for_timeout(500)
    assert wide.page.evaluate("window.heard") == 0
    menu(wide, "Delete")
    expect(other.locator("#conversations .title")).to_have_count(0)
    wide.ask(LIFTS, other)  # goes on where it was deleted elsewhere
    assert wide.questions(other) == [LIFTS, JOBS, LIFTS]
    assert wide.errors == []


@pytest.mark.parametrize(("action", "start"), [("Save as Markdown", b"# How many"), ("Save as Word document", b"PK")])
def test_conversation_is_saved_as_a_file(wide: "Visit", tmp_path: Path, action: str, start: bytes) -> None:
    wide.ask(LIFTS)
    with wide.page.expect_download() as download:
        menu(wide, action)
    download.value.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes().startswith(start)
    assert wide.outside == []


def test_page_works_where_nothing_can_be_stored(fresh: "Visit") -> None:
    fresh.context.add_init_script(NO_STORAGE)
    page = fresh.open()
    fresh.ask("How many congestion relief projects will be completed?")
    fresh.ask("And dead-end roads?")
    expect(page.locator("#conversation .read-as")).to_contain_text("How many dead-end roads")
    expect(page.locator("#history-list .note")).to_contain_text("does not let the page keep")
    assert len(fresh.questions()) == 2


def test_what_was_typed_comes_back_as_text(wide: "Visit") -> None:
    alerts: list[str] = []
    wide.page.on("dialog", lambda dialog: alerts.append(dialog.message))
    wide.ask(HOSTILE)
    wide.page.reload()
    expect(wide.page.locator("#past .asked")).to_have_text(HOSTILE)
    expect_titles(wide, HOSTILE)
    assert alerts == []


def test_list_opens_over_a_narrow_page(phone: "Visit") -> None:
    page = phone.page
    phone.ask(LIFTS)
    expect(page.locator("#history-list")).to_be_hidden()
    page.get_by_role("button", name="Conversations").click()
    expect(page.locator("#conversations .title")).to_have_text(LIFTS)
    page.keyboard.press("Escape")
    expect(page.locator("#history-list")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_answer_is_rated_and_the_rating_withdrawn(wide: "Visit") -> None:
    page = wide.page
    wide.ask(LIFTS)
    up = page.get_by_role("button", name="This answer helps")
    up.click()
    expect(page.locator(".rated")).to_contain_text("Thank you: kept")
    expect(up).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".rated")).to_contain_text("nothing of it is kept")
    expect(up).to_have_attribute("aria-pressed", "false")


def test_reason_of_a_bad_rating_reaches_the_admin_page(wide: "Visit") -> None:
    page = wide.page
    wide.ask(LIFTS)
    page.get_by_role("button", name="Something is wrong with this answer").click()
    page.get_by_label("Something is missing").check()
    page.get_by_label("In your own words").fill("Which <b>districts</b>?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".rated")).to_contain_text("Thank you: kept")
    admin = wide.context.browser.new_context(http_credentials={"username": "a", "password": "key"}).new_page()  # type: ignore[union-attr]
    admin.goto(wide.site + "/admin?verdict=incomplete")
    expect(admin.locator(".comment").first).to_have_text("Which <b>districts</b>?")
    admin.get_by_role("button", name="Delete").first.click()
    expect(admin).to_have_url(wide.site + "/admin")
    admin.context.close()


def test_refusal_offers_the_reasons_that_fit(wide: "Visit") -> None:
    wide.ask(MARS)
    wide.page.get_by_role("button", name="Something is wrong with this answer").click()
    assert wide.page.locator(".reasons .choice").all_inner_texts() == ["The report does say this", "Something else"]
    wide.page.get_by_role("button", name="Cancel").click()
    expect(wide.page.locator(".reasons")).to_have_count(0)


def test_rating_that_cannot_be_kept_stops_nothing(wide: "Visit") -> None:
    wide.page.route("**/api/feedback", lambda route: route.fulfill(status=503, body='{"error": "no"}'))
    wide.ask(LIFTS)
    wide.page.get_by_role("button", name="This answer helps").click()
    expect(wide.page.locator(".rated")).to_contain_text("could not be kept")
    wide.ask(JOBS)
    assert len(wide.questions()) == 2


def test_reader_leads_through_the_sources_of_the_conversation(wide: "Visit") -> None:
    wide.ask(LIFTS)
    wide.ask(JOBS)
    with wide.context.expect_page() as opened:
        wide.page.locator("#sources .source").first.get_by_text("Open in report").click()
    expect(opened.value.locator(".citebar")).to_be_visible()
    wide.page.goto(wide.site)
    kept = wide.page.evaluate("JSON.parse(sessionStorage.getItem('report-citations')).map((one) => one.number)")
    assert kept == [1, 2]
