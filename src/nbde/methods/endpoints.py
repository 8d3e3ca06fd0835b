"""The two ends that most methods look at, base and latest value, and the target beyond them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import Bools, Floats, floats
from nbde.formulas.growth import growth_rate
from nbde.methods.verdicts import Named, known_to_meet


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
        """What every method needs, and where it is not there."""
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
