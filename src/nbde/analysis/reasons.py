"""The notes of `gap` and `growth`: for every empty cell its reason, for every figure its caveat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from nbde import methods
from nbde.analysis.editions import editions_differ
from nbde.analysis.entries import DERIVED, NONE, Floats
from nbde.analysis.goals import Goals
from nbde.analysis.judgements import NO_DATA, Judgements, is_limit
from nbde.analysis.notes import Notes
from nbde.analysis.series import Series
from nbde.analysis.standings import Standings

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
    planned: Goals,
    goals: Goals,
    standings: Standings,
    judgements: Judgements,
    figures: Figures,
    series: Series,
    year: Floats,
    columns: Sequence[str],
    lang: str,
) -> pd.Categorical[object]:
    """The note of each row, as a column."""
    notes = Notes(len(year), lang, columns)
    has_value = np.isfinite(standings.value)
    has_baseline = np.isfinite(goals.baseline)
    has_target = np.isfinite(goals.target)
    _values(notes, goals, standings, figures, series, year)
    _targets(notes, goals, has_target)
    _baselines(notes, planned, goals, has_value, has_baseline, year)
    _figures(notes, goals, standings, figures, has_value & has_target, has_baseline)
    _editions(notes, goals, standings, series, figures)
    _statuses(notes, goals, standings, judgements, year)
    return notes.column()


def _values(
    notes: Notes,
    goals: Goals,
    standings: Standings,
    figures: Figures,
    series: Series,
    year: Floats,
) -> None:
    has_value = np.isfinite(standings.value)
    _absent(notes, goals, standings, figures, ~has_value, year)
    summed = has_value & goals.total & (year > goals.target_year)
    notes.add(summed, "note.over", "milestone_gap", year=goals.target_year)
    carried = has_value & (standings.as_of < year) & ~goals.total
    notes.add(carried, "note.carried", "milestone_gap", year=year, last=standings.as_of)
    projected = np.isfinite(standings.projected_from)
    if projected.any():
        rate = np.char.mod("%.2f", np.nan_to_num(standings.projected_rate) * 100)
        origin = standings.projected_from
        notes.add(projected, "note.projected", _OF_VALUE, year=origin, rate=rate)
    comparison = series.text("comparison", standings.place)
    loose = has_value & (standings.lower | standings.upper)
    notes.add(loose & ~goals.total, "note.bound", _OF_VALUE, sign=comparison)
    notes.add(loose & goals.total, "note.total_bound", _OF_VALUE)
    notes.add(has_value & (comparison == "~"), "note.about", _OF_VALUE)
    start = series.text("comparison", goals.baseline_place)
    loose = series.is_any("comparison", goals.baseline_place, (">", ">=", "<", "<="))
    notes.add(loose, "note.baseline_bound", sign=start)


def _absent(
    notes: Notes,
    goals: Goals,
    standings: Standings,
    figures: Figures,
    absent: np.ndarray,
    year: Floats,
) -> None:
    """Why there is no value; no word of it at a milestone that is known all the same."""
    begun = ~(year < goals.start_year)
    in_force = begun & (year <= goals.target_year)
    known_start = np.isfinite(goals.start_year)
    notes.add(goals.every_year & ~begun, "note.not_begun", year=goals.start_year)
    notes.add(goals.every_year & (year > goals.target_year), "note.over", year=goals.target_year)
    notes.add(goals.total & ~known_start, "note.total_without_start")
    notes.add(goals.total & known_start & ~begun, "note.not_begun", year=goals.start_year)
    known_path = np.isfinite(figures.milestone)
    for where, about in ((absent & known_path, _OF_VALUE), (absent & ~known_path, "")):
        notes.add(where & goals.every_year & in_force, "note.no_value_in", about, year=year)
        notes.add(
            where & goals.total & known_start & begun,
            "note.total_missing",
            about,
            year=standings.missing_year,
        )
        notes.add(where & ~goals.every_year & ~goals.total, "note.no_value", about, year=year)


def _targets(notes: Notes, goals: Goals, has_target: np.ndarray) -> None:
    relative = np.isfinite(goals.amount)
    based = np.isfinite(goals.baseline)
    notes.add(~has_target & relative & ~based, "note.no_level")
    notes.add(~has_target & relative & based, "note.no_level_from")
    notes.add(~has_target & ~relative, "note.by_trend")


def _baselines(
    notes: Notes,
    planned: Goals,
    goals: Goals,
    has_value: np.ndarray,
    has_baseline: np.ndarray,
    year: Floats,
) -> None:
    by_path = ~goals.every_year & ~goals.total
    late = by_path & (planned.baseline_year > year)
    notes.add(late, "note.baseline_later", _NEEDS_BASELINE, year=planned.baseline_year)
    unvalued = by_path & ~late & np.isfinite(goals.baseline_year) & ~has_baseline
    notes.add(unvalued, "note.baseline_no_value", _NEEDS_BASELINE, year=goals.baseline_year)
    none = by_path & has_value & ~has_baseline & np.isnan(planned.baseline_year)
    notes.add(none, "note.no_baseline", _NEEDS_BASELINE)


def _figures(
    notes: Notes,
    goals: Goals,
    standings: Standings,
    figures: Figures,
    comparable: np.ndarray,
    has_baseline: np.ndarray,
) -> None:
    by_path = ~goals.every_year
    same = by_path & has_baseline & (standings.as_of <= goals.baseline_year)
    notes.add(
        same,
        "note.one_year",
        "progress achieved_growth acceleration status",
        year=goals.baseline_year,
    )
    late = comparable & by_path & np.isnan(figures.required_growth) & (figures.years_left <= 0)
    notes.add(late, "note.no_time_left", "required_growth required_change acceleration")
    ahead = comparable & by_path & np.isnan(figures.required_growth) & (figures.years_left > 0)
    limit = is_limit(goals)
    notes.add(
        ahead & limit,
        "note.limit",
        "required_growth required_change acceleration",
        year=goals.target_year,
    )
    signs = ahead & ~limit
    notes.add(signs, "note.no_compound_rate", "required_growth acceleration")
    later = has_baseline & (standings.as_of > goals.baseline_year) & by_path
    no_rate = later & np.isnan(figures.achieved_growth)
    notes.add(no_rate, "note.no_achieved_rate", "achieved_growth acceleration")
    no_path = has_baseline & np.isfinite(goals.target) & by_path & ~goals.total
    no_path &= ~((goals.baseline > 0) & (goals.target > 0)) & ~goals.linear
    no_path &= np.isnan(figures.milestone)
    notes.add(no_path, "note.no_compound_path", "milestone milestone_gap")
    notes.add(
        later & comparable & (goals.target == goals.baseline), "note.target_is_baseline", "progress"
    )
    away = np.isfinite(figures.achieved_growth) & np.isnan(figures.acceleration)
    away &= np.isfinite(figures.required_growth)
    notes.add(away, "note.no_acceleration", "acceleration")
    notes.add(
        goals.every_year,
        "note.every_year",
        "baseline_value required_growth required_change achieved_growth acceleration progress",
    )


def _editions(
    notes: Notes, goals: Goals, standings: Standings, series: Series, figures: Figures
) -> None:
    first = series.text("edition", goals.baseline_place)
    second = series.text("edition", standings.place)
    joined = editions_differ(series, goals.baseline_place, standings.place)
    notes.add(
        joined & np.isfinite(figures.progress),
        "note.editions",
        "achieved_growth progress status",
        first=first,
        second=second,
    )
    several = [text for text in series.words.texts if " + " in text]
    mixed = (standings.basis == DERIVED) & series.is_any("edition", standings.place, several)
    notes.add(mixed & (standings.place != NONE), "note.share_editions", editions=second)


def _statuses(
    notes: Notes, goals: Goals, standings: Standings, judgements: Judgements, year: Floats
) -> None:
    unknown = (judgements.status == NO_DATA) & np.isfinite(goals.target) & ~goals.every_year
    unknown &= (year >= goals.target_year) & np.isfinite(standings.value)
    notes.add(unknown, "note.target_year_unknown", "status", year=goals.target_year)
    notes.add(
        np.isfinite(judgements.met_in),
        "note.late",
        "status",
        year=judgements.met_in,
        count=judgements.met_in - goals.target_year,
    )
    notes.add(
        np.isfinite(judgements.judged_in),
        "note.judged_in",
        "status",
        year=goals.target_year,
        judged=judgements.judged_in,
    )
    for code in np.unique(judgements.reason):
        key = methods.REASONS[code]
        if key not in _ALREADY_SAID:
            notes.add(judgements.reason == code, key, "status")
