import pytest

from assistant.language.loading import load_language
from assistant.question.targets import (
    figure_targets,
    find_listing,
    find_names,
    name_target,
    number_forms,
    percent_forms,
    ratio_forms,
    uncounted_targets,
)
from assistant.text.clause import Usage

ENGLISH = load_language("en")

USAGE = Usage.of(
    ["We will open the park by the river, and a line near the exchanges. We will visit a museum."], ENGLISH
)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("install more than 800 lifts in old houses", ["how many lifts"]),
        ("another 1,000 streets and 50 lanes", ["how many more streets", "how many lanes"]),
        ("2 million square meters of old roofs will go", ["how many square meters of old roofs"]),
        ("reach 68% of all places", ["what percentage of all places"]),
        ("ninety percent by May", ["what percentage"]),
        ("an investment on the order of 100 billion yuan", ["of how many yuan"]),
    ],
)
def test_figures_that_count_are_found(text: str, asked: list[str]) -> None:
    assert [target.asked for target in figure_targets(text, ENGLISH)] == asked


@pytest.mark.parametrize(
    "text",
    ["the 300 projects", "in 2026 parks opened", "a three-year plan", "phase 3.0 work", "Line M102 trains", "$5 notes",
     "one park", "the city's eight stations", "100+1,000 Villages", "the 2023-2035 plans"],
)  # fmt: skip
def test_figures_that_name_or_are_known_already_are_not_asked_for(text: str) -> None:
    assert list(figure_targets(text, ENGLISH)) == []


def test_a_figure_is_right_in_every_way_to_write_it() -> None:
    assert number_forms("1,000", ENGLISH) == ("1,000", "1000")
    assert number_forms("ten", ENGLISH) == ("ten", "10")
    assert number_forms("20", ENGLISH) == ("20", "twenty")
    assert number_forms("five million", ENGLISH) == ("five million", "5 million")
    assert number_forms("Three hundred", ENGLISH) == ("Three hundred", "300")
    assert {"90%", "90 percent", "ninety percent"} <= set(percent_forms("ninety", ENGLISH))
    assert {"three-to-one", "3:1", "3-to-1"} <= set(ratio_forms("three-to-one", ENGLISH))


def test_things_without_a_figure_are_found() -> None:
    [target] = uncounted_targets("open new reading rooms in the park", ENGLISH)
    assert target.asked == "how many new reading rooms"
    assert not list(uncounted_targets("open modern logistics centres chosen", ENGLISH))
    assert not list(uncounted_targets("improve public services in towns", ENGLISH))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We will open the Long Lake Park.", [("Long Lake Park", "park")]),
        ("The Grand Exchange will move.", [("Grand Exchange", "exchange")]),
        ("We will open Metro Line M7 by May.", [("Metro Line M7", "metro line")]),
        ("near the Old Museum of Lake Art, and", [("Old Museum of Lake Art", "museum")]),
        ("by John Smith", []),  # says not what it is
        ("the Science and Nature Museum", []),
        ("the Forum on Long Park", []),
        ("the Long Lake Park keeper", []),
    ],
)
def test_names_that_say_what_they_name(text: str, found: list[tuple[str, str]]) -> None:
    usage = Usage(USAGE.verbs, USAGE.common | {"metro", "forum"}, USAGE.named, ENGLISH)
    assert [(name.words, name.noun) for name in find_names(text, usage)] == found


def test_a_name_with_a_code_is_right_with_the_code_alone() -> None:
    [name] = find_names("We will open Metro Line M7.", USAGE)
    assert name_target(name).facts == (("Metro Line M7", "M7"),)


@pytest.mark.parametrize(
    ("text", "noun", "items", "rest"),
    [
        ("We will open green sites such as parks, river banks, and squares.", "green sites",
         ("parks", "river banks", "squares"), "We will open green sites."),
        ("Key sites, including parks and squares, will open.", "Key sites", ("parks", "squares"),
         "Key sites will open."),
        ("We will visit sites such as a park, a lake and fields, and open the zoo.", "sites",
         ("park", "lake", "fields"), None),
    ],
)  # fmt: skip
def test_lists_with_their_noun(text: str, noun: str, items: tuple[str, ...], rest: str | None) -> None:
    listing = find_listing(text, USAGE)
    assert listing is not None
    assert (listing.noun, listing.items) == (noun, items)
    assert rest is None or listing.rest == rest


@pytest.mark.parametrize(
    "text",
    [
        "We will open sites such as parks.",  # one
        "The park, such as it is, will open.",
        "Houses along rivers, including schools and shops, will open.",  # these are no rivers
        "Its shops lend toys, including balls and cards.",  # what kind of word is "lend"?
        "We will open sites such as parks and places such as zoos.",
    ],
)
def test_what_is_no_sure_list_is_left(text: str) -> None:
    assert find_listing(text, USAGE) is None
