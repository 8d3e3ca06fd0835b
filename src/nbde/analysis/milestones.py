"""The path's value in a year, for each target."""

from __future__ import annotations

import numpy as np

from nbde.analysis.entries import Bools, Floats
from nbde.analysis.goals import Goals
from nbde.formulas.paths import compound_milestone, linear_milestone, milestone_back


def is_linear(goals: Goals, path: str | None) -> Bools:
    """Whether each row's path is a straight line: for a total, else as `path` or the row says."""
    return goals.total | (
        goals.linear if path is None else np.full(len(goals.line), path == "linear")
    )


def milestones_of(
    goals: Goals, year: Floats, *, path: str | None = None, growth: float | None = None
) -> Floats:
    """The milestone of each goal in `year`, in the row's unit; NaN before the baseline.

    Parameters
    ----------
    goals, year
        One entry a row; the baselines may be later than `year`.
    path
        ``compound`` or ``linear`` for all rows; without it each row's own.
    growth
        A rate [per year] that runs the path back from the target where there is no baseline.
    """
    elapsed = year - goals.baseline_year
    span = goals.target_year - goals.baseline_year
    milestone = np.where(
        is_linear(goals, path),
        linear_milestone(goals.baseline, goals.target, elapsed, span),
        compound_milestone(goals.baseline, goals.target, elapsed, span),
    )
    if growth is not None:
        back = milestone_back(goals.target, growth, goals.target_year - year)
        milestone = np.where(np.isnan(goals.baseline_year) & ~goals.total, back, milestone)
    milestone = np.where(year >= goals.target_year, goals.target, milestone)
    milestone = np.where(np.isnan(goals.target), np.nan, milestone)
    in_force = (year <= goals.target_year) & ~(year < goals.start_year)
    return np.where(goals.every_year, np.where(in_force, goals.target, np.nan), milestone)
