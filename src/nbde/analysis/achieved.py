"""The growth achieved since the baseline, measured as asked."""

from __future__ import annotations

import numpy as np

from nbde.analysis.arrays import NONE, Floats
from nbde.analysis.editions import comparable_run
from nbde.analysis.series import Series
from nbde.analysis.targets import Targets
from nbde.analysis.values import Values
from nbde.formulas.growth import continuous_growth, growth_rate
from nbde.formulas.trends import least_squares_growth


def achieved_growth(resolved: Targets, values: Values, series: Series, trend: str) -> Floats:
    """Growth per year [fraction] from each baseline to its later value; NaN where undefined.

    Parameters
    ----------
    resolved, values, series
        One entry a row, and the series they come from.
    trend
        ``endpoint``, the compound rate between the two; ``least-squares``, the compound rate of the
        line through the logarithms of all values from baseline to value, of the value's edition;
        ``exponential``, the continuous rate between the two.
    """
    elapsed = values.as_of - resolved.baseline_year
    elapsed = np.where((elapsed > 0) & ~resolved.every_year, elapsed, np.nan)
    if trend == "exponential":
        return continuous_growth(resolved.baseline, values.value, elapsed)
    if trend == "least-squares":
        return np.where(np.isnan(elapsed), np.nan, _least_squares(resolved, values, series))
    return growth_rate(resolved.baseline, values.value, elapsed)


def _least_squares(resolved: Targets, values: Values, series: Series) -> Floats:
    first = series.first(resolved.line, resolved.baseline_year)
    row, member = comparable_run(series, np.where(resolved.total, NONE, first), values.place)
    levels = series.value(member, resolved.scale[row])
    return least_squares_growth(row, series.year(member), levels, count=len(resolved.line))
