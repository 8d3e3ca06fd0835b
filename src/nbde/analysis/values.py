"""Where each target's indicator stands in the year asked for: value, year and basis."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from nbde.analysis.arrays import (
    DERIVED,
    EITHER_WAY,
    NONE,
    PROJECTED,
    Bools,
    Floats,
    Ints,
    years_between,
)
from nbde.analysis.editions import editions_differ
from nbde.analysis.series import Series
from nbde.analysis.targets import Targets
from nbde.formulas.growth import growth_rate, level_after
from nbde.formulas.scale import without_noise

LOWER = (">", ">=", EITHER_WAY)
UPPER = ("<", "<=", EITHER_WAY)
STRICT = (">", "<")


@dataclass(frozen=True, slots=True)
class Values:
    """One entry a row.

    Attributes
    ----------
    as_of, value
        The year of the value used (NaN for none), and the value in the row's unit.
    basis
        An index into `schema.BASES`, `NONE` where there is no value.
    place
        The series' entry that was used, or from which a value was projected.
    lower, upper, strict
        Whether the value is only a lower, or only an upper bound, and one that is not reached.
    confidence
        An index into `entries.CONFIDENCES`: the weakest of the values used.
    missing_year
        For a total, the first year without a value (NaN for none).
    projected_from, projected_rate
        Where the value was projected: the year it starts from and the growth rate [per year].
    """

    as_of: Floats
    value: Floats
    basis: Ints
    place: Ints
    lower: Bools
    upper: Bools
    strict: Bools
    confidence: Ints
    missing_year: Floats
    projected_from: Floats
    projected_rate: Floats

    def take(self, rows: Ints) -> Values:
        """The values of the rows `rows`."""
        return Values(*(getattr(self, field.name)[rows] for field in fields(self)))


def values_at(resolved: Targets, series: Series, year: Floats, *, project: bool) -> Values:
    """The value at `year` of each goal: of that year, else the latest one before it.

    A target for every year takes the value of the year itself; a total the sum of the years from
    the plan's first to the year asked for. With `project` the value is carried on to `year` by the
    growth achieved since the baseline, within one edition.
    """
    exact = series.at(resolved.line, year)
    place = np.where(resolved.every_year, exact, series.latest(resolved.line, year))
    value = series.value(place, resolved.scale)
    as_of = series.year(place)
    lower, upper, strict = (
        series.is_any("comparison", place, signs) for signs in (LOWER, UPPER, STRICT)
    )
    basis = series.code("basis", place, NONE)
    confidence = series.code("confidence", place)
    missing = np.full(len(year), np.nan)

    rows = np.flatnonzero(resolved.total)
    if len(rows):
        until = np.minimum(year, resolved.target_year)[rows]
        value[rows], missing[rows], lower[rows], upper[rows], confidence[rows] = _totals(
            resolved.take(rows), series, until
        )
        strict[rows] = False
        summed = np.isfinite(value[rows])
        as_of[rows] = np.where(summed, until, np.nan)
        place[rows] = np.where(summed, series.at(resolved.line[rows], until), NONE)
        basis[rows] = np.where(summed, DERIVED, NONE)

    origin, rate = np.full(len(year), np.nan), np.full(len(year), np.nan)
    if project:
        rate = _projection_rate(resolved, series, place, as_of, value)
        carried = np.isfinite(rate) & (as_of < year)
        rate = np.where(carried, rate, np.nan)
        origin = np.where(carried, as_of, np.nan)
        value = np.where(carried, level_after(value, rate, year - as_of), value)
        as_of = np.where(carried, year, as_of)
        basis = np.where(carried, PROJECTED, basis)
    return Values(
        as_of, value, basis, place, lower, upper, strict, confidence, missing, origin, rate
    )


def _projection_rate(
    resolved: Targets, series: Series, place: Ints, as_of: Floats, value: Floats
) -> Floats:
    """The growth achieved since the baseline, where both stand in one edition."""
    rate = growth_rate(resolved.baseline, value, as_of - resolved.baseline_year)
    one = (
        ~editions_differ(series, resolved.baseline_place, place)
        & ~resolved.total
        & ~resolved.every_year
    )
    return np.where(one, rate, np.nan)


def _totals(
    resolved: Targets, series: Series, until: Floats
) -> tuple[Floats, Floats, Bools, Bools, Ints]:
    """Sum from the first year to `until`, first missing year, whether a bound, and confidence."""
    row, year = years_between(resolved.start_year, until)
    place = series.at(resolved.line[row], year)
    value = series.value(place, resolved.scale[row])
    absent = place == NONE
    count = len(until)
    total = np.zeros(count)
    np.add.at(total, row, np.where(absent, 0.0, value))
    missing = np.full(count, np.inf)
    np.minimum.at(missing, row[absent], year[absent])
    lower, upper = np.zeros(count, bool), np.zeros(count, bool)
    np.logical_or.at(lower, row, series.is_any("comparison", place, LOWER))
    np.logical_or.at(upper, row, series.is_any("comparison", place, UPPER))
    confidence = np.zeros(count, np.int64)
    np.maximum.at(confidence, row, series.code("confidence", place))
    whole = np.isinf(missing) & (until >= resolved.start_year)
    confidence = np.where(whole, confidence, 0)
    missing = np.where(np.isinf(missing), np.nan, missing)
    return np.where(whole, without_noise(total), np.nan), missing, lower, upper, confidence
