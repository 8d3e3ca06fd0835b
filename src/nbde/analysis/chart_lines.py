"""The lines of the chart of each target: the values so far, the path to the target, the trend."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from nbde.analysis.arrays import NONE, Floats, Ints, numbers_of, run, years_between
from nbde.analysis.figures import milestones_of
from nbde.analysis.results import word_column, year_column
from nbde.analysis.series import Series, series_of
from nbde.analysis.targets import Targets, resolve_targets
from nbde.analysis.values import values_at
from nbde.formulas.growth import level_after
from nbde.schema import BASES

OBSERVED, PATH, CARRIED, TREND = "observed", "path", "carried", "trend"


class _Points(NamedTuple):
    """Points of one kind of line: the target each belongs to, its year and its value."""

    kind: str
    row: Ints
    year: Floats
    value: Floats
    basis: Ints | None = None
    edition: np.ndarray | None = None

    @property
    def bases(self) -> Ints:
        """The basis of each point, of `schema.BASES`; NONE where none is given."""
        return np.full(len(self.row), NONE) if self.basis is None else self.basis

    @property
    def editions(self) -> np.ndarray:
        """The edition of each point; empty texts where none is given."""
        return np.full(len(self.row), "", object) if self.edition is None else self.edition


def lines_of(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    gap: pd.DataFrame,
    forecast: pd.DataFrame,
    *,
    year: int,
    path: str | None,
    growth: float | None,
) -> pd.DataFrame:
    """The points of every line, as the answers for `year` know them.

    Parameters
    ----------
    targets, observations
        Checked frames.
    gap, forecast
        The answers of the two questions for `year`, a row a target.
    year, path, growth
        The arguments of `gap`.

    Returns
    -------
    pandas.DataFrame
        One row a point, ordered by target, line and year. `target` is the number of the target's
        row; `line` is ``observed``, ``path``, ``carried`` (the value projected to the year) or
        ``trend``; `value` is in `unit`; of an observation `value_basis` and `edition` are given.
        The values of a target that is a total are the sums from its first year.
    """
    series = series_of(targets, observations)
    rows = np.arange(len(targets))
    asked = np.full(len(targets), float(year))
    resolved = resolve_targets(targets, series, rows, asked)
    kinds = [
        _observed(resolved, series, year),
        _sums(resolved, series, year),
        _path(resolved, series, year, path, growth),
        _carried(resolved, series, gap),
        _trend(resolved, series, forecast),
    ]
    row = np.concatenate([points.row for points in kinds])
    found = pd.DataFrame({
        "target": row,
        "line": np.repeat([points.kind for points in kinds], [len(p.row) for p in kinds]),
        "year": np.concatenate([points.year for points in kinds]),
        "value": np.concatenate([points.value for points in kinds]),
        "unit": series.words.column(series.unit[row]),
        "value_basis": word_column(np.concatenate([points.bases for points in kinds]), BASES),
        "edition": np.concatenate([points.editions for points in kinds]),
    })  # fmt: skip
    known = found.loc[np.isfinite(found["value"])]
    ordered: pd.DataFrame = known.sort_values(["target", "line", "year"], ignore_index=True)
    return ordered.assign(year=year_column(ordered["year"].to_numpy()))


def _observed(resolved: Targets, series: Series, year: int) -> _Points:
    """Every value up to the year; none of a total, which is drawn by its sums."""
    start = series.first(resolved.line, np.zeros(len(resolved.line)))
    stop = series.latest(resolved.line, np.full(len(resolved.line), year))
    row, place = run(start, np.where(resolved.total, NONE, stop))
    basis = series.code("basis", place)
    value = series.value(place, resolved.scale[row])
    return _Points(OBSERVED, row, series.year(place), value, basis, series.text("edition", place))


def _sums(resolved: Targets, series: Series, year: int) -> _Points:
    """The sums so far of each total, from its first year to the year or its last one."""
    until = np.minimum(resolved.target_year, year)
    row, at = years_between(np.where(resolved.total, resolved.start_year, np.nan), until)
    sums = values_at(resolved.take(row), series, at, project=False)
    return _Points(OBSERVED, row, at, sums.value, sums.basis)


def _path(
    resolved: Targets, series: Series, year: int, path: str | None, growth: float | None
) -> _Points:
    """The milestones from the baseline, else the plan's first year, to the target year.

    None where any of these years has no milestone, and none from a baseline later than `year`.
    """
    first = series.year(series.first(resolved.line, np.zeros(len(resolved.line))))
    begin = np.where(resolved.baseline.known(), resolved.baseline.year, resolved.start_year)
    begin = np.where(resolved.every_year, resolved.start_year, begin)
    begin = np.where(np.isnan(begin), np.fmin(first, year), begin)
    row, at = years_between(np.minimum(begin, resolved.target_year), resolved.target_year)
    milestone = milestones_of(resolved.take(row), at, path=path, growth=growth)
    known = np.bincount(row[np.isfinite(milestone)], minlength=len(resolved.line))
    whole = (known == np.bincount(row, minlength=len(resolved.line))) & (known > 1)
    later = (resolved.baseline.year > year) & ~resolved.every_year
    milestone = np.where((whole & ~later)[row], milestone, np.nan)
    return _Points(PATH, row, at, milestone)


def _carried(resolved: Targets, series: Series, gap: pd.DataFrame) -> _Points:
    """The latest value and the same projected, where `gap` projects."""
    projected = np.flatnonzero((gap["value_basis"] == "projected").to_numpy(bool))
    year, value = numbers_of(gap, "as_of")[projected], gap["value"].to_numpy(np.float64)[projected]
    last = series.latest(resolved.line[projected], year)
    row = np.concatenate([projected, projected])
    return _Points(
        CARRIED,
        row,
        np.concatenate([series.year(last), year]),
        np.concatenate([series.value(last, resolved.scale[projected]), value]),
    )


def _trend(resolved: Targets, series: Series, forecast: pd.DataFrame) -> _Points:
    """From the last value used along the median of the forecast to the target year."""
    projected = forecast["projected"].to_numpy(np.float64)
    rate = forecast["growth"].to_numpy(np.float64)
    last = np.where(np.isfinite(projected), numbers_of(forecast, "as_of"), np.nan)
    row, at = years_between(last, resolved.target_year)
    start = series.value(series.at(resolved.line[row], last[row]), resolved.scale[row])
    along = level_after(start, rate[row], at - last[row])
    value = np.where(at == resolved.target_year[row], projected[row], along)
    value = np.where(at == last[row], start, value)
    return _Points(TREND, row, at, value)
