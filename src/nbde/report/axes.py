"""Where a value or a year stands in a chart, and which years are written at its axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nbde.formats.axes import Scale, scale_of

_YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
_LINES = 12


@dataclass(frozen=True, slots=True)
class Upward:
    """The axis of values: round figures of `scale` from `bottom` to `top` [px]."""

    scale: Scale
    bottom: float
    top: float

    def at(self, value: float) -> float:
        """The height at which a value stands [px]."""
        return self._height(self.scale.line(value))

    def ticks(self) -> list[tuple[float, str]]:
        """The height of each round figure [px], and the figure."""
        return [(self._height(line), figure) for line, figure in self.scale.ticks()]

    def _height(self, line: float) -> float:
        part = line / (self.scale.height - 1)
        return round(self.bottom - part * (self.bottom - self.top), 1)


@dataclass(frozen=True, slots=True)
class Across:
    """The axis of years: `first` and `last` stand at `left` and `right` [px]."""

    first: float
    last: float
    left: float
    right: float

    def at(self, year: float) -> float:
        """The place of a year [px]."""
        part = (year - self.first) / (self.last - self.first)
        return round(self.left + part * (self.right - self.left), 1)

    @property
    def one(self) -> float:
        """The room of one year [px]."""
        return (self.right - self.left) / (self.last - self.first)


def value_scale(values: Sequence[float]) -> Scale:
    """Round figures that enclose the values, and zero unless they are far from it.

    Values of one sign are far from zero where the smallest is more than half of the largest.

    Parameters
    ----------
    values
        Finite figures of one unit, at least one.

    Examples
    --------
    >>> [figure for _, figure in value_scale([5.6, 7.13, 15.0]).ticks()]
    ['0.0', '2.5', '5.0', '7.5', '10.0', '12.5', '15.0']
    >>> [figure for _, figure in value_scale([96.0, 97.5]).ticks()]
    ['96.00', '96.25', '96.50', '96.75', '97.00', '97.25', '97.50']
    """
    nearest, farthest = sorted((min(values), max(values)), key=abs)
    one_sign = (nearest > 0) == (farthest > 0)
    far = one_sign and nearest != farthest and abs(nearest) > abs(farthest) / 2
    return scale_of(values if far else [*values, 0.0], lines=_LINES)


def year_ticks(years: Sequence[int], wanted: Iterable[int], distance: int) -> list[int]:
    """The years written at the axis: those wanted first, then every so many, none too close.

    Parameters
    ----------
    years
        The first and the last year.
    wanted
        The years that matter most, the most important first.
    distance
        Years that two ticks must at least be apart.

    Examples
    --------
    >>> year_ticks([2015, 2030], wanted=[2030, 2024], distance=3)
    [2015, 2020, 2024, 2030]
    """
    first, last = min(years), max(years)
    step = next((step for step in _YEAR_STEPS if step >= distance), _YEAR_STEPS[-1])
    chosen: list[int] = []
    for year in (*wanted, first, last, *range(last, first, -step)):
        if first <= year <= last and all(abs(year - other) >= distance for other in chosen):
            chosen.append(year)
    return sorted(chosen)
