"""The common part of `gap` and `growth`: value, baseline, figures and status of every target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from nbde.analysis.arrays import CONFIDENCES, Floats, Ints
from nbde.analysis.caveats import Part
from nbde.analysis.figures import FIGURES, Inputs, figures_of, path_inputs
from nbde.analysis.quantities import caveats_in_words
from nbde.analysis.reasons import notes_of
from nbde.analysis.results import (
    confidence_codes,
    label_columns,
    source_column,
    word_column,
    year_column,
)
from nbde.analysis.samples import least_squares
from nbde.analysis.series import Series, series_of
from nbde.analysis.status_rule import Statuses, is_limit, status_of
from nbde.analysis.targets import Targets, resolve_targets
from nbde.analysis.values import Values, values_at
from nbde.formulas.targets import meets
from nbde.schema import BASES, COMPARISONS, STATUSES
from nbde.threads import in_halves


@dataclass(frozen=True, slots=True)
class Assessed:
    """Everything that is known of each target in its year, one entry a row.

    Attributes
    ----------
    planned, resolved
        The targets as the plan sets them, and as known in `year`.
    figures
        The inputs and the figures of `analysis.figures`, by name.
    slope_members
        The parts that a slope rests on, beside baseline and value.
    """

    rows: Ints
    year: Floats
    series: Series
    planned: Targets
    resolved: Targets
    value: Values
    figures: Inputs
    statuses: Statuses
    slope_members: list[Part]


def assessed(
    targets: pd.DataFrame,
    series: Series,
    rows: Ints,
    year: Floats,
    *,
    path: str | None,
    growth: float | None,
    project: bool,
    trend: str,
) -> Assessed:
    """The targets `rows`, each in its year."""
    planned = resolve_targets(targets, series, rows, year)
    resolved = planned.without_future_baselines(year)
    values = values_at(resolved, series, year, project=project)
    inputs = path_inputs(planned, year, path=path, growth=growth)
    inputs |= _inputs(resolved, values, year, trend)
    members: list[Part] = []
    if trend == "least-squares":
        inputs["slope"], members = least_squares(resolved, values, series)
    return Assessed(
        rows, year, series, planned, resolved, values,
        figures_of(inputs), status_of(resolved, values, series, year), members,
    )  # fmt: skip


def _inputs(resolved: Targets, values: Values, year: Floats, trend: str) -> Inputs:
    """The inputs of the figures beside those of the path, and when each formula holds."""
    elapsed = values.year - resolved.baseline.year
    later = (elapsed > 0) & ~resolved.every_year
    met = meets(values.value, resolved.target, resolved.direction)
    limited = is_limit(resolved) & (resolved.target_year > values.year)
    unrequired = resolved.every_year | limited
    everywhere, nowhere = np.ones(len(year), dtype=bool), np.zeros(len(year), dtype=bool)
    continuous = everywhere if trend == "exponential" else nowhere
    return {
        "value": values.value,
        "as_of": values.year,
        "baseline_value": resolved.baseline.value,
        "baseline_year": resolved.baseline.year,
        "target_value": resolved.target,
        "target_year": resolved.target_year,
        "elapsed": elapsed,
        "amount": resolved.amount,
        "direction": resolved.direction.astype(np.float64),
        "met": met,
        "promised": resolved.growth & np.isnan(resolved.target),
        "continuous": continuous,
        "continuous_and_unmet": continuous & ~met,
        "least_squares": everywhere if trend == "least-squares" else nowhere,
        "not_later": ~later,
        "no_way": ~later | resolved.kept,
        "of_another_year": values.year != year,
        "no_required_growth": unrequired | resolved.kept,
        "no_required_change": unrequired,
    }


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
    """A frame for each selection of columns; its notes are about the columns that it has."""
    series = series_of(targets, observations)
    rows = np.repeat(np.arange(len(targets)), len(years))
    year = np.tile(np.asarray(years, dtype=np.float64), len(targets))

    def answer(some: slice) -> _Answer:
        found = assessed(
            targets, series, rows[some], year[some],
            path=path, growth=growth, project=project, trend=trend,
        )  # fmt: skip
        notes = [notes_of(found, columns, lang) for columns in selections]
        return _Answer(_columns(targets, found), [(one.column(), one.caveats) for one in notes])

    answers = in_halves(answer, len(rows))

    def whole(name: str) -> np.ndarray:
        parts = [answer.columns.pop(name) for answer in answers]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    found = {
        **label_columns(targets, series.words, rows, lang),
        "unit": series.words.column(series.unit[rows]),
        "year": year_column(year),
        **{name: year_column(whole(name)) for name in _YEARS},
        **{name: whole(name) for name in _QUANTITIES},
        **{name: word_column(whole(name), words) for name, words in _WORDS.items()},
        "source": source_column(targets, series, rows, whole("position")),
    }
    frames = []
    for place, columns in enumerate(selections):
        noted = [answer.noted[place] for answer in answers]
        found["note"] = union_categoricals([note for note, _ in noted])
        found["caveats"] = caveats_in_words(np.concatenate([caveats for _, caveats in noted]))
        frames.append(pd.DataFrame({name: found[name] for name in columns}))
    return frames


_COMPUTED = tuple(figure.name for figure in FIGURES if figure.name != "years_left")
_YEARS = ("as_of", "baseline_year", "target_year", "years_left")
_QUANTITIES = ("value", "baseline_value", "target_value", *_COMPUTED)
_WORDS = {
    "value_basis": BASES,
    "baseline_basis": BASES,
    "comparison": COMPARISONS,
    "status": STATUSES,
    "confidence": CONFIDENCES,
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """The columns of some rows, and for each selection their notes and caveats.

    Words stand as their places in `_WORDS`.
    """

    columns: dict[str, np.ndarray]
    noted: list[tuple[pd.Categorical[object], Ints]]


def _columns(targets: pd.DataFrame, found: Assessed) -> dict[str, np.ndarray]:
    resolved, value = found.resolved, found.value
    confidence = np.maximum(confidence_codes(targets)[found.rows], value.confidence)
    return {
        **{name: found.figures[name] for name in (*_YEARS, *_QUANTITIES)},
        "value_basis": value.basis,
        "baseline_basis": resolved.baseline.basis,
        "comparison": resolved.comparison,
        "status": found.statuses.status,
        "confidence": np.maximum(confidence, resolved.baseline.confidence),
        "position": value.position,
    }
