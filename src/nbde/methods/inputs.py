"""The data of a method: base, latest value and target, or the values of the last five years."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nbde.formulas.domain import Bools, Floats, floats
from nbde.formulas.growth import growth_rate
from nbde.formulas.targets import meets

Named = tuple[str, Bools]

YEARS_BACK = 5


def known_to_meet(value: Floats, target: Floats, direction: Floats) -> Bools:
    """Whether a finite value meets a finite target in one of the two directions.

    Examples
    --------
    >>> known_to_meet(np.array([2.0, np.inf]), np.array([1.0, 1.0]), np.array([1.0, 1.0]))
    array([ True, False])
    """
    known: Bools = np.isfinite(value) & np.isfinite(target) & (np.abs(direction) == 1)
    return known & meets(value, target, direction)


@dataclass(frozen=True)
class Endpoints:
    """Base, latest value and target of each row, broadcast against each other.

    Years are in [years], values in the row's unit; `target` is NaN where there is none, and
    `direction` +1 where an increase is wanted, -1 where a decrease is.
    """

    base_year: Floats
    base: Floats
    year: Floats
    value: Floats
    target_year: Floats
    target: Floats
    direction: Floats

    @cached_property
    def has_target(self) -> Bools:
        """Whether there is a target value."""
        return ~np.isnan(self.target)

    @cached_property
    def met(self) -> Bools:
        """Whether the latest value is known and meets the target."""
        return known_to_meet(self.value, self.target, self.direction)

    @cached_property
    def target_ahead(self) -> Bools:
        """Whether the target lies in the wanted direction from the base."""
        rising = (self.direction > 0) & (self.target > self.base)
        return rising | ((self.direction < 0) & (self.target < self.base))

    @cached_property
    def base_beyond(self) -> Bools:
        """Whether the base was already past the target."""
        below = (self.direction > 0) & (self.target < self.base)
        return below | ((self.direction < 0) & (self.target > self.base))

    @cached_property
    def elapsed(self) -> Floats:
        """Time from the base to the latest value [years]."""
        return self.year - self.base_year

    @cached_property
    def span(self) -> Floats:
        """Time from the base to the target [years]."""
        return self.target_year - self.base_year

    def missing(self) -> list[Named]:
        """The obstacles common to all methods, and where they stand."""
        return [
            ("reason.no_value", ~np.isfinite(self.value)),
            ("reason.no_direction", np.abs(self.direction) != 1),
            ("reason.no_baseline", ~np.isfinite(self.base) | ~np.isfinite(self.base_year)),
            ("reason.one_year", ~(self.elapsed > 0)),
            ("reason.out_of_range", np.isinf(self.target)),
        ]


@np.errstate(all="ignore")
def endpoints(
    base_year: ArrayLike,
    base_value: ArrayLike,
    year: ArrayLike,
    value: ArrayLike,
    target_year: ArrayLike,
    target_value: ArrayLike,
    direction: ArrayLike,
) -> Endpoints:
    """The ends of each row, as arrays of one shape."""
    given = (base_year, base_value, year, value, target_year, target_value, direction)
    return Endpoints(*np.broadcast_arrays(*(floats(each) for each in given)))


@np.errstate(all="ignore")
def signed_rate(start: Floats, end: Floats, years: Floats) -> Floats:
    """The compound rate at which the distance from zero grows, for levels of one sign.

    Parameters
    ----------
    start, end
        Levels in one unit [any], both positive or both negative; `end` may be zero.
    years
        Time between them [years], positive.

    Returns
    -------
    Floats
        ``(end / start) ** (1 / years) - 1`` [1/year]; -1 for a fall to zero. NaN where undefined.

    Examples
    --------
    >>> signed_rate(np.array([-1.0, 2.0, 3.0, 0.0]), np.array([-2.0, -2.0, 0.0, 1.0]), np.ones(4))
    array([ 1., nan, -1., nan])
    """
    one_sign = np.sign(start) * np.sign(end) > 0
    rate = np.where(one_sign, growth_rate(np.abs(start), np.abs(end), years), np.nan)
    gone = (end == 0) & np.isfinite(start) & (start != 0) & (years > 0) & np.isfinite(years)
    return np.where(gone, -1.0, rate)


def opposite(one: Floats, other: Floats) -> Bools:
    """Whether two levels lie on different sides of zero.

    Examples
    --------
    >>> opposite(np.array([1.0, 1.0, 0.0]), np.array([-1.0, 2.0, -1.0]))
    array([ True, False, False])
    """
    return np.sign(one) * np.sign(other) < 0


class Window(NamedTuple):
    """The observations of each series in the five years up to its latest one.

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
