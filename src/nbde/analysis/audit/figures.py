"""Printed figures: how far each was rounded, whether two can be the same, how one is shown."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nbde.analysis.quantities import BOUND
from nbde.formulas.scale import difference, rescale

_SAME = 1e-9
_BEST_FIRST = ("ok", "rounding", "differs")
_MULTIPLE = re.compile("[万亿]|(m|b|tr)illion")
_SCIENTIFIC_FROM, _SCIENTIFIC_BELOW = 1e15, 1e-9


@dataclass(frozen=True, slots=True)
class Range:
    """A figure and the limits between which its rounding leaves it, all in one unit."""

    value: float
    low: float
    high: float

    def over(self, whole: Range) -> Range:
        """The quotient, with the limits that both roundings leave; NaN where the whole may be 0."""
        if whole.low <= 0 <= whole.high:
            return exactly(math.nan)
        corners = [end / base for end in (self.low, self.high) for base in (whole.low, whole.high)]
        return Range(self.value / whole.value, min(corners), max(corners))

    def times(self, other: Range) -> Range:
        """The product, with the limits that both roundings leave."""
        corners = [end * far for end in (self.low, self.high) for far in (other.low, other.high)]
        return Range(self.value * other.value, min(corners), max(corners))

    def scaled(self, ratio: float) -> Range:
        """The same in another unit; `ratio` is old unit over new unit [1]."""
        return Range(*(_in_unit(end, ratio) for end in (self.value, self.low, self.high)))

    def shifted(self, by: float) -> Range:
        """The figure and its limits, all moved by as much."""
        return Range(self.value + by, self.low + by, self.high + by)


def exactly(value: float) -> Range:
    """A figure that nothing was rounded in."""
    return Range(value, value, value)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a table holds it.

    Attributes
    ----------
    value
        The figure [`unit`]; NaN where the table has none.
    unit, scale, dimension
        Its unit, the unit's size, and the dimension within which it converts.
    comparison
        How a target binds.
    edition
        The set of accounts it belongs to; may be empty.
    caveats
        Bits of `Caveat`.
    """

    value: float
    unit: str
    scale: float
    dimension: str
    comparison: str = ""
    edition: str = ""
    caveats: int = 0

    @property
    def is_known(self) -> bool:
        """Whether there is a figure."""
        return math.isfinite(self.value)

    @property
    def is_bound(self) -> bool:
        """Whether the source gives it as a bound only."""
        return bool(self.caveats & BOUND)

    def is_comparable(self, other: Figure) -> bool:
        """Whether the two are of one edition, as far as both name one."""
        return self.edition == other.edition or not (self.edition and other.edition)

    def in_unit_of(self, other: Figure) -> float:
        """The value in the other figure's unit, which has to convert."""
        return _in_unit(self.value, self.scale / other.scale)

    def rounded(self, scale: float | None = None) -> Range:
        """The figure and the limits of its rounding, in its own unit or one of the size `scale`."""
        half = half_unit(self.value, self.unit)
        own = Range(self.value, self.value - half, self.value + half)
        return own if scale is None else own.scaled(self.scale / scale)


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

    ``rounding`` where the two ranges have more in common than an end. An exact figure may stand at
    the very end of the other's range: 2.5 may have been rounded to 3, but 13100 and 13200, both
    rounded to hundreds, are never one figure.

    Examples
    --------
    >>> agreement(Range(3, 2.5, 3.5), exactly(2.5))
    'rounding'
    >>> agreement(Range(131, 130.5, 131.5), Range(132, 131.5, 132.5))
    'differs'
    """
    if same(stated.value, computed.value):
        return "ok"
    slack = _SAME * max(abs(stated.value), abs(computed.value))
    common = min(stated.high, computed.high) - max(stated.low, computed.low)
    is_exact = stated.low == stated.high or computed.low == computed.high
    meets = common >= -slack if is_exact else common > slack
    return "rounding" if math.isfinite(computed.value) and meets else "differs"


def best_agreement(stated: Range, candidates: Sequence[Range]) -> tuple[str, int]:
    """The best `agreement` of several figures, and the first place that has it."""
    verdicts = [agreement(stated, candidate) for candidate in candidates]
    best = min(verdicts, key=_BEST_FIRST.index)
    return best, verdicts.index(best)


def same(one: float, other: float) -> bool:
    """Whether two figures are equal, to one part in a thousand million."""
    return math.isclose(one, other, rel_tol=_SAME)


def figure_text(value: float) -> str:
    """A finite figure as a reader writes it.

    A figure of at most eight significant digits keeps them; a longer one was computed, and has one
    decimal from 1000 up, two from 1 up, three significant digits below.

    Examples
    --------
    >>> [figure_text(x) for x in (10000.0, 12408.7, 57807 / 3.000001, 70000 / 35700, 2 / 3)]
    ['10000', '12408.7', '19269', '1.96', '0.667']
    """
    value += 0.0  # no minus before a zero
    size = abs(value)
    if size >= _SCIENTIFIC_FROM or 0 < size < _SCIENTIFIC_BELOW:
        return f"{value:.6g}"
    short = Decimal(f"{value:.8g}")
    if not math.isclose(float(short), value, rel_tol=1e-14):
        places = 1 if size >= 1000 else 2 if size >= 1 else 2 - short.adjusted()
        short = Decimal(f"{value:.{places}f}")
    text = f"{short:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def apart(one: float, other: float) -> float:
    """How far two figures of a sentence are apart: as they are shown there, if that is not nothing.

    Examples
    --------
    >>> apart(70000 / 35700, 2), apart(2.0001, 2)
    (0.04, 0.0001)
    """
    shown = abs(float(difference(float(figure_text(one)), float(figure_text(other)))))
    return shown or abs(float(difference(one, other)))


def _in_unit(value: float, ratio: float) -> float:
    """The value in another unit; `ratio` is old unit over new unit [1]."""
    return value if ratio == 1 else float(rescale(value, ratio))
