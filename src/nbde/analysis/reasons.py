"""The notes of `gap` and `growth`: for every empty cell its reason, for every figure its caveat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from nbde import methods
from nbde.analysis.arrays import DERIVED, NONE, Floats
from nbde.analysis.editions import editions_differ
from nbde.analysis.notes import Notes
from nbde.analysis.series import Series
from nbde.analysis.status_rule import NO_DATA, Statuses, is_limit
from nbde.analysis.targets import Targets
from nbde.analysis.values import Values

if TYPE_CHECKING:
    from nbde.analysis.assessment import Figures

_ALREADY_SAID = frozenset((
    "", "reason.no_value", "reason.no_target", "reason.no_baseline", "reason.one_year",
))  # fmt: skip
_NEEDS_BASELINE = "baseline_value milestone milestone_gap progress achieved_growth status"
_OF_VALUE = (
    "value milestone_gap gap progress required_growth required_change achieved_growth acceleration "
    "status"
)


def explain(
    planned: Targets,
    resolved: Targets,
    values: Values,
    statuses: Statuses,
    figures: Figures,
    series: Series,
    year: Floats,
    columns: Sequence[str],
    lang: str,
) -> pd.Categorical[object]:
    """The note of each row, as a column."""
    notes = Notes(len(year), lang, columns)
    has_value = np.isfinite(values.value)
    has_baseline = np.isfinite(resolved.baseline)
    has_target = np.isfinite(resolved.target)
    _values(notes, resolved, values, figures, series, year)
    _targets(notes, resolved, has_target)
    _baselines(notes, planned, resolved, has_value, has_baseline, year)
    _figures(notes, resolved, values, figures, has_value & has_target, has_baseline)
    _editions(notes, resolved, values, series, figures)
    _statuses(notes, resolved, values, statuses, year)
    return notes.column()


def _values(
    notes: Notes,
    resolved: Targets,
    values: Values,
    figures: Figures,
    series: Series,
    year: Floats,
) -> None:
    has_value = np.isfinite(values.value)
    _absent(notes, resolved, values, figures, ~has_value, year)
    summed = has_value & resolved.total & (year > resolved.target_year)
    notes.add(summed, "note.over", "milestone_gap", year=resolved.target_year)
    carried = has_value & (values.as_of < year) & ~resolved.total
    notes.add(carried, "note.carried", "milestone_gap", year=year, last=values.as_of)
    projected = np.isfinite(values.projected_from)
    if projected.any():
        rate = np.char.mod("%.2f", np.nan_to_num(values.projected_rate) * 100)
        origin = values.projected_from
        notes.add(projected, "note.projected", _OF_VALUE, year=origin, rate=rate)
    comparison = series.text("comparison", values.place)
    loose = has_value & (values.lower | values.upper)
    notes.add(loose & ~resolved.total, "note.bound", _OF_VALUE, sign=comparison)
    notes.add(loose & resolved.total, "note.total_bound", _OF_VALUE)
    notes.add(has_value & (comparison == "~"), "note.about", _OF_VALUE)
    start = series.text("comparison", resolved.baseline_place)
    loose = series.is_any("comparison", resolved.baseline_place, (">", ">=", "<", "<="))
    notes.add(loose, "note.baseline_bound", sign=start)


def _absent(
    notes: Notes,
    resolved: Targets,
    values: Values,
    figures: Figures,
    absent: np.ndarray,
    year: Floats,
) -> None:
    """Why there is no value; no word of it at a milestone that is known all the same."""
    begun = ~(year < resolved.start_year)
    in_force = begun & (year <= resolved.target_year)
    known_start = np.isfinite(resolved.start_year)
    notes.add(resolved.every_year & ~begun, "note.not_begun", year=resolved.start_year)
    notes.add(
        resolved.every_year & (year > resolved.target_year), "note.over", year=resolved.target_year
    )
    notes.add(resolved.total & ~known_start, "note.total_without_start")
    notes.add(resolved.total & known_start & ~begun, "note.not_begun", year=resolved.start_year)
    known_path = np.isfinite(figures.milestone)
    for where, about in ((absent & known_path, _OF_VALUE), (absent & ~known_path, "")):
        notes.add(where & resolved.every_year & in_force, "note.no_value_in", about, year=year)
        notes.add(
            where & resolved.total & known_start & begun,
            "note.total_missing",
            about,
            year=values.missing_year,
        )
        notes.add(where & ~resolved.every_year & ~resolved.total, "note.no_value", about, year=year)


def _targets(notes: Notes, resolved: Targets, has_target: np.ndarray) -> None:
    relative = np.isfinite(resolved.amount)
    based = np.isfinite(resolved.baseline)
    notes.add(~has_target & relative & ~based, "note.no_level")
    notes.add(~has_target & relative & based, "note.no_level_from")
    notes.add(~has_target & ~relative, "note.by_trend")


def _baselines(
    notes: Notes,
    planned: Targets,
    resolved: Targets,
    has_value: np.ndarray,
    has_baseline: np.ndarray,
    year: Floats,
) -> None:
    by_path = ~resolved.every_year & ~resolved.total
    late = by_path & (planned.baseline_year > year)
    notes.add(late, "note.baseline_later", _NEEDS_BASELINE, year=planned.baseline_year)
    unvalued = by_path & ~late & np.isfinite(resolved.baseline_year) & ~has_baseline
    notes.add(unvalued, "note.baseline_no_value", _NEEDS_BASELINE, year=resolved.baseline_year)
    none = by_path & has_value & ~has_baseline & np.isnan(planned.baseline_year)
    notes.add(none, "note.no_baseline", _NEEDS_BASELINE)


def _figures(
    notes: Notes,
    resolved: Targets,
    values: Values,
    figures: Figures,
    comparable: np.ndarray,
    has_baseline: np.ndarray,
) -> None:
    by_path = ~resolved.every_year
    same = by_path & has_baseline & (values.as_of <= resolved.baseline_year)
    notes.add(
        same,
        "note.one_year",
        "progress achieved_growth acceleration status",
        year=resolved.baseline_year,
    )
    late = comparable & by_path & np.isnan(figures.required_growth) & (figures.years_left <= 0)
    notes.add(late, "note.no_time_left", "required_growth required_change acceleration")
    ahead = comparable & by_path & np.isnan(figures.required_growth) & (figures.years_left > 0)
    limit = is_limit(resolved)
    notes.add(
        ahead & limit,
        "note.limit",
        "required_growth required_change acceleration",
        year=resolved.target_year,
    )
    signs = ahead & ~limit
    notes.add(signs, "note.no_compound_rate", "required_growth acceleration")
    later = has_baseline & (values.as_of > resolved.baseline_year) & by_path
    no_rate = later & np.isnan(figures.achieved_growth)
    notes.add(no_rate, "note.no_achieved_rate", "achieved_growth acceleration")
    no_path = has_baseline & np.isfinite(resolved.target) & by_path & ~resolved.total
    no_path &= ~((resolved.baseline > 0) & (resolved.target > 0)) & ~resolved.linear
    no_path &= np.isnan(figures.milestone)
    notes.add(no_path, "note.no_compound_path", "milestone milestone_gap")
    notes.add(
        later & comparable & (resolved.target == resolved.baseline),
        "note.target_is_baseline",
        "progress",
    )
    away = np.isfinite(figures.achieved_growth) & np.isnan(figures.acceleration)
    away &= np.isfinite(figures.required_growth)
    notes.add(away, "note.no_acceleration", "acceleration")
    notes.add(
        resolved.every_year,
        "note.every_year",
        "baseline_value required_growth required_change achieved_growth acceleration progress",
    )


def _editions(
    notes: Notes, resolved: Targets, values: Values, series: Series, figures: Figures
) -> None:
    first = series.text("edition", resolved.baseline_place)
    second = series.text("edition", values.place)
    joined = editions_differ(series, resolved.baseline_place, values.place)
    notes.add(
        joined & np.isfinite(figures.progress),
        "note.editions",
        "achieved_growth progress status",
        first=first,
        second=second,
    )
    several = [text for text in series.words.texts if " + " in text]
    mixed = (values.basis == DERIVED) & series.is_any("edition", values.place, several)
    notes.add(mixed & (values.place != NONE), "note.share_editions", editions=second)


def _statuses(
    notes: Notes, resolved: Targets, values: Values, statuses: Statuses, year: Floats
) -> None:
    unknown = (statuses.status == NO_DATA) & np.isfinite(resolved.target) & ~resolved.every_year
    unknown &= (year >= resolved.target_year) & np.isfinite(values.value)
    notes.add(unknown, "note.target_year_unknown", "status", year=resolved.target_year)
    notes.add(
        np.isfinite(statuses.met_in),
        "note.late",
        "status",
        year=statuses.met_in,
        count=statuses.met_in - resolved.target_year,
    )
    notes.add(
        np.isfinite(statuses.judged_in),
        "note.judged_in",
        "status",
        year=resolved.target_year,
        judged=statuses.judged_in,
    )
    for code in np.unique(statuses.reason):
        key = methods.REASONS[code]
        if key not in _ALREADY_SAID:
            notes.add(statuses.reason == code, key, "status")
