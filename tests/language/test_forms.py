from assistant.language.forms import NOTHING


def test_a_pattern_for_nothing_is_found_nowhere() -> None:
    assert NOTHING.search("") is None
