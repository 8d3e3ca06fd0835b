"""The observations of the last five years, of many series at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nbde.formulas.domain import Bools, Floats, floats

YEARS_BACK = 5


class Window(NamedTuple):
    """What each series shows in the five years up to its latest observation.

    The first fields have one element a series; `owner`, `years` and `values` one an observation
    inside the window. NaN where a series has no such observation.
    """

    observations: NDArray[np.intp]
    first_year: Floats
    first_value: Floats
    previous_value: Floats
    latest_year: Floats
    latest_value: Floats
    owner: NDArray[np.intp]
    years: Floats
    values: Floats


@np.errstate(all="ignore")
def window(series: ArrayLike, years: ArrayLike, values: ArrayLike, length: int) -> Window:
    """The observations not older than five years before the latest one of their series.

    Parameters
    ----------
    series
        The series each row belongs to, whole numbers from 0 to `length` - 1; shape ``(rows,)``.
    years, values
        When [years] and what [any] was observed; shape ``(rows,)``. Rows without a finite year and
        value are no observations. Best sorted by series and year; they are sorted if they are not.
    length
        The number of series.

    Examples
    --------
    >>> found = window([0, 0, 0, 1], [2010, 2015, 2020, 2020], [1.0, 2.0, 4.0, 9.0], 2)
    >>> found.observations, found.first_value, found.latest_value
    (array([2, 1]), array([2., 9.]), array([4., 9.]))
    """
    owner: NDArray[np.intp] = np.asarray(series, dtype=np.intp)
    years, values = floats(years), floats(values)
    seen = np.isfinite(years) & np.isfinite(values)
    owner, years, values = owner[seen], years[seen], values[seen]
    if not _in_order(owner, years):
        order = np.lexsort((years, owner))
        owner, years, values = owner[order], years[order], values[order]
    rows = np.bincount(owner, minlength=length)
    last = np.cumsum(rows) - 1
    latest_year = _pick(years, last, rows > 0)
    recent = years >= latest_year[owner] - YEARS_BACK
    count = np.bincount(owner[recent], minlength=length)
    first = last - count + 1
    return Window(
        count,
        _pick(years, first, count > 0),
        _pick(values, first, count > 0),
        _pick(values, last - 1, count > 1),
        latest_year,
        _pick(values, last, count > 0),
        owner[recent],
        years[recent],
        values[recent],
    )


def _in_order(owner: NDArray[np.intp], years: Floats) -> bool:
    same = owner[1:] == owner[:-1]
    return bool(np.all((owner[1:] > owner[:-1]) | (same & (years[1:] >= years[:-1]))))


def _pick(values: Floats, index: NDArray[np.intp], there: Bools) -> Floats:
    """The values at the indices, NaN for those that are not there."""
    picked = np.full(index.shape, np.nan)
    picked[there] = values[index[there]]
    return picked
