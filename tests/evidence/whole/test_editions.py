import pytest

from assistant.engine import Engine
from assistant.evidence.whole.editions import Edition, Editions, age
from assistant.language.loading import load_language
from index.documents.collections import Collection, Collections

EN, ZH = load_language("en"), load_language("zh")
HELD = Collections(
    {
        f"r/{year}": Collection(f"r/{year}", f"R {year}", edition_of="R", edition=year)
        for year in ("2026", "2025", "2024")
    }
)
R24, R25, R26 = (Edition(year, f"R {year}", frozenset({f"r/{year}/a.txt"})) for year in ("2024", "2025", "2026"))
ALL = Editions.of(HELD, ["r/2025/a.txt", "r/2026/a.txt", "r/2024/a.txt", "b.txt"])


def test_the_newest_is_last_by_the_numbers_in_its_name() -> None:
    assert ALL.works == ((R24, R25, R26),)
    assert sorted(["v10", "v9", "v2"], key=age) == ["v2", "v9", "v10"]


def test_a_single_edition_is_no_choice() -> None:
    assert Editions.of(HELD, ["r/2025/a.txt", "b.txt"]).works == ()


@pytest.mark.parametrize(
    ("asked", "text", "edition"),
    [
        ("How many benches were there in the 2025 report?", "How many benches were there ?", R25),
        ("According to the report of 2024, who spoke?", "who spoke?", R24),
        ("2025年报告中有多少长椅？", "有多少长椅？", R25),
    ],
)
def test_a_named_edition_answers_alone(asked: str, text: str, edition: Edition) -> None:
    meant = ALL.meant(asked, ZH if "年" in asked else EN)
    assert meant.documents == edition.documents
    assert not meant.older
    assert meant.text.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("asked", ["How many benches?", "What will be done by 2025?", "What is in the annual report?"])
def test_else_the_newest_does(asked: str) -> None:
    meant = ALL.meant(asked, EN)
    assert meant.documents == {"b.txt", "r/2026/a.txt"}
    assert meant.text == asked


@pytest.mark.parametrize(
    ("asked", "pair"),
    [
        ("What has changed since 2025?", (R25, R26)),
        ("What's different between 2024 and 2025?", (R24, R25)),
        ("What changed?", (R25, R26)),
        ("What has changed since 2019?", None),
        ("与2024年相比有什么变化？", (R24, R26)),
    ],
)
def test_two_are_compared(asked: str, pair: tuple[Edition, Edition] | None) -> None:
    assert ALL.meant(asked, ZH if "年" in asked else EN).compared == pair


def test_the_newer_edition_answers_and_says_so(shelf: Engine) -> None:
    answer = shelf.answer("How many new schools opened?")
    assert [one.document_id for one in answer.citations] == ["report/2026/report.md"]
    assert [(one.code, "City Report 2026" in one.text) for one in answer.notices] == [("edition_newest", True)]


def test_a_question_may_name_the_older_one(shelf: Engine) -> None:
    answer = shelf.answer("How many new schools opened in the 2025 report?")
    assert {one.document_id for one in answer.citations} == {"report/2025/report.md"}
    assert "12" in answer.answer
    assert not answer.notices


def test_what_only_the_older_one_says_is_said_to_be_of_it(shelf: Engine) -> None:
    answer = shelf.answer("On how many lines did night buses run?")
    assert {one.document_id for one in answer.citations} == {"report/2025/report.md"}
    assert [one.code for one in answer.notices] == ["edition_older"]


def test_changes_are_told_in_both_editions_words(shelf: Engine) -> None:
    answer = shelf.answer("What changed since 2025?")
    quotes = [(one.document_id, one.quote) for one in answer.citations]
    assert quotes == [
        ("report/2025/report.md", "340 benches were put up along the streets."),
        ("report/2026/report.md", "520 benches were put up along the streets."),
        ("report/2025/report.md", "12 new schools opened."),
        ("report/2026/report.md", "15 new schools opened."),
    ]


def test_changes_of_one_subject_alone(shelf: Engine) -> None:
    answer = shelf.answer("What has changed about schools since 2025?")
    assert [one.quote for one in answer.citations] == ["12 new schools opened.", "15 new schools opened."]


def test_a_named_edition_is_told_apart_from_the_newest() -> None:
    assert ALL.named("How many schools opened in the 2025 report?", EN) == R25.documents
    assert ALL.named("How many schools opened?", EN) is None
