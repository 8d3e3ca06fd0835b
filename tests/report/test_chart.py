"""A chart keeps to its scale: places rise with values, and no two texts meet."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.report.chart import (
    HEIGHT,
    WIDTH,
    Chart,
    Drawing,
    Point,
    chart_of,
    value_scale,
    year_ticks,
)
from nbde.report.labels import Box

YEARS = st.integers(1900, 2200)


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    years = sorted(draw(st.sets(YEARS, min_size=1, max_size=12)))
    scale = draw(st.sampled_from([1.0, 1e-9, 1e6, 1e300]))
    value = st.floats(-100, 100).map(lambda x: x * scale)
    observed = [Point(year, draw(value), "observed", draw(st.sampled_from(["", "a", "b"])))
                for year in years]  # fmt: skip
    aims = sorted(draw(st.sets(YEARS, max_size=4)))
    targets = [(Point(year, draw(value), "target"), f">= {draw(value):.8g}") for year in aims]
    lines = [("path", [observed[0], point]) for point, _ in targets if point.year > years[0]]
    end = Point(years[-1] + 3, draw(value), "trend")
    low, high = sorted((draw(value), draw(value)))
    ranges = draw(st.sampled_from([[], [(end, low, high)], [(end, math.nan, math.nan)]]))
    if ranges:
        lines.append(("trend", [observed[-1], end]))
    return Drawing(observed, lines, targets, ranges, draw(YEARS), None)


def made(drawing: Drawing) -> Chart:
    chart = chart_of(drawing)
    assert chart is not None
    return chart


@given(drawings())
def test_no_two_texts_meet_and_none_leaves_the_picture(drawing: Drawing) -> None:
    chart = made(drawing)
    boxes = [label.box for label in chart.labels]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
    picture = Box(-0.5, 0, WIDTH + 0.5, HEIGHT)
    assert all(picture.holds(box) for box in boxes)


@given(drawings())
def test_marks_lie_within_the_axes(drawing: Drawing) -> None:
    chart = made(drawing)
    assert chart.plot.left < chart.plot.right
    assert all(chart.plot.left <= x <= chart.plot.right for _, x, _ in chart.marks)
    assert all(chart.plot.top <= y <= chart.plot.bottom for _, _, y in chart.marks)


@given(drawings())
def test_what_is_higher_stands_higher_and_what_is_later_further_right(drawing: Drawing) -> None:
    chart = made(drawing)
    places = [place for place in chart.marks if place[0] == "observed"]
    for (one, at), (other, there) in combinations(zip(drawing.observed, places, strict=True), 2):
        assert at[1] <= there[1]
        assert one.value == other.value or (one.value < other.value) >= (at[2] > there[2])


@given(drawings())
def test_the_grid_rises_at_even_distances(drawing: Drawing) -> None:
    chart = made(drawing)
    steps = [low - high for low, high in pairwise(chart.grid)]
    assert steps
    assert all(step == pytest.approx(steps[0], abs=0.11) for step in steps)  # of a tenth each
    assert (chart.grid[0], chart.grid[-1]) == (chart.plot.bottom, chart.plot.top)


@pytest.mark.parametrize(
    ("values", "zero"),
    [
        ([5.6, 15.0], True),  # the smallest is less than half of the largest
        ([5.0, 10.0], True),
        ([5.1, 10.0], False),
        ([-5.6, -15.0], True),
        ([-9.0, -10.0], False),
        ([-1.0, 10.0], True),
        ([7.0], True),  # a single value says nothing of a spread
        ([1e300, 1e290], True),
        ([1e-300, 0.9e-300], False),
    ],
)
def test_zero_is_in_the_chart_unless_it_is_far(values: list[float], zero: bool) -> None:
    ticks = [float(figure) for _, figure in value_scale(values).ticks()]
    assert (ticks[0] <= 0 <= ticks[-1]) is zero
    assert ticks[0] <= min(values)
    assert max(values) <= ticks[-1]


@given(YEARS, YEARS, st.lists(YEARS, max_size=3), st.integers(1, 40))
def test_the_years_at_the_axis_are_never_too_close(
    one: int, other: int, wanted: list[int], distance: int
) -> None:
    ticks = year_ticks([one, other], wanted, distance)
    assert ticks == sorted(ticks)
    assert all(b - a >= distance for a, b in pairwise(ticks))
    inside = [year for year in wanted if min(one, other) <= year <= max(one, other)]
    assert not inside or inside[0] in ticks


def points(*values: tuple[int, float, str]) -> list[Point]:
    return [Point(year, value, "observed", edition) for year, value, edition in values]


def test_values_of_two_editions_are_not_joined() -> None:
    observed = points((2018, 1, "a"), (2019, 2, "a"), (2020, 4, "b"), (2021, 5, "b"))
    chart = made(Drawing(observed, [], [], [], 2021, None))
    joined = [course.count(",") for kind, course in chart.lines if kind == "observed"]
    assert joined == [2, 2]
    assert chart.broken


def test_a_value_without_an_edition_goes_with_any() -> None:
    observed = points((2018, 1, "a"), (2019, 2, ""), (2020, 4, "b"))
    chart = made(Drawing(observed, [], [], [], 2020, None))
    assert [course.count(",") for _, course in chart.lines] == [3]
    assert not chart.broken


def test_there_is_no_chart_of_a_target_alone() -> None:
    target = (Point(2026, 100.0, "target"), ">= 100")
    assert chart_of(Drawing([], [], [target], [], 2024, None)) is None


def test_the_year_asked_for_is_marked_where_it_is_in_the_chart() -> None:
    observed = points((2018, 1, ""), (2022, 2, ""))
    inside = made(Drawing(observed, [], [], [], 2020, None))
    assert inside.now == pytest.approx((inside.marks[0][1] + inside.marks[1][1]) / 2)  # halfway
    assert [label.text for label in inside.labels if label.kind == "now"] == ["2020"]
    assert made(Drawing(observed, [], [], [], 2023, None)).now is None


def test_target_and_latest_value_are_written_beside_their_marks() -> None:
    target = (Point(2026, 15.0, "target"), "> 15")
    chart = made(Drawing(points((2019, 5.6, ""), (2022, 7.127, "")), [], [target], [], 2024, 2))
    texts = {label.kind: label.text for label in chart.labels}
    assert (texts["target"], texts["observed"]) == ("> 15", "7.13")
