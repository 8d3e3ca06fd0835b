"""The status of each target in `gap` and `growth`: met, missed, or how well it is on its way."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nbde.analysis.arrays import NONE, Bools, Floats, Ints, run
from nbde.analysis.quantities import BOUND, Caveat, Quantities
from nbde.analysis.series import Series
from nbde.analysis.targets import Targets
from nbde.analysis.values import Values
from nbde.formulas.growth import level_after
from nbde.formulas.targets import meets, progress
from nbde.methods import open_sdg
from nbde.methods.thresholds import cut
from nbde.schema import STATUSES

MET, ON_TRACK, TOO_SLOW, LIMITED, WRONG_WAY, MISSED, UNDECIDED, NO_DATA = range(len(STATUSES))


@dataclass(frozen=True, slots=True)
class Statuses:
    """One entry a row.

    Attributes
    ----------
    status
        An index into `schema.STATUSES`.
    met_in
        For a missed target, the first later year whose value meets it (NaN for none).
    judged_in
        Where the target year's own value is not known, the year of the value judged instead.
    judged_caveats
        The caveats of the entry judged, where it is not the one that the value was taken from.
    by_line
        Whether the straight line judged, since there is no compound rate.
    reason
        For a status by the open-sdg rule, its reason or remark: an index into `methods.REASONS`.
    """

    status: Ints
    met_in: Floats
    judged_in: Floats
    judged_caveats: Ints
    by_line: Bools
    reason: Ints


def is_limit(resolved: Targets) -> Bools:
    """Whether a total is to be kept within its target, not to reach it: a ceiling on a sum.

    It starts from zero on the wanted side of its target, and is met only when its years are over.
    """
    return resolved.total & (resolved.direction * resolved.target <= 0)


def status_of(resolved: Targets, values: Values, series: Series, year: Floats) -> Statuses:
    """The status of each row in `year`.

    Before the target year by the open-sdg rule (a total by the same cut-offs on its straight line);
    from the target year on by the target year's own value, or the nearest one where that is not
    known; a target for every year by the value of the year; without a target value by the trend. A
    bound that does not decide is undecided.
    """
    by_line = _lacks_rate(resolved, values)
    status, reason = _before(resolved, values, by_line)
    met_in, judged_in = np.full((2, len(year)), np.nan)
    judged_caveats = np.zeros(len(year), np.int64)
    by_trend = np.isnan(resolved.target) & np.isnan(resolved.amount)
    over = (year >= resolved.target_year) & ~resolved.every_year & ~resolved.total
    over &= np.isfinite(resolved.target)
    rows = np.flatnonzero(over)
    if len(rows):
        status[rows], met_in[rows], judged_in[rows], judged_caveats[rows] = _after(
            resolved.take(rows), values.take(rows), series, year[rows]
        )
    at_once = resolved.every_year | (resolved.total & (year >= resolved.target_year))
    status = np.where(at_once, _at_once(resolved, values, year), status)
    unknown = np.isnan(resolved.target) & ~(by_trend & ~resolved.every_year & ~resolved.total)
    before = ~(over | at_once | unknown)
    return Statuses(
        status=np.where(unknown, NO_DATA, status),
        met_in=met_in,
        judged_in=judged_in,
        judged_caveats=judged_caveats,
        by_line=by_line & before & (status != MET),
        reason=np.where(before, reason, 0),
    )


def _lacks_rate(resolved: Targets, values: Values) -> Bools:
    """The rows without a compound rate: baseline, value and target are not all positive."""
    ends = np.stack([resolved.baseline.value, values.value, resolved.target])
    known = np.isfinite(ends).all(axis=0) & (values.year > resolved.baseline.year)
    lacks: Bools = known & ~(ends > 0).all(axis=0) & ~resolved.kept & ~resolved.total
    return lacks


def _before(resolved: Targets, values: Values, by_line: Bools) -> tuple[Ints, Ints]:
    """By the open-sdg rule; `reason` where it gives no label or has a remark."""
    assessed = open_sdg.assess(
        resolved.baseline.year,
        resolved.baseline.value,
        values.year,
        values.value,
        resolved.target_year,
        resolved.target,
        direction=resolved.direction,
        natural_limit=resolved.natural_limit,
    )
    words = np.array([*(STATUSES.index(word) for word in open_sdg.STATUSES), NO_DATA])
    status, reason = words[assessed.label], assessed.reason.astype(np.int64)
    reached = meets(values.value, resolved.target, resolved.direction)
    zero_counted = (status == MET) & np.isfinite(resolved.target) & ~reached
    status = np.where(zero_counted, NO_DATA, status)  # 0.001 stood for zero
    kept = resolved.kept & values.known()
    lost = kept & ~reached
    status = np.where(kept, np.where(lost, WRONG_WAY, MET), status)
    straight = resolved.total | by_line
    status = np.where(straight, _by_straight_line(resolved, values), status)
    reason = np.where(straight | kept, 0, reason)
    judged = status != NO_DATA
    toward, away = _bounds(resolved, values)
    loose = resolved.baseline.has(BOUND) & (status != MET)
    best = np.where(np.isnan(resolved.target) | is_limit(resolved), ON_TRACK, MET)
    may_be_better = toward & np.isfinite(values.value) & (status != best)
    may_be_better &= judged | np.isfinite(resolved.target)
    unsure = may_be_better | (judged & ((away & (status != WRONG_WAY)) | loose))
    return np.where(unsure, UNDECIDED, status), reason


def _by_straight_line(resolved: Targets, values: Values) -> Ints:
    """The status by the straight line: the share of the way done over that of the time gone.

    A total's limit is kept only when its years are over; until then the time gone is set over the
    share used up, and where nothing is used up it is on track.
    """
    reached = progress(resolved.baseline.value, values.value, resolved.target)
    time = progress(resolved.baseline.year, values.year, resolved.target_year)
    limit = is_limit(resolved)
    with np.errstate(divide="ignore", invalid="ignore"):
        within_limit = np.where(reached <= 0, np.inf, time / reached)
        pace = np.where(limit, within_limit, reached / time)
    done = meets(values.value, resolved.target, resolved.direction) & ~limit
    found = cut(pace, open_sdg.THRESHOLDS.with_target)
    status = np.select(
        [done, *found.values()], [MET, ON_TRACK, TOO_SLOW, LIMITED, WRONG_WAY], NO_DATA
    )
    return status.astype(np.int64)


def _at_once(resolved: Targets, values: Values, year: Floats) -> Ints:
    """Met or missed by the value shown: a target for every year, a total whose years are over."""
    value = values.value
    met = meets(value, resolved.target, resolved.direction)
    status = np.where(met, MET, MISSED)
    status = np.where(_undecided(resolved, values, met), UNDECIDED, status)
    status = np.where(_just_short(resolved, values), MISSED, status)
    outside = resolved.every_year & ((year < resolved.start_year) | (year > resolved.target_year))
    return np.where(outside | ~np.isfinite(value), NO_DATA, status)


def _after(
    resolved: Targets, values: Values, series: Series, year: Floats
) -> tuple[Ints, Floats, Floats, Ints]:
    """By the target year's own value, else the nearest later one, else an earlier that meets."""
    exact = series.at(resolved.line, resolved.target_year)
    later = series.first(resolved.line, resolved.target_year + 1)
    later = np.where(series.year(later) <= year, later, NONE)
    earlier = series.latest(resolved.line, resolved.target_year - 1)
    place = np.where(exact != NONE, exact, np.where(later != NONE, later, earlier))
    judged = series.quantities(place, resolved.scale)
    judged_in = np.where(exact != NONE, np.nan, judged.year)

    projected = values.projected_from < resolved.target_year
    back = level_after(values.value, values.projected_rate, resolved.target_year - values.year)
    judged = replace(judged, value=np.where(projected, back, judged.value))
    judged_in = np.where(projected, np.nan, judged_in)

    met = meets(judged.value, resolved.target, resolved.direction)
    status = np.where(met, MET, MISSED)
    status = np.where(_undecided(resolved, judged, met), UNDECIDED, status)
    status = np.where(_just_short(resolved, judged), MISSED, status)
    only_earlier = (exact == NONE) & (later == NONE) & ~projected
    undated = only_earlier & (status != MET)
    status = np.where(undated, NO_DATA, status)
    judged_in = np.where(undated, np.nan, judged_in)
    met_in = _first_met(resolved, series, np.where(status == MISSED, year, -np.inf))
    other = (place != values.position) & ~projected & ~undated
    return status, met_in, judged_in, np.where(other, judged.caveats, 0)


def _first_met(resolved: Targets, series: Series, until: Floats) -> Floats:
    """The first year after the target year, up to `until`, whose value meets the target."""
    start = series.first(resolved.line, resolved.target_year + 1)
    row, place = run(start, series.latest(resolved.line, until))
    later = series.quantities(place, resolved.scale[row])
    met = meets(later.value, resolved.target[row], resolved.direction[row]) & ~later.has(BOUND)
    first = np.full(len(until), np.inf)
    np.minimum.at(first, row[met], later.year[met])
    return np.where(np.isfinite(first), first, np.nan)


def _bounds(resolved: Targets, found: Quantities) -> tuple[Bools, Bools]:
    """Whether the true value may lie further the wanted way, or the other way, than the bound."""
    up = resolved.direction > 0
    lower, upper = found.has(Caveat.LOWER_BOUND), found.has(Caveat.UPPER_BOUND)
    return np.where(up, lower, upper), np.where(up, upper, lower)


def _just_short(resolved: Targets, found: Quantities) -> Bools:
    """Whether the value is below, or above, exactly the target: less than 5000 is not 5000."""
    toward, away = _bounds(resolved, found)
    strict = found.has(Caveat.STRICT)
    short: Bools = away & ~toward & strict & (found.value == resolved.target)
    return short


def _undecided(resolved: Targets, found: Quantities, met: Bools) -> Bools:
    toward, away = _bounds(resolved, found)
    return (toward & ~met) | (away & met)
