"""Printed figures: how far each was rounded, and whether two of them can be the same."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nbde.formulas.scale import rescale

_SAME = 1e-9
_FROM_BEST = ("ok", "rounding", "differs")
_MULTIPLE = re.compile("[万亿]|(m|b|tr)illion")
_BOUNDS = (">", ">=", "<", "<=", "<>")


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
    comparison
        How its source binds it; empty where it does not.
    edition
        The set of accounts it belongs to; may be empty.
    assumed
        Whether it is an assumption, of the table or of this call.
    """

    value: float
    unit: str
    scale: float
    dimension: str
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
        half = half_unit(self.value, self.unit)
        span = Range(self.value, self.value - half, self.value + half)
        return span.scaled(self.scale / scale)

    @property
    def as_printed(self) -> Range:
        """The figure and the limits of its rounding, in its own unit."""
        return self.within(self.scale)


def exactly(value: float) -> Range:
    """A figure that nothing was rounded in."""
    return Range(value, value, value)


def half_unit(value: float, unit: str = "") -> float:
    """How far a figure may be from the one it was rounded from: half a unit of its last digit.

    Zeros at the end of a whole number are digits up to the second and none beyond it. A single
    digit of a multiple (万, 亿, million) has one decimal more, since 7万亿元 is read as 7.0.

    Parameters
    ----------
    value
        A finite figure [`unit`].
    unit
        Its unit as written.

    Examples
    --------
    >>> [half_unit(x) for x in (675.99, 5.6, 7, 10, 5000, 35700)]
    [0.005, 0.05, 0.5, 0.5, 50.0, 50.0]
    >>> half_unit(7, "万亿元")
    0.05
    """
    digits = Decimal(repr(float(value))).normalize()
    last = digits.as_tuple().exponent
    assert isinstance(last, int)
    lowest = -1 if _MULTIPLE.search(unit) else 0
    place = min(last, max(digits.adjusted() - 1, lowest)) if last >= 0 else last
    return float(Decimal(5).scaleb(place - 1))


def agreement(stated: Range, computed: Range) -> str:
    """How a computed figure agrees with the one stated: ``ok``, ``rounding`` or ``differs``.

    ``rounding`` where the two are equal within the rounding of both.

    Examples
    --------
    >>> stated = Range(5.6, 5.55, 5.65)
    >>> agreement(stated, Range(5.640, 5.639, 5.641)), agreement(stated, Range(5.7, 5.7, 5.7))
    ('rounding', 'differs')
    """
    if same(stated.value, computed.value):
        return "ok"
    return meeting(stated, computed)


def best_agreement(stated: Range, candidates: Sequence[Range]) -> tuple[str, int]:
    """The best verdict of `agreement` on several figures, and the first place that earns it."""
    verdicts = [agreement(stated, span) for span in candidates]
    best = min(verdicts, key=_FROM_BEST.index)
    return best, verdicts.index(best)


def meeting(one: Range, other: Range) -> str:
    """``rounding`` where two ranges have more in common than an end, else ``differs``.

    An exact figure may stand at the very end of the other's range: 2.5 may have been rounded to 3,
    but 13100 and 13200, both rounded to hundreds, are never one figure.

    Examples
    --------
    >>> meeting(Range(3, 2.5, 3.5), Range(2.5, 2.5, 2.5))
    'rounding'
    >>> meeting(Range(131, 130.5, 131.5), Range(132, 131.5, 132.5))
    'differs'
    """
    slack = _SAME * max(abs(one.value), abs(other.value))
    common = min(one.high, other.high) - max(one.low, other.low)
    exact = one.low == one.high or other.low == other.high
    meets = common >= -slack if exact else common > slack
    return "rounding" if math.isfinite(other.value) and meets else "differs"


def same(one: float, other: float) -> bool:
    """Whether two figures are equal, to one part in a thousand million."""
    return math.isclose(one, other, rel_tol=_SAME)


def moved(value: float, ratio: float) -> float:
    """The value in another unit; `ratio` is old unit over new unit [1]."""
    return value if ratio == 1 else float(rescale(value, ratio))
