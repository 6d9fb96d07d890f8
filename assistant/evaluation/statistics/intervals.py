"""95 % intervals: of shares, of means of shares, and of anything that was resampled.

The bootstrap's percentiles are too narrow for few questions and have no width where all came out alike, so shares
of questions take Wilson's interval (1927; Brown, Cai and DasGupta 2001), whatever else is a mean or a ratio the
bias-corrected and accelerated bootstrap (BCa, Efron 1987). Closed forms, so that a run needs no scipy: the tests
hold them against it.
"""

from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ends = tuple[float, float]

NORMAL = NormalDist()
Z = NORMAL.inv_cdf(0.975)


def wilson(share: float, n: float) -> Ends:
    """Return the score interval of a share, 0 to 1, of ``n`` independent questions."""
    share = min(1.0, max(0.0, share))  # a sum of fractions may be over 1 by its rounding
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def mean_of_two(first: float, second: float, ends: tuple[Ends, Ends]) -> Ends:
    """Return the interval of the mean of two independent shares from their own ``ends`` (MOVER, Newcombe 1998)."""
    (low1, high1), (low2, high2) = ends
    middle = (first + second) / 2
    below, above = sqrt((first - low1) ** 2 + (second - low2) ** 2), sqrt((high1 - first) ** 2 + (high2 - second) ** 2)
    return middle - below / 2, middle + above / 2


def bca(value: float, draws: Array, left_out: Array) -> Ends:
    """Return the BCa interval of ``value``, a statistic of the sample.

    ``draws`` are the statistic of the resamples, ``left_out`` that of the sample without each of its questions.
    """
    below = (np.mean(draws < value) + np.mean(draws <= value)) / 2  # ties count half
    if not 0 < below < 1:
        return percentiles(draws)
    bias = NORMAL.inv_cdf(float(below))
    gap = left_out.mean() - left_out
    spread = float((gap**2).sum()) ** 1.5
    skew = float((gap**3).sum()) / (6 * spread) if spread else 0.0
    tails = [NORMAL.cdf(bias + (bias + z) / (1 - skew * (bias + z))) for z in (-Z, Z)]
    low, high = np.quantile(draws, tails)
    return float(low), float(high)


def percentiles(draws: Array) -> Ends:
    """Return the percentile interval (Efron 1979), for quantiles and curves, which leaving one out says little of."""
    low, high = np.quantile(draws, (0.025, 0.975))
    return float(low), float(high)
