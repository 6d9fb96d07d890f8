"""The pages' fixed words."""

from dataclasses import fields

from assistant.wording import ENGLISH


def test_nothing_is_left_unsaid() -> None:
    assert all(getattr(ENGLISH, field.name).strip() for field in fields(ENGLISH))


def test_one_and_many_are_told_apart() -> None:
    one, many = (ENGLISH.counted(ENGLISH.one_source, ENGLISH.some_sources, count) for count in (1, 3))
    assert one != many
    assert "3" in many
