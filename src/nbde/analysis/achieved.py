"""The growth achieved since the baseline, measured as asked."""

from __future__ import annotations

import numpy as np

from nbde.analysis.editions import comparable_run
from nbde.analysis.entries import NONE, Floats
from nbde.analysis.goals import Goals
from nbde.analysis.series import Series
from nbde.analysis.standings import Standings
from nbde.formulas.growth import continuous_growth, growth_rate
from nbde.formulas.trends import least_squares_growth


def achieved_growth(goals: Goals, standings: Standings, series: Series, trend: str) -> Floats:
    """Growth per year [fraction] from each baseline to its later value; NaN where undefined.

    Parameters
    ----------
    goals, standings, series
        One entry a row, and the series they come from.
    trend
        ``endpoint``, the compound rate between the two; ``least-squares``, the compound rate of the
        line through the logarithms of all values from baseline to value, of the value's edition;
        ``exponential``, the continuous rate between the two.
    """
    elapsed = standings.as_of - goals.baseline_year
    elapsed = np.where((elapsed > 0) & ~goals.every_year, elapsed, np.nan)
    if trend == "exponential":
        return continuous_growth(goals.baseline, standings.value, elapsed)
    if trend == "least-squares":
        return np.where(np.isnan(elapsed), np.nan, _least_squares(goals, standings, series))
    return growth_rate(goals.baseline, standings.value, elapsed)


def _least_squares(goals: Goals, standings: Standings, series: Series) -> Floats:
    first = series.first(goals.line, goals.baseline_year)
    row, member = comparable_run(series, np.where(goals.total, NONE, first), standings.place)
    values = series.value(member, goals.scale[row])
    return least_squares_growth(row, series.year(member), values, count=len(goals.line))
