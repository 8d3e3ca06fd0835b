"""Printed figures: how far each was rounded, and whether two of them can be the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nbde.formulas.scale import rescale

_SAME = 1e-9
_FROM_BEST = ("ok", "rounding", "differs")
_BOUNDS = (">", ">=", "<", "<=")


@dataclass(frozen=True, slots=True)
class Range:
    """A figure and the limits between which its rounding leaves it, all in one unit."""

    value: float
    low: float
    high: float

    def over(self, whole: Range) -> Range:
        """The quotient, with the limits that both roundings leave; NaN where the whole may be 0."""
        if whole.low <= 0 <= whole.high:
            return Range(math.nan, math.nan, math.nan)
        corners = [end / base for end in (self.low, self.high) for base in (whole.low, whole.high)]
        return Range(self.value / whole.value, min(corners), max(corners))

    def times(self, other: Range) -> Range:
        """The product, with the limits that both roundings leave."""
        corners = [end * far for end in (self.low, self.high) for far in (other.low, other.high)]
        return Range(self.value * other.value, min(corners), max(corners))

    def scaled(self, ratio: float) -> Range:
        """The same in another unit; `ratio` is old unit over new unit [1]."""
        return Range(*(moved(end, ratio) for end in (self.value, self.low, self.high)))

    def shifted(self, by: float) -> Range:
        """The figure and its limits, all moved by as much."""
        return Range(self.value + by, self.low + by, self.high + by)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a table holds it.

    Parameters
    ----------
    value
        The figure [`unit`].
    unit, scale, dimension
        Its unit, the unit's size, and what converts to it.
    rounded
        Whether the table says that it was rounded when it was published.
    comparison
        How its source binds it; empty where it does not.
    edition
        The set of accounts it belongs to; may be empty.
    assumed
        Whether it was assumed for this call.
    """

    value: float
    unit: str
    scale: float
    dimension: str
    rounded: bool = False
    comparison: str = ""
    edition: str = ""
    assumed: bool = False

    @property
    def is_bound(self) -> bool:
        """Whether the source gives it as a bound only."""
        return self.comparison in _BOUNDS

    def is_comparable(self, other: Figure) -> bool:
        """Whether the two are of one edition, as far as both name one."""
        return self.edition == other.edition or not (self.edition and other.edition)

    def within(self, scale: float) -> Range:
        """The figure and the limits of its rounding, in units of the size `scale`."""
        half = half_unit(self.value, zeros_count=not self.rounded)
        span = Range(self.value, self.value - half, self.value + half)
        return span.scaled(self.scale / scale)


def half_unit(value: float, *, zeros_count: bool = False) -> float:
    """Half a unit of the last significant digit of a figure in its shortest form.

    Parameters
    ----------
    value
        A finite figure [any unit].
    zeros_count
        Whether the zeros at the end of a whole number are significant.

    Examples
    --------
    >>> half_unit(5.6), half_unit(15700), half_unit(15700, zeros_count=True), half_unit(10000)
    (0.05, 50.0, 0.5, 5000.0)
    """
    place = Decimal(repr(float(value))).normalize().as_tuple().exponent
    assert isinstance(place, int)
    return float(Decimal(5).scaleb((min(place, 0) if zeros_count else place) - 1))


def as_stated(value: float) -> Range:
    """A stated figure and all that it may stand for: zeros at the end do not count.

    Examples
    --------
    >>> as_stated(15)
    Range(value=15, low=14.5, high=15.5)
    """
    half = half_unit(value)
    return Range(value, value - half, value + half)


def agreement(stated: float, computed: Range) -> str:
    """How a computed figure agrees with the one stated: ``ok``, ``rounding`` or ``differs``.

    ``rounding`` where the two can be one figure: the limits of the computed one meet the half unit
    of the last significant digit about the stated one, in which zeros at the end of a whole number
    do not count.

    Examples
    --------
    >>> agreement(5.6, Range(5.640, 5.639, 5.641)), agreement(5.6, Range(5.7, 5.7, 5.7))
    ('rounding', 'differs')
    """
    if same(stated, computed.value):
        return "ok"
    return meeting(as_stated(stated), computed)


def best_agreement(stated: float, candidates: Sequence[Range]) -> tuple[str, int]:
    """The best verdict of `agreement` on several figures, and the first place that earns it."""
    verdicts = [agreement(stated, span) for span in candidates]
    best = min(verdicts, key=_FROM_BEST.index)
    return best, verdicts.index(best)


def meeting(one: Range, other: Range) -> str:
    """``rounding`` where two ranges meet, else ``differs``."""
    slack = _SAME * max(abs(one.value), abs(other.value))
    apart = max(one.low, other.low) - min(one.high, other.high)
    return "rounding" if math.isfinite(other.value) and apart <= slack else "differs"


def same(one: float, other: float) -> bool:
    """Whether two figures are equal, to one part in a thousand million."""
    return math.isclose(one, other, rel_tol=_SAME)


def moved(value: float, ratio: float) -> float:
    """The value in another unit; `ratio` is old unit over new unit [1]."""
    return value if ratio == 1 else float(rescale(value, ratio))
