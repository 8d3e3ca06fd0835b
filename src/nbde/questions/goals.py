"""What each target asks for: its baseline, its level, and the wanted direction."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from nbde.formulas.scale import rescale
from nbde.formulas.targets import (
    level_of_change,
    level_of_growth,
    level_of_multiple,
    level_of_points,
)
from nbde.questions.entries import BASELINE, BASES, NONE, Bools, Floats, Ints
from nbde.questions.series import Series

PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Goals:
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
        A word of `schema.BASES`, empty where there is no baseline.
    amount
        For a growth or a change the fraction, for a multiple the multiple, for points the points in
        the row's unit; NaN for a level.
    growth
        Whether the target is an average annual growth rate.
    direction
        +1 where an increase is wanted, -1 where a decrease is.
    comparison
        How the target binds, also where the plan does not write it.
    every_year, total
        The schedule; neither means by the target year.
    linear
        Whether the row's own path is a straight line.
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
    baseline_basis: np.ndarray
    direction: Ints
    comparison: np.ndarray
    every_year: Bools
    total: Bools
    linear: Bools

    def take(self, rows: Ints) -> Goals:
        """The goals of the targets `rows`."""
        return Goals(*(getattr(self, field.name)[rows] for field in fields(self)))

    def known_in(self, year: Floats) -> Goals:
        """The goals as they stand in `year`: a baseline later than that is no baseline."""
        known = ~(self.baseline_year > year)
        stated = self.baseline_basis == PUBLISHED
        return replace(
            self,
            target=np.where(known | stated | np.isnan(self.amount), self.target, np.nan),
            baseline_year=np.where(known, self.baseline_year, np.nan),
            baseline=np.where(known, self.baseline, np.nan),
            baseline_place=np.where(known, self.baseline_place, NONE),
            baseline_basis=np.where(known, self.baseline_basis, ""),
        )


def goals_of(targets: pd.DataFrame, series: Series) -> Goals:
    """What each row of a checked targets table asks for."""
    start = _years(targets, "start_year")
    target_year = _years(targets, "target_year")
    total = _is(targets, "schedule", "total")
    year, baseline, place = _baselines(targets, series, start, target_year)
    basis = _basis_words(series, place, baseline)
    year = np.where(total, start - 1, year)
    baseline = np.where(total, np.where(np.isfinite(start), 0.0, np.nan), baseline)
    basis = np.where(total & np.isfinite(start), PUBLISHED, np.where(total, "", basis))
    amount = _amounts(targets, series)
    target = _levels(targets, amount, baseline, target_year - year)
    direction = _directions(targets, amount, baseline, target)
    written = targets["comparison"].astype(object).to_numpy()
    return Goals(
        line=series.own,
        scale=series.scale,
        start_year=start,
        target_year=target_year,
        target=target,
        amount=amount,
        growth=_is(targets, "target_kind", "growth"),
        baseline_year=year,
        baseline=baseline,
        baseline_place=np.where(total, NONE, place),
        baseline_basis=basis,
        direction=direction,
        comparison=np.where(written != "", written, np.where(direction > 0, ">=", "<=")),
        every_year=_is(targets, "schedule", "every-year"),
        total=total,
        linear=_is(targets, "path", "linear"),
    )


def _baselines(
    targets: pd.DataFrame, series: Series, start: Floats, target_year: Floats
) -> tuple[Floats, Floats, Ints]:
    """Year, value and place of each baseline.

    The one the plan states; else the last value before the plan's first year, else the first one in
    or after it and before the target year; without a first year the first one.
    """
    stated_year = _years(targets, "baseline_year")
    stated = targets["baseline_value"].to_numpy(np.float64)
    before = series.latest(series.own, start - 1)
    after = series.first(series.own, np.nan_to_num(start))
    found = np.where(before != NONE, before, after)
    found = np.where(series.year(found) < target_year, found, NONE)
    known_year = np.isfinite(stated_year)
    place = np.where(known_year, series.at(series.own, stated_year), found)
    known = known_year & np.isfinite(stated)
    year = np.where(known_year, stated_year, series.year(place))
    baseline = np.where(known, stated, series.value(place, series.scale))
    return year, baseline, np.where(known, NONE, place)


def _basis_words(series: Series, place: Ints, baseline: Floats) -> np.ndarray:
    words = np.array([*BASES, PUBLISHED], dtype=object)
    words[BASELINE] = PUBLISHED
    stated = np.isfinite(baseline) & (place == NONE)
    code = np.where(stated, len(BASES), series.code("basis", place))
    return np.where(np.isfinite(baseline), words[code], "")


def _amounts(targets: pd.DataFrame, series: Series) -> Floats:
    """What a growth, change, multiple or points target commits to; NaN for a level.

    A fall that is printed as a fall (direction `decrease`, no upper bound) is a negative amount.
    """
    value = targets["target_value"].to_numpy(np.float64)
    size = targets["_amount_scale"].to_numpy(np.float64)
    kind = targets["target_kind"].astype(object).to_numpy()
    amount = rescale(np.where(np.isin(kind, ("growth", "change")), value, np.nan), size)
    amount = np.where(kind == "multiple", value, amount)
    points = kind == "points"
    amount = np.where(points, rescale(np.where(points, value, np.nan), size / series.scale), amount)
    ceiling = targets["comparison"].isin(("<", "<=")).to_numpy()
    falls = _is(targets, "direction", "decrease") & ~ceiling & (kind != "multiple")
    return np.where(falls, -np.abs(amount), amount)


def _levels(targets: pd.DataFrame, amount: Floats, baseline: Floats, span: Floats) -> Floats:
    kind = targets["target_kind"].astype(object).to_numpy()
    level = targets["target_value"].to_numpy(np.float64)
    level = np.where(kind == "growth", level_of_growth(baseline, amount, span), level)
    level = np.where(kind == "change", level_of_change(baseline, amount), level)
    level = np.where(kind == "multiple", level_of_multiple(baseline, amount), level)
    return np.where(kind == "points", level_of_points(baseline, amount), level)


def _directions(targets: pd.DataFrame, amount: Floats, baseline: Floats, target: Floats) -> Ints:
    """As given, else from a comparison that is written, else the sign of the change asked for."""
    comparison = targets["comparison"]
    asked = np.where(_is(targets, "target_kind", "multiple"), amount - 1, amount)
    sign = np.sign(np.where(np.isfinite(target - baseline), target - baseline, asked))
    direction = np.where(sign < 0, -1, 1)
    direction = np.where(comparison.isin((">", ">=")), 1, direction)
    direction = np.where(comparison.isin(("<", "<=")), -1, direction)
    direction = np.where(_is(targets, "direction", "increase"), 1, direction)
    return np.where(_is(targets, "direction", "decrease"), -1, direction).astype(np.int64)


def _years(targets: pd.DataFrame, column: str) -> Floats:
    return targets[column].to_numpy(np.float64, na_value=np.nan)


def _is(targets: pd.DataFrame, column: str, word: str) -> Bools:
    return (targets[column] == word).to_numpy(bool)
