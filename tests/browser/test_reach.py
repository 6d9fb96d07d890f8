"""Everything on the chat page can be reached and seen: by keyboard, by name, in forced colours, on paper."""

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = "How many elevators will be installed in old residential buildings?"
LONG = "I was asked to find out for a memo what is planned. " * 12 + QUESTION
# The controls in view whose name no text shows, and that show none in a tooltip either.
NAMELESS = """() => [...document.querySelectorAll("button, a[href], summary")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => !one.title && (one.innerText.trim().length < 2 || getComputedStyle(one).fontSize === "0px"
        || [...one.children].some((child) => child.matches(".visually-hidden, .text-label") && child.offsetWidth < 2)))
    .map((one) => one.outerHTML)"""
# The icons of the buttons in view: those that are drawn in the ground's colour are seen by nobody.
UNSEEN = """() => [...document.querySelectorAll(".button")].filter((one) => one.getClientRects().length)
    .map((one) => [one, getComputedStyle(one, "::before")])
    .filter(([, icon]) => icon.maskImage !== "none" && icon.maskImage)
    .map(([one, icon]) => [one.className, icon.backgroundColor, getComputedStyle(document.body).backgroundColor])
    .filter(([, icon, ground]) => icon === ground || icon === "rgba(0, 0, 0, 0)")"""
# Asked again until it holds: a page that changes its medium or takes an answer over is laid out a moment later.
FULL_WIDTH = "part => document.querySelector(part)?.getBoundingClientRect().width > innerWidth * 0.8"
TALLER = "([part, height]) => document.querySelector(part)?.clientHeight > height"


def test_one_types_at_once_and_the_keyboard_leads_there_and_back(wide: "Visit") -> None:
    page, box = wide.page, wide.page.locator("#question textarea")
    expect(box).to_be_focused()
    assert page.locator("a[href], button").first.get_attribute("class") == "skip"
    page.locator("a.skip").focus()
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()

    wide.ask(QUESTION)
    marker = page.locator("#conversation .cite")
    marker.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sources .source.current")).to_be_focused()
    page.keyboard.press("Escape")
    expect(marker).to_be_focused()
    assert page.evaluate(NAMELESS) == []


def test_every_icon_has_a_tooltip_on_a_phone_and_is_seen_in_forced_colours(phone: "Visit") -> None:
    phone.ask(QUESTION)
    phone.page.locator("#masthead .menu").click()
    assert phone.page.evaluate(NAMELESS) == []
    phone.page.keyboard.press("Escape")
    expect(phone.page.locator("#masthead .menu")).to_be_focused()
    phone.page.emulate_media(forced_colors="active")
    assert phone.page.evaluate(UNSEEN) == []
    assert phone.page.locator("#send").evaluate("one => getComputedStyle(one).borderTopWidth") != "0px"


def test_reason_form_opens_in_view_with_nothing_chosen(wide: "Visit") -> None:
    page = wide.page
    for question in (QUESTION, "How many dead-end roads will be connected?"):
        wide.ask(question)
    thumb = page.locator("#past button[name=rate][value=bad]")
    thumb.click()
    form = page.locator("#past .answer .reasons")
    expect(form.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)
    expect(form.locator("input:checked")).to_have_count(0)
    form.get_by_role("button", name="Send").click()
    expect(form).to_be_visible()  # nothing is sent without a choice
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(thumb).to_be_focused()


def test_panel_shows_the_passages_of_no_other_question(wide: "Visit") -> None:
    page = wide.page
    wide.ask(QUESTION)
    expect(page.locator("#sources .source")).to_have_count(1)
    wide.ask("thank you")
    expect(page.locator("#sources .of")).to_contain_text("thank you")
    expect(page.locator("#sources .source")).to_have_count(0)


def test_long_question_is_folded_and_unfolded(wide: "Visit") -> None:
    page = wide.page
    wide.ask(LONG)
    asked = page.locator("#conversation .asked h2")
    folded = asked.evaluate("one => one.clientHeight")
    page.locator("#conversation .asked").get_by_role("button", name="Show all").click()
    page.wait_for_function(TALLER, arg=["#conversation .asked h2", folded])
    panel = page.locator("#sources .of p")
    assert panel.evaluate("one => one.clientHeight < 100")
    assert (
        page.evaluate("JSON.parse(Object.entries(localStorage).find(([key]) => key.startsWith('report-turn:'))[1])")[
            "question"
        ]
        == LONG.strip()
    )


def test_paper_has_questions_answers_and_sources_at_full_width(wide: "Visit") -> None:
    page = wide.page
    wide.ask(QUESTION)
    wide.ask("How many dead-end roads will be connected?")
    page.emulate_media(media="print")
    for part in ("#past .answer", "#conversation .answer", "#past .source blockquote", "#conversation .source"):
        page.wait_for_function(FULL_WIDTH, arg=part)
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    text = " ".join(printed[number].get_textpage().get_text_range() for number in range(len(printed))).split()
    assert " ".join(text).count("Guided by the established plans") == 1
    assert "Ask again" not in " ".join(text)
