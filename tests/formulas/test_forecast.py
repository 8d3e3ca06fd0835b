"""The drift method against exact arithmetic, published formulas, simulation and its own laws."""

from __future__ import annotations

import math
import statistics
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nbde.formulas.forecast import (
    Walk,
    chance,
    drift_rate,
    interval,
    median,
    random_walk,
    standard_error,
    years_to,
)

from . import exact

Series = dict[int, int]

whole = st.dictionaries(
    st.integers(1950, 2050), st.integers(-(10**6), 10**6), min_size=3, max_size=12
)
positive = st.dictionaries(st.integers(1950, 2050), st.integers(1, 10**6), min_size=3, max_size=12)
horizons = st.integers(1, 30)


def walk_of(series: Series, *, logarithmic: bool = False) -> Walk:
    years = sorted(series)
    return random_walk([0] * len(series), years, [series[year] for year in years], logarithmic)


def regression(
    years: list[Fraction], values: list[Fraction]
) -> tuple[Fraction, Fraction, Fraction]:
    """Drift, s² and the sum of squares of the regressor, by generalised least squares.

    The steps have variances in proportion to their lengths, so both sides are divided by the root
    of the length: then step / root(length) = drift * root(length) + error of one variance, a line
    through the origin. Its sums need no roots.
    """
    lengths = [later - earlier for earlier, later in pairwise(years)]
    steps = [later - earlier for earlier, later in pairwise(values)]
    square = sum(lengths, Fraction())  # of the regressor root(length)
    drift = sum(steps, Fraction()) / square
    total = sum((step**2 / length for step, length in zip(steps, lengths, strict=True)), Fraction())
    return drift, (total - drift**2 * square) / (len(steps) - 1), square


def in_logarithms(series: Series) -> list[Fraction]:
    with localcontext() as context:
        context.prec = exact.DIGITS
        return [Fraction(Decimal(series[year]).ln()) for year in sorted(series)]


@given(whole, horizons, st.booleans())
def test_point_and_standard_error_by_regression(
    series: Series, horizon: int, logarithmic: bool
) -> None:
    years = [Fraction(year) for year in sorted(series)]
    if logarithmic:
        series = {year: abs(value) + 1 for year, value in series.items()}
        values = in_logarithms(series)
    else:
        values = [Fraction(series[year]) for year in sorted(series)]
    drift, variance, square = regression(years, values)
    # the sum of later steps has variance s² h; the drift's own error is s² / square, h times over
    error = math.sqrt(variance * (horizon + Fraction(horizon) ** 2 / square))
    point = float(values[-1] + drift * horizon)

    walk = walk_of(series, logarithmic=logarithmic)
    size = max(1.0, *(abs(float(value)) for value in values), abs(point))
    found = float(median(walk, horizon)[0])
    assert (math.log(found) if logarithmic else found) == pytest.approx(point, abs=1e-12 * size)
    assert standard_error(walk, horizon)[0] == pytest.approx(error, rel=1e-8, abs=1e-11 * size)


@given(st.lists(st.integers(-(10**6), 10**6), min_size=3, max_size=20), horizons)
def test_equal_spacing_is_hyndman_s_formula(values: list[int], horizon: int) -> None:
    """Its point is y_T + h (y_T - y_1)/(T - 1), its error s sqrt(h (1 + h/(T - 1)))."""
    walk = walk_of(dict(enumerate(values, start=2000)))
    steps = [later - earlier for earlier, later in pairwise(values)]
    last = len(values) - 1
    error = statistics.stdev(steps) * math.sqrt(horizon * (1 + horizon / last))
    point = values[-1] + horizon * (values[-1] - values[0]) / last
    assert median(walk, horizon)[0] == pytest.approx(point, rel=1e-12, abs=1e-6)
    assert standard_error(walk, horizon)[0] == pytest.approx(error, rel=1e-9, abs=1e-6)


PATTERNS = {
    "three": (0, 1, 2),
    "three with gaps": (0, 2, 7),
    "four": (0, 1, 2, 3),
    "four with gaps": (0, 1, 5, 6),
    "ten with gaps": (0, 1, 2, 4, 5, 9, 10, 11, 15, 16),
}


def simulated(
    times: tuple[int, ...], horizon: int, runs: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Many walks of drift 0.08 and a yearly step of 0.05, and where each is after `horizon`."""
    draw = np.random.default_rng(20261122)
    lengths = np.diff((*times, times[-1] + horizon))
    steps = draw.normal(0.08 * lengths, 0.05 * np.sqrt(lengths), size=(runs, len(lengths)))
    places = np.cumsum(steps, axis=1)
    return np.hstack([np.zeros((runs, 1)), places[:, :-1]]), places[:, -1]


@pytest.mark.parametrize("logarithmic", [False, True])
@pytest.mark.parametrize("horizon", [1, 4])
@pytest.mark.parametrize("times", PATTERNS.values(), ids=PATTERNS)
def test_intervals_cover_what_they_say(
    times: tuple[int, ...], horizon: int, logarithmic: bool
) -> None:
    runs = 40_000
    seen, future = simulated(times, horizon, runs)
    if logarithmic:
        seen, future = np.exp(seen), np.exp(future)
    series = np.repeat(np.arange(runs), len(times))
    walk = random_walk(series, np.tile(times, runs), seen.ravel(), logarithmic)
    for level in (0.5, 0.8, 0.95):
        lower, upper = interval(walk, horizon, level)
        bound = 4 * math.sqrt(level * (1 - level) / runs)  # four standard errors of the share
        assert np.mean((lower <= future) & (future <= upper)) == pytest.approx(level, abs=bound)
        assert np.mean(future < lower) == pytest.approx((1 - level) / 2, abs=bound)


def test_normal_quantiles_would_cover_too_little() -> None:
    # why the quantiles are Student's: 1.2816 standard errors hold 58 % for three observations, as
    # 2 arctan(1.2816)/π says for one degree of freedom
    seen, future = simulated((0, 1, 2), 1, 40_000)
    walk = random_walk(
        np.repeat(np.arange(40_000), 3), np.tile((0, 1, 2), 40_000), seen.ravel(), False
    )
    near = np.abs(future - median(walk, 1)) <= 1.2816 * standard_error(walk, 1)
    assert np.mean(near) == pytest.approx(2 * math.atan(1.2816) / math.pi, abs=0.01)


@given(st.lists(positive, min_size=1, max_size=5), st.randoms(use_true_random=False), st.booleans())
def test_rows_in_any_order_and_series_alone_or_together(
    many: list[Series], random: Random, logarithmic: bool
) -> None:
    rows = [(i, year, value) for i, each in enumerate(many) for year, value in each.items()]
    random.shuffle(rows)
    series, years, values = zip(*rows, strict=True)
    together = random_walk(series, years, values, logarithmic)
    for i, each in enumerate(many):
        alone = walk_of(each, logarithmic=logarithmic)
        assert together.drift[i] == alone.drift[0]
        assert together.deviation[i] == pytest.approx(alone.deviation[0], rel=1e-12)
        assert (together.last_year[i], together.last[i]) == (max(each), each[max(each)])


@given(positive, horizons, st.integers(-20, 20), st.booleans())
def test_another_unit_changes_nothing_but_the_scale(
    series: Series, horizon: int, power: int, logarithmic: bool
) -> None:
    years, values = list(series), np.array(list(series.values()), dtype=float)
    factor = 2.0**power  # exact in a double
    one = random_walk([0] * len(years), years, values, logarithmic)
    other = random_walk([0] * len(years), years, values * factor, logarithmic)
    target = 1.5 * one.last
    ends = np.array([median(one, horizon), *interval(one, horizon, 0.8)])
    scaled = np.array([median(other, horizon), *interval(other, horizon, 0.8)])
    np.testing.assert_allclose(scaled, ends * factor, rtol=1e-12)
    np.testing.assert_allclose(
        chance(other, horizon, target * factor, 1), chance(one, horizon, target, 1), rtol=1e-12
    )
    np.testing.assert_allclose(years_to(other, target * factor), years_to(one, target), rtol=1e-12)


@given(positive, st.booleans())
def test_without_time_nothing_moves(series: Series, logarithmic: bool) -> None:
    walk = walk_of(series, logarithmic=logarithmic)
    last = series[max(series)]
    assert median(walk, 0)[0] == last
    assert standard_error(walk, 0)[0] == 0
    if walk.deviation[0] > 0:
        assert [end[0] for end in interval(walk, 0, 0.8)] == [last, last]


@given(positive, horizons, st.booleans())
def test_intervals_widen_with_time_and_level(
    series: Series, horizon: int, logarithmic: bool
) -> None:
    walk = walk_of(series, logarithmic=logarithmic)
    assume(walk.deviation[0] > 1e-6)

    def width(h: int, level: float) -> float:
        lower, upper = interval(walk, h, level)
        middle = median(walk, h)
        assert lower[0] <= middle[0] <= upper[0]
        return float(np.log(upper / lower)[0] if logarithmic else (upper - lower)[0])

    assume(standard_error(walk, 31)[0] < 50)  # wider ones leave the doubles
    assert width(horizon, 0.5) < width(horizon, 0.8) < width(horizon + 1, 0.8)


@given(positive, horizons, st.floats(0.05, 0.95), st.booleans())
def test_the_chance_at_an_end_is_what_the_interval_leaves(
    series: Series, horizon: int, level: float, logarithmic: bool
) -> None:
    walk = walk_of(series, logarithmic=logarithmic)
    assume(walk.deviation[0] > 1e-3)
    lower, upper = interval(walk, horizon, level)
    assume(np.all(np.isfinite([lower, upper])) and (not logarithmic or lower[0] > 1e-300))
    beyond = (1 - level) / 2
    assert chance(walk, horizon, upper, 1)[0] == pytest.approx(beyond, rel=1e-6)
    assert chance(walk, horizon, lower, -1)[0] == pytest.approx(beyond, rel=1e-6)
    assert chance(walk, horizon, lower, 1)[0] == pytest.approx(1 - beyond, rel=1e-6)
    assert chance(walk, horizon, median(walk, horizon), 1)[0] == pytest.approx(0.5, abs=1e-6)


@given(positive, st.integers(1, 10**6), st.booleans())
def test_the_median_is_at_its_target_when_it_is_said_to_be(
    series: Series, target: int, logarithmic: bool
) -> None:
    walk = walk_of(series, logarithmic=logarithmic)
    time = years_to(walk, target)
    assume(np.isfinite(time[0]))
    assert median(walk, time)[0] == pytest.approx(target, rel=1e-9)


@pytest.mark.parametrize(
    ("values", "logarithmic"),
    [
        ((100, 110, 121, 133.1, 146.41), True),
        ((0.1, 0.2, 0.3, 0.4, 0.5), False),  # 0.3 - 0.2 and 0.2 - 0.1 differ as doubles
        ((48.6, 50.55, 52.5, 54.45, 56.4), False),
        ((7, 7, 7, 7, 7), True),
        ((0, 0, 0, 0, 0), False),
    ],
)
def test_exact_lines_have_no_interval(values: tuple[float, ...], logarithmic: bool) -> None:
    walk = random_walk([0] * 5, [2016, 2017, 2018, 2019, 2020], values, logarithmic)
    assert walk.deviation[0] == 0
    lower, upper = interval(walk, 3, 0.8)
    assert np.isnan([lower[0], upper[0], chance(walk, 3, 200, 1)[0]]).all()
    assert np.isfinite(median(walk, 3)[0])


def test_the_smallest_visible_error_is_not_lost() -> None:
    # the middle value is off the line by one part in 10^12: residuals ±1e-12, so s = sqrt(2) 1e-12
    walk = random_walk([0] * 3, [2018, 2019, 2020], [1.0, 1.0 + 1e-12, 1.0], False)
    assert walk.deviation[0] == pytest.approx(math.sqrt(2) * 1e-12, rel=1e-3)


def test_undefined() -> None:
    series = [0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    years = [2000, 2000, 2001, 2000, 2000, 2001, 2000, 2001, 2002, 2000, 2001, 2002]
    values = [1, 1, 2, 1, 2, 3, 1, -1, 1, 1, np.nan, 2]
    walk = random_walk(series, years, values, True, count=6)
    assert walk.observations.tolist() == [1, 2, 3, 3, 3, 0]
    assert np.isnan(walk.deviation).all()  # one, two, a year twice, no logarithm, no value, none
    assert np.isnan(walk.drift).tolist() == [True, False, False, False, False, True]
    assert np.isnan(interval(walk, 1, 0.8)).all()
    assert np.isnan(chance(walk, 1, 5, 1)).all()
    level = random_walk([0] * 3, [2000, 2001, 2002], [1, 2, 1], True)
    assert np.isnan(years_to(level, 5)[0])  # no drift
    assert np.isnan(chance(level, 1, [0], 1)[0])  # zero has no logarithm
    assert np.isnan(standard_error(level, -1)[0])


def test_the_drift_as_a_rate_is_the_compound_growth_rate() -> None:
    walk = random_walk([0, 0, 1, 1], [2010, 2013, 2010, 2013], [64, 125, 64, 125], [True, False])
    assert drift_rate(walk)[0] == pytest.approx(0.25, rel=1e-14)  # 125 / 64 is 1.25 cubed
    assert np.isnan(drift_rate(walk)[1])


def test_a_drift_the_wrong_way_has_negative_time() -> None:
    walk = random_walk([0] * 3, [2000, 2001, 2002], [10, 7, 4], False)
    assert years_to(walk, 7)[0] == -1


def test_no_series_at_all() -> None:
    assert random_walk([], [], [], True).drift.shape == (0,)


@given(
    st.lists(st.tuples(st.integers(0, 3), exact.anything, exact.anything)),
    exact.anything,
    exact.anything,
    st.booleans(),
)
def test_the_drift_method_is_total(
    rows: list[tuple[int, float, float]], horizon: float, target: float, logarithmic: bool
) -> None:
    series, years, values = zip(*rows, strict=True) if rows else ((), (), ())
    walk = random_walk(series, years, values, logarithmic, count=4)
    figures = [
        drift_rate(walk),
        median(walk, horizon),
        standard_error(walk, horizon),
        *interval(walk, horizon, 0.8),
        chance(walk, horizon, target, 1),
        years_to(walk, target),
    ]
    assert not np.isinf(figures).any()
