"""The two axes of a chart in character cells: round figures on exact lines, years in columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

_EXACT = Context(prec=60)
_ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
_MOST_STEPS = 6
_LONGEST = 22
_YEARS_APART = (1, 2, 5, 10, 20, 50, 100)
_YEAR_AND_GAP = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of figures: `steps` round steps from `low` up, each `lines` lines high."""

    low: Decimal
    step: Decimal
    steps: int
    lines: int

    @property
    def height(self) -> int:
        """Lines from the lowest tick to the highest, both included."""
        return self.steps * self.lines + 1

    def line(self, value: float) -> float:
        """Where a value stands, in lines above the lowest tick; whole for a tick.

        Examples
        --------
        >>> scale_of([0, 100], lines=10).line(50)
        5.0
        """
        above = _EXACT.subtract(Decimal(repr(value)), self.low)
        return float(_EXACT.divide(above, self.step)) * self.lines

    def ticks(self) -> list[tuple[int, str]]:
        """The line of each tick, from the lowest, and its figure in full."""
        figures = [
            _EXACT.add(self.low, _EXACT.multiply(self.step, Decimal(i)))
            for i in range(self.steps + 1)
        ]
        return [(i * self.lines, _in_full(figure)) for i, figure in enumerate(figures)]


def scale_of(values: Iterable[float], lines: int) -> Scale:
    """The axis on which all of the values stand, about so many lines high.

    Parameters
    ----------
    values
        Finite figures of one unit, at least one.
    lines
        The height wanted; the axis is a little higher or lower where the steps ask for it.

    Examples
    --------
    >>> [figure for _, figure in scale_of([5000, 9400], lines=12).ticks()]
    ['5000', '6000', '7000', '8000', '9000', '10000']
    """
    exact = [Decimal(repr(value)) for value in values]
    low, high = min(exact), max(exact)
    if low == high:
        around = abs(low) if low else Decimal(1)
        low, high = low - _EXACT.multiply(around, Decimal("0.1")), high + around / 10
    step = _step(low, high)
    first = _whole(low, step, ROUND_FLOOR)
    steps = _whole(high, step, ROUND_CEILING) - first
    begin = _EXACT.multiply(step, Decimal(first))
    return Scale(begin, step, steps, max(2, round(lines / steps)))


def _step(low: Decimal, high: Decimal) -> Decimal:
    """The smallest round step with which few enough reach from low to high."""
    size = _EXACT.subtract(high, low).adjusted()
    tried = (each.scaleb(power, _EXACT) for power in (size - 1, size, size + 1) for each in _ROUND)
    return next(
        step
        for step in tried
        if _whole(high, step, ROUND_CEILING) - _whole(low, step, ROUND_FLOOR) <= _MOST_STEPS
    )


def _whole(value: Decimal, step: Decimal, rounding: str) -> int:
    return int(_EXACT.divide(value, step).to_integral_value(rounding))


def _in_full(figure: Decimal) -> str:
    """Every digit; with an exponent where that is shorter than very many zeros."""
    plain = f"{figure:f}"
    if len(plain) <= _LONGEST:
        return plain
    return f"{figure.normalize(_EXACT):e}"


@dataclass(frozen=True, slots=True)
class Years:
    """An axis of years from `first` to `last`, in so many columns."""

    first: int
    last: int
    width: int

    def column(self, year: int) -> int:
        """Where a year stands, in columns from the left; in the middle if it is the only one."""
        if self.first == self.last:
            return self.width // 2
        return round((year - self.first) / (self.last - self.first) * (self.width - 1))

    def ticks(self) -> list[int]:
        """The years to be written below: the last one, and those before it that have room."""
        span = self.last - self.first
        room = max(1, self.width // _YEAR_AND_GAP)
        apart = next((each for each in _YEARS_APART if span / each < room), span + 1)
        return list(range(self.last, self.first - 1, -apart))[::-1]
