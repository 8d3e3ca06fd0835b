"""Is the target met, missed, or on track: the status of each row, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nbde.analysis.entries import NONE, Bools, Floats, Ints, run
from nbde.analysis.goals import Goals
from nbde.analysis.series import Series
from nbde.analysis.standings import LOWER, STRICT, UPPER, Standings
from nbde.formulas.growth import level_after
from nbde.formulas.targets import meets, progress
from nbde.methods import open_sdg
from nbde.methods.verdicts import cut_from
from nbde.schema import STATUSES

MET, ON_TRACK, TOO_SLOW, LIMITED, WRONG_WAY, MISSED, UNDECIDED, NO_DATA = range(len(STATUSES))


@dataclass(frozen=True, slots=True)
class Judgements:
    """One entry a row.

    Attributes
    ----------
    status
        An index into `schema.STATUSES`.
    met_in
        For a missed target, the first later year whose value meets it (NaN for none).
    judged_in
        Where the target year's own value is not known, the year of the value judged instead.
    reason
        For a status by the open-sdg rule, its reason or remark: an index into `methods.REASONS`.
    """

    status: Ints
    met_in: Floats
    judged_in: Floats
    reason: Ints


def is_limit(goals: Goals) -> Bools:
    """Whether a total is to be kept within its target, not to reach it: a ceiling on a sum.

    It starts from zero on the wanted side of its target, and is met only when its years are over.
    """
    return goals.total & (goals.direction * goals.target <= 0)


def judgements_of(goals: Goals, standings: Standings, series: Series, year: Floats) -> Judgements:
    """The status of each row in `year`.

    Before the target year by the open-sdg rule (a total by the same cut-offs on its straight line);
    from the target year on by the target year's own value, or the nearest one where that is not
    known; a target for every year by the value of the year; without a target value by the trend. A
    bound that does not decide is undecided.
    """
    none = np.full(len(year), np.nan)
    status, reason = _before(goals, standings, series)
    met_in, judged_in = none.copy(), none.copy()
    by_trend = np.isnan(goals.target) & np.isnan(goals.amount)
    over = (year >= goals.target_year) & ~goals.every_year & ~goals.total & ~by_trend
    rows = np.flatnonzero(over)
    if len(rows):
        status[rows], met_in[rows], judged_in[rows] = _after(
            goals.take(rows), standings.take(rows), series, year[rows]
        )
    at_once = goals.every_year | (goals.total & (year >= goals.target_year))
    status = np.where(at_once, _at_once(goals, standings, year), status)
    unknown = np.isnan(goals.target) & ~(by_trend & ~goals.every_year & ~goals.total)
    return Judgements(
        status=np.where(unknown, NO_DATA, status),
        met_in=met_in,
        judged_in=judged_in,
        reason=np.where(over | at_once | unknown, 0, reason),
    )


def _before(goals: Goals, standings: Standings, series: Series) -> tuple[Ints, Ints]:
    """By the open-sdg rule; `reason` where it gives no label or has a remark."""
    assessed = open_sdg.assess(
        goals.baseline_year,
        goals.baseline,
        standings.as_of,
        standings.value,
        goals.target_year,
        goals.target,
        direction=goals.direction,
        natural_limit=goals.natural_limit,
    )
    words = np.array([*(STATUSES.index(word) for word in open_sdg.STATUSES), NO_DATA])
    status = words[assessed.label]
    reached = meets(standings.value, goals.target, goals.direction)
    short = np.isfinite(goals.target) & ~reached
    status = np.where((status == MET) & short, NO_DATA, status)  # 0.001 stood for zero
    reason = assessed.reason.astype(np.int64)
    status = np.where(goals.total, _of_total(goals, standings), status)
    reason = np.where(goals.total, 0, reason)
    judged = status != NO_DATA
    toward, away = _bounds(goals, standings)
    loose = series.is_any("comparison", goals.baseline_place, (*LOWER, *UPPER)) & (status != MET)
    best = np.where(np.isnan(goals.target) | is_limit(goals), ON_TRACK, MET)
    may_be_better = toward & np.isfinite(standings.value) & (status != best)
    may_be_better &= judged | np.isfinite(goals.target)
    unsure = may_be_better | (judged & ((away & (status != WRONG_WAY)) | loose))
    return np.where(unsure, UNDECIDED, status), reason


def _of_total(goals: Goals, standings: Standings) -> Ints:
    """A total against its straight line: the share reached over the share of the time gone.

    A limit is kept only when its years are over; until then the time gone is set over the share
    used up, and where nothing is used up it is on track.
    """
    reached = progress(goals.baseline, standings.value, goals.target)
    time = progress(goals.baseline_year, standings.as_of, goals.target_year)
    limit = is_limit(goals)
    with np.errstate(divide="ignore", invalid="ignore"):
        within_limit = np.where(reached <= 0, np.inf, time / reached)
        pace = np.where(limit, within_limit, reached / time)
    done = meets(standings.value, goals.target, goals.direction) & ~limit
    cut = cut_from(pace, open_sdg.CUTS.aimed)
    status = np.select(
        [done, *cut.values()], [MET, ON_TRACK, TOO_SLOW, LIMITED, WRONG_WAY], NO_DATA
    )
    return status.astype(np.int64)


def _at_once(goals: Goals, standings: Standings, year: Floats) -> Ints:
    """Met or missed by the value shown: a target for every year, a total whose years are over."""
    value = standings.value
    met = meets(value, goals.target, goals.direction)
    status = np.where(met, MET, MISSED)
    status = np.where(_undecided(goals, standings, met), UNDECIDED, status)
    status = np.where(_just_short(goals, standings, value), MISSED, status)
    outside = goals.every_year & ((year < goals.start_year) | (year > goals.target_year))
    return np.where(outside | ~np.isfinite(value), NO_DATA, status)


def _after(
    goals: Goals, standings: Standings, series: Series, year: Floats
) -> tuple[Ints, Floats, Floats]:
    """By the target year's own value, else the nearest later one, else an earlier that meets."""
    exact = series.at(goals.line, goals.target_year)
    later = series.first(goals.line, goals.target_year + 1)
    later = np.where(series.year(later) <= year, later, NONE)
    earlier = series.latest(goals.line, goals.target_year - 1)
    place = np.where(exact != NONE, exact, np.where(later != NONE, later, earlier))
    value = series.value(place, goals.scale)
    judged_in = np.where(exact != NONE, np.nan, series.year(place))

    carried = standings.projected_from < goals.target_year
    back = level_after(
        standings.value, standings.projected_rate, goals.target_year - standings.as_of
    )
    value = np.where(carried, back, value)
    judged_in = np.where(carried, np.nan, judged_in)

    met = meets(value, goals.target, goals.direction)
    bound = _Bound(*(series.is_any("comparison", place, signs) for signs in (LOWER, UPPER, STRICT)))
    status = np.where(_undecided(goals, bound, met), UNDECIDED, np.where(met, MET, MISSED))
    status = np.where(_just_short(goals, bound, value), MISSED, status)
    only_earlier = (exact == NONE) & (later == NONE) & ~carried
    undated = only_earlier & (status != MET)
    status = np.where(undated, NO_DATA, status)
    judged_in = np.where(undated, np.nan, judged_in)
    met_in = _first_met(goals, series, np.where(status == MISSED, year, -np.inf))
    return status, met_in, judged_in


def _first_met(goals: Goals, series: Series, until: Floats) -> Floats:
    """The first year after the target year, up to `until`, whose value meets the target."""
    start = series.first(goals.line, goals.target_year + 1)
    row, place = run(start, series.latest(goals.line, until))
    met = meets(series.value(place, goals.scale[row]), goals.target[row], goals.direction[row])
    met &= ~series.is_any("comparison", place, (*LOWER, *UPPER))
    first = np.full(len(until), np.inf)
    np.minimum.at(first, row[met], series.year(place)[met])
    return np.where(np.isfinite(first), first, np.nan)


@dataclass(frozen=True, slots=True)
class _Bound:
    lower: Bools
    upper: Bools
    strict: Bools


def _bounds(goals: Goals, value: Standings | _Bound) -> tuple[Bools, Bools]:
    """Whether the true value may lie further the wanted way, or the other way, than the bound."""
    up = goals.direction > 0
    return np.where(up, value.lower, value.upper), np.where(up, value.upper, value.lower)


def _just_short(goals: Goals, bound: Standings | _Bound, value: Floats) -> Bools:
    """Whether the value is below, or above, exactly the target: less than 5000 is not 5000."""
    toward, away = _bounds(goals, bound)
    short: Bools = away & ~toward & bound.strict & (value == goals.target)
    return short


def _undecided(goals: Goals, value: Standings | _Bound, met: Bools) -> Bools:
    toward, away = _bounds(goals, value)
    return (toward & ~met) | (away & met)
