"""Growth rates against 80-digit decimal arithmetic, and the laws they obey."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nbde.formulas.growth import (
    annual_change,
    annual_rate,
    chained_change,
    change,
    continuous_growth,
    growth_rate,
    level_after,
    log_ratio,
    remaining_rate,
    years_between,
)

from . import exact


@given(exact.levels, exact.levels, exact.spans)
def test_rate_itself_is_accurate(start: float, end: float, years: int) -> None:
    assert (
        exact.error(growth_rate(start, end, years), exact.growth_rate(start, end, years)) <= 2e-14
    )


@given(exact.levels, st.floats(-1e-6, 1e-6), st.integers(1, 200))
def test_rate_itself_is_accurate_where_the_levels_nearly_agree(
    start: float, apart: float, years: int
) -> None:
    end = start * (1 + apart)
    assert (
        exact.error(growth_rate(start, end, years), exact.growth_rate(start, end, years)) <= 2e-14
    )


@pytest.mark.parametrize("apart", [1e-9, -1e-9])
@pytest.mark.parametrize("years", [1, 4, 5, 30])
def test_one_part_in_a_thousand_million(apart: float, years: int) -> None:
    end = 10_000 * (1 + apart)
    assert exact.error(growth_rate(1e4, end, years), exact.growth_rate(1e4, end, years)) <= 2e-14


@pytest.mark.parametrize(("start", "end"), [(1e-300, 1e300), (1e300, 1e-300), (5e-324, 1.7e308)])
def test_levels_far_apart_do_not_overflow(start: float, end: float) -> None:
    assert exact.error(growth_rate(start, end, 50), exact.growth_rate(start, end, 50)) <= 1e-13


@given(exact.levels, exact.rates, exact.spans)
def test_level_and_rate_invert_each_other(start: float, rate: float, years: int) -> None:
    end = level_after(start, rate, years)
    assume(1e-300 < end < 1e300)
    # a relative error e in the level is one of about e / years in 1 + rate
    assert growth_rate(start, end, years) == pytest.approx(rate, rel=1e-13, abs=1e-15)


@given(exact.levels, exact.rates, st.integers(-60, 60))
def test_level_is_accurate(start: float, rate: float, years: int) -> None:
    assume(abs(years * np.log1p(rate)) < 100)
    assert (
        exact.error(level_after(start, rate, years), exact.level_after(start, rate, years)) < 1e-15
    )


@given(exact.levels, exact.rates, exact.spans)
def test_years_between_inverts_level_after(start: float, rate: float, years: int) -> None:
    assume(abs(rate) > 1e-3)
    end = level_after(start, rate, years)
    assume(1e-300 < end < 1e300)
    assert years_between(start, end, rate) == pytest.approx(years, rel=1e-11)


@given(exact.levels, exact.levels, exact.spans, st.integers(-30, 30))
def test_a_change_of_unit_changes_no_rate(start: float, end: float, years: int, k: int) -> None:
    unit = 2.0**k  # exact, so that the rates must agree to the last digit
    assert growth_rate(start * unit, end * unit, years) == growth_rate(start, end, years)
    assert continuous_growth(start * unit, end * unit, years) == pytest.approx(
        float(continuous_growth(start, end, years)), rel=1e-15
    )


@given(exact.levels, exact.levels, exact.spans)
def test_continuous_rate_is_the_logarithm(start: float, end: float, years: int) -> None:
    expected = exact.log_ratio(start, end) / years
    assert exact.error(continuous_growth(start, end, years), expected) <= 2e-14


@given(exact.levels, exact.levels, exact.spans)
def test_continuous_rate_is_never_above_the_geometric(start: float, end: float, years: int) -> None:
    # because the logarithm of 1 + r is at most r
    assert (
        continuous_growth(start, end, years) <= growth_rate(start, end, years) * (1 - 1e-15) + 1e-12
    )


@given(exact.rates, exact.rates, st.integers(2, 40), st.data())
def test_rest_of_a_plan_completes_it(
    whole: float, so_far: float, years: int, data: st.DataObject
) -> None:
    elapsed = data.draw(st.integers(0, years - 1))
    rest = remaining_rate(whole, years, so_far, elapsed)
    assume(-0.999 < rest < 1e6)
    reached = level_after(level_after(1.0, so_far, elapsed), rest, years - elapsed)
    assert reached == pytest.approx(float(level_after(1.0, whole, years)), rel=1e-9)


@given(st.lists(exact.rates, min_size=1, max_size=8))
def test_chained_change_is_the_product(changes: list[float]) -> None:
    whole = chained_change(changes)
    assert 1 + whole == pytest.approx(float(np.prod([1 + c for c in changes])), rel=1e-12)
    # the average rate of the years gives the same whole again
    again = level_after(1.0, annual_rate(whole, len(changes)), len(changes))
    assert again == pytest.approx(float(1 + whole), rel=1e-9)


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (0, 1, 1), (1, 0, 1), (-1, 1, 1), (1, -1, 1), (-2, -1, 1), (1, 2, 0), (1, 2, -1),
        (np.nan, 1, 1), (1, np.nan, 1), (1, 2, np.nan), (np.inf, 1, 1), (1, np.inf, 1),
        (1, 2, np.inf),
    ],
)  # fmt: skip
def test_no_rate_without_two_positive_levels_and_time(
    start: float, end: float, years: float
) -> None:
    assert np.isnan(growth_rate(start, end, years))
    assert np.isnan(continuous_growth(start, end, years))


@pytest.mark.parametrize(
    ("start", "end", "rate"), [(1, 2, 0), (1, 2, -1), (0, 2, 0.1), (1, 0, 0.1)]
)
def test_no_time_where_the_end_is_never_reached(start: float, end: float, rate: float) -> None:
    assert np.isnan(years_between(start, end, rate))


@pytest.mark.parametrize("elapsed", [5, 6, -1, np.nan])
def test_no_remaining_rate_without_time_left(elapsed: float) -> None:
    assert np.isnan(remaining_rate(0.1, 5, 0.1, elapsed))


def test_annual_change_takes_any_sign() -> None:
    # by hand: from -10 to 20 in 3 years is 10 a year
    assert annual_change([-10, 89.6, 5], [20, 100, 7], [3, 12, 0]).tolist()[:2] == [
        10.0,
        pytest.approx(10.4 / 12, rel=1e-14),
    ]
    assert np.isnan(annual_change(5, 7, 0))


def test_change_needs_a_positive_start() -> None:
    np.testing.assert_array_equal(change([80, 0, -5], [100, 1, 5]), [0.25, np.nan, np.nan])


def test_chained_change_with_a_total_loss_has_no_value() -> None:
    np.testing.assert_allclose(
        chained_change([[0.1, 0.2], [0.1, -1.0]]), [0.32, np.nan], rtol=1e-15
    )


def test_arguments_broadcast() -> None:
    assert growth_rate(np.ones((3, 1)), [2.0, 3.0], 5).shape == (3, 2)


@given(exact.anything, exact.anything, exact.anything, exact.anything)
def test_every_function_is_total(a: float, b: float, c: float, d: float) -> None:
    results = [
        growth_rate(a, b, c), level_after(a, b, c), years_between(a, b, c), log_ratio(a, b),
        continuous_growth(a, b, c), annual_change(a, b, c), change(a, b), annual_rate(a, b),
        chained_change([a, b, c]), remaining_rate(a, b, c, d),
    ]  # fmt: skip
    assert not any(np.isinf(result).any() for result in results)
