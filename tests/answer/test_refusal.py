"""A refusal says what is missing and where the nearest passages stand, and holds no figure."""

from typing import get_args

import pytest

from assistant.answer.composer import sayings_in
from assistant.answer.refusal import left_open, offer, refuse, refuse_language
from assistant.answer.verify import figures
from assistant.config import shipped
from assistant.evidence.answerability import Judgement
from assistant.language.loading import load_language, load_others
from assistant.locale import LANGUAGES
from assistant.prompt import load_unread
from assistant.schema import NearTerm, Reason
from index.schema import Hit, Passage, Place, Section

ENGLISH = load_language("en")

UNREAD = load_unread(shipped("prompts"))
SAYINGS = sayings_in("en", "report")


def hit(topic: str | None, section: str = "Health") -> Hit:
    place = Place("a.txt", "Report 2026", section=Section("8", section), topic=topic)
    return Hit(Passage("p", "Words.", 0, 6, "paragraph", place), 0.1, 0.5)


def refusal(reason: Reason | None, missing: str = "", *hits: Hit) -> str:
    return refuse(SAYINGS, Judgement("not_in_report", reason, 0.1, tuple(missing.split())), [], hits, ENGLISH)


def test_missing_words_are_named() -> None:
    assert "“cost”, “architect”" in refusal("attribute_missing", "cost architect", hit("Build reservoirs"))


def test_each_missing_word_is_named_once_and_only_a_few() -> None:
    text = refusal("attribute_missing", "hand hand roof wall door lamp", hit("Build reservoirs"))
    assert "“hand”, “roof”, “wall”, “door”." in text


def test_general_words_are_named_only_where_no_other_is_missing() -> None:
    assert "nothing on “fines”." in refusal("attribute_missing", "big deal uses fines e stuff", hit("Build reservoirs"))
    assert "nothing on “uses”." in refusal("attribute_missing", "uses stuff", hit("Build reservoirs"))


def test_nearest_topics_are_named() -> None:
    text = refusal("off_topic", "", hit("Build reservoirs"), hit(None, "Water"))
    assert "“Build reservoirs”, “Water”" in text


@pytest.mark.parametrize("missing", ["the year 2030", "ten bridges"])
def test_figures_of_the_question_are_not_repeated(missing: str) -> None:
    assert not figures(refusal("attribute_missing", missing, hit("Add 20 centers")), ENGLISH)


def test_another_year_is_told_without_its_figure() -> None:
    assert "for the year that is asked about" in refusal("other_time_or_place", "2023", hit("Visitors"))


def test_markdown_in_the_question_is_escaped() -> None:
    assert "\\*\\*bold\\*\\*" in refusal("entity_missing", "**bold**", hit("Topic"))


def test_a_partial_answer_says_what_it_leaves_open() -> None:
    judgement = Judgement("partly_answered", "attribute_missing", 0.8, ("swimming", "20", "pools"))
    assert left_open(SAYINGS, judgement, ENGLISH).endswith("“swimming”, “pools” was not found in the report.")
    assert left_open(SAYINGS, Judgement("partly_answered", "attribute_missing", 0.8, ("20",)), ENGLISH) == ""


def test_nothing_searched_nothing_said_of_it() -> None:
    assert refusal("instruction") == SAYINGS.say("instruction")


@pytest.mark.parametrize("reason", [reason for reason in get_args(Reason) if reason in SAYINGS.templates])
def test_every_reason_has_words(reason: Reason) -> None:
    assert refusal(reason, "beds", hit("Topic"))


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
