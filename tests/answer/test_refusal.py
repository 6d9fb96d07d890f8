"""A refusal says what is missing, quotes what comes nearest, and holds no figure."""

from typing import get_args

import pytest

from assistant.answer.composer import sayings_in
from assistant.answer.refusal import left_open, offer, refuse, refuse_language
from assistant.answer.verify import figures
from assistant.config import shipped
from assistant.evidence.answerability import Judgement
from assistant.evidence.choice import Evidence
from assistant.evidence.finding import OPEN, Gap
from assistant.language.loading import load_language, load_others
from assistant.locale import LANGUAGES
from assistant.prompt import load_unread
from assistant.schema import NearTerm, Reason
from index.schema import Hit, Passage, Place, Section, Sentence

ENGLISH = load_language("en")

UNREAD = load_unread(shipped("prompts"))
SAYINGS = sayings_in("en", "report")


PLACE = Place("a.txt", "Report 2026", section=Section("8", "Health"), topic="Build reservoirs")
PASSAGE = Passage("p", "Words.", 0, 6, "paragraph", PLACE)


def hit(topic: str | None, section: str = "Health") -> Hit:
    place = Place("a.txt", "Report 2026", section=Section("8", section), topic=topic)
    return Hit(Passage("p", "Words.", 0, 6, "paragraph", place), 0.1, 0.5)


def refusal(reason: Reason | None, gap: Gap, *hits: Hit, shelf: str = "", missing: str = "") -> str:
    judgement = Judgement("not_in_report", reason, 0.1, tuple(missing.split()))
    return refuse(SAYINGS, judgement, [], hits, ENGLISH, gap, shelf)


def statement(text: str) -> Evidence:
    return Evidence(Sentence("s", "p", text, 0, len(text), text), PASSAGE, 0.0)


@pytest.mark.parametrize("reason", ["attribute_missing", "entity_missing", "off_topic", "other_time_or_place"])
def test_what_no_document_has_is_named(reason: Reason) -> None:
    text = refusal(reason, Gap(absent=("cost", "solar panels")), hit("Build reservoirs"))
    assert text.startswith("The report does not mention “cost”, “solar panels”.")


def test_each_is_named_once_and_only_a_few() -> None:
    assert "“hand”, “roof”, “wall”, “door”." in refusal(
        "attribute_missing", Gap(absent=tuple("hand hand roof wall door lamp".split()))
    )


def test_those_of_one_language_are_named_as_such() -> None:
    text = refusal("attribute_missing", Gap(absent=("canteen",)), shelf="English")
    assert text == "The documents in English do not mention “canteen”."


def test_where_no_word_is_missing_the_sort_of_value_is() -> None:
    assert refusal("attribute_missing", Gap(kind="money")).startswith("The amount of money that is asked for was not")
    assert refusal("entity_missing", Gap(kind="other")) == SAYINGS.say("not_found")


def test_the_nearest_statement_is_quoted_and_said_to_be_no_answer() -> None:
    text = refusal("attribute_missing", Gap(nearest=statement("Of *beds*.")), hit("Build reservoirs"), hit("Water"))
    assert "What comes nearest, and is no answer, stands under “Build reservoirs”: “Of \\*beds\\*.”" in text
    assert text.endswith("Other near passages stand under: “Water”.")


@pytest.mark.parametrize("reason", ["attribute_missing", "false_premise"])
def test_one_with_a_figure_is_told_by_its_place_alone(reason: Reason) -> None:
    text = refusal(reason, Gap(nearest=statement("Of 20 beds.")), hit("Build reservoirs"), hit("Water"))
    assert "“Build reservoirs”" in text
    assert not figures(text, ENGLISH)


def test_a_false_premise_is_answered_with_what_is_said_instead() -> None:
    text = refusal("false_premise", Gap(nearest=statement("We will add beds.")), hit("Build reservoirs"))
    assert text.startswith("The report does not say this. What it does say is: “We will add beds.”")
    assert text.count("add beds") == 1


def test_nearest_topics_are_named() -> None:
    text = refusal("off_topic", OPEN, hit("Build reservoirs"), hit(None, "Water"))
    assert "“Build reservoirs”, “Water”" in text


@pytest.mark.parametrize("missing", ["the year 2030", "ten bridges"])
def test_figures_of_the_question_are_not_repeated(missing: str) -> None:
    said = refusal("attribute_missing", Gap(absent=tuple(missing.split())), hit("Add 20 centers"))
    assert not figures(said, ENGLISH)


def test_another_year_is_told_without_its_figure() -> None:
    assert "for the year that is asked about" in refusal("other_time_or_place", OPEN, hit("Visitors"), missing="2023")


def test_markdown_in_the_question_is_escaped() -> None:
    assert "\\*\\*bold\\*\\*" in refusal("entity_missing", Gap(absent=("**bold**",)), hit("Topic"))


def test_a_partial_answer_says_what_it_leaves_open() -> None:
    judgement = Judgement("partly_answered", "attribute_missing", 0.8, ("swimming", "20", "pools"))
    assert left_open(SAYINGS, judgement, ENGLISH).endswith("“swimming”, “pools” was not found in the report.")
    unnamed = Judgement("partly_answered", "attribute_missing", 0.8)
    assert "A part of what is asked was not found" in left_open(SAYINGS, unnamed, ENGLISH)
    assert "The reason that is asked for was not found" in left_open(SAYINGS, unnamed, ENGLISH, Gap(kind="reason"))


def test_nothing_searched_nothing_said_of_it() -> None:
    assert refusal("instruction", OPEN) == SAYINGS.say("instruction")


@pytest.mark.parametrize("reason", [reason for reason in get_args(Reason) if reason in SAYINGS.templates])
def test_every_reason_has_words(reason: Reason) -> None:
    assert refusal(reason, OPEN, hit("Topic"))


@pytest.mark.parametrize("code", [*load_others(), *LANGUAGES, "zh-Latn"])
def test_every_language_that_is_recognised_is_told_in_words_of_its_own(code: str) -> None:
    said, alone = (refuse_language(UNREAD, code, "en", read) for read in (("en", "zh"), ("en",)))
    assert UNREAD[code].names["zh"] in said
    assert UNREAD[code].names["zh"] not in alone
    assert len(alone) < len(said)
    assert not figures(said, ENGLISH)


def test_one_that_is_not_recognised_is_told_in_that_of_the_page() -> None:
    assert refuse_language(UNREAD, None, "zh", ("en",)) == refuse_language(UNREAD, "zh", "en", ("en",))
    assert "English" in refuse_language(UNREAD, "xx", "en", ("en",))


def test_a_near_term_is_offered_unless_it_holds_a_figure() -> None:
    near = [NearTerm("lifts", "elevators", "How many elevators?"), NearTerm("pair", "two", "How many two?")]
    assert offer(SAYINGS, near, ENGLISH).strip() == "Do you mean “elevators”?"
    assert offer(SAYINGS, near[1:], ENGLISH) == ""
