"""Intervals against scipy's, and how often they hold the truth."""

import numpy as np
import pytest
from scipy.stats import binom, binomtest, bootstrap

from assistant.evaluation.statistics.intervals import bca, mean_of_two, percentiles, wilson


@pytest.mark.parametrize(("right", "n"), [(14, 14), (0, 9), (13, 14), (40, 60)])
def test_wilson_is_scipys(right: int, n: int) -> None:
    assert wilson(right / n, n) == pytest.approx(tuple(binomtest(right, n).proportion_ci(method="wilson")))


def test_a_share_that_rounding_put_over_1_is_1() -> None:
    assert wilson(1.0000000000000002, 14) == wilson(1.0, 14)


def test_bca_is_scipys() -> None:
    random = np.random.default_rng(0)
    sample = random.exponential(size=30)
    draws = sample[random.integers(0, 30, (20_000, 30))].mean(axis=1)
    expected = bootstrap((sample,), np.mean, method="BCa", n_resamples=20_000, rng=1).confidence_interval
    found = bca(float(sample.mean()), draws, (sample.sum() - sample) / 29)
    assert found == pytest.approx(tuple(expected), abs=0.03)


@pytest.mark.parametrize("n", [9, 14, 30, 60])
@pytest.mark.parametrize("share", [0.5, 0.8, 0.95, 0.98])
def test_wilson_holds_the_true_share_as_often_as_it_says(share: float, n: int) -> None:
    """The exact coverage; the percentile bootstrap holds 0.95 at n = 14 in only half of all files."""
    likely = binom.pmf(np.arange(n + 1), n, share)
    ends = [wilson(right / n, n) for right in range(n + 1)]
    assert sum(p for p, (low, high) in zip(likely, ends, strict=True) if low <= share <= high) > 0.92


def test_the_percentile_bootstrap_would_not() -> None:
    likely = binom.pmf(np.arange(15), 14, 0.95)
    ends = [percentiles(np.random.default_rng(1).binomial(14, right / 14, 2000) / 14) for right in range(15)]
    assert sum(p for p, (low, high) in zip(likely, ends, strict=True) if low <= 0.95 <= high) < 0.6


@pytest.mark.parametrize(("n", "share"), [(14, 0.8), (30, 0.9), (60, 0.8)])
def test_bca_holds_the_true_share_of_quotes_that_come_in_answers(n: int, share: float) -> None:
    """Answers have one to four quotes that are right or wrong together: simulated, with a fixed seed."""
    random = np.random.default_rng(3)
    held = []
    for _ in range(300):
        count = random.integers(1, 5, n)
        right = random.binomial(count, random.beta(share, 1 - share, n))
        picks = random.integers(0, n, (500, n))
        draws = right[picks].sum(axis=1) / count[picks].sum(axis=1)
        apart = (right.sum() - right) / (count.sum() - count)
        value = right.sum() / count.sum()
        low, high = bca(value, draws, apart) if np.ptp(draws) else wilson(value, n)
        held.append(low <= share <= high)
    assert np.mean(held) > 0.88


def test_the_mean_of_two_shares_has_room_where_both_are_certain() -> None:
    ends = wilson(1.0, 10), wilson(1.0, 40)
    low, high = mean_of_two(1.0, 1.0, ends)
    assert high == 1
    assert ends[0][0] < low < ends[1][0]
    assert low == pytest.approx(1 - np.hypot(1 - ends[0][0], 1 - ends[1][0]) / 2)
