"""The page's charts as inline SVG: numbers in, markup out. Colours and type sizes are the style sheet's.

Knows nothing of questions: no text from outside ever comes in here, so nothing has to be escaped.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log10

from markupsafe import Markup

from assistant.evaluation.results import Interval
from assistant.golden.cases import SweepPoint

WIDTH, HEIGHT = 520, 286  # the drawing, in its own units
LEFT, RIGHT, TOP, BOTTOM = 60, 500, 14, 224  # the plot within it
SETTLED = 0.1  # share of questions answered from which a risk says something
BINS = 20  # at most, of the histogram
STEPS = (1, 2, 2.5, 5, 10)  # what an axis counts by, times a power of ten

Point = tuple[float, float]
Writer = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Scale:
    """Values 0 to ``most`` onto ``start`` to ``end``; what lies beyond is drawn at the edge."""

    most: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = min(max(value / self.most, 0.0), 1.0)
        return round(self.start + share * (self.end - self.start), 1)


ACROSS, UP = Scale(1.0, LEFT, RIGHT), Scale(1.0, BOTTOM, TOP)


def interval(found: Interval, limit: float | None = None) -> Markup:
    """Return a share as a dot on 0 to 100 %, its interval as a line and its threshold as a tick."""
    x = Scale(1.0, 4, 186)
    parts = ['<rect class="track" x="4" y="9" width="182" height="4" rx="2"/>']
    if limit is not None:
        parts.append(f'<path class="target" d="M{x(limit)} 2V20"/>')
    if found.low is not None and found.high is not None:
        low, high = x(found.low), x(found.high)
        parts.append(f'<path class="whisker" d="M{low} 11H{high}M{low} 7v8M{high} 7v8"/>')
    if found.value is not None:
        parts.append(f'<circle class="dot" cx="{x(found.value)}" cy="11" r="5"/>')
    head = '<svg class="interval" width="190" height="22" viewBox="0 0 190 22" aria-hidden="true">'
    return Markup(f"{head}{''.join(parts)}</svg>")  # nosec B704 # of numbers and our own words


def bar(found: Interval, baseline: float | None = None) -> Markup:
    """Return a share as a bar as wide as its cell, its interval as a line and the baseline as a tick."""
    x = Scale(1.0, 0, 100)
    end = x(found.value or 0.0)
    parts = [
        '<rect class="track" x="0" y="3" width="100" height="16"/>',
        f'<rect class="bar" x="0" y="3" width="{end}" height="16"/>',
        f'<path class="end" d="M{end} 3v16"/>',
    ]
    if found.low is not None and found.high is not None:
        low, high = x(found.low), x(found.high)
        parts.append(f'<path class="whisker" d="M{low} 11H{high}M{low} 7v8M{high} 7v8"/>')
    if baseline is not None:
        parts.append(f'<path class="target" d="M{x(baseline)} 0v22"/>')
    head = '<svg class="share" viewBox="0 0 100 22" preserveAspectRatio="none" aria-hidden="true">'
    return Markup(f"{head}{''.join(parts)}</svg>")  # nosec B704 # of numbers and our own words


def risk_coverage(points: Sequence[Point], baseline: Sequence[Point] = (), coverage: float | None = None) -> Markup:
    """Return the share wrong among the answers over the share answered; ``coverage`` is where the run stood.

    The first few answers swing between 0 and 100 %, so that they have no say in the height of the plot.
    """
    highest = max((risk for share, risk in (*points, *baseline) if share >= SETTLED), default=0.0)
    step = axis_step(highest, 4)
    y = Scale(step * max(2, ceil(highest / step - 1e-9)), BOTTOM, TOP)
    parts = [frame(y, step, percent), axis(ACROSS, 0.25, percent, "Questions answered")]
    parts += [line("base", baseline, ACROSS, y), line("curve", points, ACROSS, y)]
    if coverage is not None and points:
        at = y(height_at(points, coverage))
        parts.append(f'<path class="target" d="M{ACROSS(coverage)} {TOP}V{BOTTOM}"/>')
        parts.append(f'<circle class="dot" cx="{ACROSS(coverage)}" cy="{at}" r="6"/>')
    return drawing("Share wrong among the answers over the share of questions answered.", parts)


def sweep(points: Sequence[SweepPoint], recommended: float | None, used: float | None) -> Markup:
    """Return what every cut-off would do; the recommended one as a solid rule, the one in use as a dashed one."""
    parts = [frame(UP, 0.25, percent), axis(ACROSS, 0.25, decimal, "Cut-off on the confidence")]
    if used is not None:
        parts.append(f'<path class="used" d="M{ACROSS(used)} {TOP}V{BOTTOM}"/>')
    if recommended is not None:
        parts.append(f'<path class="target" d="M{ACROSS(recommended)} {TOP}V{BOTTOM}"/>')
    for name in ("answered", "refused", "wrong"):
        parts.append(line(name, [(point.cutoff, getattr(point, name)) for point in points], ACROSS, UP))
    return drawing("Answered, refused and wrong over the cut-off; the table below has the figures.", parts)


def histogram(seconds: Sequence[float]) -> Markup:
    """Return how many questions took how long; the slowest hundredth is counted in the last bar."""
    width, counts = binned(seconds)
    x = Scale(width * len(counts), LEFT, RIGHT)
    step = max(1.0, axis_step(max(counts), 4))
    y = Scale(step * max(1, ceil(max(counts) / step - 1e-9)), BOTTOM, TOP)
    parts = [frame(y, step, whole), axis(x, axis_step(x.most, 5), plain, "Seconds to the whole answer")]
    for number, count in enumerate(counts):
        left, right, top = x(number * width), x((number + 1) * width), y(count)
        if count:
            size = f'width="{right - left - 1:.1f}" height="{BOTTOM - top:.1f}"'
            parts.append(f'<rect class="bar" x="{left + 0.5:.1f}" y="{top}" {size}/>')
            parts.append(f'<path class="end" d="M{left + 0.5:.1f} {top}H{right - 0.5:.1f}"/>')
    return drawing("How many questions took how long.", parts)


# --- parts of a drawing -----------------------------------------------------------------


def drawing(label: str, parts: Iterable[str]) -> Markup:
    head = f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
    return Markup(f"{head}{''.join(parts)}</svg>")  # nosec B704 # of numbers and our own words


def frame(y: Scale, step: float, written: Writer) -> str:
    """Return the horizontal rules with their values; the lowest one is the axis."""
    return "".join(
        f'<path class="{"grid" if value else "axis"}" d="M{LEFT} {y(value)}H{RIGHT}"/>'
        f'<text class="faint" x="{LEFT - 8}" y="{y(value) + 4.5:.1f}" text-anchor="end">{written(value)}</text>'
        for value in ticks(y.most, step)
    )


def axis(x: Scale, step: float, written: Writer, name: str) -> str:
    """Return the values under the plot and what they are."""
    values = "".join(
        f'<text class="faint" x="{x(value)}" y="{BOTTOM + 26}" text-anchor="middle">{written(value)}</text>'
        for value in ticks(x.most, step)
    )
    return f'{values}<text x="{(LEFT + RIGHT) / 2:.0f}" y="{BOTTOM + 54}" text-anchor="middle">{name}</text>'


def line(kind: str, points: Sequence[Point], x: Scale, y: Scale) -> str:
    path = "L".join(f"{x(across)} {y(up)}" for across, up in points)
    return f'<path class="{kind}" d="M{path}"/>' if points else ""


def height_at(points: Sequence[Point], x: float) -> float:
    """Return the curve's height at ``x``, straight between two points and level beyond the ends."""
    for (left, low), (right, high) in pairwise(points):
        if left <= x <= right and left < right:
            return low + (high - low) * (x - left) / (right - left)
    return points[0][1] if x < points[0][0] else points[-1][1]


def binned(seconds: Sequence[float]) -> tuple[float, list[int]]:
    """Return the width of a bin in seconds and how many of the sorted values fall into each; the last has the rest."""
    usual = seconds[ceil(0.99 * len(seconds)) - 1]
    width = axis_step(usual, BINS)
    counts = [0] * max(1, ceil(usual / width + 1e-9))
    for value in seconds:
        counts[min(int(value / width), len(counts) - 1)] += 1
    return width, counts


# --- axes -------------------------------------------------------------------------------


def axis_step(most: float, parts: int) -> float:
    """Return the smallest round step that needs no more than ``parts`` of them to reach ``most``."""
    if most <= 0:
        return 0.05
    power = 10.0 ** int(log10(most / parts) // 1)
    return next(step * power for step in STEPS if step * power * parts >= most * (1 - 1e-9))


def ticks(most: float, step: float) -> list[float]:
    return [number * step for number in range(int(most / step + 1e-9) + 1)]


def percent(value: float) -> str:
    return f"{100 * value:.4g}%"


def decimal(value: float) -> str:
    return f"{value:.2f}"


def whole(value: float) -> str:
    return f"{value:,.0f}"


def plain(value: float) -> str:
    return f"{value:.4g}"
