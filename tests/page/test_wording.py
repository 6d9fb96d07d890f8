"""The fixed words of the page, in each language."""

from dataclasses import fields, replace
from typing import get_args

import pytest

from assistant.errors import SettingsError
from assistant.locale import LANGUAGES
from assistant.page.wording import DATE, ENGLISH, Wording, blanks, check, wording
from assistant.schema import Status


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_unsaid(language: str) -> None:
    assert all(getattr(wording(language), field.name).strip() for field in fields(Wording))


@pytest.mark.parametrize("name", [field.name for field in fields(Wording)])
def test_languages_fill_in_the_same(name: str) -> None:
    there = [blanks(getattr(wording(language), name)) - DATE for language in LANGUAGES]
    assert all(found == there[0] for found in there)


def test_one_and_many_are_told_apart() -> None:
    one, many = (ENGLISH.counted(ENGLISH.one_source, ENGLISH.some_sources, count) for count in (1, 3))
    assert one != many
    assert "3" in many


def test_every_status_has_words_of_its_own() -> None:
    statuses = get_args(Status)
    assert len({ENGLISH.status(status) for status in statuses}) == len(statuses)


def test_other_braces_are_refused_by_name() -> None:
    with pytest.raises(SettingsError, match="“source” has other braces"):
        check(replace(ENGLISH, source="{count}"), ENGLISH, "page.xx.toml")


def test_language_without_a_file_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"page\.xx\.toml cannot be used"):
        wording("xx")
