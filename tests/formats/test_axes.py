"""The axes of a chart: every figure on one is exact, and every value finds its place."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.formats.axes import Years, scale_of

FIGURES = st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=8)


@given(FIGURES, st.sampled_from([4, 12, 30]))
def test_every_value_stands_between_the_lowest_and_the_highest_tick(
    values: list[float], lines: int
) -> None:
    scale = scale_of(values, lines)
    assert all(0 <= scale.line(value) <= scale.height - 1 for value in values)
    figures = [Decimal(figure) for _, figure in scale.ticks()]
    written = [Decimal(repr(value)) for value in values]
    assert figures[0] <= min(written)
    assert figures[-1] >= max(written)


@given(FIGURES)
def test_the_figures_are_the_ticks_and_not_rounded_ones(values: list[float]) -> None:
    """Read as decimals they are equally far apart, and as many lines."""
    ticks = scale_of(values, lines=12).ticks()
    lines, figures = [line for line, _ in ticks], [Decimal(figure) for _, figure in ticks]
    assert 2 <= len(ticks) <= 7
    assert {b - a for a, b in pairwise(lines)} == {lines[1]}
    first, step = figures[0], figures[1] - figures[0]
    assert figures == [first + i * step for i in range(len(figures))]
    assert step.normalize().as_tuple().digits in {(1,), (2,), (2, 5), (5,)}
    assert first % step == 0


@given(FIGURES)
def test_a_value_on_a_tick_stands_on_its_line(values: list[float]) -> None:
    scale = scale_of(values, lines=12)
    for line, figure in scale.ticks():
        if Decimal(repr(float(figure))) == Decimal(figure):
            assert scale.line(float(figure)) == line


@pytest.mark.parametrize(("values", "figures"), [
    ([0, 100], "0 20 40 60 80 100"),
    ([7.1273885, 15], "6 8 10 12 14 16"),
    ([-5, 3], "-6 -4 -2 0 2 4"),
    ([0, 0], "-0.10 -0.05 0.00 0.05 0.10"),
    ([400], "360 380 400 420 440"),
    ([5e-324, 1e300], "0 2e+299 4e+299 6e+299 8e+299 1e+300"),
])  # fmt: skip
def test_figures_a_reader_expects(values: list[float], figures: str) -> None:
    assert [figure for _, figure in scale_of(values, lines=12).ticks()] == figures.split()


@given(st.integers(1900, 2200), st.integers(0, 300), st.integers(16, 120))
def test_years_stand_in_order_from_the_first_column_to_the_last(
    first: int, span: int, width: int
) -> None:
    years = Years(first, first + span, width)
    columns = [years.column(year) for year in range(first, first + span + 1)]
    assert columns == sorted(columns)
    if span:
        assert (columns[0], columns[-1]) == (0, width - 1)


@given(st.integers(1900, 2200), st.integers(0, 300), st.integers(16, 120))
def test_the_years_written_have_room_and_end_with_the_last(
    first: int, span: int, width: int
) -> None:
    """Four digits and a blank each."""
    years = Years(first, first + span, width)
    ticks = years.ticks()
    assert ticks[-1] == first + span
    columns = [years.column(year) for year in ticks]
    assert all(b - a >= 5 for a, b in pairwise(columns))


def test_a_lone_year_stands_in_the_middle() -> None:
    assert Years(2024, 2024, 21).column(2024) == 10
