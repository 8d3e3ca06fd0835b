"""Targets as levels, progress and being met, by hand arithmetic and by their laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.formulas import growth, shares, targets

from . import exact


def test_levels_by_hand() -> None:
    # 年均增长10% for 2 years: 1.21; 比2020年下降13.5%: 86.5 of 100; 翻一番; 提高5个百分点
    assert targets.level_of_growth(100, 0.1, 2) == pytest.approx(121, rel=1e-15)
    assert targets.level_of_change(100, -0.135) == 86.5
    assert targets.level_of_multiple(1500, 2) == 3000
    assert targets.level_of_points(10.2, 5) == 15.2


@given(exact.levels, exact.rates, exact.spans)
def test_level_of_growth_requires_that_growth(baseline: float, rate: float, years: int) -> None:
    level = targets.level_of_growth(baseline, rate, years)
    assert growth.growth_rate(baseline, level, years) == pytest.approx(rate, rel=1e-12, abs=1e-15)


@given(exact.levels, st.floats(-0.99, 100))
def test_level_of_change_is_that_change(baseline: float, change: float) -> None:
    level = targets.level_of_change(baseline, change)
    assert growth.change(baseline, level) == pytest.approx(change, rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("baseline", [0, -5, np.nan, np.inf])
def test_no_level_without_a_positive_baseline(baseline: float) -> None:
    for level in (
        targets.level_of_growth(baseline, 0.1, 5),
        targets.level_of_change(baseline, 0.1),
        targets.level_of_multiple(baseline, 2),
    ):
        assert np.isnan(level)


def test_points_need_no_positive_baseline() -> None:
    assert targets.level_of_points(-3, 5) == 2


@given(exact.levels, exact.levels)
def test_progress_runs_from_zero_to_one(baseline: float, target: float) -> None:
    if baseline == target:
        assert np.isnan(targets.progress(baseline, target, target))
        return
    assert targets.progress(baseline, baseline, target) == 0
    assert targets.progress(baseline, target, target) == 1
    if abs(target / baseline - 1) > 1e-6:
        assert targets.log_progress(baseline, baseline, target) == 0
        assert targets.log_progress(baseline, target, target) == 1


def test_progress_by_hand() -> None:
    # a fall from 10 to 4: at 7 one half; at 12 one third the wrong way; at 1 half as far again
    assert targets.progress(10, [7, 12, 1], 4).tolist() == [0.5, -1 / 3, 1.5]
    # 100 to 400 by constant growth: 200 is half the way
    assert targets.log_progress(100, 200, 400) == pytest.approx(0.5, rel=1e-15)


def test_gap_is_target_minus_value() -> None:
    np.testing.assert_array_equal(
        targets.gap([12, 17, np.nan, np.inf], 15), [3, -2, np.nan, np.nan]
    )


def test_meeting_follows_the_direction_and_equality_meets() -> None:
    assert targets.meets([9, 10, 11], 10, 1).tolist() == [False, True, True]
    assert targets.meets([9, 10, 11], 10, -1).tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("value", "target", "direction"), [(np.nan, 1, 1), (1, np.nan, -1), (2, 1, np.nan), (2, 1, 0)]
)
def test_the_unknown_never_meets(value: float, target: float, direction: float) -> None:
    assert not targets.meets(value, target, direction)


def test_share_by_hand() -> None:
    np.testing.assert_array_equal(
        shares.share([1500, 5, 5, np.nan], [10000, 0, -10, 10]), [0.15, np.nan, np.nan, np.nan]
    )
    assert shares.share(-5, 10) == -0.5  # a part may be a loss


@given(st.floats(0, 1), exact.levels)
def test_share_and_level_invert_each_other(part: float, whole: float) -> None:
    assert shares.share(shares.level(part, whole), whole) == pytest.approx(
        part, rel=1e-15, abs=1e-300
    )


@given(exact.anything, exact.anything, exact.anything)
def test_targets_are_total(a: float, b: float, c: float) -> None:
    for result in (
        targets.level_of_growth(a, b, c), targets.level_of_change(a, b),
        targets.level_of_multiple(a, b), targets.level_of_points(a, b), targets.gap(a, b),
        targets.progress(a, b, c), targets.log_progress(a, b, c), shares.share(a, b),
        shares.level(a, b),
    ):  # fmt: skip
        assert not np.isinf(result)
    assert targets.meets(a, b, c).dtype == bool
