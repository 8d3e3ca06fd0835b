"""The denominator of a share at a year: the series' value of that year, else projected to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nbde.analysis.arrays import NONE, PROJECTED, Floats, Ints
from nbde.analysis.quantities import Caveat, Quantities
from nbde.analysis.samples import comparable_before
from nbde.analysis.series import Series
from nbde.formulas.growth import growth_rate, level_after


@dataclass(frozen=True, slots=True)
class Denominators(Quantities):
    """Denominators in their own units; a position without a value is that of the last value.

    Attributes
    ----------
    scale
        The size of the unit.
    rate
        The growth [per year] by which it was projected; NaN where it was not.
    """

    scale: Floats
    rate: Floats


def denominators_at(
    series: Series, line: Ints, year: Floats, growth: float | None, *, projection: bool
) -> Denominators:
    """The value of each line at its year.

    Parameters
    ----------
    series, line, year
        One entry a row.
    growth
        Nominal growth [fraction per year] after the last value; without it the growth between the
        last two comparable values.
    projection
        Whether to go beyond the last value at all; where not, later years have no value.
    """
    position = series.latest(line, year)
    scale = series.size(position)
    last = series.quantities(position, scale)
    before = series.quantities(comparable_before(series, position), scale)
    since = year - last.year
    if not projection:
        rate = np.full(len(line), np.nan)
    elif growth is None:
        rate = growth_rate(before.value, last.value, last.year - before.year)
    else:
        rate = np.full(len(line), growth)
    later = since > 0
    value = np.where(later, level_after(last.value, rate, since), last.value)
    projected = later & np.isfinite(value)
    behind = before.caveats if growth is None else np.zeros_like(before.caveats)
    caveats = np.where(projected, last.caveats | behind | int(Caveat.PROJECTED), last.caveats)
    return Denominators(
        value=value,
        year=np.where(projected, year, last.year),
        position=position,
        basis=np.where(later, np.where(projected, PROJECTED, NONE), last.basis),
        confidence=last.confidence,
        edition=last.edition,
        caveats=np.where(np.isfinite(value), caveats, 0),
        scale=scale,
        rate=np.where(later, rate, np.nan),
    )
