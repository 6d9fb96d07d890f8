"""Charts as inline SVG: where the marks stand."""

import re
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from assistant.evaluation.report import charts
from assistant.evaluation.results import Interval
from assistant.golden.cases import SweepPoint

CURVE = ((0.25, 0.0), (0.5, 0.1), (1.0, 0.3))
SWEEP = tuple(SweepPoint(n / 10, 1 - n / 10, n / 10, 0.3 - n / 40, 0.5) for n in range(11))
CHARTS = {
    "interval": charts.interval(Interval(0.9, 0.8, 0.95, 49), 0.85),
    "interval without ends": charts.interval(Interval(0.9)),
    "bar": charts.bar(Interval(0.5, 0.2, 0.8, 4), 0.6),
    "bar of nothing": charts.bar(Interval(None)),
    "risk": charts.risk_coverage(CURVE, CURVE, 0.75),
    "risk without a mistake": charts.risk_coverage([(0.5, 0.0), (1.0, 0.0)]),
    "sweep": charts.sweep(SWEEP, 0.6, 0.5),
    "histogram": charts.histogram([0.1, 0.2, 0.2, 0.3, 9.0]),
    "histogram of one": charts.histogram([0.0]),
}


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_well_formed_and_has_no_style_of_its_own(name: str) -> None:
    drawn = ElementTree.fromstring(CHARTS[name])
    assert not any("style" in element.attrib for element in drawn.iter())
    assert drawn.get("aria-hidden") == "true" or drawn.get("aria-label")
    assert "nan" not in CHARTS[name]
    assert "inf" not in CHARTS[name]


def marks(chart: Markup, kind: str) -> list[ElementTree.Element]:
    return [element for element in ElementTree.fromstring(chart) if element.get("class") == kind]


def test_interval_puts_value_ends_and_threshold_on_one_scale() -> None:
    chart = CHARTS["interval"]
    assert marks(chart, "dot")[0].get("cx") == "167.8"  # 4 + 0.9 * 182
    assert marks(chart, "target")[0].get("d") == "M158.7 2V20"
    assert marks(chart, "whisker")[0].get("d", "").startswith("M149.6 11H176.9")


def test_bar_is_as_long_as_its_share() -> None:
    assert marks(CHARTS["bar"], "bar")[0].get("width") == "50.0"
    assert marks(CHARTS["bar"], "target")[0].get("d") == "M60.0 0v22"


def test_run_stands_on_its_curve() -> None:
    dot = marks(CHARTS["risk"], "dot")[0]
    assert charts.height_at(CURVE, 0.75) == pytest.approx(0.2)
    assert float(dot.get("cy", "")) == pytest.approx(charts.Scale(0.3, charts.BOTTOM, charts.TOP)(0.2))
    assert charts.height_at(CURVE, 0.1) == 0.0  # level beyond the ends
    assert not marks(CHARTS["risk without a mistake"], "dot")


def test_sweep_marks_both_cutoffs() -> None:
    assert marks(CHARTS["sweep"], "target")[0].get("d", "").startswith(f"M{charts.ACROSS(0.6)} ")
    assert marks(CHARTS["sweep"], "used")[0].get("d", "").startswith(f"M{charts.ACROSS(0.5)} ")
    assert not marks(charts.sweep(SWEEP, None, None), "used")


def test_histogram_counts_every_question_once() -> None:
    seconds = sorted([0.01 * n for n in range(1, 100)] + [30.0])
    width, counts = charts.binned(seconds)
    assert sum(counts) == 100
    assert len(counts) <= charts.BINS + 1
    assert width * len(counts) < 1.2  # one straggler does not flatten the others


@pytest.mark.parametrize(
    ("most", "parts", "step"), [(0.27, 4, 0.1), (0.05, 4, 0.02), (1.0, 4, 0.25), (12, 4, 5), (0, 4, 0.05)]
)
def test_axis_counts_by_round_steps(most: float, parts: int, step: float) -> None:
    assert charts.axis_step(most, parts) == pytest.approx(step)


def test_axis_has_few_and_short_values() -> None:
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", CHARTS["risk"])
    assert "0%" in texts
    assert all(len(text) < 30 for text in texts)
