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
    answer = page.locator("#conversation .answer[id]").last
    expect(answer).to_contain_text("800 elevators in old residential buildings")
    expect(answer.locator(".status")).to_have_text("Answered")

    answer.locator("a.cite").first.click()
    source = page.locator("#sources .source.current")
    expect(source.locator("mark")).to_contain_text("800 elevators")
    expect(source).to_be_in_viewport()
    expect(source).to_be_focused()

    with wide.context.expect_page() as opened:
        source.get_by_text("Open in report").click()
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
    expect(wide.page.locator("#conversation .answer[id] .status")).to_have_text("Answered")
    expect(wide.page.locator("#welcome")).to_be_hidden()
    wide.ask("How many congestion relief projects will be completed?")
    wide.ask("And dead-end roads?")
    expect(wide.page.locator("#conversation .read-as").last).to_contain_text("Read as: How many dead-end roads")


def test_refusal_shows_the_nearest_passages(wide: "Visit") -> None:
    wide.ask("What is the population of Mars?")
    answer = wide.page.locator("#conversation .answer[id]").last
    expect(answer.locator(".status")).to_have_text("Not in the report")
    expect(answer.locator(".nearest li").first).to_be_visible()
    expect(answer.locator("a.cite")).to_have_count(0)


def test_finished_answer_is_announced(wide: "Visit") -> None:
    wide.ask(QUESTION)
    expect(wide.page.locator("#announce")).to_contain_text("800 elevators")


def test_theme_switch_lasts(wide: "Visit") -> None:
    dark = "document.documentElement.classList.contains('dark')"
    assert wide.page.evaluate(dark) is False
    wide.page.locator("#masthead button[name=theme]").click()
    assert wide.page.evaluate(dark) is True
    wide.page.reload()
    wide.page.wait_for_selector("#question textarea")
    assert wide.page.evaluate(dark) is True


def test_phone_folds_the_sources_under_the_answer(phone: "Visit") -> None:
    page = phone.page
    phone.ask(QUESTION)
    expect(page.locator("#masthead h1")).not_to_be_in_viewport()  # it leaves whole as the question comes to the top
    answer = page.locator("#conversation .answer[id]").last
    expect(page.locator("#sources")).to_be_hidden()
    expect(answer.locator(".source")).to_be_hidden()
    answer.locator("a.cite").first.click()
    expect(answer.locator(".source.current mark")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone.outside == []


def test_source_keeps_its_number_and_older_answers_show_their_sources(wide: "Visit") -> None:
    page = wide.page
    wide.ask(QUESTION)
    wide.ask("How many dead-end roads will be connected?")
    expect(page.locator("#sources .number")).to_have_text("2")
    wide.ask(QUESTION)
    expect(page.locator("#conversation .cite")).to_have_text("1")
    page.locator("#past .cite").nth(1).click()
    expect(page.locator("#sources .source.current mark")).to_contain_text("50 dead-end roads")
    page.get_by_label("Sources of the answer before").click()
    expect(page.locator("#sources mark")).to_contain_text("800 elevators")


def test_copying_takes_the_reference_along(wide: "Visit") -> None:
    wide.ask(QUESTION)
    wide.page.locator("#sources button[name=copy]").click()
    expect(wide.page.locator("#announce")).to_have_text("Copied")
    copied = wide.page.evaluate("navigator.clipboard.readText()")
    assert "800 elevators" in copied
    assert "section 6, “Advance urban renewal”, paragraph 2" in copied
    wide.page.locator("#conversation .answer-foot button[name=copy]").click()
    wide.page.wait_for_timeout(300)
    read = "(await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    rich = wide.page.evaluate(f"async () => {{ return {read}; }}")
    assert "more than 800 elevators</" in rich
    assert rich.count(f'href="{wide.site}/report/') == 2  # the marker, and its reference


def test_reading_of_a_follow_up_is_corrected(wide: "Visit") -> None:
    page = wide.page
    wide.ask("How many congestion relief projects will be completed?")
    wide.ask("And dead-end roads?")
    page.locator("#conversation .read-as button").click()
    box = page.locator("#question textarea")
    expect(box).to_be_focused()
    expect(box).to_have_value("How many dead-end roads?")
    expect(page.get_by_text("take the place of the last question")).to_be_visible()
    wide.ask("How many dead-end roads will be connected?")
    assert wide.questions() == [
        "How many congestion relief projects will be completed?",
        "How many dead-end roads will be connected?",
    ]


def test_question_is_edited_or_the_edit_cancelled(wide: "Visit") -> None:
    page = wide.page
    wide.ask("What is the population of Mars?")
    page.get_by_role("button", name="Edit question").click()
    expect(page.locator("#question textarea")).to_have_value("What is the population of Mars?")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#question textarea")).to_have_value("")
    wide.ask(QUESTION)
    assert len(wide.questions()) == 2
    page.locator("#conversation button[name=edit]").click()
    wide.ask("How many urban jobs will be created?")
    assert wide.questions() == ["What is the population of Mars?", "How many urban jobs will be created?"]


def test_question_is_asked_again_in_its_place(wide: "Visit") -> None:
    wide.ask(QUESTION)
    before = wide.page.locator("#conversation .answer[id]").get_attribute("id")
    wide.page.get_by_role("button", name="Ask again").click()
    wide.page.locator(f'#conversation .answer[id]:not([id="{before}"])').wait_for()
    assert wide.questions() == [QUESTION]


def test_next_question_asks(wide: "Visit") -> None:
    wide.ask(QUESTION)
    chip = wide.page.locator("button.chip").first
    asked = chip.inner_text()
    chip.click()
    expect(wide.page.locator("#conversation .asked")).to_have_text(asked)
    expect(wide.page.locator("#conversation .answer[id] .status")).to_have_text("Answered")


def test_address_asks_once(fresh: "Visit") -> None:
    page = fresh.open("/?q=How+many+elevators+will+be+installed%3F")
    expect(page.locator("#conversation .answer[id]")).to_contain_text("800 elevators")
    assert "q=" not in page.url
    page.reload()
    expect(page.locator("#past .answer")).to_have_count(1)
    page.wait_for_timeout(500)
    assert len(fresh.questions()) == 1


def test_page_speaks_the_browsers_language_and_can_be_switched(chinese: "Visit") -> None:
    page = chinese.page
    expect(page.locator("#welcome-text h2")).to_have_text("您想从报告中了解什么？")
    chinese.ask(QUESTION)
    expect(page.locator("#conversation .status")).to_have_text("已回答")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    page.locator("#masthead").get_by_role("link", name="English").click()
    expect(page.locator("#past .answer")).to_have_count(1)
    expect(page.locator("#send")).to_have_text("Ask")
    assert page.evaluate("document.documentElement.lang") == "en"
    chinese.open()
    expect(page.locator("#send")).to_have_text("Ask")


def test_chinese_page_refuses_in_chinese_and_quotes_in_english(chinese: "Visit") -> None:
    chinese.ask("What is the population of Mars?")
    answer = chinese.page.locator("#conversation .answer[id]")
    expect(answer.locator(".text")).to_contain_text("已查遍这里收录的全部段落")
    expect(answer.locator(".nearest q").first).to_contain_text("the")
    chinese.ask("老旧小区将加装多少部电梯？")
    expect(answer.locator(".text")).to_contain_text("more than 800 elevators")
    chinese.ask("Сколько лифтов установят?")
    expect(answer.locator(".status")).to_have_text("问题用的不是报告的语言")
    chinese.ask("???")
    expect(answer.locator(".text")).to_have_text("没有看到问题，请写一个。")


def test_keyboard_alone(wide: "Visit") -> None:
    wide.ask(QUESTION)
    wide.page.locator("#conversation .cite").focus()
    wide.page.keyboard.press("Enter")
    expect(wide.page.locator("#sources .source.current")).to_be_focused()
