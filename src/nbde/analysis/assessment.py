"""The figures that `gap` and `growth` have in common: one row a target and year asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from nbde.analysis.achieved import achieved_growth
from nbde.analysis.arrays import CONFIDENCES, Floats, Ints
from nbde.analysis.milestones import milestones_of
from nbde.analysis.reasons import explain
from nbde.analysis.results import (
    confidence_codes,
    label_columns,
    source_column,
    word_column,
    year_column,
)
from nbde.analysis.series import Series, series_of
from nbde.analysis.status_rule import is_limit, status_of
from nbde.analysis.targets import Targets, resolve_targets
from nbde.analysis.values import Values, values_at
from nbde.formulas import targets as formula
from nbde.formulas.growth import annual_change, continuous_growth, growth_rate
from nbde.formulas.scale import difference
from nbde.schema import BASES, COMPARISONS, STATUSES
from nbde.threads import in_halves


def assess(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    years: Sequence[int],
    columns: Sequence[str],
    *,
    path: str | None,
    growth: float | None,
    project: bool,
    trend: str,
    lang: str,
) -> pd.DataFrame:
    """The `columns` of `schema.OUTPUTS` for every target and year."""
    (frame,) = assess_each(
        targets, observations, years, [columns],
        path=path, growth=growth, project=project, trend=trend, lang=lang,
    )  # fmt: skip
    return frame


def assess_each(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    years: Sequence[int],
    selections: Sequence[Sequence[str]],
    *,
    path: str | None,
    growth: float | None,
    project: bool,
    trend: str,
    lang: str,
) -> list[pd.DataFrame]:
    """A frame for each selection of columns; its note is about the columns that it has."""
    series = series_of(targets, observations)
    rows = np.repeat(np.arange(len(targets)), len(years))
    year = np.tile(np.asarray(years, dtype=np.float64), len(targets))

    def answer(some: slice) -> _Answer:
        return _answer(
            targets, series, rows[some], year[some], selections,
            path=path, growth=growth, project=project, trend=trend, lang=lang,
        )  # fmt: skip

    answers = in_halves(answer, len(rows))

    def whole(name: str) -> np.ndarray:
        parts = [answer.columns.pop(name) for answer in answers]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    found = {
        **label_columns(targets, series.words, rows, lang),
        "unit": series.words.column(series.unit[rows]),
        "year": year_column(year),
        **{name: year_column(whole(name)) for name in _YEARS},
        **{name: whole(name) for name in _FIGURES},
        **{name: word_column(whole(name), words) for name, words in _WORDS.items()},
        "source": source_column(targets, series, rows, whole("place")),
    }
    notes = [
        union_categoricals(list(parts)) for parts in zip(*(a.notes for a in answers), strict=True)
    ]
    return [
        pd.DataFrame({name: note if name == "note" else found[name] for name in columns})
        for columns, note in zip(selections, notes, strict=True)
    ]


_YEARS = ("as_of", "baseline_year", "target_year", "years_left")
_FIGURES = (
    "value", "baseline_value", "milestone", "milestone_gap", "target_value", "gap", "progress",
    "required_growth", "required_change", "achieved_growth", "acceleration",
)  # fmt: skip
_WORDS = {
    "value_basis": BASES,
    "baseline_basis": BASES,
    "comparison": COMPARISONS,
    "status": STATUSES,
    "confidence": CONFIDENCES,
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What some rows have in the columns, and their notes for each selection of columns.

    Words stand as their places in `_WORDS`; `place` is the entry that the value was taken from.
    """

    columns: dict[str, np.ndarray]
    notes: list[pd.Categorical[object]]


def _answer(
    targets: pd.DataFrame,
    series: Series,
    rows: Ints,
    year: Floats,
    selections: Sequence[Sequence[str]],
    *,
    path: str | None,
    growth: float | None,
    project: bool,
    trend: str,
    lang: str,
) -> _Answer:
    planned = resolve_targets(targets, series, rows, year)
    resolved = planned.without_future_baselines(year)
    values = values_at(resolved, series, year, project=project)
    milestone = milestones_of(planned, year, path=path, growth=growth)
    statuses = status_of(resolved, values, series, year)
    achieved = achieved_growth(resolved, values, series, trend)
    figures = figures_of(resolved, values, milestone, achieved, year, trend)
    columns = {
        "as_of": values.as_of,
        "value": values.value,
        "value_basis": values.basis,
        "baseline_year": resolved.baseline_year,
        "baseline_value": resolved.baseline,
        "baseline_basis": resolved.baseline_basis,
        "milestone": figures.milestone,
        "milestone_gap": figures.milestone_gap,
        "target_year": resolved.target_year,
        "comparison": resolved.comparison,
        "target_value": resolved.target,
        "gap": figures.gap,
        "progress": figures.progress,
        "years_left": figures.years_left,
        "required_growth": figures.required_growth,
        "required_change": figures.required_change,
        "achieved_growth": figures.achieved_growth,
        "acceleration": figures.acceleration,
        "status": statuses.status,
        "confidence": _confidence(targets, series, resolved, values, rows),
        "place": values.place,
    }
    notes = [
        explain(planned, resolved, values, statuses, figures, series, year, shown, lang)
        for shown in selections
    ]
    return _Answer(columns, notes)


@dataclass(frozen=True, slots=True)
class Figures:
    """What follows from value, baseline, milestone and target; one entry a row, NaN if undefined.

    Attributes
    ----------
    milestone, milestone_gap, gap, required_change
        In the row's unit; `required_change` per year.
    progress, required_growth, achieved_growth, acceleration
        Fractions; the growth rates per year.
    years_left
        Target year minus the value's year [years].
    """

    milestone: Floats
    milestone_gap: Floats
    gap: Floats
    progress: Floats
    years_left: Floats
    required_growth: Floats
    required_change: Floats
    achieved_growth: Floats
    acceleration: Floats


def figures_of(
    resolved: Targets,
    values: Values,
    milestone: Floats,
    achieved: Floats,
    year: Floats,
    trend: str,
) -> Figures:
    """The figures of each row, as the method page defines them.

    Required growth is compound; the acceleration sets like beside like, so that a continuous rate
    achieved is compared with a continuous rate required.
    """
    value, target = values.value, resolved.target
    by_year = resolved.every_year
    met = formula.meets(value, target, resolved.direction)
    years_left = np.where(by_year, np.nan, resolved.target_year - values.as_of)
    time_left = np.where(years_left > 0, years_left, np.nan)
    later = (values.as_of > resolved.baseline_year) & ~by_year
    unrequired = by_year | (is_limit(resolved) & (years_left > 0))

    required = np.where(met, 0.0, growth_rate(value, target, time_left))
    promised = resolved.growth & np.isnan(resolved.target)
    required = np.where(promised, resolved.amount, required)
    change = np.where(met, 0.0, annual_change(value, target, time_left))
    forward = np.where(achieved * resolved.direction > 0, achieved, np.nan)
    alike = required
    if trend == "exponential":
        alike = np.where(met, 0.0, continuous_growth(value, target, time_left))
    return Figures(
        milestone=milestone,
        milestone_gap=np.where(values.as_of == year, difference(value, milestone), np.nan),
        gap=formula.gap(value, target),
        progress=np.where(later, formula.progress(resolved.baseline, value, target), np.nan),
        years_left=years_left,
        required_growth=np.where(unrequired, np.nan, required),
        required_change=np.where(unrequired, np.nan, change),
        achieved_growth=achieved,
        acceleration=np.where(unrequired, np.nan, alike / forward),
    )


def _confidence(
    targets: pd.DataFrame, series: Series, resolved: Targets, values: Values, rows: Ints
) -> Ints:
    """The weakest of the target's confidence and those of the value and the baseline used."""
    weakest = np.maximum(confidence_codes(targets)[rows], values.confidence)
    return np.maximum(weakest, series.code("confidence", resolved.baseline_place))
