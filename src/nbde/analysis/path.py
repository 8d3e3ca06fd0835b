"""The milestones of each target year by year, beside what was observed."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from nbde.analysis.arrays import (
    ASSUMED,
    BASELINE,
    CONFIDENCES,
    DERIVED,
    NONE,
    Floats,
    Ints,
    years_between,
)
from nbde.analysis.calendar import years_of
from nbde.analysis.milestones import is_linear, milestones_of
from nbde.analysis.notes import Notes
from nbde.analysis.results import label_columns, year_column
from nbde.analysis.series import Series, series_of
from nbde.analysis.targets import Targets, resolve_targets
from nbde.analysis.values import values_at
from nbde.schema import OUTPUTS


def path(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    *,
    year: int | Iterable[int] | None = None,
    path: str | None = None,
    growth: float | None = None,
    lang: str = "en",
) -> pd.DataFrame:
    """The milestone and the observed value of every target in every year.

    Parameters
    ----------
    targets, observations
        Frames of `nbde.read_targets` and `nbde.read_observations`.
    year
        One or several years; default each target's own, from its baseline (else the plan's first
        year, else the target year) to its target year.
    path
        ``compound`` or ``linear`` for every row; without it each row's own, else compound.
    growth
        A rate [fraction per year] that runs a path back from the target where there is no baseline.
    lang
        Language of names and notes, ``en`` or ``zh``.

    Returns
    -------
    pandas.DataFrame
        One row a target and year, the columns of ``nbde.schema.OUTPUTS["path"]``; `milestone` and
        `observed` are in the row's unit, NaN before the baseline and where nothing was observed. Of
        a total both count from its first year: `observed` is the sum so far, NaN if a year is
        missing.

    Raises
    ------
    DataError
        If the targets have no entities and an indicator has observations of several.
    """
    series = series_of(targets, observations)
    if year is None:
        rows, years = _own_years(resolve_targets(targets, series))
    else:
        asked = np.array(years_of(year), dtype=np.float64)
        rows = np.repeat(np.arange(len(targets)), len(asked))
        years = np.tile(asked, len(targets))
    resolved = resolve_targets(targets, series, rows, years)
    milestone = milestones_of(resolved, years, path=path, growth=growth)
    notes = Notes(len(rows), lang, OUTPUTS["path"])
    _explain(notes, resolved, milestone, years, path)
    observed = _observed(notes, resolved, series, years)
    rests = np.isfinite(milestone) & (years < resolved.target_year)
    notes.add(rests & (resolved.baseline_basis == ASSUMED), "note.assumed_baseline")
    found = {
        **label_columns(targets, series.words, rows, lang),
        "unit": series.words.column(series.unit[rows]),
        "year": year_column(years),
        "milestone": milestone,
        "observed": observed,
        "target_year": year_column(resolved.target_year),
        "target_value": resolved.target,
        "note": notes.column(),
    }
    return pd.DataFrame({column: found[column] for column in OUTPUTS["path"]})


def _own_years(resolved: Targets) -> tuple[Ints, Floats]:
    """From each target's baseline, else the plan's first year, to its target year."""
    begin = np.where(np.isfinite(resolved.baseline), resolved.baseline_year, resolved.start_year)
    begin = np.where(resolved.every_year, resolved.start_year, begin)
    begin = np.where(begin <= resolved.target_year, begin, resolved.target_year)
    return years_between(begin, resolved.target_year)


def _observed(notes: Notes, resolved: Targets, series: Series, years: Floats) -> Floats:
    """What compares with the milestone: the value of the year itself, of a total the sum so far."""
    place = series.at(resolved.line, years)
    basis = series.code("basis", place)
    single = (place != NONE) & ~resolved.total
    for code, key in ((BASELINE, "baseline"), (DERIVED, "derived"), (ASSUMED, "assumed")):
        notes.add((basis == code) & single, f"note.observed_{key}")
    observed = series.value(place, resolved.scale)
    _sum_totals(notes, resolved, series, years, observed)
    return observed


def _sum_totals(
    notes: Notes, resolved: Targets, series: Series, years: Floats, observed: Floats
) -> None:
    """Put the sum from the first year on into the rows of totals, and say what it is made of."""
    rows = np.flatnonzero(resolved.total)
    sums = values_at(resolved.take(rows), series, years[rows], project=False)
    observed[rows] = sums.value
    missing, loose, assumed = (
        np.full(len(years), np.nan),
        resolved.total.copy(),
        resolved.total.copy(),
    )
    missing[rows] = sums.missing_year
    loose[rows] = sums.lower | sums.upper
    assumed[rows] = sums.confidence == CONFIDENCES.index("assumed")
    summed = resolved.total & np.isfinite(observed)
    notes.add(resolved.total & np.isnan(resolved.start_year), "note.total_without_start")
    notes.add(
        resolved.total & (years < resolved.start_year), "note.not_begun", year=resolved.start_year
    )
    notes.add(np.isfinite(missing), "note.total_missing", year=missing)
    notes.add(summed, "note.observed_sum", year=resolved.start_year)
    notes.add(summed & (years > resolved.target_year), "note.over", year=resolved.target_year)
    notes.add(summed & loose, "note.total_bound")
    notes.add(summed & assumed, "note.uses_assumed")


def _explain(
    notes: Notes, resolved: Targets, milestone: Floats, years: Floats, path: str | None
) -> None:
    empty = np.isnan(milestone)
    no_level = np.isnan(resolved.target)
    notes.add(empty & no_level & np.isfinite(resolved.amount), "note.no_level")
    notes.add(empty & no_level & np.isnan(resolved.amount), "note.no_target")
    empty &= ~no_level
    outside = empty & resolved.every_year
    notes.add(outside & (years < resolved.start_year), "note.not_begun", year=resolved.start_year)
    notes.add(outside & (years > resolved.target_year), "note.over", year=resolved.target_year)
    empty &= ~resolved.every_year
    no_baseline = empty & np.isnan(resolved.baseline)
    notes.add(no_baseline & ~resolved.total, "note.no_path")
    before = empty & (years < resolved.baseline_year)
    notes.add(before, "note.before_baseline", year=resolved.baseline_year)
    notes.add(empty & ~no_baseline & ~before & ~is_linear(resolved, path), "note.no_compound_path")
