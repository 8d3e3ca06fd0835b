"""The line from a baseline to a target, and its value on the way."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import Floats, floats, within
from nbde.formulas.growth import WIDEST, level_after, log_ratio


@np.errstate(all="ignore")
def compound_milestone(
    baseline: ArrayLike, target: ArrayLike, elapsed: ArrayLike, span: ArrayLike
) -> Floats:
    """The value on the path of constant growth from baseline to target.

    Parameters
    ----------
    baseline, target
        Levels in one unit [any].
    elapsed
        Time since the baseline [years].
    span
        Time from baseline to target [years], positive.

    Returns
    -------
    Floats
        ``baseline * (target / baseline) ** (elapsed / span)`` in the unit of the baseline: the
        baseline itself at the start, the target itself from the end on. NaN before the start, where
        the span is not positive, and on the way between levels that are not both positive.

    Examples
    --------
    >>> compound_milestone(100, 400, [-1, 0, 1, 2, 3], 2)
    array([ nan, 100., 200., 400., 400.])
    """
    baseline, target = floats(baseline), floats(target)
    elapsed, span = floats(elapsed), floats(span)
    part = elapsed / span
    whole = log_ratio(baseline, target)
    near = baseline * np.power(target / baseline, part)
    wide = np.exp(np.log(baseline) + part * whole)
    return _with_ends(
        baseline,
        target,
        elapsed,
        span,
        within(np.isfinite(whole), np.where(np.abs(whole) < WIDEST, near, wide)),
    )


@np.errstate(all="ignore")
def linear_milestone(
    baseline: ArrayLike, target: ArrayLike, elapsed: ArrayLike, span: ArrayLike
) -> Floats:
    """The value on the straight line from baseline to target.

    Parameters
    ----------
    baseline, target, elapsed, span
        As in `compound_milestone`; the levels may have any sign.

    Returns
    -------
    Floats
        ``baseline + (target - baseline) * elapsed / span`` in the unit of the baseline, the ends
        and the times outside as in `compound_milestone`.

    Examples
    --------
    >>> linear_milestone(-10, 20, [-1, 0, 1, 2, 3], 3)
    array([ nan, -10.,   0.,  10.,  20.])
    """
    baseline, target = floats(baseline), floats(target)
    elapsed, span = floats(elapsed), floats(span)
    between = baseline + (target - baseline) * elapsed / span
    return _with_ends(baseline, target, elapsed, span, between)


def _with_ends(
    baseline: Floats, target: Floats, elapsed: Floats, span: Floats, between: Floats
) -> Floats:
    """The path with its exact ends: nothing before it, the target after it."""
    path = np.where(elapsed >= span, target, np.where(elapsed == 0, baseline, between))
    return within((elapsed >= 0) & (span > 0) & np.isfinite(span), path)


@np.errstate(all="ignore")
def milestone_back(target: ArrayLike, rate: ArrayLike, years_before: ArrayLike) -> Floats:
    """The value on a path of known growth that is run back from its target.

    Parameters
    ----------
    target
        Level at the end of the path [any].
    rate
        Compound growth rate [1/year], above -1.
    years_before
        Time before the target [years]; zero or less gives the target.

    Returns
    -------
    Floats
        ``target / (1 + rate) ** years_before`` in the unit of the target; NaN where undefined.

    Examples
    --------
    >>> milestone_back(121, 0.1, [2, 0, -1]).round(9)
    array([100., 121., 121.])
    """
    target, years_before = floats(target), floats(years_before)
    back = level_after(target, rate, -years_before)
    return within(np.isfinite(back), np.where(years_before <= 0, target, back))


@np.errstate(all="ignore")
def time_progress(elapsed: ArrayLike, span: ArrayLike) -> Floats:
    """The share of a plan's time that has gone by, at most 1.

    Parameters
    ----------
    elapsed
        Time since the start [years], not negative.
    span
        Length of the plan [years], positive.

    Returns
    -------
    Floats
        ``min(elapsed / span, 1)`` [1]; NaN before the start or where the span is not positive.

    Examples
    --------
    >>> time_progress([1, 6], 5)
    array([0.2, 1. ])
    """
    elapsed, span = floats(elapsed), floats(span)
    domain = (elapsed >= 0) & (span > 0) & np.isfinite(span)
    return within(domain, np.minimum(elapsed / span, 1.0))
