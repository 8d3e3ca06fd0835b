"""The drift method: each series a random walk with drift, extended beyond its last observation.

Series lie flat, one row an observation, as in `nbde.formulas.trends`. A walk moves in logarithms
(steps are growth) or in the values themselves (steps are differences). Source: Hyndman and
Athanasopoulos, Forecasting: Principles and Practice, the drift method. Their quantiles are normal;
those here are Student's, because the variance is estimated from few steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nbde.formulas.domain import Bools, Floats, floats, within
from nbde.formulas.growth import log_ratio
from nbde.formulas.student import half_width, upper_tail

_LAST_PLACES = 8 * np.finfo(np.float64).eps


@dataclass(frozen=True, slots=True)
class Walk:
    """A random walk with drift fitted to each series, one entry a series.

    Attributes
    ----------
    logarithmic
        Whether it moves in logarithms.
    observations
        How many were used.
    last_year, last
        Time and value of the last observation [years], [any].
    span
        From the first observation to the last [years].
    drift
        [1/year] in logarithms, else [unit/year].
    deviation
        Standard deviation of a year's step, without the drift; 0 for an exact line, NaN for fewer
        than three observations.
    """

    logarithmic: Bools
    observations: NDArray[np.int64]
    last_year: Floats
    last: Floats
    span: Floats
    drift: Floats
    deviation: Floats


@np.errstate(all="ignore")
def random_walk(
    series: ArrayLike,
    years: ArrayLike,
    values: ArrayLike,
    logarithmic: ArrayLike,
    *,
    count: int | None = None,
) -> Walk:
    """The random walk with drift fitted to each series.

    Parameters
    ----------
    series
        The series each row belongs to, whole numbers from 0; shape ``(rows,)``, in any order.
    years
        When it was observed [years], each year of a series once; they need not follow one another.
    values
        What was observed [any]; positive for a walk in logarithms.
    logarithmic
        Whether each series moves in logarithms; shape ``(count,)``, or one for all.
    count
        Number of series, where the last ones may have no rows; default the largest `series` plus 1.

    Returns
    -------
    Walk
        Drift b = (z_m - z_1)/(t_m - t_1) and deviation s with
        s² = sum of (z_i - z_(i-1) - b (t_i - t_(i-1)))² / (t_i - t_(i-1)), over m - 2. NaN where
        there are too few observations, or a value is not finite or has no logarithm.

    Notes
    -----
    A residual within the last places of a double counts as none, so that 100, 110, 121 is an exact
    line.

    Examples
    --------
    >>> walk = random_walk([0, 0, 0], [2018, 2020, 2021], [10.0, 14.0, 19.0], False)
    >>> walk.drift, walk.deviation
    (array([3.]), array([2.44948974]))
    """
    owner: NDArray[np.intp] = np.asarray(series, dtype=np.intp)
    length = count if count is not None else int(owner.max(initial=-1)) + 1
    kind: Bools = np.broadcast_to(np.asarray(logarithmic, dtype=np.bool_), (length,))
    order = np.lexsort((floats(years), owner))
    owner, years, values = owner[order], floats(years)[order], floats(values)[order]
    observations = np.bincount(owner, minlength=length)
    first_year, first, last_year, last = (np.full(length, np.nan) for _ in range(4))
    last_year[owner], last[owner] = years, values
    first_year[owner[::-1]], first[owner[::-1]] = years[::-1], values[::-1]

    span = last_year - first_year
    drift = _distance(first, last, kind) / np.where(span > 0, span, np.nan)
    follows = owner[1:] == owner[:-1]
    of = owner[1:][follows]
    gap = np.diff(years)[follows]
    step = _distance(values[:-1][follows], values[1:][follows], kind[of])
    size = np.zeros(length)
    np.maximum.at(size, owner, np.where(kind[owner], 1 + np.abs(drift * span)[owner], abs(values)))
    residual = step - drift[of] * gap
    residual = np.where(np.abs(residual) <= _LAST_PLACES * size[of], 0.0, residual)
    squares = np.bincount(of, weights=residual**2 / gap, minlength=length)
    deviation = np.sqrt(squares / np.where(observations > 2, observations - 2, np.nan))
    return Walk(
        logarithmic=kind,
        observations=observations,
        last_year=last_year,
        last=last,
        span=span,
        drift=within(observations > 1, drift),
        deviation=within(observations > 2, deviation),
    )


@np.errstate(all="ignore")
def drift_rate(walk: Walk) -> Floats:
    """The drift as a compound growth rate, a fraction per year.

    Parameters
    ----------
    walk
        Of `random_walk`.

    Returns
    -------
    Floats
        ``exp(drift) - 1`` [1/year]; NaN for a walk that does not move in logarithms.

    Examples
    --------
    >>> drift_rate(random_walk([0, 0], [2018, 2020], [100.0, 121.0], True)).round(12)
    array([0.1])
    """
    return within(walk.logarithmic, np.expm1(walk.drift))


@np.errstate(all="ignore")
def median(walk: Walk, horizon: ArrayLike) -> Floats:
    """Where each walk stands after so many years, as likely above as below.

    Parameters
    ----------
    walk
        Of `random_walk`.
    horizon
        Time after the last observation [years].

    Returns
    -------
    Floats
        The last value plus drift times horizon; in logarithms the last value times the exponential
        of that. In the unit of the values; NaN where the drift is, or beyond a double.

    Examples
    --------
    >>> walk = random_walk([0, 0, 0], [2018, 2020, 2021], [10.0, 14.0, 19.0], False)
    >>> median(walk, 2)
    array([25.])
    """
    return _moved(walk, walk.drift * floats(horizon))


@np.errstate(all="ignore")
def standard_error(walk: Walk, horizon: ArrayLike) -> Floats:
    """The standard error of each walk's place after so many years, the drift's own included.

    Parameters
    ----------
    walk, horizon
        As in `median`; the horizon 0 or more.

    Returns
    -------
    Floats
        ``s * sqrt(h * (1 + h / span))``, in logarithms [1] or in the unit of the values; NaN where
        the deviation is.

    Examples
    --------
    >>> walk = random_walk([0, 0, 0], [2018, 2020, 2021], [10.0, 14.0, 19.0], False)
    >>> standard_error(walk, 3)  # the square root of 6 * 3 * (1 + 3/3)
    array([6.])
    """
    horizon = floats(horizon)
    spread = np.sqrt(horizon * (1 + horizon / walk.span))
    return within(horizon >= 0, walk.deviation * spread)


@np.errstate(all="ignore")
def interval(walk: Walk, horizon: ArrayLike, level: float) -> tuple[Floats, Floats]:
    """The ends of the central interval in which each walk stands after so many years.

    Parameters
    ----------
    walk, horizon
        As in `standard_error`.
    level
        Probability of the interval [1], above 0 and below 1.

    Returns
    -------
    tuple of Floats
        Lower and upper end in the unit of the values, by Student's t with m - 2 degrees of freedom;
        NaN for an exact line, which has no error to measure, and where undefined.

    Examples
    --------
    >>> walk = random_walk([0, 0, 0], [2018, 2020, 2021], [10.0, 14.0, 19.0], False)
    >>> [end.round(2).tolist() for end in interval(walk, 3, 0.5)]  # 28 ± 6 times 1
    [[22.0], [34.0]]
    """
    way = walk.drift * floats(horizon)
    error = _known_error(walk, horizon) * half_width(level, walk.observations - 2)
    return _moved(walk, way - error), _moved(walk, way + error)


@np.errstate(all="ignore")
def chance(walk: Walk, horizon: ArrayLike, target: ArrayLike, direction: ArrayLike) -> Floats:
    """The probability that each walk meets its target after so many years.

    Parameters
    ----------
    walk, horizon
        As in `standard_error`, the horizon positive.
    target
        In the unit of the values; positive for a walk in logarithms.
    direction
        +1 where an increase is wanted, -1 where a decrease is.

    Returns
    -------
    Floats
        [1]: of standing at the target or beyond it in the wanted direction in that year itself; NaN
        as in `interval`, and where the target has no logarithm.

    Examples
    --------
    >>> walk = random_walk([0, 0, 0], [2018, 2020, 2021], [10.0, 14.0, 19.0], False)
    >>> chance(walk, 3, 34, [1]).round(12)  # one standard error above the median of 28
    array([0.25])
    """
    short = _distance(walk.last, floats(target), walk.logarithmic) - walk.drift * floats(horizon)
    return upper_tail(
        floats(direction) * short / _known_error(walk, horizon), walk.observations - 2
    )


@np.errstate(all="ignore")
def years_to(walk: Walk, target: ArrayLike) -> Floats:
    """The time after which each walk's median is at its target.

    Parameters
    ----------
    walk, target
        As in `chance`.

    Returns
    -------
    Floats
        [years]; negative where the drift leads away from the target, NaN where there is no drift.

    Examples
    --------
    >>> walk = random_walk([0, 0, 0], [2018, 2020, 2021], [10.0, 14.0, 19.0], False)
    >>> years_to(walk, 34)
    array([5.])
    """
    away = _distance(walk.last, floats(target), walk.logarithmic)
    return within(walk.drift != 0, away / walk.drift)


def _known_error(walk: Walk, horizon: ArrayLike) -> Floats:
    """The standard error; NaN for an exact line."""
    return np.where(walk.deviation > 0, standard_error(walk, horizon), np.nan)


def _distance(start: Floats, end: Floats, logarithmic: Bools) -> Floats:
    return np.where(logarithmic, log_ratio(start, end), end - start)


def _moved(walk: Walk, distance: Floats) -> Floats:
    """The last value moved by a distance in the walk's own measure."""
    there = np.where(walk.logarithmic, walk.last * np.exp(distance), walk.last + distance)
    return within(np.isfinite(distance), there)
