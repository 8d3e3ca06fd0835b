"""Milestones: exact ends, agreement with decimal arithmetic in between, nothing outside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nbde.formulas.growth import growth_rate, level_after
from nbde.formulas.paths import (
    compound_milestone,
    linear_milestone,
    milestone_back,
    time_progress,
)

from . import exact


@given(exact.levels, exact.levels, exact.spans)
@pytest.mark.parametrize("milestone", [compound_milestone, linear_milestone])
def test_milestones_hit_both_ends_bit_for_bit(
    milestone: object, baseline: float, target: float, span: int
) -> None:
    assert callable(milestone)
    assert milestone(baseline, target, [0, span, span + 3], span).tolist() == [
        baseline, target, target,
    ]  # fmt: skip


@given(exact.levels, exact.levels, st.integers(2, 40), st.data())
def test_compound_milestone_is_accurate(
    baseline: float, target: float, span: int, data: st.DataObject
) -> None:
    elapsed = data.draw(st.integers(1, span - 1))
    rate = exact.growth_rate(baseline, target, span)
    expected = exact.growth_rate(1, float(baseline), 1) + 1  # the baseline as a Decimal
    expected *= (1 + rate) ** elapsed
    assert exact.error(compound_milestone(baseline, target, elapsed, span), expected) < 2e-14


@given(exact.levels, exact.levels, st.integers(2, 40), st.data())
def test_compound_milestone_follows_the_required_rate(
    baseline: float, target: float, span: int, data: st.DataObject
) -> None:
    elapsed = data.draw(st.integers(0, span))
    rate = growth_rate(baseline, target, span)
    assume(rate > -0.9)  # nearer to -1 the digits of 1 + rate are lost
    along = level_after(baseline, rate, elapsed)
    assert compound_milestone(baseline, target, elapsed, span) == pytest.approx(
        float(along), rel=1e-11
    )


def test_milestones_worked_by_hand() -> None:
    # doubling twice in four years: a factor of sqrt 2 a year; the line climbs 75 a year
    np.testing.assert_allclose(
        compound_milestone(100, 400, [1, 2, 3], 4), [100 * 2**0.5, 200, 200 * 2**0.5], rtol=1e-15
    )
    assert linear_milestone(100, 400, [1, 2, 3], 4).tolist() == [175.0, 250.0, 325.0]


@pytest.mark.parametrize(("baseline", "target"), [(0, 5), (5, 0), (-5, 5), (5, -5), (-2, -1)])
def test_no_constant_growth_between_levels_that_are_not_positive(
    baseline: float, target: float
) -> None:
    np.testing.assert_array_equal(
        compound_milestone(baseline, target, [0, 1, 2], 2), [baseline, np.nan, target]
    )
    assert linear_milestone(baseline, target, 1, 2) == (baseline + target) / 2


@pytest.mark.parametrize("milestone", [compound_milestone, linear_milestone])
def test_nothing_before_the_baseline_or_without_a_span(milestone: object) -> None:
    assert callable(milestone)
    np.testing.assert_array_equal(
        milestone(1.0, 2.0, [-1, 0, 1, 1], [5, 0, -1, np.nan]), [np.nan] * 4
    )


@pytest.mark.parametrize("elapsed", [1, 2, 3])
def test_levels_far_apart_have_milestones(elapsed: int) -> None:
    # 1e-300 to 1e300 in 4 years is a factor of 1e150 a year
    assert compound_milestone(1e-300, 1e300, elapsed, 4) == pytest.approx(
        10.0 ** (150 * elapsed - 300), rel=1e-12, abs=0
    )


@given(exact.levels, exact.rates, exact.spans)
def test_path_run_back_leads_to_the_target(target: float, rate: float, years: int) -> None:
    start = milestone_back(target, rate, years)
    assert level_after(start, rate, years) == pytest.approx(target, rel=1e-12)
    assert milestone_back(target, rate, [0, -years]).tolist() == [target, target]


def test_time_progress_stops_at_the_end() -> None:
    np.testing.assert_array_equal(
        time_progress([-1, 0, 1, 5, 9, 1], [5, 5, 5, 5, 5, 0]), [np.nan, 0, 0.2, 1, 1, np.nan]
    )


@given(exact.anything, exact.anything, exact.anything, exact.anything)
def test_paths_are_total(a: float, b: float, c: float, d: float) -> None:
    for result in (
        compound_milestone(a, b, c, d), linear_milestone(a, b, c, d), milestone_back(a, b, c),
        time_progress(a, b),
    ):  # fmt: skip
        assert not np.isinf(result)
