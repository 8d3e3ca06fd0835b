"""Where the trend leads by the target year, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from nbde.analysis.arrays import BASELINE, Floats, Ints
from nbde.analysis.caveats import Part
from nbde.analysis.notes import Notes
from nbde.analysis.quantities import Caveat, caveats_in_words, has
from nbde.analysis.results import label_columns, year_column, years_of
from nbde.analysis.samples import Samples, samples_of
from nbde.analysis.series import Series, series_of
from nbde.analysis.targets import Targets, resolve_targets
from nbde.errors import UsageError
from nbde.formulas.forecast import (
    Walk,
    chance,
    drift_rate,
    interval,
    median,
    random_walk,
    years_to,
)
from nbde.messages import say
from nbde.schema import OUTPUTS, RATIO

_FEWEST = 3
_LAST_YEAR = 2200  # no table holds a later one
_SAME_YEAR = 1e-9  # [years]: a median that meets the target but for the last digits meets it


def forecast(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    *,
    year: int | Iterable[int] | None = None,
    level: float = 0.8,
    lang: str = "en",
) -> pd.DataFrame:
    """Where the drift of past values leads by each target's year, with an interval and a chance.

    Parameters
    ----------
    targets, observations
        Frames of `nbde.read_targets` and `nbde.read_observations`.
    year
        One or several years; only values up to a year are used for it. Default the current year.
    level
        Probability of the interval [1], above 0 and below 1.
    lang
        Language of names and notes, ``en`` or ``zh``.

    Returns
    -------
    pandas.DataFrame
        One row a target and year, the columns of ``nbde.schema.OUTPUTS["forecast"]``: `growth` is
        the drift, a fraction per year (empty for a straight line, whose drift the note tells);
        `projected`, the median, `lower` and `upper` are in the row's unit; `probability` is that of
        meeting the target in the target year itself; `year_met` is the first year in which the
        median meets the target, or since when the target is met. Undefined figures are NaN, and
        `note` says why: a forecast needs three observations of one edition.

    Raises
    ------
    UsageError
        If `level` is not between 0 and 1.
    DataError
        If the targets have no entities and an indicator has observations of several.

    Examples
    --------
    >>> import nbde
    >>> own = pd.DataFrame({"indicator": ["x"], "target_year": [2026], "target_value": [200],
    ...                     "unit": ["个"]})
    >>> seen = pd.DataFrame({"indicator": ["x"] * 3, "year": [2020, 2022, 2023],
    ...                      "value": [64, 100, 125], "unit": ["个"] * 3})
    >>> row = nbde.forecast(nbde.read_targets(own), nbde.read_observations(seen), year=2024).iloc[0]
    >>> round(float(row["growth"]), 12), round(float(row["projected"]), 3), int(row["year_met"])
    (0.25, 244.141, 2026)
    """
    if not 0 < level < 1:
        raise UsageError("error.level", got=level)
    series = series_of(targets, observations)
    asked = np.array(years_of(year), dtype=np.float64)
    rows = np.repeat(np.arange(len(targets)), len(asked))
    years = np.tile(asked, len(targets))
    resolved = resolve_targets(targets, series, rows, years).without_future_baselines(years)
    samples = samples_of(resolved, series, years)
    walk = _walk(samples, series, rows)
    horizon = _horizon(resolved, walk)
    projected = median(walk, horizon)
    lower, upper = interval(walk, horizon, level)
    met_since = samples.met_since(resolved)
    year_met = np.where(np.isnan(met_since), _year_ahead(resolved, walk, horizon), met_since)
    notes = Notes(len(rows), lang, OUTPUTS["forecast"])
    words = np.array(series.words.texts, dtype=object)
    _about_values(notes, resolved, samples, walk, years, words[samples.edition])
    _about_uses(notes, samples, series, horizon, words[samples.edition])
    notes.rest_on(_parts(resolved, samples, series), series.words)
    _about_figures(
        notes,
        resolved,
        walk,
        horizon,
        words[series.unit[rows]],
        np.stack([projected, lower, upper]),
    )
    notes.add((lower < 0) & ~samples.any(samples.value < 0), "note.below_zero")
    _about_meeting(notes, resolved, walk, horizon, met_since)
    found = {
        **label_columns(targets, series.words, rows, lang),
        "unit": series.words.column(series.unit[rows]),
        "target_year": year_column(resolved.target_year),
        "target_value": resolved.target,
        "observations": walk.observations,
        "growth": np.where(horizon > 0, drift_rate(walk), np.nan),
        "projected": projected,
        "lower": lower,
        "upper": upper,
        "probability": chance(walk, horizon, resolved.target, resolved.direction),
        "year_met": year_column(np.where(year_met <= _LAST_YEAR, year_met, np.nan)),
        "note": notes.column(),
        "year": year_column(years),
        "as_of": year_column(walk.last_year),
        "level": np.where(np.isnan(lower) & np.isnan(upper), np.nan, level),
        "caveats": caveats_in_words(notes.caveats),
    }
    return pd.DataFrame({column: found[column] for column in OUTPUTS["forecast"]})


def _walk(samples: Samples, series: Series, rows: Ints) -> Walk:
    """In logarithms, but in the values for percentages and where one is zero or negative."""
    linear = samples.any(samples.value <= 0)
    linear |= series.dimension[rows] == series.words.intern(RATIO)
    return random_walk(samples.row, samples.year, samples.value, ~linear, count=len(rows))


def _horizon(resolved: Targets, walk: Walk) -> Floats:
    """Years from the last observation to the target year; NaN where there is no forecast."""
    ahead = resolved.target_year - walk.last_year
    return np.where((walk.observations >= _FEWEST) & (ahead > 0), ahead, np.nan)


def _year_ahead(resolved: Targets, walk: Walk, horizon: Floats) -> Floats:
    """The first whole year in which the median meets the target; NaN if it leads elsewhere."""
    time = years_to(walk, resolved.target)
    nearest = np.round(time)
    whole = np.where(np.abs(time - nearest) <= _SAME_YEAR, nearest, np.ceil(time))
    return np.where((horizon > 0) & (time > 0), walk.last_year + whole, np.nan)


def _about_values(
    notes: Notes,
    resolved: Targets,
    samples: Samples,
    walk: Walk,
    years: Floats,
    edition: np.ndarray,
) -> None:
    """Which values there are, and why they may give no forecast."""
    notes.add(resolved.every_year, "note.forecast_every_year")
    notes.add(resolved.total, "note.forecast_total")
    notes.add(samples.silent, "note.no_value", year=years)
    over = resolved.target_year <= walk.last_year
    notes.add(over, "note.forecast_over", year=walk.last_year)
    by_year = ~resolved.every_year & ~resolved.total
    few = by_year & ~over & ~samples.silent & (walk.observations < _FEWEST)
    notes.add(few, "note.few_values", count=walk.observations)
    notes.add(samples.bounded, "note.bounds_unused")
    notes.add(samples.others, "note.one_edition", edition=edition)


def _about_uses(
    notes: Notes, samples: Samples, series: Series, horizon: Floats, edition: np.ndarray
) -> None:
    """The values used that were not observed as they stand."""
    baseline = samples.any(series.code("basis", samples.place) == BASELINE)
    notes.add(baseline & (horizon > 0), "note.uses_baseline")
    notes.add(samples.unnamed & (horizon > 0), "note.uses_unnamed", edition=edition)


def _parts(resolved: Targets, samples: Samples, series: Series) -> list[Part]:
    """The values used, the target, and the baseline where the target's level comes from it."""
    computed = has(resolved.target_caveats, Caveat.DERIVED) & np.isfinite(resolved.target)
    used = series.quantities(samples.place, resolved.scale[samples.row])
    return [
        Part.several(samples.row, used, len(computed)),
        Part.of("baseline", computed & resolved.baseline.known(), resolved.baseline),
        Part.target(np.isfinite(resolved.target), resolved.target_caveats),
    ]


def _about_figures(
    notes: Notes, resolved: Targets, walk: Walk, horizon: Floats, unit: np.ndarray, figures: Floats
) -> None:
    """Remarks on the figures, or why they are empty; `figures` holds projected and both ends."""
    ahead = horizon > 0
    unknown = np.isnan(resolved.target)
    notes.add(unknown & np.isfinite(resolved.amount), "note.no_level")
    notes.add(unknown & np.isnan(resolved.amount), "note.no_target")
    notes.add(
        ahead & ~walk.logarithmic, "note.straight_line",
        drift=walk.drift, unit=np.where(unit == "%", say("table.points", notes.lang), unit),
    )  # fmt: skip
    notes.add(ahead & walk.logarithmic & (resolved.target <= 0), "note.target_not_positive")
    exact = walk.deviation == 0
    notes.add(ahead & exact, "note.exact_line")
    beyond = np.where(exact, np.isnan(figures[0]), np.isnan(figures).any(axis=0))
    notes.add(ahead & beyond, "reason.out_of_range")


def _about_meeting(
    notes: Notes, resolved: Targets, walk: Walk, horizon: Floats, met_since: Floats
) -> None:
    """Since when the target is met, or why the trend never meets it."""
    met = np.isfinite(met_since)
    notes.add(met, "note.met_since", year=met_since)
    open_ = (horizon > 0) & ~met & np.isfinite(resolved.target)
    reachable = ~walk.logarithmic | (resolved.target > 0)
    notes.add(open_ & reachable & ~(years_to(walk, resolved.target) > 0), "note.trend_away")
    late = _year_ahead(resolved, walk, horizon) > _LAST_YEAR
    notes.add(open_ & late, "note.trend_late", year=_LAST_YEAR)
