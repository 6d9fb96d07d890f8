"""Names are told by their capitals, not by the one that opens a sentence."""

import pytest

from assistant.language.loading import load_language
from assistant.text.names import comparable, has_name, proper_names

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We will reopen the Great Wall Museum of Badaling.", ["Great Wall Museum of Badaling"]),
        ("Beijing's Tongzhou District grows.", ["Beijing Tongzhou District"]),
        ("Additionally, Xiong'an New Area gets more.", ["Xiong'an New Area"]),
        ("Elevators will be installed.", []),
        ("7.1 Elevators will be installed.", []),  # a numbered part begins there
        ("According to the report, trees are planted.", []),
        ("The BMC and CIFTIS are named.", ["BMC and CIFTIS"]),
        ("On 3 May Ines Holt was chosen; on 4 May the choir sang.", ["Ines Holt", "May"]),  # a date is no first name
        ("We thank April Jones.", ["April Jones"]),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert proper_names(text, ENGLISH) == names


def test_a_word_that_never_stands_in_lower_case_is_a_name_at_the_start_too() -> None:
    assert proper_names("Shanghai pays for it.", ENGLISH, known={"elevators", "pays"}) == ["Shanghai"]
    assert proper_names("Elevators are installed.", ENGLISH, known={"elevators", "pays"}) == []


def test_a_name_stands_in_a_text_whole_or_by_its_joined_parts() -> None:
    text = comparable("The Great Wall Museum and Beijing's Palace Museum are open, says the BMC.", ENGLISH)
    assert has_name(text, "Great Wall Museum", ENGLISH)
    assert has_name(text, "BMC and Palace Museum", ENGLISH)
    assert not has_name(text, "Great Palace Museum", ENGLISH)
    assert not has_name(text, "Great Wal", ENGLISH)
