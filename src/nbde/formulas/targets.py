"""The level of a target, the distance to it, and whether it is met."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import Bools, Floats, floats, within
from nbde.formulas.growth import level_after, log_ratio
from nbde.formulas.scale import difference


@np.errstate(all="ignore")
def level_of_growth(baseline: ArrayLike, rate: ArrayLike, years: ArrayLike) -> Floats:
    """The level that a target of average annual growth (年均增长) asks for.

    Parameters
    ----------
    baseline
        Level in the base year [any], positive.
    rate
        Compound growth rate [1/year], above -1.
    years
        From the base year to the target year [years], positive.

    Returns
    -------
    Floats
        ``baseline * (1 + rate) ** years`` in the unit of the baseline; NaN where undefined.

    Examples
    --------
    >>> round(float(level_of_growth(1000, 0.065, 5)), 2)
    1370.09
    """
    baseline, years = floats(baseline), floats(years)
    return within((baseline > 0) & (years > 0), level_after(baseline, rate, years))


@np.errstate(all="ignore")
def level_of_change(baseline: ArrayLike, change: ArrayLike) -> Floats:
    """The level that a target of relative change over the whole span (比2020年下降13.5%) asks for.

    Parameters
    ----------
    baseline
        Level in the base year [any], positive.
    change
        Relative change [1], -1 or more; a fall is negative.

    Returns
    -------
    Floats
        ``baseline * (1 + change)`` in the unit of the baseline; NaN where undefined.

    Examples
    --------
    >>> float(level_of_change(200, -0.135))
    173.0
    """
    baseline, change = floats(baseline), floats(change)
    return within((baseline > 0) & (change >= -1), baseline + baseline * change)


@np.errstate(all="ignore")
def level_of_multiple(baseline: ArrayLike, multiple: ArrayLike) -> Floats:
    """The level that a target of a multiple of the baseline (翻一番: 2) asks for.

    Parameters
    ----------
    baseline
        Level in the base year [any], positive.
    multiple
        How many times the baseline [1], positive.

    Returns
    -------
    Floats
        ``baseline * multiple`` in the unit of the baseline; NaN where undefined.

    Examples
    --------
    >>> float(level_of_multiple(1500, 2))
    3000.0
    """
    baseline, multiple = floats(baseline), floats(multiple)
    return within((baseline > 0) & (multiple > 0), baseline * multiple)


@np.errstate(all="ignore")
def level_of_points(baseline: ArrayLike, points: ArrayLike) -> Floats:
    """The level that a target of a difference (提高5个百分点) asks for.

    Parameters
    ----------
    baseline
        Level in the base year [any], of any sign.
    points
        Difference in the baseline's unit, percentage points for per cent.

    Returns
    -------
    Floats
        ``baseline + points`` in the unit of the baseline.

    Examples
    --------
    >>> float(level_of_points(10, 5))
    15.0
    """
    baseline, points = floats(baseline), floats(points)
    return within(np.isfinite(baseline), baseline + points)


def gap(value: ArrayLike, target: ArrayLike) -> Floats:
    """The distance to the target: target minus value, in their unit.

    Parameters
    ----------
    value, target
        Levels in one unit [any].

    Returns
    -------
    Floats
        Positive means still to go when an increase is wanted; NaN where either is not finite.

    Examples
    --------
    >>> float(gap(25604, 23581.5))
    -2022.5
    """
    return difference(target, value)


@np.errstate(all="ignore")
def progress(baseline: ArrayLike, value: ArrayLike, target: ArrayLike) -> Floats:
    """The share of the way from baseline to target that is done, linear.

    Parameters
    ----------
    baseline, value, target
        Levels in one unit [any], of any sign.

    Returns
    -------
    Floats
        ``(value - baseline) / (target - baseline)`` [1]: below 0 on the wrong side of the baseline,
        above 1 beyond the target. NaN where target and baseline are equal.

    Examples
    --------
    >>> float(progress(10, 12, 15))
    0.4
    """
    baseline, value, target = floats(baseline), floats(value), floats(target)
    return within(target != baseline, (value - baseline) / (target - baseline))


@np.errstate(all="ignore")
def log_progress(baseline: ArrayLike, value: ArrayLike, target: ArrayLike) -> Floats:
    """The share of the way from baseline to target that is done, on the path of constant growth.

    Parameters
    ----------
    baseline, value, target
        Levels in one unit [any], all positive.

    Returns
    -------
    Floats
        ``log(value / baseline) / log(target / baseline)`` [1]; NaN where a level is not positive or
        target and baseline are equal.

    Examples
    --------
    >>> round(float(log_progress(1.0, 0.9513, 0.83)), 3)
    0.268
    """
    baseline, target = floats(baseline), floats(target)
    done = log_ratio(baseline, value) / log_ratio(baseline, target)
    return within(target != baseline, done)


def meets(value: ArrayLike, target: ArrayLike, direction: ArrayLike) -> Bools:
    """Whether a value meets its target.

    Parameters
    ----------
    value, target
        Levels in one unit [any].
    direction
        +1 where an increase is wanted, -1 where a decrease is.

    Returns
    -------
    Bools
        At or beyond the target in the wanted direction; equality meets it. False where a value or
        target is NaN.

    Examples
    --------
    >>> meets([9, 10, 11, np.nan], 10, -1)
    array([ True,  True, False, False])
    """
    value, target, direction = floats(value), floats(target), floats(direction)
    return ((direction > 0) & (value >= target)) | ((direction < 0) & (value <= target))
