"""Values, changes and verdicts in words."""

from dataclasses import replace

import pytest

from assistant.evaluation.measures import MEASURES
from assistant.evaluation.report import labels
from assistant.evaluation.results import Change, Comparison, Interval, Shift, Verdict

RIGHT, WRONG, WORDS = MEASURES["right"], MEASURES["wrong"], MEASURES["words"]
SHIFT = Shift("a.jsonl", "1", "numeric", "How many?", "wrong", "right", "2", "20", "better")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.9388, "share", "93.9%"),
        (None, "share", "not measured"),
        (190.0, "ms", "0.19 s"),
        (14.2, "ms", "14 ms"),
        (31.25, "words", "31.2"),
        (1234.0, "count", "1,234"),
    ],
)
def test_value_in_its_unit(value: float | None, unit: str, words: str) -> None:
    assert labels.written(value, unit) == words


def test_interval_needs_both_ends() -> None:
    assert labels.interval_words(Interval(0.9, 0.835, 0.979, 49), "share") == "83.5 to 97.9"
    assert labels.interval_words(Interval(0.9, None, None, 1), "share") == ""


def test_a_threshold_on_an_end_of_the_interval_says_so() -> None:
    assert labels.verdict_words(Verdict("right", 0.8, 0.752, False, "low")) == "Right answers 75.2% (lower end ≥ 80%)"


def test_a_judges_failures_are_counted_with_the_first() -> None:
    said = {"mean": 0.9, "n": 9, "failed": 2, "first_failure": "Timeout: gone", "scale": (0, 1)}
    unasked = {"mean": None, "n": 0, "failed": 0, "first_failure": None, "scale": (1, 5)}
    words = labels.judged_words({"faithfulness": said, "correctness": unasked})
    assert words == "Judged by a model: faithfulness 0.90 (n 9, 2 failed: Timeout: gone)."
    assert labels.judged_words({}) == ""


@pytest.mark.parametrize(
    ("name", "limit", "words"),
    [("right", 0.9, "≥ 90%"), ("right", 1.0, "= 100%"), ("wrong", 0.05, "≤ 5%"), ("errors", 0.0, "= 0%")],
)
def test_limit_knows_the_direction(name: str, limit: float, words: str) -> None:
    assert labels.limit_words(MEASURES[name], limit) == words


@pytest.mark.parametrize(
    ("measure", "change", "words", "better"),
    [
        (RIGHT, Change(0.94, 0.88, 0.1), "+6.0", True),
        (RIGHT, Change(0.88, 0.94, 0.1), "−6.0", False),
        (WRONG, Change(0.02, 0.04, 0.1), "−2.0", True),
        (WRONG, Change(0.04, 0.02, 0.1), "+2.0", False),
        (RIGHT, Change(0.9, 0.9001, None), "no change", None),
        (RIGHT, Change(0.9, None, None), "", None),
        (WORDS, Change(40.0, 30.0, 0.1), "+10.0", None),
    ],
)
def test_change_and_whether_it_is_better(measure: object, change: Change, words: str, better: bool | None) -> None:
    assert labels.change_words(change, measure) == words  # type: ignore[arg-type]
    assert labels.is_better(change, measure) is better  # type: ignore[arg-type]


def test_verdict_counts_what_failed_and_names_it() -> None:
    met, missed = Verdict("right", 0.9, 0.95, True), Verdict("verbatim", 1.0, None, False)
    assert labels.verdict_title([met]) == "The threshold is met"
    assert labels.verdict_title([met, met]) == "All 2 thresholds met"
    assert labels.verdict_title([met, missed]) == "1 of 2 thresholds not met"
    assert labels.failed_words([met, missed]) == "Not met: Quotes word for word not measured (= 100%)."
    assert labels.verdict_title([]) == "No thresholds were set"


def test_comparison_says_whether_it_may_be_chance() -> None:
    comparison = Comparison("main", {}, (SHIFT,) * 5 + (replace(SHIFT, kind="worse"),), 0.2188, 0, 0)
    assert labels.comparison_words(comparison) == (
        "Against the baseline 5 questions got better and 1 got worse. That could still be chance (sign test, p = 0.22)."
    )
    assert "unlikely to be chance (sign test, p < 0.001)" in labels.comparison_words(replace(comparison, p=0.0001))
    assert "no question got better" in labels.comparison_words(replace(comparison, shifts=(), p=None))
    assert "no baseline" in labels.comparison_words(None)
    assert "2 questions are only in this run" in labels.common_words(replace(comparison, only_here=2))


def test_text_is_cut_between_words() -> None:
    assert labels.clipped("one two three", 13) == "one two three"
    assert labels.clipped("one two three", 12) == "one two …"
    assert len(labels.clipped("x" * 100, 10)) <= 10


@pytest.mark.parametrize(
    ("number", "word"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (12, "12th"), (23, "23rd")]
)
def test_ordinal(number: int, word: str) -> None:
    assert labels.ordinal(number) == word


def test_what_was_run() -> None:
    assert labels.files_words(2000, [{"name": "a.jsonl"}]) == "2,000 from a.jsonl"
    assert labels.files_words(9, [{"name": str(n)} for n in range(4)]) == "9 from 4 files"
    assert labels.code_words({"version": "0.1.0", "commit": "a8a132b0ff"}) == "0.1.0 (a8a132b)"
