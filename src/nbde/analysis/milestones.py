"""The path's value in a year, for each target."""

from __future__ import annotations

import numpy as np

from nbde.analysis.arrays import Bools, Floats
from nbde.analysis.targets import Targets
from nbde.formulas.paths import compound_milestone, linear_milestone, milestone_back


def is_linear(resolved: Targets, path: str | None) -> Bools:
    """Whether each row's path is a straight line: for a total, else as `path` or the row says."""
    return resolved.total | (
        resolved.linear if path is None else np.full(len(resolved.line), path == "linear")
    )


def milestones_of(
    resolved: Targets, year: Floats, *, path: str | None = None, growth: float | None = None
) -> Floats:
    """The milestone of each goal in `year`, in the row's unit; NaN before the baseline.

    Parameters
    ----------
    resolved, year
        One entry a row; the baselines may be later than `year`.
    path
        ``compound`` or ``linear`` for all rows; without it each row's own.
    growth
        A rate [per year] that runs the path back from the target where there is no baseline.
    """
    elapsed = year - resolved.baseline_year
    span = resolved.target_year - resolved.baseline_year
    milestone = np.where(
        is_linear(resolved, path),
        linear_milestone(resolved.baseline, resolved.target, elapsed, span),
        compound_milestone(resolved.baseline, resolved.target, elapsed, span),
    )
    if growth is not None:
        back = milestone_back(resolved.target, growth, resolved.target_year - year)
        milestone = np.where(np.isnan(resolved.baseline_year) & ~resolved.total, back, milestone)
    milestone = np.where(year >= resolved.target_year, resolved.target, milestone)
    milestone = np.where(np.isnan(resolved.target), np.nan, milestone)
    in_force = (year <= resolved.target_year) & ~(year < resolved.start_year)
    return np.where(resolved.every_year, np.where(in_force, resolved.target, np.nan), milestone)
