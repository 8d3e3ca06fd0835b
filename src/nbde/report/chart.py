"""A small chart of one indicator: its values, the path, the target and the trend, as places.

The template draws them; colours, dashes and fonts are the style shown's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nbde.formats.numbers import quantity
from nbde.report.axes import Across, Upward, value_scale, year_ticks
from nbde.report.labels import Box, Label, Wanted, placed, width_of

WIDTH, HEIGHT = 360, 220
_TOP, _BOTTOM = 14.0, 30.0
_BETWEEN_YEARS = 44.0  # [px] for two years at the axis not to touch
_MARK = 5.0
_STEP = 4.0  # [px] between the boxes that stand for a line
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
    """What a chart shows.

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
        The year asked for.
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
        Where the year asked for stands, if it is in the chart.
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
    plot = _plot(drawing, [figure for _, figure in scale.ticks()], last)
    around = 0.5 if first == last else 0.0
    across = Across(first - around, last + around, plot.left + _MARK, plot.right - _MARK)
    up = Upward(scale, plot.bottom, plot.top)

    def place(point: Point) -> tuple[float, float]:
        return across.at(point.year), up.at(point.value)

    marks = [(kind, *place(point)) for kind, point in _marked(drawing)]
    boxes = [Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for _, x, y in marks]
    at_axes = [*_values_at(plot, up), *_years_at(drawing, plot, across, first, last)]
    courses = [
        (kind, [place(point) for point in line])
        for kind, line in [*drawing.lines, *_runs(drawing.observed)]
    ]
    covered = [box for _, course in courses for ends in pairwise(course) for box in _along(*ends)]
    room = Box(0, 0, WIDTH, plot.bottom)
    wanted = [Wanted(*place(point), text, kind) for point, text, kind in _texts(drawing)]
    return Chart(
        plot=plot,
        grid=[height for height, _ in up.ticks()],
        now=across.at(drawing.year) if first <= drawing.year <= last else None,
        lines=[(kind, " ".join(f"{x},{y}" for x, y in course)) for kind, course in courses],
        ranges=[
            (across.at(point.year), up.at(low), up.at(high))
            for point, low, high in drawing.ranges
            if low == low and high == high
        ],
        marks=marks,
        labels=[
            *at_axes,
            *placed(wanted, [*boxes, *(label.box for label in at_axes)], covered, room),
        ],
        broken=any(_breaks(*both) for both in pairwise(drawing.observed)),
    )


def _marked(drawing: Drawing) -> Iterator[tuple[str, Point]]:
    """What has a mark, and of which kind; the last ones stand above the others."""
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


def _plot(drawing: Drawing, written: Sequence[str], last: int) -> Box:
    """The room between the axes, with room at the right for the texts of the last year."""
    beside = [width_of(text) for point, text, _ in _texts(drawing) if point.year == last]
    left = max(map(width_of, written)) + 8
    right = WIDTH - min(max(beside, default=0.0) + 6, _FARTHEST)
    return Box(round(left, 1), _TOP, round(max(right, left + 60), 1), HEIGHT - _BOTTOM)


def _texts(drawing: Drawing) -> list[tuple[Point, str, str]]:
    """Mark, text and kind of what is written in the chart, the most important first."""

    def figure(point: Point) -> str:
        return quantity(point.value, drawing.precision)

    latest = drawing.observed[-1:]
    carried = [line[-1] for kind, line in drawing.lines if kind == "carried"]
    found = [(point, text, "target") for point, text in reversed(drawing.targets)]
    found += [(point, figure(point), "observed") for point in latest]
    found += [(point, figure(point), "carried") for point in carried]
    return found + [(point, figure(point), "trend") for point, _, _ in drawing.ranges]


def _values_at(plot: Box, up: Upward) -> list[Label]:
    """The figures at the axis of values."""
    return [
        Label(plot.left - 6, round(height + 3.8, 1), "end", figure, "axis")
        for height, figure in up.ticks()
    ]


def _years_at(drawing: Drawing, plot: Box, across: Across, first: int, last: int) -> list[Label]:
    """The years at their axis: those of the targets and the one asked for before all others."""
    wanted = [*(point.year for point, _ in reversed(drawing.targets)), drawing.year]
    distance = math.ceil(_BETWEEN_YEARS / across.one)
    return [
        Label(
            across.at(year), plot.bottom + 20, "middle", str(year),
            "now" if year == drawing.year else "axis",
        )
        for year in year_ticks([first, last], wanted, distance)
    ]  # fmt: skip


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
