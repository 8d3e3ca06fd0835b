"""Growth over a span of years: geometric, continuous and linear, and the same run backwards.

Geometric (compound) rates and continuous (exponential) rates differ, and published tables mix them:
a fall to 0.7 over 13 years is 2.71 % a year geometrically and 2.74 % continuously. The names say
which.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import Floats, floats, within

WIDEST = 700.0  # beyond exp(700) the quotient of two doubles may overflow or lose digits


@np.errstate(all="ignore")
def log_ratio(start: ArrayLike, end: ArrayLike) -> Floats:
    """The natural logarithm of end over start, accurate also where the two nearly agree.

    Parameters
    ----------
    start, end
        Levels in one unit [any].

    Returns
    -------
    Floats
        [1]; NaN unless both levels are positive and finite.

    Notes
    -----
    ``log1p((end - start) / start)`` within a factor of two, where the difference is exact;
    ``log(end / start)`` elsewhere.

    Examples
    --------
    >>> float(log_ratio(1.0, 1.0 + 2**-40)) == 2**-40 - 2**-81
    True
    """
    start, end = floats(start), floats(end)
    apart = np.log(end) - np.log(start)
    near = (end >= 0.5 * start) & (end <= 2.0 * start)
    ratio = np.where(near, np.log1p((end - start) / start), np.log(end / start))
    domain = (start > 0) & (end > 0)
    return within(domain, np.where(np.abs(apart) < WIDEST, ratio, apart))


@np.errstate(all="ignore")
def growth_rate(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> Floats:
    """The compound (geometric) annual growth rate from start to end, a fraction per year.

    Parameters
    ----------
    start, end
        Levels in one unit [any], both positive.
    years
        Time between them [years], positive; the base year is not counted.

    Returns
    -------
    Floats
        ``(end / start) ** (1 / years) - 1`` [1/year] with a relative error below 2e-14 in the rate
        itself, also where start and end differ by one part in 10^9. NaN where a level or the time
        is not positive and finite: a pair of negative levels has no compound rate either.

    Examples
    --------
    >>> round(float(growth_rate(100, 83, 5)), 4)
    -0.0366
    """
    start, end, years = floats(start), floats(end), floats(years)
    whole = log_ratio(start, end)
    steady = whole / years
    steep = (steady > 1) & (np.abs(whole) < WIDEST)
    rate = np.where(steep, np.power(end / start, 1 / years) - 1, np.expm1(steady))
    return within((years > 0) & np.isfinite(years), rate)


@np.errstate(all="ignore")
def level_after(start: ArrayLike, rate: ArrayLike, years: ArrayLike) -> Floats:
    """The level reached from start by compound growth; negative years run it back.

    Parameters
    ----------
    start
        Level [any].
    rate
        Compound growth rate [1/year], above -1.
    years
        Time [years]; negative for a level before `start`.

    Returns
    -------
    Floats
        ``start * (1 + rate) ** years`` in the unit of `start`. NaN where the rate is -1 or below,
        or anything is not finite.

    Notes
    -----
    What ``1 + rate`` rounds away is put back to first order, so that 100 after one year at 10 % is
    110 and not 110.00000000000001.

    Examples
    --------
    >>> float(level_after(100, 0.1, 1)), round(float(level_after(49185.5, 0.172, -1)), 2)
    (110.0, 41967.15)
    """
    start, rate, years = floats(start), floats(rate), floats(years)
    factor = 1 + rate
    rounded_away = rate - (factor - 1)
    level = start * np.power(factor, years)
    return within((rate > -1) & np.isfinite(start), level + level * (years * rounded_away / factor))


@np.errstate(all="ignore")
def years_between(start: ArrayLike, end: ArrayLike, rate: ArrayLike) -> Floats:
    """The time that compound growth takes from start to end.

    Parameters
    ----------
    start, end
        Levels in one unit [any], both positive.
    rate
        Compound growth rate [1/year], above -1 and not zero.

    Returns
    -------
    Floats
        ``log(end / start) / log(1 + rate)`` [years]; negative where the rate leads away from `end`.
        NaN where a level is not positive or the rate is zero, -1 or below.

    Examples
    --------
    >>> round(float(years_between(1, 2, 0.023)), 1)
    30.5
    """
    rate = floats(rate)
    return within((rate > -1) & (rate != 0), log_ratio(start, end) / np.log1p(rate))


@np.errstate(all="ignore")
def continuous_growth(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> Floats:
    """The continuous (exponential) growth rate from start to end, a fraction per year.

    Parameters
    ----------
    start, end
        Levels in one unit [any], both positive.
    years
        Time between them [years], positive.

    Returns
    -------
    Floats
        ``log(end / start) / years`` [1/year]; NaN as in `growth_rate`. Not a compound rate: for the
        same growth it is the smaller of the two.

    Examples
    --------
    >>> round(float(continuous_growth(1.0, 0.7, 13)), 4)
    -0.0274
    """
    years = floats(years)
    return within((years > 0) & np.isfinite(years), log_ratio(start, end) / years)


@np.errstate(all="ignore")
def annual_change(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> Floats:
    """The change per year on a straight line from start to end, in their unit.

    Parameters
    ----------
    start, end
        Levels in one unit [any], of any sign.
    years
        Time between them [years], positive.

    Returns
    -------
    Floats
        ``(end - start) / years`` [unit/year]; percentage points a year for levels in per cent. NaN
        where the time is not positive and finite.

    Examples
    --------
    >>> round(float(annual_change(89.6, 100, 12)), 2)
    0.87
    """
    start, end, years = floats(start), floats(end), floats(years)
    return within((years > 0) & np.isfinite(years), (end - start) / years)


@np.errstate(all="ignore")
def change(start: ArrayLike, end: ArrayLike) -> Floats:
    """The relative change over the whole span, a fraction.

    Parameters
    ----------
    start, end
        Levels in one unit [any]; `start` positive.

    Returns
    -------
    Floats
        ``(end - start) / start`` [1]; NaN where `start` is not positive.

    Examples
    --------
    >>> round(float(change(80, 100)), 4)
    0.25
    """
    start, end = floats(start), floats(end)
    return within((start > 0) & np.isfinite(start), (end - start) / start)


@np.errstate(all="ignore")
def chained_change(annual_changes: ArrayLike) -> Floats:
    """The change over several years from the change in each, multiplied up along the last axis.

    Parameters
    ----------
    annual_changes
        Changes of successive years [1], each above -1; shape ``(..., years)``.

    Returns
    -------
    Floats
        ``prod(1 + change) - 1`` [1]; shape ``(...)``. NaN where a change is -1 or below.

    Examples
    --------
    >>> round(float(chained_change([0.0151, -0.022, -0.0418])), 4)
    -0.0487
    """
    changes = floats(annual_changes)
    logs = np.where(changes > -1, np.log1p(changes), np.nan)
    whole = np.expm1(logs.sum(axis=-1))
    return within(np.isfinite(whole), whole)


@np.errstate(all="ignore")
def annual_rate(whole_change: ArrayLike, years: ArrayLike) -> Floats:
    """The compound annual rate that gives a change over the whole span.

    Parameters
    ----------
    whole_change
        Relative change over the span [1], above -1.
    years
        Length of the span [years], positive.

    Returns
    -------
    Floats
        ``(1 + whole_change) ** (1 / years) - 1`` [1/year]; NaN where undefined.

    Examples
    --------
    >>> round(float(annual_rate(-0.17, 5)), 4)
    -0.0366
    """
    whole_change, years = floats(whole_change), floats(years)
    domain = (whole_change > -1) & (years > 0) & np.isfinite(years)
    return within(domain, np.expm1(np.log1p(whole_change) / years))


@np.errstate(all="ignore")
def remaining_rate(
    whole_rate: ArrayLike, years: ArrayLike, rate_so_far: ArrayLike, elapsed: ArrayLike
) -> Floats:
    """The compound rate needed in the rest of a plan, from its whole rate and the rate so far.

    Parameters
    ----------
    whole_rate
        Compound rate that the plan asks for over its whole span [1/year], above -1.
    years
        Length of the plan [years].
    rate_so_far
        Compound rate reached in the years gone by [1/year], above -1.
    elapsed
        Years gone by [years]; at least 0 and less than `years`.

    Returns
    -------
    Floats
        ``((1 + r)**N / (1 + g)**n) ** (1 / (N - n)) - 1`` [1/year]; NaN where undefined, so also
        once nothing of the time is left.

    Examples
    --------
    >>> round(float(remaining_rate(0.026, 20, 0.018, 10)), 4)
    0.0341
    """
    whole_rate, years = floats(whole_rate), floats(years)
    rate_so_far, elapsed = floats(rate_so_far), floats(elapsed)
    owed = years * np.log1p(whole_rate) - elapsed * np.log1p(rate_so_far)
    domain = (whole_rate > -1) & (rate_so_far > -1) & (elapsed >= 0) & (elapsed < years)
    return within(domain & np.isfinite(years), np.expm1(owed / (years - elapsed)))
