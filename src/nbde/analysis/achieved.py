"""The growth through all values since the baseline, by least squares."""

from __future__ import annotations

import numpy as np

from nbde.analysis.arrays import NONE, Floats
from nbde.analysis.caveats import Part
from nbde.analysis.editions import comparable_run
from nbde.analysis.series import Series
from nbde.analysis.targets import Targets
from nbde.analysis.values import Values
from nbde.formulas.trends import least_squares_growth


def least_squares(resolved: Targets, values: Values, series: Series) -> tuple[Floats, list[Part]]:
    """Growth per year [fraction] of the line through the logarithms, and the values it rests on.

    The values are those from each baseline to its value that are of the value's edition; NaN where
    undefined.
    """
    first = series.first(resolved.line, resolved.baseline.year)
    first = np.where(resolved.total | resolved.every_year, NONE, first)
    row, member = comparable_run(series, first, values.position)
    levels = series.quantities(member, resolved.scale[row])
    count = len(resolved.line)
    slope = least_squares_growth(row, levels.year, levels.value, count=count)
    return slope, [Part.several(row, levels, count, "achieved_growth acceleration")]
