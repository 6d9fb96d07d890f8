"""Values, intervals and curves against numbers computed by hand."""

import numpy as np
import pytest

from assistant.evaluation.measures import MEASURES, measure
from assistant.evaluation.results import Quote, Read, Reply
from assistant.evaluation.statistics.intervals import wilson
from assistant.evaluation.summary import CURVE_POINTS, Row, recommend, summarise, thinned
from assistant.golden.cases import Case, Gold

GOLD = "The bridge will be opened in the year of the horse."


def row(
    answerable: bool = True,
    answered: bool = True,
    confidence: float | None = 0.5,
    type_: str = "numeric",
    found: bool = True,
    seconds: float = 0.01,
) -> Row:
    asked = Case("q", "When?", answerable, type_, evidence=(Gold(GOLD),) if answerable else ())
    read = (Read(GOLD if found else "Something else entirely."),)
    quotes = (Quote(read[0].text, "a.txt", 0, 1, 1),) if answered else ()
    status = "answered" if answered else "not_in_report"
    reply = Reply(status, f"{read[0].text} [1]" if answered else "No.", quotes=quotes, passages=read,
                  confidence=confidence, seconds=seconds)  # fmt: skip
    return Row.of(measure(asked, reply, None))


# 3 answerable: 2 answered right, 1 refused. 2 unanswerable: 1 refused, 1 answered.
MIXED = [row(), row(), row(answered=False), row(answerable=False, answered=False), row(answerable=False)]


def all_of(rows: list[Row]) -> dict[str, float | None]:
    return {name: found.value for name, found in summarise(rows).groups["all"].items()}


def test_refusal_by_hand() -> None:
    measured = all_of(MIXED)
    assert measured["answered"] == pytest.approx(2 / 3, abs=1e-4)
    assert measured["refused"] == 0.5
    assert measured["balanced"] == pytest.approx(7 / 12, abs=1e-4)
    assert measured["refusal_precision"] == 0.5
    assert measured["refusal_recall"] == 0.5
    assert measured["refusal_f1"] == 0.5
    assert measured["wrong"] == 0.2
    assert measured["good"] == 0.6


def test_every_measure_is_there_and_says_where_it_was_not_measured() -> None:
    groups = summarise(MIXED).groups
    assert all(group.keys() == MEASURES.keys() for group in groups.values())
    assert groups["all"]["verbatim"].value is None
    assert groups["all"]["refused"].n == 2


def test_intervals_hold_the_value_and_shrink_with_more_questions() -> None:
    few, many = (summarise(MIXED * times).groups["all"]["right"] for times in (2, 40))
    assert few.low < few.value < few.high  # type: ignore[operator]
    assert many.high - many.low < (few.high - few.low) / 2  # type: ignore[operator]


def test_a_share_of_questions_has_wilsons_interval() -> None:
    found = summarise([row()] * 60 + [row(answered=False)] * 40).groups["all"]
    assert (found["answered"].low, found["answered"].high) == pytest.approx(wilson(0.6, 100), abs=1e-4)
    assert (found["refused_wrongly"].low, found["refused_wrongly"].high) == pytest.approx(wilson(0.4, 100), abs=1e-4)
    assert (found["refusal_precision"].low, found["refusal_precision"].n) == (0, 40)


def test_what_came_out_alike_is_not_certain() -> None:
    found = summarise([row(), row()] * 7 + [row(answerable=False, answered=False)] * 5).groups["all"]
    for name in ("right", "refused", "balanced", "refusal_f1", "wrong", "citation_precision", "aurc"):
        assert found[name].high - found[name].low > 0.05, name  # type: ignore[operator]
    assert found["right"].low == pytest.approx(0.7847, abs=1e-4)  # 14 of 14


def test_a_recommended_cut_off_is_judged_by_questions_it_was_not_chosen_by() -> None:
    random = np.random.default_rng(5)
    rows = [row(answerable=bool(n % 2), answered=False, confidence=float(random.random())) for n in range(60)]
    summary = summarise(rows)
    chosen = next(point for point in summary.sweep if point.cutoff == summary.recommended_cutoff)
    assert summary.recommended is not None
    assert summary.recommended.cutoff == summary.recommended_cutoff
    assert summary.recommended.balanced < chosen.balanced  # confidence says nothing here, the choice only seems to
    assert summarise(rows[:8]).recommended is None


def test_risk_coverage_by_hand() -> None:
    rows = [
        row(confidence=0.9),
        row(confidence=0.8, found=False),
        row(confidence=0.7),
        row(confidence=0.6, found=False),
    ]
    summary = summarise(rows)
    assert summary.risk_coverage == ((0.25, 0), (0.5, 0.5), (0.75, 0.3333), (1.0, 0.5))
    assert summary.groups["all"]["aurc"].value == pytest.approx((0 + 0.5 + 1 / 3 + 0.5) / 4, abs=1e-4)


def test_calibration_error_by_hand() -> None:
    rows = [row(confidence=0.95), row(confidence=0.95, found=False), row(confidence=0.15, found=False)]
    # bins: two of confidence 0.95 and half right; one of 0.15 and wrong
    assert all_of(rows)["calibration_error"] == pytest.approx((2 * 0.45 + 0.15) / 3, abs=1e-4)


def test_without_confidence_there_is_no_curve() -> None:
    summary = summarise([row(confidence=None), row(answerable=False, confidence=None)])
    assert (summary.risk_coverage, summary.sweep, summary.recommended_cutoff) == ((), (), None)
    assert summary.groups["all"]["aurc"].value is None


def test_a_refusal_is_held_against_what_it_would_have_answered() -> None:
    assert not row(answered=False).would_be_wrong
    assert row(answered=False, found=False).would_be_wrong
    assert row(answerable=False, answered=False).would_be_wrong


def test_the_sweep_recommends_the_cut_off_that_separates() -> None:
    rows = [row(confidence=0.8), row(confidence=0.7), row(answerable=False, confidence=0.3)]
    summary = summarise(rows)
    assert summary.recommended_cutoff == pytest.approx(0.32)
    best = next(point for point in summary.sweep if point.cutoff == summary.recommended_cutoff)
    assert (best.answered, best.refused, best.wrong, best.balanced) == (1, 1, 0, 1)
    assert recommend(()) is None


def test_groups_are_all_follow_ups_and_types() -> None:
    assert list(summarise([row(type_="list"), row(type_="date")]).groups) == ["all", "date", "list"]


def test_times_are_milliseconds() -> None:
    measured = all_of([row(seconds=0.01), row(seconds=0.02), row(seconds=0.03)])
    assert (measured["ms_p50"], measured["ms_p95"]) == (20, 29)


def test_a_long_curve_keeps_its_ends() -> None:
    points = [(number / 1000, 0.0) for number in range(1000)]
    assert len(thinned(points)) == CURVE_POINTS
    assert (thinned(points)[0], thinned(points)[-1]) == (points[0], points[-1])
