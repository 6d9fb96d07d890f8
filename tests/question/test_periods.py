"""From when and until when what a sentence tells holds."""

import pytest

from assistant.language.loading import load_language
from assistant.question.periods import MONTHS, NOW, asked_months, read_periods

ENGLISH, CHINESE = load_language("en"), load_language("zh")


def month(year: int, number: int) -> int:
    return year * MONTHS + number - 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fee has been £62 since August 2024.", [(month(2024, 8), NOW)]),
        ("Guests paid £12 a night from 2019 to 2022.", [(month(2019, 1), month(2022, 12))]),
        ("It cost £6 until March 2024 and has cost £7 since.", [(0, month(2024, 3)), (month(2024, 4), NOW)]),
        ("Between May 2021 and June 2022 the slip was closed.", [(month(2021, 5), month(2022, 6))]),
        ("The fee rises from £4 to £5 from April 2025.", [(month(2025, 4), 9999 * MONTHS)]),
        ("Between 2019 and 2022, 400 homes were built.", []),  # not each year
        ("Three hundred homes have been built since 2020.", []),
        ("The bridge has cost £12 million since 2020.", []),
        ("Revenue is up 5% from 2023.", []),
    ],
)
def test_what_lasts_holds_from_its_first_month_to_its_last(text, expected):
    assert [(one.first, one.last) for one in read_periods(text, ENGLISH)] == expected


def test_a_chinese_price_holds_from_its_day_on():
    assert [one.first for one in read_periods("票价自2025年7月1日起调整为16元。", CHINESE)] == [month(2025, 7)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("What is it in 2025?", (month(2025, 1), month(2025, 12))),
        ("What was it before May 2024?", (0, month(2024, 4))),
        ("What is it from April 2025?", (month(2025, 4), month(9999, 1))),
        ("What was it in 2019 and in 2020?", None),
        ("What is it now?", None),
    ],
)
def test_the_months_that_are_asked_for(asked, expected):
    assert asked_months(asked, ENGLISH) == expected


def test_what_has_been_so_is_not_said_of_the_future():
    (period,) = read_periods("The fee has been £62 since August 2024.", ENGLISH)
    asked = month(2030, 1), month(2030, 12)
    assert period.meets(asked)
    assert not period.meets(asked, is_future=True)
