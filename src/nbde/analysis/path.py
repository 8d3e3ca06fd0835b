"""The milestones of each target year by year, beside what was observed."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from nbde.analysis.arrays import BASELINE, Bools, Floats, Ints, years_between
from nbde.analysis.caveats import Part
from nbde.analysis.figures import is_linear, milestones_of
from nbde.analysis.notes import Notes
from nbde.analysis.quantities import (
    Caveat,
    Quantities,
    caveats_in_words,
    has,
)
from nbde.analysis.results import label_columns, year_column, years_of
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
    observed, missing_year = _observed(resolved, series, years)
    notes = Notes(len(rows), lang, OUTPUTS["path"])
    _why_no_milestone(notes, resolved, milestone, years, is_linear(resolved, path))
    _why_no_observed(notes, resolved, observed, missing_year, years)
    _about_observed(notes, resolved, observed, years)
    notes.rest_on(_parts(resolved, milestone, observed, years), series.words)
    on_way = np.isfinite(milestone) & (years < resolved.target_year) & ~resolved.every_year
    notes.add_editions(on_way, resolved.baseline, observed, series.words)
    found = {
        **label_columns(targets, series.words, rows, lang),
        "unit": series.words.column(series.unit[rows]),
        "year": year_column(years),
        "milestone": milestone,
        "observed": observed.value,
        "target_year": year_column(resolved.target_year),
        "target_value": resolved.target,
        "note": notes.column(),
        "caveats": caveats_in_words(notes.caveats),
    }
    return pd.DataFrame({column: found[column] for column in OUTPUTS["path"]})


def _own_years(resolved: Targets) -> tuple[Ints, Floats]:
    """From each target's baseline, else the plan's first year, to its target year."""
    begin = np.where(resolved.baseline.known(), resolved.baseline.year, resolved.start_year)
    begin = np.where(resolved.every_year, resolved.start_year, begin)
    begin = np.where(begin <= resolved.target_year, begin, resolved.target_year)
    return years_between(begin, resolved.target_year)


def _observed(resolved: Targets, series: Series, years: Floats) -> tuple[Quantities, Floats]:
    """The value of the year itself, of a total the sum so far; and the year a total lacks."""
    values = values_at(resolved, series, years, project=False)
    of_year = (values.year == years) | resolved.total
    return values.where(of_year), values.missing_year


def _parts(resolved: Targets, milestone: Floats, observed: Quantities, years: Floats) -> list[Part]:
    """The observed value, the target, and the baseline where the milestone comes from it."""
    on_way = np.isfinite(milestone) & (years < resolved.target_year) & ~resolved.every_year
    computed = has(resolved.target_caveats, Caveat.DERIVED)
    based = resolved.baseline.known() & (on_way | computed)
    return [
        Part.of("observed", observed.known() & ~resolved.total, observed),
        Part.of("values", observed.known() & resolved.total, observed),
        Part.of("baseline", based, resolved.baseline),
        Part.target(np.isfinite(resolved.target), resolved.target_caveats),
    ]


def _about_observed(notes: Notes, resolved: Targets, observed: Quantities, years: Floats) -> None:
    notes.add((observed.basis == BASELINE) & ~resolved.total, "note.observed_baseline")
    summed = resolved.total & observed.known()
    notes.add_sum("observed", summed, resolved.start_year)
    notes.add(summed & (years > resolved.target_year), "note.over", year=resolved.target_year)


def _why_no_observed(
    notes: Notes, resolved: Targets, observed: Quantities, missing_year: Floats, years: Floats
) -> None:
    begins, total = resolved.start_year, resolved.total
    notes.add(~observed.known() & ~total, "note.not_observed")
    notes.add(total & np.isnan(begins), "note.total_without_start")
    notes.add(total & (years < begins), "note.not_begun", year=begins)
    notes.add(np.isfinite(missing_year), "note.total_missing", year=missing_year)


def _why_no_milestone(
    notes: Notes, resolved: Targets, milestone: Floats, years: Floats, linear: Bools
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
    no_baseline = empty & ~resolved.baseline.known()
    notes.add(no_baseline & ~resolved.total, "note.no_path")
    before = empty & (years < resolved.baseline.year)
    notes.add(before, "note.before_baseline", year=resolved.baseline.year)
    empty &= ~no_baseline & ~before
    notes.add(empty & resolved.kept, "note.target_kept")
    notes.add(empty & ~resolved.kept & ~linear, "note.no_compound_path")
