"""Fitted trends against exact rational arithmetic."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.formulas.growth import growth_rate, level_after
from nbde.formulas.trends import average_rate_of_reduction, least_squares_growth, slope

from . import exact

points = st.dictionaries(
    st.integers(1900, 2200), st.integers(-(10**9), 10**9), min_size=2, max_size=12
)


def rational_slope(series: dict[int, int]) -> Fraction:
    years, values = [Fraction(y) for y in series], [Fraction(v) for v in series.values()]
    year = sum(years, Fraction()) / len(years)
    value = sum(values, Fraction()) / len(values)
    products = sum(
        ((y - year) * (v - value) for y, v in zip(years, values, strict=True)), Fraction()
    )
    return products / sum(((y - year) ** 2 for y in years), Fraction())


@given(st.lists(points, min_size=1, max_size=5))
def test_slopes_of_many_series_at_once(many: list[dict[int, int]]) -> None:
    rows = [(i, y, v) for i, series in enumerate(many) for y, v in series.items()]
    computed = slope(*zip(*rows, strict=True))
    for found, series in zip(computed, many, strict=True):
        largest = max(abs(v) for v in series.values())
        assert found == pytest.approx(float(rational_slope(series)), rel=1e-9, abs=1e-12 * largest)


@given(exact.levels, st.floats(-0.5, 1.0), st.sets(st.integers(1990, 2030), min_size=2, max_size=9))
def test_a_series_of_constant_growth_has_that_rate(
    start: float, rate: float, years: set[int]
) -> None:
    times = sorted(years)
    values = level_after(start, rate, np.array(times) - 2010)
    one = np.zeros(len(times))
    assert least_squares_growth(one, times, values)[0] == pytest.approx(rate, rel=1e-9, abs=1e-12)


def test_two_points_are_the_end_points() -> None:
    fitted = least_squares_growth([0, 0], [2015, 2020], [100, 83])
    assert fitted[0] == pytest.approx(float(growth_rate(100, 83, 5)), rel=1e-12)


def test_reduction_is_growth_with_the_sign_turned() -> None:
    # a halving in one year is a reduction of one half
    assert average_rate_of_reduction([0, 0], [2000, 2001], [2, 1])[0] == pytest.approx(0.5)


def test_series_without_a_trend_are_undefined() -> None:
    series = [0, 1, 1, 2, 2, 3, 3]
    years = [2000, 2000, 2000, 2000, 2001, 2000, 2001]
    values = [1, 1, 2, 1, np.nan, 1, -1]
    np.testing.assert_array_equal(
        least_squares_growth(series, years, values, count=5), [np.nan] * 5
    )
    # the negative value has no logarithm, but a straight line
    np.testing.assert_array_equal(slope(series, years, values), [np.nan, np.nan, np.nan, -2.0])


def test_no_series_at_all() -> None:
    assert slope([], [], []).shape == (0,)


@given(st.lists(st.tuples(st.integers(0, 3), exact.anything, exact.anything)))
def test_trends_are_total(rows: list[tuple[int, float, float]]) -> None:
    series, years, values = (
        (list(column) for column in zip(*rows, strict=True)) if rows else ([],) * 3
    )
    for trend in (slope, least_squares_growth, average_rate_of_reduction):
        assert not np.isinf(trend(series, years, values, count=4)).any()
