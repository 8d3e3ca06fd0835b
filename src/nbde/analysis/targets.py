"""The targets resolved: the level and direction of each, and the baseline it is measured from."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from nbde.analysis.arrays import (
    BASELINE,
    CONFIDENCES,
    NONE,
    PUBLISHED,
    Bools,
    Floats,
    Ints,
    numbers_of,
    positions,
)
from nbde.analysis.quantities import OF_COMPARISON, OF_CONFIDENCE, Caveat, Quantities, has
from nbde.analysis.series import Series
from nbde.formulas.scale import rescale, without_noise
from nbde.formulas.targets import (
    level_of_change,
    level_of_growth,
    level_of_multiple,
    level_of_points,
    meets,
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
    kept
        Whether the baseline already keeps the target, so that there is no way to go.
    start_year, target_year
        NaN where the table does not say.
    target
        The level in the row's unit; NaN where unknown.
    target_caveats
        Bits of `Caveat`: how sure the plan's text is, and whether the level was computed from the
        baseline.
    baseline
        The level it is measured from; its year may be known where its value is not. One that the
        plan states has the basis `PUBLISHED` and no position.
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
    kept: Bools
    start_year: Floats
    target_year: Floats
    target: Floats
    target_caveats: Ints
    amount: Floats
    growth: Bools
    baseline: Quantities
    direction: Ints
    comparison: Ints
    every_year: Bools
    total: Bools
    linear: Bools
    natural_limit: Floats

    def take(self, rows: Ints) -> Targets:
        """The targets `rows`."""
        columns: list[Any] = [getattr(self, field.name) for field in fields(self)]
        taken: list[Any] = [c.take(rows) if isinstance(c, Quantities) else c[rows] for c in columns]
        return Targets(*taken)

    def without_future_baselines(self, year: Floats) -> Targets:
        """The targets as they stand in `year`: a baseline later than that is no baseline."""
        known = ~(self.baseline.year > year)
        if known.all():
            return self
        stated = self.baseline.basis == PUBLISHED
        from_later = ~known & has(self.target_caveats, Caveat.DERIVED)
        behind = np.where(from_later, self.baseline.caveats, 0)
        return replace(
            self,
            target=np.where(known | stated | np.isnan(self.amount), self.target, np.nan),
            kept=self.kept & known,
            target_caveats=self.target_caveats | behind,
            baseline=self.baseline.where(known),
        )


def resolve_targets(
    targets: pd.DataFrame,
    series: Series,
    rows: Ints | None = None,
    year: Floats | None = None,
) -> Targets:
    """The targets with their levels, directions and baselines.

    Parameters
    ----------
    targets, series
        A checked table and the series its rows need.
    rows, year
        The targets requested and the year of each; a baseline out of the series is then
        one known in that year. Without them every target once, with all that is known.
    """
    rows = np.arange(len(targets)) if rows is None else rows
    limit = np.full(len(rows), np.inf) if year is None else year
    line, scale = series.row_series[rows], series.scale[rows]
    start = numbers_of(targets, "start_year")[rows]
    target_year = numbers_of(targets, "target_year")[rows]
    total = _is(targets, "schedule", "total")[rows]
    confidence = positions(targets["confidence"], CONFIDENCES)[rows]
    baseline = _baselines(targets, series, rows, confidence, start, target_year, limit)
    if total.any():
        baseline = _from_zero(baseline, total, start)
    amount = _amounts(targets, series)[rows]
    target = _levels(targets, rows, amount, baseline.value, target_year - baseline.year)
    begun = np.where(total & (baseline.year > limit), np.nan, baseline.value)
    direction = _directions(targets, rows, amount, begun, target)
    computed = np.isfinite(amount) & np.isfinite(target)
    every_year = _is(targets, "schedule", "every-year")[rows]
    return Targets(
        line=line,
        scale=scale,
        kept=meets(baseline.value, target, direction) & ~every_year & ~total,
        start_year=start,
        target_year=target_year,
        target=target,
        target_caveats=OF_CONFIDENCE[confidence] | np.where(computed, int(Caveat.DERIVED), 0),
        amount=amount,
        growth=_is(targets, "target_kind", "growth")[rows],
        baseline=baseline,
        direction=direction,
        comparison=_comparisons(targets, rows, direction),
        every_year=every_year,
        total=total,
        linear=_is(targets, "path", "linear")[rows],
        natural_limit=targets["natural_limit"].to_numpy(np.float64)[rows],
    )


def _baselines(
    targets: pd.DataFrame,
    series: Series,
    rows: Ints,
    confidence: Ints,
    start: Floats,
    target_year: Floats,
    limit: Floats,
) -> Quantities:
    """The baselines, not of totals.

    The one the plan states; else, of the values up to `limit`, the last one before the plan's first
    year, else the first one in or after it and before the target year; without a first year the
    first one.
    """
    line, scale = series.row_series[rows], series.scale[rows]
    stated_year = numbers_of(targets, "baseline_year")[rows]
    stated_value = targets["baseline_value"].to_numpy(np.float64)[rows]
    before = series.latest(line, np.minimum(start - 1, limit))
    after = series.first(line, np.nan_to_num(start))
    found = np.where(before != NONE, before, after)
    found_year = series.year(found)
    found = np.where((found_year < target_year) & (found_year <= limit), found, NONE)
    dated = np.isfinite(stated_year)
    of_year = np.where(stated_year <= limit, series.at(line, stated_year), NONE)
    stated = dated & np.isfinite(stated_value)
    taken = series.quantities(np.where(stated, NONE, np.where(dated, of_year, found)), scale)
    basis = np.where(taken.basis == BASELINE, PUBLISHED, taken.basis)
    comparison = positions(targets["baseline_comparison"], COMPARISONS)[rows]
    caveats = OF_CONFIDENCE[confidence] | OF_COMPARISON[comparison]
    return Quantities(
        value=np.where(stated, stated_value, taken.value),
        year=np.where(dated, stated_year, taken.year),
        position=taken.position,
        basis=np.where(stated, PUBLISHED, basis),
        confidence=np.where(stated, confidence, taken.confidence),
        edition=taken.edition,
        caveats=np.where(stated, caveats, taken.caveats),
    )


def _from_zero(baseline: Quantities, total: Bools, start: Floats) -> Quantities:
    """The baselines with those of totals: zero at the end of the year before the plan's first."""
    others = baseline.where(~total)
    begun = total & np.isfinite(start)
    return replace(
        others,
        value=np.where(begun, 0.0, others.value),
        year=np.where(total, start - 1, others.year),
        basis=np.where(begun, PUBLISHED, others.basis),
    )


def _amounts(targets: pd.DataFrame, series: Series) -> Floats:
    """The growth, change, multiple or points that a target commits to; NaN for a level.

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
    """As given, else from a comparison that is written, else the sign of the change."""
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
