"""What each target asks for: its baseline, its level, and the wanted direction."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from nbde.analysis.arrays import (
    BASELINE,
    NONE,
    PUBLISHED,
    Bools,
    Floats,
    Ints,
    numbers_of,
    positions,
)
from nbde.analysis.series import Series
from nbde.formulas.scale import rescale, without_noise
from nbde.formulas.targets import (
    level_of_change,
    level_of_growth,
    level_of_multiple,
    level_of_points,
)
from nbde.schema import COMPARISONS

_AT_LEAST, _AT_MOST = COMPARISONS.index(">="), COMPARISONS.index("<=")


@dataclass(frozen=True, slots=True)
class Targets:
    """One entry a target.

    Attributes
    ----------
    line, scale
        The target's line in the series, and the size of its unit.
    start_year, target_year, baseline_year
        NaN where the table does not say and the series does not know.
    baseline, target
        Levels in the row's unit; NaN where unknown.
    baseline_place
        The series' entry the baseline was taken from, `NONE` for one the plan states.
    baseline_basis
        An index into `schema.BASES`, `NONE` where there is no baseline.
    amount
        For a growth or a change the fraction, for a multiple the multiple, for points the points in
        the row's unit; NaN for a level.
    growth
        Whether the target is an average annual growth rate.
    direction
        +1 where an increase is wanted, -1 where a decrease is.
    comparison
        How the target binds, an index into `schema.COMPARISONS`; also where the plan does not write
        it.
    every_year, total
        The schedule; neither means by the target year.
    linear
        Whether the row's own path is a straight line.
    natural_limit
        The level that cannot be passed, in the row's unit; NaN where the table names none.
    """

    line: Ints
    scale: Floats
    start_year: Floats
    target_year: Floats
    target: Floats
    amount: Floats
    growth: Bools
    baseline_year: Floats
    baseline: Floats
    baseline_place: Ints
    baseline_basis: Ints
    direction: Ints
    comparison: Ints
    every_year: Bools
    total: Bools
    linear: Bools
    natural_limit: Floats

    def take(self, rows: Ints) -> Targets:
        """The resolved of the targets `rows`."""
        return Targets(*(getattr(self, field.name)[rows] for field in fields(self)))

    def without_future_baselines(self, year: Floats) -> Targets:
        """The resolved as they stand in `year`: a baseline later than that is no baseline."""
        known = ~(self.baseline_year > year)
        stated = self.baseline_basis == PUBLISHED
        return replace(
            self,
            target=np.where(known | stated | np.isnan(self.amount), self.target, np.nan),
            baseline_year=np.where(known, self.baseline_year, np.nan),
            baseline=np.where(known, self.baseline, np.nan),
            baseline_place=np.where(known, self.baseline_place, NONE),
            baseline_basis=np.where(known, self.baseline_basis, NONE),
        )


def resolve_targets(
    targets: pd.DataFrame,
    series: Series,
    rows: Ints | None = None,
    year: Floats | None = None,
) -> Targets:
    """What the targets ask for.

    Parameters
    ----------
    targets, series
        A checked table and the series its rows need.
    rows, year
        The targets asked about and the year each is asked for; a baseline out of the series is then
        one known in that year. Without them every target once, with all that is known.
    """
    rows = np.arange(len(targets)) if rows is None else rows
    limit = np.full(len(rows), np.inf) if year is None else year
    line, scale = series.row_series[rows], series.scale[rows]
    start = numbers_of(targets, "start_year")[rows]
    target_year = numbers_of(targets, "target_year")[rows]
    total = _is(targets, "schedule", "total")[rows]
    begins, baseline, place = _baselines(targets, series, rows, start, target_year, limit)
    basis = _bases(series, place, baseline)
    begins = np.where(total, start - 1, begins)
    baseline = np.where(total, np.where(np.isfinite(start), 0.0, np.nan), baseline)
    basis = np.where(total & np.isfinite(start), PUBLISHED, np.where(total, NONE, basis))
    amount = _amounts(targets, series)[rows]
    target = _levels(targets, rows, amount, baseline, target_year - begins)
    begun = np.where(total & (begins > limit), np.nan, baseline)
    direction = _directions(targets, rows, amount, begun, target)
    return Targets(
        line=line,
        scale=scale,
        start_year=start,
        target_year=target_year,
        target=target,
        amount=amount,
        growth=_is(targets, "target_kind", "growth")[rows],
        baseline_year=begins,
        baseline=baseline,
        baseline_place=np.where(total, NONE, place),
        baseline_basis=basis,
        direction=direction,
        comparison=_comparisons(targets, rows, direction),
        every_year=_is(targets, "schedule", "every-year")[rows],
        total=total,
        linear=_is(targets, "path", "linear")[rows],
        natural_limit=targets["natural_limit"].to_numpy(np.float64)[rows],
    )


def _baselines(
    targets: pd.DataFrame,
    series: Series,
    rows: Ints,
    start: Floats,
    target_year: Floats,
    limit: Floats,
) -> tuple[Floats, Floats, Ints]:
    """Year, value and place of each baseline.

    The one the plan states; else, of the values up to `limit`, the last one before the plan's first
    year, else the first one in or after it and before the target year; without a first year the
    first one.
    """
    line, scale = series.row_series[rows], series.scale[rows]
    stated_year = numbers_of(targets, "baseline_year")[rows]
    stated = targets["baseline_value"].to_numpy(np.float64)[rows]
    before = series.latest(line, np.minimum(start - 1, limit))
    after = series.first(line, np.nan_to_num(start))
    found = np.where(before != NONE, before, after)
    found_year = series.year(found)
    found = np.where((found_year < target_year) & (found_year <= limit), found, NONE)
    known_year = np.isfinite(stated_year)
    seen = np.where(stated_year <= limit, series.at(line, stated_year), NONE)
    place = np.where(known_year, seen, found)
    known = known_year & np.isfinite(stated)
    year = np.where(known_year, stated_year, series.year(place))
    baseline = np.where(known, stated, series.value(place, scale))
    return year, baseline, np.where(known, NONE, place)


def _bases(series: Series, place: Ints, baseline: Floats) -> Ints:
    """What each baseline rests on: one that a plan states is published, in whichever row."""
    basis = series.code("basis", place, BASELINE)
    basis = np.where(basis == BASELINE, PUBLISHED, basis)
    return np.where(np.isfinite(baseline), basis, NONE)


def _amounts(targets: pd.DataFrame, series: Series) -> Floats:
    """What a growth, change, multiple or points target commits to; NaN for a level.

    A fall that is printed as a fall (direction `decrease`, no upper bound) is a negative amount.
    """
    value = targets["target_value"].to_numpy(np.float64)
    if targets["target_kind"].isin(("", "level")).all():
        return np.full(len(value), np.nan)
    size = targets["_amount_scale"].to_numpy(np.float64)
    multiple, points = (_is(targets, "target_kind", word) for word in ("multiple", "points"))
    rate = _is(targets, "target_kind", "growth") | _is(targets, "target_kind", "change")
    amount = rescale(np.where(rate, value, np.nan), size)
    amount = np.where(multiple, value, amount)
    amount = np.where(points, rescale(np.where(points, value, np.nan), size / series.scale), amount)
    ceiling = targets["comparison"].isin(("<", "<=")).to_numpy()
    falls = _is(targets, "direction", "decrease") & ~ceiling & ~multiple
    return np.where(falls, -np.abs(amount), amount)


def _levels(
    targets: pd.DataFrame, rows: Ints, amount: Floats, baseline: Floats, span: Floats
) -> Floats:
    level = targets["target_value"].to_numpy(np.float64)[rows]
    if targets["target_kind"].isin(("", "level")).all():
        return level
    reached = {
        "growth": level_of_growth(baseline, amount, span),
        "change": level_of_change(baseline, amount),
        "multiple": level_of_multiple(baseline, amount),
        "points": level_of_points(baseline, amount),
    }
    for kind, found in reached.items():
        level = np.where(_is(targets, "target_kind", kind)[rows], found, level)
    return np.where(np.isfinite(amount), without_noise(level), level)


def _comparisons(targets: pd.DataFrame, rows: Ints, direction: Ints) -> Ints:
    """As written, else the one that goes with the direction."""
    written = positions(targets["comparison"], COMPARISONS)[rows]
    return np.where(written == NONE, np.where(direction > 0, _AT_LEAST, _AT_MOST), written)


def _directions(
    targets: pd.DataFrame, rows: Ints, amount: Floats, baseline: Floats, target: Floats
) -> Ints:
    """As given, else from a comparison that is written, else the sign of the change asked for."""
    comparison = targets["comparison"]
    asked = np.where(_is(targets, "target_kind", "multiple")[rows], amount - 1, amount)
    sign = np.sign(np.where(np.isfinite(target - baseline), target - baseline, asked))
    direction = np.where(sign < 0, -1, 1)
    direction = np.where(comparison.isin((">", ">=")).to_numpy()[rows], 1, direction)
    direction = np.where(comparison.isin(("<", "<=")).to_numpy()[rows], -1, direction)
    direction = np.where(_is(targets, "direction", "increase")[rows], 1, direction)
    down = _is(targets, "direction", "decrease")[rows]
    return np.where(down, -1, direction).astype(np.int64)


def _is(targets: pd.DataFrame, column: str, word: str) -> Bools:
    return (targets[column] == word).to_numpy(bool)
