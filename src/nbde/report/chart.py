"""A small chart of one indicator: values, path, target and trend, as places in a picture.

The template draws them; colours, dashes and fonts are the style shown's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nbde.formats.axes import Scale, scale_of
from nbde.formats.numbers import quantity
from nbde.report.labels import Box, Label, LabelRequest, placed, width_of

WIDTH, HEIGHT = 360, 220
_TOP, _BOTTOM = 14.0, 30.0
_BETWEEN_YEARS = 44.0  # [px] for two years at the axis not to touch
_MARK = 5.0
_STEP = 4.0  # [px] between the boxes that stand for a line
_YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
_LINES = 12  # of the axis of values, about
_FARTHEST = 130.0  # [px] that texts may take from the plot at its right


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a year [the chart's unit]; `kind` is how it is marked."""

    year: int
    value: float
    kind: str
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The content of a chart.

    Attributes
    ----------
    observed
        The values so far, in order.
    lines
        The further lines by kind, each of at least two points in order.
    targets
        A mark for each target year, with its text.
    ranges
        Where a trend ends: its mark, and the ends of its interval.
    year
        The year of the page.
    precision
        Decimals of every figure; None for a readable one.
    """

    observed: Sequence[Point]
    lines: Sequence[tuple[str, Sequence[Point]]]
    targets: Sequence[tuple[Point, str]]
    ranges: Sequence[tuple[Point, float, float]]
    year: int
    precision: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    """Places in a picture of `WIDTH` by `HEIGHT` [px].

    Attributes
    ----------
    plot
        The rectangle between the axes.
    grid
        The heights of the horizontal lines.
    now
        The place of the year of the page, if it is in the chart.
    lines
        Kind and course of every line.
    ranges
        Place, lower and upper end of every interval.
    marks
        Kind and place of every mark.
    labels
        Every text.
    broken
        Whether the values belong to several editions of the accounts, and are not all joined.
    """

    plot: Box
    grid: list[float]
    now: float | None
    lines: list[tuple[str, str]]
    ranges: list[tuple[float, float, float]]
    marks: list[tuple[str, float, float]]
    labels: list[Label]
    broken: bool
    width: int = WIDTH
    height: int = HEIGHT


def chart_of(drawing: Drawing) -> Chart | None:
    """The chart; None where there is neither a value nor a line."""
    if not drawing.observed and not drawing.lines:
        return None
    points = [
        *drawing.observed,
        *(point for _, line in drawing.lines for point in line),
        *(point for point, _ in drawing.targets),
    ]
    ends = [end for _, low, high in drawing.ranges for end in (low, high) if end == end]
    scale = value_scale([*(point.value for point in points), *ends])
    years = [point.year for point in points]
    first, last = min(years), max(years)
    texts = list(_texts(drawing))
    plot = _plot(texts, [figure for _, figure in scale.ticks()], last)
    around = 0.5 if first == last else 0.0
    left, right = plot.left + _MARK, plot.right - _MARK
    span = last - first + 2 * around

    def across(year: int) -> float:
        return round(left + (year - first + around) / span * (right - left), 1)

    def height(line: float) -> float:
        return round(plot.bottom - line / (scale.height - 1) * (plot.bottom - plot.top), 1)

    def up(value: float) -> float:
        return height(scale.line(value))

    def place(point: Point) -> tuple[float, float]:
        return across(point.year), up(point.value)

    marks = [(kind, *place(point)) for kind, point in _marked(drawing)]
    boxes = [Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for _, x, y in marks]
    grid = [(height(line), figure) for line, figure in scale.ticks()]
    # The years of the targets and the one of the page are written before all others.
    wanted = [*(point.year for point, _ in reversed(drawing.targets)), drawing.year]
    distance = math.ceil(_BETWEEN_YEARS / ((right - left) / span))
    at_axes = [
        *(Label(plot.left - 6, round(y + 3.8, 1), "end", figure, "axis") for y, figure in grid),
        *(
            Label(
                across(year), plot.bottom + 20, "middle", str(year),
                "now" if year == drawing.year else "axis",
            )
            for year in year_ticks([first, last], wanted, distance)
        ),
    ]  # fmt: skip
    courses = [
        (kind, [place(point) for point in line])
        for kind, line in [*drawing.lines, *_runs(drawing.observed)]
    ]
    covered = [box for _, course in courses for ends in pairwise(course) for box in _along(*ends)]
    beside = [LabelRequest(*place(point), text, kind) for point, text, kind in texts]
    taken = [*boxes, *(label.box for label in at_axes)]
    return Chart(
        plot=plot,
        grid=[y for y, _ in grid],
        now=across(drawing.year) if first <= drawing.year <= last else None,
        lines=[(kind, " ".join(f"{x},{y}" for x, y in course)) for kind, course in courses],
        ranges=[
            (across(point.year), up(low), up(high))
            for point, low, high in drawing.ranges
            if low == low and high == high
        ],
        marks=marks,
        labels=[*at_axes, *placed(beside, taken, covered, Box(0, 0, WIDTH, plot.bottom))],
        broken=any(_breaks(*both) for both in pairwise(drawing.observed)),
    )


def value_scale(values: Sequence[float]) -> Scale:
    """Round figures that enclose the values, and zero unless they are far from it.

    Values of one sign are far from zero where the smallest is more than half of the largest.

    Parameters
    ----------
    values
        Finite figures of one unit, at least one.

    Examples
    --------
    >>> [figure for _, figure in value_scale([5.6, 7.13, 15.0]).ticks()]
    ['0.0', '2.5', '5.0', '7.5', '10.0', '12.5', '15.0']
    >>> [figure for _, figure in value_scale([96.0, 97.5]).ticks()]
    ['96.00', '96.25', '96.50', '96.75', '97.00', '97.25', '97.50']
    """
    nearest, farthest = sorted((min(values), max(values)), key=abs)
    one_sign = (nearest > 0) == (farthest > 0)
    far = one_sign and nearest != farthest and abs(nearest) > abs(farthest) / 2
    return scale_of(values if far else [*values, 0.0], lines=_LINES)


def year_ticks(years: Sequence[int], wanted: Iterable[int], distance: int) -> list[int]:
    """The years written at the axis: those wanted first, then every so many, none too close.

    Parameters
    ----------
    years
        The first and the last year.
    wanted
        The years that matter most, the most important first.
    distance
        Years that two ticks must at least be apart.

    Examples
    --------
    >>> year_ticks([2015, 2030], wanted=[2030, 2024], distance=3)
    [2015, 2020, 2024, 2030]
    """
    first, last = min(years), max(years)
    step = next((step for step in _YEAR_STEPS if step >= distance), _YEAR_STEPS[-1])
    chosen: list[int] = []
    for year in (*wanted, first, last, *range(last, first, -step)):
        if first <= year <= last and all(abs(year - other) >= distance for other in chosen):
            chosen.append(year)
    return sorted(chosen)


def _marked(drawing: Drawing) -> Iterator[tuple[str, Point]]:
    """Kind and point of each mark; the last ones stand above the others."""
    yield from ((point.kind, point) for point in drawing.observed)
    yield from (("trend", point) for point, _, _ in drawing.ranges)
    yield from ((kind, line[-1]) for kind, line in drawing.lines if kind == "carried")
    yield from (("target", point) for point, _ in drawing.targets)


def _along(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Box]:
    """Small boxes that cover a straight line."""
    (x, y), (right, low) = start, end
    steps = max(1, round(max(abs(right - x), abs(low - y)) / _STEP))
    for step in range(steps + 1):
        across, up = x + (right - x) * step / steps, y + (low - y) * step / steps
        yield Box(across - 1, up - 1, across + 1, up + 1)


def _plot(texts: Sequence[tuple[Point, str, str]], figures: Sequence[str], last: int) -> Box:
    """The room between the axes, with room at the right for the texts of the last year."""
    beside = [width_of(text) for point, text, _ in texts if point.year == last]
    left = max(map(width_of, figures)) + 8
    right = WIDTH - min(max(beside, default=0.0) + 6, _FARTHEST)
    return Box(round(left, 1), _TOP, round(max(right, left + 60), 1), HEIGHT - _BOTTOM)


def _texts(drawing: Drawing) -> Iterator[tuple[Point, str, str]]:
    """Mark, text and kind of each text in the chart, the most important first."""
    yield from ((point, text, "target") for point, text in reversed(drawing.targets))
    carried = [line[-1] for kind, line in drawing.lines if kind == "carried"]
    for kind, points in (
        ("observed", drawing.observed[-1:]),
        ("carried", carried),
        ("trend", [point for point, _, _ in drawing.ranges]),
    ):
        yield from ((point, quantity(point.value, drawing.precision), kind) for point in points)


def _runs(observed: Sequence[Point]) -> list[tuple[str, list[Point]]]:
    """The values joined by lines, but not across editions of the accounts."""
    runs = [list(observed[:1])]
    for before, point in pairwise(observed):
        if _breaks(before, point):
            runs.append([])
        runs[-1].append(point)
    return [("observed", run) for run in runs if len(run) > 1]


def _breaks(before: Point, point: Point) -> bool:
    """Whether a value belongs to another edition than the one before."""
    return bool(before.edition and point.edition) and before.edition != point.edition
