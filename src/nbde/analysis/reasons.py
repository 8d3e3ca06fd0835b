"""The notes of `gap` and `growth`: the reason of every empty cell, the caveats of every figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nbde import methods
from nbde.analysis.arrays import Bools
from nbde.analysis.caveats import Part
from nbde.analysis.figures import resting_on
from nbde.analysis.notes import Notes, Remedies
from nbde.analysis.status_rule import NO_DATA, is_limit

if TYPE_CHECKING:
    from nbde.analysis.assessment import Assessed

_ALREADY_SAID = frozenset((
    "", "reason.no_value", "reason.no_target", "reason.no_baseline", "reason.one_year",
))  # fmt: skip
_OF_VALUE, _OF_BASELINE, _OF_TARGET = map(resting_on, ("value", "baseline_value", "target_value"))
_BUT_MILESTONE = " ".join(sorted({*_OF_BASELINE.split()} - {*resting_on("milestone").split()}))
_BY_RATE = "required_growth required_change acceleration"


def notes_of(
    found: Assessed, columns: Sequence[str], lang: str, remedies: Remedies | None = None
) -> Notes:
    """The notes on some columns: why a figure is empty, and what those that are there rest on.

    The sentences on what would fill an empty figure are added to `remedies`, if given.
    """
    notes = Notes(len(found.year), lang, columns, remedies=remedies)
    _why_no_value(notes, found)
    _how_value_was_found(notes, found)
    notes.rest_on(_parts(found), found.series.words)
    _why_no_target(notes, found)
    _why_no_baseline(notes, found)
    _why_no_figure(notes, found)
    notes.add_editions(
        ~found.resolved.every_year, found.resolved.baseline, found.value, found.series.words,
        "achieved_growth progress milestone_gap status",
    )  # fmt: skip
    _about_status(notes, found)
    return notes


def _parts(found: Assessed) -> list[Part]:
    resolved, values, judged = found.resolved, found.value, found.statuses.judged_caveats
    summed = resolved.total & values.known()
    stated = np.isfinite(resolved.target) | np.isfinite(found.figures["required_growth"])
    unnamed = np.zeros(len(judged), np.int64)
    return [
        Part.of("value", values.known() & ~resolved.total, values, _OF_VALUE),
        Part.of("values", summed, values, _OF_VALUE),
        Part.of("baseline", resolved.baseline.known(), resolved.baseline, _OF_BASELINE),
        Part.target(stated, resolved.target_caveats, _OF_TARGET),
        Part("judged", judged != 0, judged, unnamed, "status"),
        *found.slope_members,
    ]


def _why_no_value(notes: Notes, found: Assessed) -> None:
    resolved, values, year = found.resolved, found.value, found.year
    begun = ~(year < resolved.start_year)
    in_force = begun & (year <= resolved.target_year)
    known_start = np.isfinite(resolved.start_year)
    notes.add(resolved.every_year & ~begun, "note.not_begun", year=resolved.start_year)
    notes.add(
        resolved.every_year & (year > resolved.target_year), "note.over", year=resolved.target_year
    )
    notes.add(resolved.total & ~known_start, "note.total_without_start")
    notes.add(resolved.total & known_start & ~begun, "note.not_begun", year=resolved.start_year)
    absent, missing = ~values.known(), values.missing_year
    notes.add(absent & resolved.every_year & in_force, "note.no_value_in", _OF_VALUE, year=year)
    lacking = absent & resolved.total & known_start & begun
    notes.add(lacking, "note.total_missing", _OF_VALUE, year=missing)
    single = ~resolved.every_year & ~resolved.total
    notes.add(absent & single, "note.no_value", _OF_VALUE, year=year)


def _how_value_was_found(notes: Notes, found: Assessed) -> None:
    resolved, values, year = found.resolved, found.value, found.year
    summed = resolved.total & values.known()
    notes.add(
        summed & (year > resolved.target_year), "note.over", "milestone_gap",
        year=resolved.target_year,
    )  # fmt: skip
    carried = (values.year < year) & ~resolved.total
    notes.add(carried, "note.carried", _OF_VALUE, year=year, last=values.year)
    projected = np.isfinite(values.projected_from)
    if projected.any():
        rate = np.char.mod("%.2f", np.nan_to_num(values.projected_rate) * 100)
        notes.add(projected, "note.projected", _OF_VALUE, year=values.projected_from, rate=rate)
    notes.add_sum("value", summed, resolved.start_year, _OF_VALUE)


def _why_no_target(notes: Notes, found: Assessed) -> None:
    resolved = found.resolved
    absent, relative = np.isnan(resolved.target), np.isfinite(resolved.amount)
    based = resolved.baseline.known()
    notes.add(absent & relative & ~based, "note.no_level", _OF_TARGET)
    notes.add(absent & relative & based, "note.no_level_from", _OF_TARGET)
    notes.add(absent & ~relative, "note.by_trend", _OF_TARGET)


def _why_no_baseline(notes: Notes, found: Assessed) -> None:
    planned, baseline, year = found.planned.baseline, found.resolved.baseline, found.year
    by_path = ~found.resolved.every_year & ~found.resolved.total
    later = by_path & (planned.year > year)
    notes.add(later, "note.baseline_later", _OF_BASELINE, year=planned.year)
    unvalued = by_path & ~later & np.isfinite(baseline.year) & ~baseline.known()
    notes.add(unvalued, "note.baseline_no_value", _OF_BASELINE, year=baseline.year)
    none = by_path & ~baseline.known() & np.isnan(planned.year)
    on_path = np.isfinite(found.figures["milestone"])
    notes.add(none & ~on_path, "note.no_baseline", _OF_BASELINE)
    notes.add(none & on_path, "note.no_baseline", _BUT_MILESTONE)


def _why_no_figure(notes: Notes, found: Assessed) -> None:
    resolved, values, figures = found.resolved, found.value, found.figures
    baseline, by_path = resolved.baseline, ~resolved.every_year
    comparable = values.known() & np.isfinite(resolved.target)

    def lacks(name: str) -> Bools:
        empty: Bools = np.isnan(figures[name])
        return empty

    same = by_path & baseline.known() & (values.year <= baseline.year)
    notes.add(
        same, "note.one_year", "progress achieved_growth acceleration status", year=baseline.year
    )
    kept = resolved.kept
    notes.add(kept, "note.target_kept", "milestone milestone_gap progress required_growth")
    open_ = comparable & by_path & ~kept & lacks("required_growth")
    over = comparable & by_path & lacks("required_change") & (figures["years_left"] <= 0)
    notes.add(over, "note.no_time_left", _BY_RATE)
    ahead, limit = open_ & (figures["years_left"] > 0), is_limit(resolved)
    notes.add(ahead & limit, "note.limit", _BY_RATE, year=resolved.target_year)
    notes.add(ahead & ~limit, "note.no_compound_rate", "required_growth acceleration")
    later = baseline.known() & (values.year > baseline.year) & by_path
    notes.add(later & lacks("achieved_growth"), "note.no_achieved_rate",
              "achieved_growth acceleration")  # fmt: skip
    no_path = baseline.known() & np.isfinite(resolved.target) & by_path & ~resolved.total & ~kept
    no_path &= ~((baseline.value > 0) & (resolved.target > 0)) & ~resolved.linear
    notes.add(no_path & lacks("milestone"), "note.no_compound_path", "milestone milestone_gap")
    away = ~lacks("achieved_growth") & lacks("acceleration") & ~lacks("required_growth")
    notes.add(away, "note.no_acceleration", "acceleration")
    notes.add(
        resolved.every_year, "note.every_year",
        "baseline_value required_growth required_change achieved_growth acceleration progress",
    )  # fmt: skip


def _about_status(notes: Notes, found: Assessed) -> None:
    resolved, statuses, target_year = found.resolved, found.statuses, found.resolved.target_year
    unknown = (statuses.status == NO_DATA) & np.isfinite(resolved.target) & ~resolved.every_year
    unknown &= (found.year >= target_year) & found.value.known()
    notes.add(unknown, "note.target_year_unknown", "status", year=target_year)
    notes.add(statuses.by_line, "note.judged_by_line", "status")
    late = np.isfinite(statuses.met_in)
    notes.add(late, "note.late", "status", year=statuses.met_in,
              count=statuses.met_in - target_year)  # fmt: skip
    notes.add(
        np.isfinite(statuses.judged_in), "note.judged_in", "status",
        year=target_year, judged=statuses.judged_in,
    )  # fmt: skip
    for code in np.unique(statuses.reason):
        key = methods.REASONS[code]
        if key not in _ALREADY_SAID:
            notes.add(statuses.reason == code, key, "status")
