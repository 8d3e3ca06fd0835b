"""Straight lines and constant rates fitted by least squares to many series at once.

Series lie flat, one row an observation: `series` says which series a row belongs to (0, 1, 2, …),
`years` and `values` what was observed. Every function gives one number a series.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nbde.formulas.domain import Floats, floats, within


@np.errstate(all="ignore")
def slope(
    series: ArrayLike, years: ArrayLike, values: ArrayLike, *, count: int | None = None
) -> Floats:
    """The change per year on the straight line fitted to each series by ordinary least squares.

    Parameters
    ----------
    series
        The series each row belongs to, whole numbers from 0; shape ``(rows,)``.
    years
        When it was observed [years]; shape ``(rows,)``. The years need not follow one another.
    values
        What was observed [any]; shape ``(rows,)``.
    count
        Number of series, where the last ones may have no rows; default the largest `series` plus 1.

    Returns
    -------
    Floats
        [unit/year], shape ``(count,)``. NaN for a series with fewer than two distinct years, or
        with a year or value that is not finite.

    Notes
    -----
    Both variables are centred on their means before they are multiplied, which keeps the digits
    that years near 2000 would cost; the values first on the first of them, so that a series that
    does not change has a slope of exactly zero.

    Examples
    --------
    >>> slope([0, 0, 0, 1], [2000, 2001, 2003, 2000], [1.0, 3.0, 7.0, 5.0])
    array([ 2., nan])
    """
    owner: NDArray[np.intp] = np.asarray(series, dtype=np.intp)
    years, values = floats(years), floats(values)
    length = count if count is not None else int(owner.max(initial=-1)) + 1

    def total(amounts: Floats) -> Floats:
        return floats(np.bincount(owner, weights=amounts, minlength=length))

    rows = total(np.ones_like(years))
    time = years - (total(years) / rows)[owner]
    first = np.zeros(length)
    first[owner[::-1]] = values[::-1]
    rise = values - first[owner]
    height = rise - (total(rise) / rows)[owner]
    spread = total(time * time)
    return within(_distinct_years(owner, years, length), total(time * height) / spread)


def _distinct_years(owner: NDArray[np.intp], years: Floats, length: int) -> NDArray[np.bool_]:
    """Whether a series was observed in more than one year."""
    earliest = np.full(length, np.inf)
    latest = np.full(length, -np.inf)
    np.minimum.at(earliest, owner, years)
    np.maximum.at(latest, owner, years)
    return latest > earliest


@np.errstate(all="ignore")
def log_slope(
    series: ArrayLike, years: ArrayLike, values: ArrayLike, *, count: int | None = None
) -> Floats:
    """The slope of the logarithms: the fitted continuous growth rate of each series.

    Parameters
    ----------
    series, years, values, count
        As in `slope`; the values positive.

    Returns
    -------
    Floats
        [1/year], shape ``(count,)``. NaN as in `slope`, and for a series with a value that is not
        positive.

    Examples
    --------
    >>> [round(rate, 12) for rate in log_slope([0, 0], [2000, 2001], [1.0, np.e]).tolist()]
    [1.0]
    """
    values = floats(values)
    return slope(series, years, np.where(values > 0, np.log(values), np.nan), count=count)


@np.errstate(all="ignore")
def least_squares_growth(
    series: ArrayLike, years: ArrayLike, values: ArrayLike, *, count: int | None = None
) -> Floats:
    """The least-squares growth rate of each series, a fraction per year, compound.

    Parameters
    ----------
    series, years, values, count
        As in `log_slope`.

    Returns
    -------
    Floats
        ``exp(b) - 1`` [1/year] with b the slope of the logarithms; shape ``(count,)``. NaN as in
        `log_slope`.

    Notes
    -----
    Source: World Bank, World Development Indicators, statistical methods.

    Examples
    --------
    >>> [round(rate, 12) for rate in least_squares_growth([0, 0, 0], [1, 2, 3], [1, 2, 4]).tolist()]
    [1.0]
    """
    rate = np.expm1(log_slope(series, years, values, count=count))
    return within(np.isfinite(rate), rate)


def average_rate_of_reduction(
    series: ArrayLike, years: ArrayLike, values: ArrayLike, *, count: int | None = None
) -> Floats:
    """The average annual rate of reduction of each series: positive when it falls.

    Parameters
    ----------
    series, years, values, count
        As in `log_slope`.

    Returns
    -------
    Floats
        ``1 - exp(b)`` [1/year] with b the slope of the logarithms; shape ``(count,)``. NaN as in
        `log_slope`.

    Notes
    -----
    Source: UNICEF, technical note on the average annual rate of reduction.

    Examples
    --------
    >>> [round(rate, 12) for rate in average_rate_of_reduction([0, 0], [1, 2], [4, 3]).tolist()]
    [0.25]
    """
    return -least_squares_growth(series, years, values, count=count)
